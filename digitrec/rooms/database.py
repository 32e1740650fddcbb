"""The database of all rooms: SQLite in a file or in memory, or PostgreSQL."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Row,
    create_engine,
    event,
    make_url,
    select,
    text,
    update,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from digitrec.errors import RoomClosedError, RoomError, RoomUnavailableError
from digitrec.rooms.tables import METADATA, ROOMS

logger = logging.getLogger(__name__)
SQLITE, IN_MEMORY = "sqlite", "sqlite://"
WAIT_SECONDS = 5  # for a lock, a connection, or an answer
CONNECT_SECONDS = 3
N_CONNECTIONS, N_MORE_CONNECTIONS = 5, 5
TABLES_LOCK = 1_386_172_391  # any number, the same in each process: who makes the tables
CLOSED = (
    "There is no open room here. Rooms are closed by their teacher or after a day, and then all "
    "their drawings are deleted. Look at the code once more, or ask for a new one."
)
AWAY = (
    "The rooms' database does not answer. What is drawn waits in the browser and is handed in once "
    "it does; nothing has to be done."
)
FULL = (
    "The rooms' database is full. What is drawn waits in the browser; whoever runs this server "
    "must make room on its disk."
)
DISK_FULL = ("disk is full", "No space left", "disk I/O error")
# Deleted drawings are overwritten, and what was acknowledged is on the disk.
PRAGMAS = (
    *("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"),
    f"busy_timeout={1000 * WAIT_SECONDS}",
)


class Database:
    """Connections to it, the tables in it, and how its errors are told.

    Parameters
    ----------
    address : str
        Such as ``"sqlite:///rooms.sqlite"`` or ``"postgresql://user:password@host/name"``;
        ``"sqlite://"`` is in memory.
    now : callable, default time.time
        Gives the seconds since 1970.

    Attributes
    ----------
    versions : dict of str to tuple of int
        Of each room, as far as this process knows: the version of all, and that of what pupils
        see. Replaced, never changed.

    Raises
    ------
    RoomError
        If the address is none of SQLite or PostgreSQL.
    """

    def __init__(self, address: str, now: Callable[[], float] = time.time) -> None:
        self.now = now
        self.versions: dict[str, tuple[int, int]] = {}
        self._url = _check_address(address)
        self._engine = _make_engine(self._url)
        self._has_tables = False
        self._lock = threading.Lock()
        # SQLite lets one write at a time, and whoever waits for it asks again and again, asleep in
        # between; within a process the next one begins at once.
        self._writer = threading.Lock() if self._is_sqlite else nullcontext()

    @property
    def is_in_memory(self) -> bool:
        """Whether all is lost with the process."""
        return self._is_sqlite and not self._url.database

    @property
    def _is_sqlite(self) -> bool:
        return self._url.get_backend_name() == SQLITE

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read in one transaction: all is of the same moment.

        Raises
        ------
        RoomUnavailableError
            If the database is away, busy or full.
        """
        options = {} if self._is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._transaction(**options) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in one transaction: all of it, or nothing.

        Raises
        ------
        RoomUnavailableError
            As `reading`.
        """
        with self._writer, self._transaction(writes=True) as connection:
            yield connection

    @contextmanager
    def changing(
        self, room: str, *, tells_pupils: bool = False
    ) -> Iterator[tuple[Connection, Row[Any]]]:
        """Change one room, and raise its version. Whoever else changes it waits.

        Parameters
        ----------
        room : str
            Its identity.
        tells_pupils : bool, default False
            Whether pupils' pages show what changes.

        Yields
        ------
        tuple of Connection and Row
            The room as it is now, with its new version.

        Raises
        ------
        RoomClosedError
            If the room is gone.
        RoomUnavailableError
            As `reading`.
        """
        raised = update(ROOMS).where(ROOMS.c.id == room, ROOMS.c.expires_at > self.now())
        raised = raised.values(
            version=ROOMS.c.version + 1, pupils_version=ROOMS.c.pupils_version + int(tells_pupils)
        )
        with self.writing() as connection:
            row = connection.execute(raised.returning(*ROOMS.c)).first()
            if row is None:
                raise RoomClosedError(CLOSED)
            yield connection, row
        with self._lock:
            before = self.versions.get(room, (0, 0))
            newer = max(before[0], row.version), max(before[1], row.pupils_version)
            self.versions = self.versions | {room: newer}

    def ask_versions(self) -> None:
        """Ask for the versions of all rooms, once for everyone in this process."""
        wanted = select(ROOMS.c.id, ROOMS.c.version, ROOMS.c.pupils_version)
        with self.reading() as connection:
            rows = connection.execute(wanted.where(ROOMS.c.expires_at > self.now())).all()
        with self._lock:
            before = self.versions
            self.versions = {
                room: (
                    max(all_, before.get(room, (0, 0))[0]),
                    max(own, before.get(room, (0, 0))[1]),
                )
                for room, all_, own in rows
            }

    def forget_deleted(self) -> None:
        """Empty the journal of SQLite, in which deleted drawings would still stand."""
        if self._is_sqlite and not self.is_in_memory:
            with _errors_told(), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, **options: Any) -> Iterator[Connection]:
        with _errors_told():
            self._make_tables()
            with self._begun(**options) as connection:
                yield connection

    def _make_tables(self) -> None:
        """Make the tables if this process has not seen them yet; other processes wait."""
        with self._lock:
            if self._has_tables:
                return
            with self._begun(writes=True) as connection:
                if not self._is_sqlite:
                    lock = text("SELECT pg_advisory_xact_lock(:lock)")
                    connection.execute(lock, {"lock": TABLES_LOCK})
                METADATA.create_all(connection)
            self._has_tables = True

    @contextmanager
    def _begun(self, **options: Any) -> Iterator[Connection]:
        connection = self._engine.connect()
        with connection, connection.execution_options(**options).begin():
            yield connection


@contextmanager
def _errors_told() -> Iterator[None]:
    """Turn what a driver says into a sentence; its own words go to the log."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        logger.warning("the rooms' database: %s", getattr(error, "orig", None) or error)
        is_full = any(words in str(error) for words in DISK_FULL)
        raise RoomUnavailableError(FULL if is_full else AWAY) from error


