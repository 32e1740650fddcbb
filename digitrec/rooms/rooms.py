"""The door of all rooms: open one, join one, come back to one."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, func, insert, select

from digitrec.datasets import data_folder
from digitrec.errors import RoomClosedError, RoomError
from digitrec.rooms.database import CLOSED, IN_MEMORY, Database, is_writable
from digitrec.rooms.keys import hash_key, new_code, new_key, tidy_code
from digitrec.rooms.names import new_name
from digitrec.rooms.pupil import Pupil
from digitrec.rooms.tables import PUPILS, ROOMS
from digitrec.rooms.teacher import Teacher
from digitrec.rooms.tries import Tries

FILE_NAME = "rooms.sqlite"
HOURS = 24.0  # a room's life, unless DIGITREC_ROOM_HOURS says another
MAX_HOURS = 24.0 * 366
MAX_ROOMS, MAX_PUPILS = 200, 60
MAX_OPENED = 10  # rooms by a visitor in ten minutes
NEW_CODES = 20  # tries for one that no room has


@dataclass(frozen=True)
class OpenedRoom:
    """A room that was just opened.

    Attributes
    ----------
    code : str
        Five letters, for the class.
    teacher_key : str
        Shown this once: only its hash is stored.
    """

    code: str
    teacher_key: str


class Rooms:
    """All rooms of a database. Any thread may call it.

    Parameters
    ----------
    database : Database
    hours : float, default 24
        After so long a room is closed and deleted.
    """

    def __init__(self, database: Database, *, hours: float = HOURS) -> None:
        self.hours = hours
        self._database = database
        self._codes = Tries(
            database.now,
            "Too many wrong codes came in the last ten minutes. Wait some minutes, look at the "
            "code on the board, and try once more.",
        )
        self._openings = Tries(
            database.now,
            "Ten rooms were opened from here in the last ten minutes. Use one of them, or wait.",
            most_of_visitor=MAX_OPENED,
            most_of_all=MAX_ROOMS,
        )

    @property
    def is_in_memory(self) -> bool:
        """Whether all rooms are lost when this process ends."""
        return self._database.is_in_memory

    @property
    def versions(self) -> Mapping[str, tuple[int, int]]:
        """Of each room, as far as this process knows: of all, and of what pupils see."""
        return self._database.versions

    def ask_versions(self) -> None:
        """Ask the database for `versions`.

        Raises
        ------
        RoomUnavailableError
            If the database is away, busy or full.
        """
        self._database.ask_versions()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def open_room(self, visitor: str = "") -> OpenedRoom:
        """Open a room.

        Parameters
        ----------
        visitor : str, optional
            Whoever asks: each has a bound of its own.

        Raises
        ------
        RoomError
            If too many rooms are open, or the visitor has opened too many.
        RoomUnavailableError
            If the database is away, busy or full.
        """
        self._openings.check(visitor)
        self.delete_expired()
        key = new_key()
        with self._database.writing() as connection:
            codes = set(connection.scalars(select(ROOMS.c.code)))
            if len(codes) >= MAX_ROOMS:
                raise RoomError(
                    f"{MAX_ROOMS} rooms are open on this server, and no more can be. Try again "
                    "once some are closed."
                )
            code = next(
                code for code in (new_code() for _ in range(NEW_CODES)) if code not in codes
            )
            row = {"id": new_key(), "code": code, "teacher_hash": hash_key(key)}
            expires_at = self._database.now() + self.hours * 3600
            connection.execute(insert(ROOMS).values(**row, expires_at=expires_at))
        self._openings.note(visitor)
        return OpenedRoom(code, key)

    def join(self, code: str, pupil_key: str, visitor: str = "") -> Pupil:
        """Join a room, or come back to it: the same key has the same name.

        Parameters
        ----------
        code : str
            As it was typed.
        pupil_key : str
            Made up in the pupil's browser, and kept there.
        visitor : str, optional
            Whoever asks: each has so many wrong codes.

        Raises
        ------
        RoomClosedError
            If no open room has the code.
        RoomError
            If the code was wrong too often, the key is damaged, the room is full, or the pupil was
            removed.
        RoomUnavailableError
            If the database is away, busy or full.
        """
        self._codes.check(visitor)
        key_hash = hash_key(pupil_key)
        is_here = (ROOMS.c.code == tidy_code(code)) & (ROOMS.c.expires_at > self._database.now())
        with self._database.reading() as connection:
            room = connection.scalar(select(ROOMS.c.id).where(is_here))
            pupil = None
            if room is not None:
                own = (PUPILS.c.room == room) & (PUPILS.c.key_hash == key_hash)
                pupil = connection.execute(select(PUPILS).where(own)).first()
        if room is None:
            self._codes.note(visitor)
            raise RoomClosedError(CLOSED)
        name = self._add_pupil(room, key_hash) if pupil is None else pupil.name
        return Pupil(self._database, room, name)

    def _add_pupil(self, room: str, key_hash: str) -> str:
        """Add a pupil to a room, unless another tab has just done it; give the name."""
        with self._database.changing(room) as (connection, _):
            in_room = PUPILS.c.room == room
            before = connection.execute(
                select(PUPILS.c.name).where(in_room, PUPILS.c.key_hash == key_hash)
            ).first()
            if before is not None:
                return str(before.name)
            taken = set(connection.scalars(select(PUPILS.c.name).where(in_room)))
            if len(taken) >= MAX_PUPILS:
                raise RoomError(
                    f"This room is full: {MAX_PUPILS} have joined. The others need a second one."
                )
            name = new_name(taken)
            connection.execute(insert(PUPILS).values(room=room, name=name, key_hash=key_hash))
            return name

    def teacher(self, teacher_key: str) -> Teacher:
        """Come to a room as its teacher.

        Parameters
        ----------
        teacher_key : str

        Raises
        ------
        RoomClosedError
            If no open room has the key.
        RoomError
            If the key is damaged.
        RoomUnavailableError
            If the database is away, busy or full.
        """
        own = ROOMS.c.teacher_hash == hash_key(teacher_key)
        with self._database.reading() as connection:
            row = connection.execute(
                select(ROOMS).where(own, ROOMS.c.expires_at > self._database.now())
            ).first()
        if row is None:
            raise RoomClosedError(CLOSED)
        return Teacher(self._database, row.id, row.code, row.expires_at)

    def delete_expired(self) -> int:
        """Delete the rooms whose time is over; return how many.

        Raises
        ------
        RoomUnavailableError
            If the database is away, busy or full.
        """
        is_over = ROOMS.c.expires_at <= self._database.now()
        with self._database.reading() as connection:
            n = connection.scalar(select(func.count()).select_from(ROOMS).where(is_over)) or 0
        if n:
            with self._database.writing() as connection:
                connection.execute(delete(ROOMS).where(is_over))
            self._database.forget_deleted()
        return n


def open_rooms(
    address: str | None = None, *, hours: float | None = None, now: Callable[[], float] = time.time
) -> Rooms:
    """Open the database of rooms.

    Parameters
    ----------
    address : str, optional
        ``sqlite:///path``, ``postgresql://user:password@host/name``, or ``sqlite://`` for one in
        memory. By default what DIGITREC_DATABASE says, or else a file in the data folder, or in
        memory where none can be written.
    hours : float, optional
        A room's life; by default what DIGITREC_ROOM_HOURS says, or else 24.
    now : callable, optional
        Gives the seconds since 1970.

    Returns
    -------
    Rooms
        Also where a PostgreSQL is away: it is asked again each time.

    Raises
    ------
    RoomError
        If the address or the number of hours is none.

    Examples
    --------
    >>> from digitrec.rooms import new_key, open_rooms
    >>> rooms = open_rooms("sqlite://")
    >>> opened = rooms.open_room()
    >>> teacher = rooms.teacher(opened.teacher_key)
    >>> pupil = rooms.join(opened.code, new_key())
    >>> teacher.send_task("one", 4)
    >>> pupil.view().task.request
    'Draw a 4.'
    """
    address = address or os.environ.get("DIGITREC_DATABASE") or _default_address()
    return Rooms(Database(address, now), hours=_check_hours(hours))


def _default_address() -> str:
    path = data_folder() / FILE_NAME
    return f"{IN_MEMORY}/{path}" if is_writable(Path(path)) else IN_MEMORY


def _check_hours(hours: float | None) -> float:
    given = os.environ.get("DIGITREC_ROOM_HOURS") or HOURS if hours is None else hours
    try:
        checked = float(given)
    except ValueError:
        checked = 0.0
    if not 0 < checked <= MAX_HOURS:  # NaN compares false
        raise RoomError(
            "DIGITREC_ROOM_HOURS must be a number of hours above 0 and at most "
            f"{MAX_HOURS:,.0f}, such as 24."
        )
    return checked
