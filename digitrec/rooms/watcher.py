"""One question a second to the database, whatever the number of visitors."""

import logging
import threading
import time

from digitrec.errors import RoomUnavailableError
from digitrec.rooms.rooms import Rooms

logger = logging.getLogger(__name__)
ASK_SECONDS = 1.0
FORGET_SECONDS = 60.0  # between two looks for rooms whose time is over
IDLE_SECONDS = 10.0  # without a visitor who looks, the database is left alone


class Watcher:
    """Knows the versions of all rooms, about a second old at most. Any thread may ask it.

    What this process itself changes, it knows at once.

    Parameters
    ----------
    rooms : Rooms
    seconds : float, default 1
        Between two questions to the database.
    """

    def __init__(self, rooms: Rooms, seconds: float = ASK_SECONDS) -> None:
        self._rooms, self._seconds = rooms, seconds
        self._n_asked = 0
        self._is_away = False
        self._looked_at = time.monotonic()
        self._is_over = threading.Event()
        threading.Thread(target=self._watch, daemon=True, name="rooms").start()

    @property
    def is_away(self) -> bool:
        """Whether the database did not answer the last time."""
        return self._is_away

    @property
    def n_asked(self) -> int:
        """How often the database has answered."""
        return self._n_asked

    def version(self, room: str) -> int:
        """Look up the version of all of a room; 0 if there is none, or it is not known yet."""
        return self._versions(room)[0]

    def pupils_version(self, room: str) -> int:
        """Look up the version of what pupils see of a room; 0 as in `version`."""
        return self._versions(room)[1]

    def stop(self) -> None:
        """End the thread."""
        self._is_over.set()

    def _versions(self, room: str) -> tuple[int, int]:
        self._looked_at = time.monotonic()
        return self._rooms.versions.get(room, (0, 0))

    def _watch(self) -> None:
        cleaned_at = 0.0
        while not self._is_over.wait(self._seconds):
            now = time.monotonic()
            is_idle = now - self._looked_at > IDLE_SECONDS
            try:
                if not is_idle:
                    self._rooms.ask_versions()
                    self._n_asked += 1
                if now - cleaned_at > FORGET_SECONDS:
                    cleaned_at = now
                    self._rooms.delete_expired()
                self._is_away = False
            except RoomUnavailableError:
                self._is_away = True
            except Exception:  # the thread must go on, or no page of this process would change
                logger.exception("the rooms could not be watched")
