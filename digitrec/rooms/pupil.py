"""What a pupil can do in a room."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select

from digitrec.collection import LabelledDrawing
from digitrec.drawing import MAX_STROKES
from digitrec.errors import RoomClosedError, RoomError
from digitrec.rooms.database import CLOSED, Database
from digitrec.rooms.tables import DRAWINGS, LABELS, MODELS, PUPILS, ROOMS, TASKS_SENT
from digitrec.rooms.tasks import FOOL_IT, ONE_DIGIT, READ_OTHERS, RoomTask

MAX_OF_PUPIL, MAX_OF_ROOM = 300, 5000
MAX_POINTS = 3000  # of a drawing; a digit has 20 to 300
MAX_LABELS = 5  # of other pupils for one drawing
REMOVED = "Your teacher has removed you from this room. Talk to each other; then join anew."
TOO_LATE = "This drawing was for a task that is over. It is not handed in any more."
WRONG_LABEL = "This task asks for another digit. Draw the one that the page shows."
OTHERS_ID = "Another drawing has this drawing's number. Draw it once more."
TOO_LONG = (
    f"A drawing for the class has at most {MAX_STROKES:,} strokes and {MAX_POINTS:,} points. "
    "Draw it once more, with fewer."
)
NOTHING_DRAWN = "Nothing is drawn. Draw a digit first."
PUPIL_IS_FULL = f"You have handed in {MAX_OF_PUPIL} drawings, and more is not possible in one room."
ROOM_IS_FULL = f"This room holds {MAX_OF_ROOM:,} drawings, and it is full. Ask for a new room."


@dataclass(frozen=True)
class PupilView:
    """What a pupil's page shows.

    Attributes
    ----------
    version : int
        Raised whenever anything of this changes, but not when a pupil joins.
    names : tuple of str
        Of the pupils who are in the room, in the order of the alphabet.
    task : RoomTask or None
        None before the first.
    is_paused, hides_names, hides_answers : bool
    model : int
        The number of the model that the teacher has given last; 0 before the first.
    """

    version: int
    names: tuple[str, ...]
    task: RoomTask | None
    is_paused: bool
    hides_names: bool
    hides_answers: bool
    model: int


@dataclass(frozen=True)
class HandedIn:
    """What became of drawings that were handed in.

    Attributes
    ----------
    arrived : tuple of str
        Identities of those that are stored, now or since an earlier try.
    refused : mapping of str to str
        A sentence for each of the others, which need not be sent again.
    """

    arrived: tuple[str, ...]
    refused: Mapping[str, str]


@dataclass(frozen=True)
class ToLabel:
    """Somebody else's drawing, without what it was meant to be.

    Attributes
    ----------
    id : str
    strokes : list of list of list of float
        As the browser sent them.
    """

    id: str
    strokes: list[list[list[float]]]


class Pupil:
    """A pupil in a room; made by `Rooms.join` alone.

    Each method raises `RoomClosedError` if the room is closed, `RoomError` if the pupil was removed
    and `RoomUnavailableError` if the database is away, busy or full.

    Attributes
    ----------
    room : str
        Identity of the room.
    name : str
        Such as ``"blue fox"``.
    """

    def __init__(self, database: Database, room: str, name: str) -> None:
        self._database = database
        self.room, self.name = room, name

    def view(self) -> PupilView:
        """Look at the room."""
        with self._database.reading() as connection:
            is_open = (ROOMS.c.id == self.room) & (ROOMS.c.expires_at > self._database.now())
            row = connection.execute(select(ROOMS).where(is_open)).first()
            if row is None:
                raise RoomClosedError(CLOSED)
            view = view_of(connection, row)
        if self.name not in view.names:
            raise RoomError(REMOVED)
        return view

    def class_model(self) -> bytes | None:
        """Get the file of the model that the teacher has given last; None before the first.

        Whoever loads it checks it as any model file.
        """
        if not self.view().model:
            return None
        with self._database.reading() as connection:
            return connection.scalar(select(MODELS.c.file).where(MODELS.c.room == self.room))

    def hand_in(self, drawings: Iterable[LabelledDrawing], task: int) -> HandedIn:
        """Hand drawings in. What was handed in before arrives no second time.

        Parameters
        ----------
        drawings : iterable of LabelledDrawing
            Their writer is set to this pupil.
        task : int
            Number of the task that they were drawn for: the present one, or the one before.
        """
        refused: dict[str, str] = {}
        arrived = []
        with self._database.changing(self.room) as (connection, room):
            self._check_not_removed(connection)
            refusal, digit = self._refusal_of_task(connection, room, task)
            drawings = tuple(drawings)
            owners = self._owners(connection, [each.id for each in drawings])
            n, n_own = self._count(connection)
            for drawing in drawings:
                if owners.get(drawing.id) == self.name:
                    arrived.append(drawing.id)
                    continue
                said = refusal or _refusal(drawing, digit, drawing.id in owners)
                said = said or (PUPIL_IS_FULL if n_own >= MAX_OF_PUPIL else "")
                said = said or (ROOM_IS_FULL if n >= MAX_OF_ROOM else "")
                if said:
                    refused[drawing.id] = said
                    continue
                connection.execute(insert(DRAWINGS).values(self._row(drawing, room, task)))
                owners[drawing.id] = self.name
                n, n_own = n + 1, n_own + 1
                arrived.append(drawing.id)
        return HandedIn(tuple(arrived), MappingProxyType(refused))

    def next_to_label(self) -> ToLabel | None:
        """Get somebody else's drawing to read, one of those that fewest have read.

        In *Fool it* those of this task that the model has misread, in *Read the others* all of
        the tasks before.

        Returns
        -------
        ToLabel or None
            None if there is none left, or the task is another one.
        """
        view = self.view()
        if view.task is None or view.task.kind not in (FOOL_IT, READ_OTHERS):
            return None
        with self._database.reading() as connection:
            row = connection.execute(self._to_label(view.task)).first()
        return None if row is None else ToLabel(row.id, json.loads(row.drawing)["strokes"])

    def label(self, drawing: str, label: int | None) -> None:
        """Say which digit somebody else's drawing is. What was said first stays.

        Parameters
        ----------
        drawing : str
            Its identity, as `next_to_label` gave it.
        label : int or None
            0..9; None for *no digit*.
        """
        if label is not None and (type(label) is not int or not 0 <= label <= 9):
            raise RoomError("A label is a digit from 0 to 9, or no digit. Choose one of them.")
        key = {"room": self.room, "drawing": drawing, "name": self.name}
        with self._database.changing(self.room) as (connection, _):
            self._check_not_removed(connection)
            is_it = (DRAWINGS.c.room == self.room) & (DRAWINGS.c.id == drawing)
            owner = connection.scalar(select(DRAWINGS.c.name).where(is_it))
            if owner is None or owner == self.name:
                raise RoomError("This drawing is gone or your own. Go on with the next one.")
            before = select(LABELS.c.drawing).filter_by(**key)
            if connection.execute(before).first() is None:
                connection.execute(insert(LABELS).values(**key, label=label))

    def _owners(self, connection: Connection, drawings: list[str]) -> dict[str, str]:
        """Look up who has drawn those of some drawings that are stored."""
        wanted = select(DRAWINGS.c.id, DRAWINGS.c.name).where(DRAWINGS.c.room == self.room)
        rows = connection.execute(wanted.where(DRAWINGS.c.id.in_(drawings)))
        return {row.id: row.name for row in rows}

    def _count(self, connection: Connection) -> tuple[int, int]:
        """Count the drawings of the room, and this pupil's own."""
        here = select(func.count()).select_from(DRAWINGS).where(DRAWINGS.c.room == self.room)
        own = here.where(DRAWINGS.c.name == self.name)
        return connection.scalar(here) or 0, connection.scalar(own) or 0

    def _check_not_removed(self, connection: Connection) -> None:
        own = (PUPILS.c.room == self.room) & (PUPILS.c.name == self.name)
        if connection.scalar(select(PUPILS.c.is_removed).where(own)) is not False:
            raise RoomError(REMOVED)

    def _refusal_of_task(
        self, connection: Connection, room: Row[Any], task: int
    ) -> tuple[str, int | None]:
        """Why nothing is handed in for a task, or else the digit that it asks for."""
        if task < 1 or not room.task - 1 <= task <= room.task:
            return TOO_LATE, None
        is_it = (TASKS_SENT.c.room == self.room) & (TASKS_SENT.c.number == task)
        sent = connection.execute(select(TASKS_SENT).where(is_it)).one()
        return "", sent.digit if sent.kind == ONE_DIGIT else None

    def _row(self, drawing: LabelledDrawing, room: Row[Any], task: int) -> dict[str, Any]:
        owned = replace(drawing, writer=self.name)
        return {
            "room": self.room,
            "id": drawing.id,
            "name": self.name,
            "task": task,
            "arrival": room.version,
            "label": drawing.label,
            "was_read": drawing.read is not None,
            "read_digit": drawing.read.digit if drawing.read else None,
            "drawing": json.dumps(owned.as_dict(), separators=(",", ":")),
        }

    def _to_label(self, task: RoomTask) -> Select[Any]:
        """Write the query for the drawing that is labelled next."""
        said = (LABELS.c.room == self.room) & (LABELS.c.drawing == DRAWINGS.c.id)
        n_said = select(func.count()).select_from(LABELS).where(said).scalar_subquery()
        own_word = select(LABELS.c.drawing).where(said, LABELS.c.name == self.name).exists()
        query = select(DRAWINGS.c.id, DRAWINGS.c.drawing).where(
            DRAWINGS.c.room == self.room,
            DRAWINGS.c.name != self.name,
            DRAWINGS.c.is_hidden.is_(False),
            n_said < MAX_LABELS,
            ~own_word,
        )
        if task.kind == FOOL_IT:
            misread = DRAWINGS.c.read_digit.is_distinct_from(DRAWINGS.c.label)
            query = query.where(DRAWINGS.c.task == task.number, DRAWINGS.c.was_read, misread)
        return query.order_by(n_said, func.random()).limit(1)


