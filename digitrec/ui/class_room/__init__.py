"""Parts of the page of a class: the door, a pupil's task, the teacher's desk, the board."""
