"""One question a second to the database, whatever the number of visitors."""

import logging
import threading
import time
from collections.abc import Callable, Mapping

from digitrec.errors import RoomUnavailableError
from digitrec.rooms.pupil import Pupil, PupilView
from digitrec.rooms.rooms import Rooms

logger = logging.getLogger(__name__)
ASK_SECONDS = 1.0
FORGET_SECONDS = 60.0  # between two looks for rooms whose time is over
TELL_SECONDS = 0.1  # between two looks at what this process itself has changed
IDLE_SECONDS = 600.0  # without a visitor who looks, the database is left alone


class Watcher:
    """Knows the versions of all rooms, about a second old at most. Any thread may ask it.

    What this process itself changes, it knows at once.

    Parameters
    ----------
    rooms : Rooms
    seconds : float, default 1
        Between two questions to the database.
    publish : callable, optional
        ``publish(room, versions)`` is called in the watcher's thread for each room that has other
        versions: that of all and that of what pupils see, or None where the room is gone.
    """

    def __init__(
        self,
        rooms: Rooms,
        seconds: float = ASK_SECONDS,
        publish: Callable[[str, tuple[int, int] | None], None] | None = None,
    ) -> None:
        self._rooms, self._seconds, self._publish = rooms, seconds, publish
        self._published: Mapping[str, tuple[int, int]] = {}
        self._views: Mapping[str, PupilView] = {}  # replaced, never changed
        self._n_asked = 0
        self._is_away = False
        self._looked_at = time.monotonic()
        self._cleaned_at = 0.0
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

    def view(self, pupil: Pupil) -> PupilView:
        """Look at a pupil's room; for all pupils of this process the database is asked once.

        Raises
        ------
        RoomError
            As `Pupil.view`.
        """
        version, view = self.pupils_version(pupil.room), self._views.get(pupil.room)
        if view is None or view.version != version or pupil.name not in view.names:
            view = pupil.view()
            known = self._rooms.versions
            views = {room: each for room, each in self._views.items() if room in known}
            self._views = views | {pupil.room: view}
        return view

    def stop(self) -> None:
        """End the thread."""
        self._is_over.set()

    def _versions(self, room: str) -> tuple[int, int]:
        self._looked_at = time.monotonic()
        return self._rooms.versions.get(room, (0, 0))

    def _watch(self) -> None:
        asked_at = 0.0
        while not self._is_over.wait(min(self._seconds, TELL_SECONDS)):
            try:
                if time.monotonic() - asked_at >= self._seconds:
                    asked_at = time.monotonic()
                    self._ask()
                self._tell()
            except Exception:  # the thread must go on, or no page of this process would change
                logger.exception("the rooms could not be watched")

    def _ask(self) -> None:
        now = time.monotonic()
        try:
            if now - self._looked_at <= IDLE_SECONDS:
                self._rooms.ask_versions()
                self._n_asked += 1
            if now - self._cleaned_at > FORGET_SECONDS:
                self._cleaned_at = now
                self._rooms.delete_expired()
            self._is_away = False
        except RoomUnavailableError:
            self._is_away = True

    def _tell(self) -> None:
        """Publish what is new since the last time."""
        versions, before = self._rooms.versions, self._published
        if self._publish is None or versions is before:
            return
        self._published = versions
        for room in versions.keys() | before.keys():
            if versions.get(room) != before.get(room):
                self._publish(room, versions.get(room))