def _check_address(address: str) -> URL:
    try:
        url = make_url(address)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError):
        backend = ""
    if backend not in (SQLITE, "postgresql"):
        raise RoomError(
            "DIGITREC_DATABASE is not the address of a database. Write it as "
            "postgresql://user:password@host/name or sqlite:///path/to/rooms.sqlite."
        )
    return url if backend == SQLITE else url.set(drivername="postgresql+psycopg")


def _make_engine(url: URL) -> Engine:
    if url.get_backend_name() != SQLITE:
        limits = f"-c statement_timeout={1000 * WAIT_SECONDS} -c lock_timeout={1000 * WAIT_SECONDS}"
        return create_engine(
            url,
            pool_pre_ping=True,
            pool_size=N_CONNECTIONS,
            max_overflow=N_MORE_CONNECTIONS,
            pool_timeout=WAIT_SECONDS,
            connect_args={"connect_timeout": CONNECT_SECONDS, "options": limits},
        )
    if not url.database:  # one connection, which is the database
        pool = {"pool_size": 1, "max_overflow": 0}
    else:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        pool = {"pool_size": N_CONNECTIONS, "max_overflow": N_MORE_CONNECTIONS}
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_timeout=2 * WAIT_SECONDS,
        connect_args={"check_same_thread": False, "timeout": WAIT_SECONDS},
        **pool,
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin below, not where the driver thinks
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Begin a transaction of SQLite; one that writes waits at its beginning, not in the middle."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_writable(path: Path) -> bool:
    """Whether a database can be made or changed at a path."""
    try:
        database = Database(f"{IN_MEMORY}/{path}")
        with database.writing():
            database.close()
    except (OSError, RoomUnavailableError):
        return False
    return True