def view_of(connection: Connection, room: Row[Any]) -> PupilView:
    """Make of a room's row what its pupils see."""
    is_it = (TASKS_SENT.c.room == room.id) & (TASKS_SENT.c.number == room.task)
    sent = connection.execute(select(TASKS_SENT).where(is_it)).first()
    names = select(PUPILS.c.name).where(PUPILS.c.room == room.id, ~PUPILS.c.is_removed)
    return PupilView(
        version=room.pupils_version,
        names=tuple(connection.scalars(names.order_by(PUPILS.c.name))),
        task=RoomTask(sent.number, sent.kind, sent.digit) if sent else None,
        is_paused=room.is_paused,
        hides_names=room.hides_names,
        hides_answers=room.hides_answers,
        model=room.model,
    )


def _refusal(drawing: LabelledDrawing, digit: int | None, is_taken: bool) -> str:
    """Why a drawing is not taken, or nothing."""
    n_points = sum(len(stroke) for stroke in drawing.strokes)
    if is_taken:
        return OTHERS_ID
    if not n_points:
        return NOTHING_DRAWN
    if len(drawing.strokes) > MAX_STROKES or n_points > MAX_POINTS:
        return TOO_LONG
    return WRONG_LABEL if digit is not None and drawing.label != digit else ""
