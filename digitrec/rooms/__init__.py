"""A class's rooms: a teacher opens one, pupils join it with a code and hand drawings in."""

from digitrec.rooms.entries import Entry
from digitrec.rooms.figures import (
    agreed_misreadings,
    agreement,
    counts_as_fooling,
    doubtful_labels,
    is_agreed,
    matrix_of,
    rarest_forms,
    rarest_writers,
    shown,
    worst_read,
)
from digitrec.rooms.keys import new_key, tidy_code
from digitrec.rooms.pupil import HandedIn, Pupil, PupilView, ToLabel
from digitrec.rooms.rooms import OpenedRoom, Rooms, open_rooms
from digitrec.rooms.tasks import (
    FOOL_IT,
    FREE,
    ONE_DIGIT,
    READ_OTHERS,
    TASKS,
    TEN_DIGITS,
    RoomTask,
)
from digitrec.rooms.teacher import Board, Teacher
from digitrec.rooms.watcher import Watcher

__all__ = [
    "FOOL_IT",
    "FREE",
    "ONE_DIGIT",
    "READ_OTHERS",
    "TASKS",
    "TEN_DIGITS",
    "Board",
    "Entry",
    "HandedIn",
    "OpenedRoom",
    "Pupil",
    "PupilView",
    "RoomTask",
    "Rooms",
    "Teacher",
    "ToLabel",
    "Watcher",
    "agreed_misreadings",
    "agreement",
    "counts_as_fooling",
    "doubtful_labels",
    "is_agreed",
    "matrix_of",
    "new_key",
    "open_rooms",
    "rarest_forms",
    "rarest_writers",
    "shown",
    "tidy_code",
    "worst_read",
]
