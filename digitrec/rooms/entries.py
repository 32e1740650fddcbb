"""What is known of each drawing of a room, without its strokes."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, select

from digitrec.rooms.tables import DRAWINGS, LABELS


@dataclass(frozen=True)
class Entry:
    """A drawing that was handed in.

    Attributes
    ----------
    id : str
    name : str
        Of the pupil who drew it.
    task : int
        Number of the task that it was drawn for.
    label : int or None
        Which digit it was meant to be, 0..9; None for *no digit*.
    was_read : bool
        Whether a model has read it.
    read : int or None
        As which digit; None also where the model found no digit.
    others : tuple of int or None
        What other pupils read, who did not know the label.
    is_hidden : bool
        By the teacher.
    """

    id: str
    name: str
    task: int
    label: int | None
    was_read: bool
    read: int | None
    others: tuple[int | None, ...] = ()
    is_hidden: bool = False

    @property
    def is_misread(self) -> bool:
        """Whether the model read something else than was meant."""
        return self.was_read and self.read != self.label


def read_entries(connection: Connection, room: str) -> tuple[Entry, ...]:
    """Read all entries of a room, in the order of their arrival."""
    others: dict[str, list[int | None]] = defaultdict(list)
    said = select(LABELS.c.drawing, LABELS.c.label).where(LABELS.c.room == room)
    for drawing, label in connection.execute(said.order_by(LABELS.c.drawing, LABELS.c.name)):
        others[drawing].append(label)
    wanted = select(*(DRAWINGS.c[name] for name in ("id", "name", "task", "label", "was_read")))
    wanted = wanted.add_columns(DRAWINGS.c.read_digit, DRAWINGS.c.is_hidden)
    rows = connection.execute(
        wanted.where(DRAWINGS.c.room == room).order_by(DRAWINGS.c.arrival, DRAWINGS.c.id)
    )
    return tuple(
        Entry(
            *(row.id, row.name, row.task, row.label, row.was_read, row.read_digit),
            others=tuple(others[row.id]),
            is_hidden=row.is_hidden,
        )
        for row in rows
    )
