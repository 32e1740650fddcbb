"""What a teacher can do in a room."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from digitrec.collection import LabelledDrawing, check_labelled_drawing
from digitrec.errors import RoomClosedError, RoomError
from digitrec.rooms.database import CLOSED, Database
from digitrec.rooms.entries import Entry, read_entries
from digitrec.rooms.pupil import PupilView, view_of
from digitrec.rooms.tables import DRAWINGS, LABELS, MODELS, PUPILS, ROOMS, TASKS_SENT
from digitrec.rooms.tasks import check_task

N_NEWEST = 48  # drawings on the wall
MAX_MODEL_BYTES = 8 * 2**20


@dataclass(frozen=True)
class Board:
    """All that the board shows, of one moment.

    Attributes
    ----------
    version : int
        Raised by every change of the room.
    view : PupilView
        What pupils see.
    entries : tuple of Entry
        All drawings without their strokes, in the order of arrival.
    newest : tuple of LabelledDrawing
        Those that are not hidden, the newest first; at most 48.
    """

    version: int
    view: PupilView
    entries: tuple[Entry, ...]
    newest: tuple[LabelledDrawing, ...]


class Teacher:
    """A room as its teacher has it; made by `Rooms.teacher` alone, from the teacher's key.

    Each method raises `RoomClosedError` if the room is closed and `RoomUnavailableError` if the
    database is away, busy or full.

    Attributes
    ----------
    room, code : str
        Identity of the room, and the code that pupils type.
    expires_at : float
        When the room is deleted, in seconds since 1970.
    """

    def __init__(self, database: Database, room: str, code: str, expires_at: float) -> None:
        self._database = database
        self.room, self.code, self.expires_at = room, code, expires_at

    def board(self, n_newest: int = N_NEWEST) -> Board:
        """Look at all of the room."""
        with self._database.reading() as connection:
            is_open = (ROOMS.c.id == self.room) & (ROOMS.c.expires_at > self._database.now())
            row = connection.execute(select(ROOMS).where(is_open)).first()
            if row is None:
                raise RoomClosedError(CLOSED)
            return Board(
                version=row.version,
                view=view_of(connection, row),
                entries=read_entries(connection, self.room),
                newest=self._drawings(connection, n_newest),
            )

    def drawings(self) -> tuple[LabelledDrawing, ...]:
        """Get all drawings that are not hidden, the newest first, with their writers' names."""
        with self._database.reading() as connection:
            found = self._drawings(connection)
            if not found:
                self._check_open(connection)
            return found

    def send_task(self, kind: str, digit: int | None = None) -> None:
        """Send all pupils a task, and go on if there was a pause.

        Parameters
        ----------
        kind : str
            A key of `TASKS`.
        digit : int, optional
            Which digit everyone draws, 0..9.

        Raises
        ------
        RoomError
            If there is no such task.
        """
        kind, digit = check_task(kind, digit)
        with self._database.changing(self.room, tells_pupils=True) as (connection, room):
            number = room.task + 1
            sent = {"room": self.room, "number": number, "kind": kind, "digit": digit}
            connection.execute(insert(TASKS_SENT).values(sent))
            self._set(connection, task=number, is_paused=False)

    def set_paused(self, is_paused: bool) -> None:
        """Stop drawing in all browsers, or go on. What was drawn before still arrives."""
        with self._database.changing(self.room, tells_pupils=True) as (connection, _):
            self._set(connection, is_paused=is_paused)

    def hide_names(self, hides: bool) -> None:
        """Show drawings without the two-word names, or with them."""
        with self._database.changing(self.room, tells_pupils=True) as (connection, _):
            self._set(connection, hides_names=hides)

    def hide_answers(self, hides: bool) -> None:
        """Show drawings without what the model read, or with it."""
        with self._database.changing(self.room, tells_pupils=True) as (connection, _):
            self._set(connection, hides_answers=hides)

    def give_model(self, file: bytes) -> None:
        """Give a model to all who are in the room, instead of the one before.

        Parameters
        ----------
        file : bytes
            As `digitrec.model_file.dumps_model` wrote it; at most 8 MB.

        Raises
        ------
        RoomError
            If it is larger.
        """
        if len(file) > MAX_MODEL_BYTES:
            raise RoomError(
                f"This model has {len(file) / 2**20:.1f} MB; a class can be given one of at most "
                f"{MAX_MODEL_BYTES // 2**20} MB. Train a smaller one."
            )
        with self._database.changing(self.room, tells_pupils=True) as (connection, room):
            connection.execute(delete(MODELS).where(MODELS.c.room == self.room))
            connection.execute(insert(MODELS).values(room=self.room, file=file))
            self._set(connection, model=room.model + 1)

    def hide_drawing(self, drawing: str, hides: bool = True) -> None:
        """Take a drawing off the wall, out of all figures and out of the export; or undo that.

        Raises
        ------
        RoomError
            If the room has no such drawing.
        """
        is_it = (DRAWINGS.c.room == self.room) & (DRAWINGS.c.id == drawing)
        with self._database.changing(self.room) as (connection, _):
            hidden = connection.execute(update(DRAWINGS).where(is_it).values(is_hidden=hides))
            if not hidden.rowcount:
                raise RoomError("This drawing is not in the room any more. Nothing was changed.")

    def remove_pupil(self, name: str) -> None:
        """Remove a pupil, and delete their drawings and all that they said of others'.

        Raises
        ------
        RoomError
            If nobody in the room has the name.
        """
        with self._database.changing(self.room, tells_pupils=True) as (connection, _):
            is_it = (PUPILS.c.room == self.room) & (PUPILS.c.name == name) & ~PUPILS.c.is_removed
            removed = connection.execute(update(PUPILS).where(is_it).values(is_removed=True))
            if not removed.rowcount:
                raise RoomError("Nobody in this room has this name any more. Nothing was changed.")
            for table in (LABELS, DRAWINGS):
                own = (table.c.room == self.room) & (table.c.name == name)
                connection.execute(delete(table).where(own))
        self._database.forget_deleted()

    def wipe(self) -> int:
        """Close the room and delete all of it, for good.

        Returns
        -------
        int
            How many drawings were deleted.
        """
        with self._database.changing(self.room) as (connection, _):
            here = select(func.count()).select_from(DRAWINGS).where(DRAWINGS.c.room == self.room)
            n = connection.scalar(here) or 0
            connection.execute(delete(ROOMS).where(ROOMS.c.id == self.room))
        self._database.forget_deleted()
        return n

    def _check_open(self, connection: Connection) -> None:
        is_open = (ROOMS.c.id == self.room) & (ROOMS.c.expires_at > self._database.now())
        if connection.execute(select(ROOMS.c.id).where(is_open)).first() is None:
            raise RoomClosedError(CLOSED)

    def _set(self, connection: Connection, **values: int | bool) -> None:
        connection.execute(update(ROOMS).where(ROOMS.c.id == self.room).values(**values))

    def _drawings(
        self, connection: Connection, n_newest: int | None = None
    ) -> tuple[LabelledDrawing, ...]:
        here = (DRAWINGS.c.room == self.room) & DRAWINGS.c.is_hidden.is_(False)
        wanted = select(DRAWINGS.c.drawing).where(here)
        wanted = wanted.order_by(DRAWINGS.c.arrival.desc(), DRAWINGS.c.id).limit(n_newest)
        return tuple(
            check_labelled_drawing(json.loads(text)) for text in connection.scalars(wanted)
        )
