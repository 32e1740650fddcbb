"""What a pool works with: processes of this computer, its threads, or something else alike.

Workers have seats, numbered from 0, and do one task in each at a time.
"""

import logging
import os
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol

from digitrec.errors import DatasetError, InvalidPlanError
from digitrec.jobs.job import Task

N_WORKERS = 2
IDLE_SECONDS = 300  # until an idle process ends
EXPECTED_ERRORS = (InvalidPlanError, DatasetError)  # their sentences are for the visitor
ENDED_FROM_OUTSIDE = (
    "The computation was ended from outside, most likely because it needed more memory than there "
    "is. Take fewer pictures or a smaller model."
)
TOO_LITTLE_MEMORY = "There is not enough memory for this. Take fewer pictures or a smaller model."

logger = logging.getLogger(__name__)


class WorkersLostError(RuntimeError):
    """The workers went away before a task was done. Others can do it."""


class Workers(Protocol):
    """Who does the tasks of a pool. Seats are used by different threads."""

    n_seats: int
    """How many tasks are done at once."""
    spreads: bool
    """Whether the tasks of one job may be done at once."""
    notice: str
    """What whoever trains must know of them, as sentences; empty where all is well."""

    def start(self, seat: int, task: Task) -> "Future[Any]":
        """Begin a task in a free seat.

        Returns
        -------
        concurrent.futures.Future
            Its exception is `WorkersLostError` where the task must be begun again.
        """

    def stop(self, seat: int) -> None:
        """End what is being done in a seat, and wait until it is free again."""

    def close(self) -> None:
        """End everything. They are of no use any more."""


def explain(error: BaseException) -> str:
    """Say in a sentence why a task failed.

    Parameters
    ----------
    error : BaseException
        Of a future of `Workers.start`.
    """
    if isinstance(error, EXPECTED_ERRORS):
        return str(error)
    if type(error).__name__ in ("TerminatedWorkerError", "KilledWorker"):  # loky's, Dask's
        return ENDED_FROM_OUTSIDE
    if isinstance(error, MemoryError):
        return TOO_LITTLE_MEMORY
    return f"Something went wrong that should not have: {type(error).__name__}: {error}"


class OwnProcesses:
    """Processes of this computer, one for each seat, that can be stopped at any time.

    Parameters
    ----------
    n_seats : int, default 2
    """

    def __init__(self, n_seats: int = N_WORKERS) -> None:
        self.n_seats, self.notice = n_seats, ""
        self.spreads = False  # so that another job finds a free seat
        self._executors: dict[int, Any] = {}

    def start(self, seat: int, task: Task) -> "Future[Any]":
        """Begin a task in the process of a seat, which is started if need be."""
        if seat not in self._executors:
            self._executors[seat] = _new_process()
        future: Future[Any] = self._executors[seat].submit(task.function, *task.plain_arguments())
        return future

    def stop(self, seat: int) -> None:
        """End the process of a seat."""
        executor = self._executors.pop(seat, None)
        if executor:
            executor.shutdown(wait=True, kill_workers=True)

    def close(self) -> None:
        """End all processes."""
        for seat in list(self._executors):
            self.stop(seat)


def _new_process() -> Any:
    # joblib's processes do not run the server's own program a second time.
    from joblib.externals.loky import ProcessPoolExecutor

    # Threads of one fit that spin while they wait take the other fit's processors: two gradient
    # boostings at once took 5 to 40 s on two cores instead of 2.
    n_threads = max(1, (os.cpu_count() or 1) // N_WORKERS)
    env = {"OMP_NUM_THREADS": str(n_threads)}
    return ProcessPoolExecutor(max_workers=1, timeout=IDLE_SECONDS, env=env)


class OwnThreads:
    """Threads of this process, in which a debugger sees a task. A task cannot be stopped.

    Parameters
    ----------
    n_seats : int, default 2
    """

    def __init__(self, n_seats: int = N_WORKERS) -> None:
        self.n_seats, self.spreads, self.notice = n_seats, False, ""
        self._executor = ThreadPoolExecutor(n_seats, thread_name_prefix="digitrec")
        self._busy: dict[int, threading.Event] = {}

    def start(self, seat: int, task: Task) -> "Future[Any]":
        """Begin a task in a thread."""
        over = self._busy[seat] = threading.Event()
        future = self._executor.submit(task.function, *task.plain_arguments())
        future.add_done_callback(lambda _: over.set())
        return future

    def stop(self, seat: int) -> None:
        """Wait until a task is done: its result is of no use, but no thread can be ended."""
        self._busy[seat].wait()

    def close(self) -> None:
        """Begin nothing more."""
        self._executor.shutdown(wait=False, cancel_futures=True)
