"""So many wrong codes, and no more for a while: nobody tries all codes out."""

import threading
from collections import deque
from collections.abc import Callable

from digitrec.errors import RoomError

SECONDS = 600
MOST_OF_VISITOR, MOST_OF_ALL = 20, 500


class Tries:
    """Counts the tries of the last ten minutes in this process. Any thread may call it.

    Parameters
    ----------
    now : callable
        Gives seconds since whenever.
    refusal : str
        What is said to whoever has no try left.
    most_of_visitor, most_of_all : int
    """

    def __init__(
        self,
        now: Callable[[], float],
        refusal: str,
        *,
        most_of_visitor: int = MOST_OF_VISITOR,
        most_of_all: int = MOST_OF_ALL,
    ) -> None:
        self._now, self._refusal = now, refusal
        self._most_of_visitor, self._most_of_all = most_of_visitor, most_of_all
        self._tries: deque[tuple[float, str]] = deque()
        self._lock = threading.Lock()

    def check(self, visitor: str) -> None:
        """Say no to a visitor who has no try left.

        Raises
        ------
        RoomError
            If the visitor, or all together, have used up theirs.
        """
        with self._lock:
            while self._tries and self._tries[0][0] < self._now() - SECONDS:
                self._tries.popleft()
            n_own = sum(who == visitor for _, who in self._tries)
            if n_own >= self._most_of_visitor or len(self._tries) >= self._most_of_all:
                raise RoomError(self._refusal)

    def note(self, visitor: str) -> None:
        """Count one more."""
        with self._lock:
            self._tries.append((self._now(), visitor))
