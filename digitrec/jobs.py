"""Long work in a pool of processes with one queue for the whole server.

A process can be stopped at any time, which a fit of scikit-learn cannot, and pages stay quick while
another process computes. At most two jobs run at once; the others wait in the order of submission.
"""

import logging
import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from digitrec.errors import DatasetError, InvalidPlanError

logger = logging.getLogger(__name__)
N_WORKERS = 2
SLOW_FACTOR = 3  # a job is slow beyond so many times its estimate
START_SECONDS = 5.0  # which a new process may take for its imports
IDLE_SECONDS = 300  # until an idle process ends
ABANDONED_SECONDS = 120  # without a question for its place
EXPECTED_ERRORS = (InvalidPlanError, DatasetError)  # their sentences are for the visitor
WAITING, RUNNING, DONE, STOPPED, FAILED = "waiting", "running", "done", "stopped", "failed"


@dataclass(frozen=True)
class Task:
    """A call in another process.

    Attributes
    ----------
    function : callable
        At the top level of a module.
    arguments : tuple
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...] = ()


class Job:
    """Tasks done one after the other, and how far they are.

    Attributes
    ----------
    tasks : tuple of Task
    results : list
        Of the tasks that are done.
    state : str
        `WAITING`, `RUNNING`, `DONE`, `STOPPED` or `FAILED`.
    message : str
        Why it failed, as a sentence.
    expected_seconds : float
        0 if unknown.
    """

    def __init__(self, tasks: Iterable[Task], key: str | None, expected_seconds: float) -> None:
        self.tasks, self.key = tuple(tasks), key
        self.expected_seconds = expected_seconds
        self.results: list[Any] = []
        self.state, self.message = WAITING, ""
        self.n_owners = 1
        self.started_at: float | None = None
        self.ended_at: float | None = None
        self.last_asked_at = time.monotonic()

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in (DONE, STOPPED, FAILED)

    @property
    def seconds(self) -> float:
        """How long it has been running, or ran."""
        if self.started_at is None:
            return 0.0
        return (self.ended_at or time.monotonic()) - self.started_at

    @property
    def is_slow(self) -> bool:
        """Whether it took much longer than expected."""
        most = SLOW_FACTOR * self.expected_seconds + START_SECONDS
        return self.expected_seconds > 0 and self.seconds > most

    def __str__(self) -> str:
        """Name the functions, for the log."""
        counts = Counter(task.function.__name__ for task in self.tasks)
        return ", ".join(f"{n} x {name}" for name, n in counts.items())

    @property
    def progress(self) -> float:
        """How far it is, 0..1, by the tasks that are done, and by the time within a task."""
        if self.state == DONE:
            return 1.0
        by_time = self.seconds / self.expected_seconds if self.expected_seconds else 0.0
        done = len(self.results) / len(self.tasks)
        next_done = (len(self.results) + 0.95) / len(self.tasks)
        return min(max(done, by_time), next_done)


class WorkerPool:
    """Processes and the queue of their jobs. All methods may be called from any thread.

    Parameters
    ----------
    n_workers : int, default 2
    abandoned_seconds : float, default 120
        After so long without `queue_place`, a job is stopped, as its visitor has left.
    """

    def __init__(
        self, n_workers: int = N_WORKERS, *, abandoned_seconds: float = ABANDONED_SECONDS
    ) -> None:
        self.abandoned_seconds = abandoned_seconds
        self._queue: deque[Job] = deque()
        self._running: dict[int, Job] = {}
        self._changed = threading.Condition()
        for worker in range(n_workers):
            threading.Thread(target=self._run_worker, args=(worker,), daemon=True).start()

    def submit(
        self, tasks: Iterable[Task], *, key: str | None = None, expected_seconds: float = 0.0
    ) -> Job:
        """Queue a job.

        Parameters
        ----------
        tasks : iterable of Task
            At least one.
        key : str, optional
            Names work that is the same for everyone. Whoever submits it again while such a job
            waits or runs shares that job.
        expected_seconds : float, optional
        """
        with self._changed:
            for job in (*self._running.values(), *self._queue):
                # One that was just stopped is still among the running until its process is gone.
                if key is not None and job.key == key and not job.is_over:
                    job.n_owners += 1
                    return job
            job = Job(tasks, key, expected_seconds)
            self._queue.append(job)
            self._changed.notify_all()
            return job

    def queue_place(self, job: Job) -> int:
        """Look up a job's place in the queue, and note that somebody still waits for it.

        Returns
        -------
        int
            1 for the next; 0 for a job that waits no longer.
        """
        with self._changed:
            job.last_asked_at = time.monotonic()
            return self._queue.index(job) + 1 if job in self._queue else 0

    def stop(self, job: Job) -> None:
        """Stop a job unless others share it."""
        with self._changed:
            job.n_owners -= 1
            if job.n_owners < 1 and not job.is_over:
                self._end(job, STOPPED)

    def _end(self, job: Job, state: str, message: str = "") -> None:
        job.state, job.message, job.ended_at = state, message, time.monotonic()
        logger.log(
            logging.WARNING if job.is_slow else logging.INFO,
            "%s: %s after %.1f s, %.1f expected",
            *(job, state, job.seconds, job.expected_seconds),
        )
        with suppress(ValueError):
            self._queue.remove(job)
        self._changed.notify_all()

    def _run_worker(self, worker: int) -> None:
        """Take jobs from the queue and have them done in a process, for ever."""
        executor = None
        while True:
            with self._changed:
                self._running.pop(worker, None)
                self._drop_abandoned()
                while not self._queue:
                    self._changed.wait()
                    self._drop_abandoned()
                job = self._running[worker] = self._queue.popleft()
                job.state, job.started_at = RUNNING, time.monotonic()
            executor = self._do(job, executor or _new_executor())

    def _drop_abandoned(self) -> None:
        for job in [job for job in self._queue if self._is_abandoned(job)]:
            self._end(job, STOPPED)

    def _is_abandoned(self, job: Job) -> bool:
        return time.monotonic() - job.last_asked_at > self.abandoned_seconds

    def _do(self, job: Job, executor: Any) -> Any:
        """Do a job; return the executor if it can be used again."""
        for task in job.tasks:
            future = executor.submit(task.function, *task.arguments)
            if not self._wait(job, future):
                executor.shutdown(wait=True, kill_workers=True)
                return None
            error = future.exception()
            expected = isinstance(error, EXPECTED_ERRORS)
            if expected:
                logger.warning("%s: %s", job, error)
            elif error:
                logger.error("%s: failed", job, exc_info=error)
            with self._changed:
                if error is None:
                    job.results.append(future.result())
                    continue
                self._end(job, FAILED, str(error) if expected else _explain(error))
            if not expected:
                executor.shutdown(wait=True, kill_workers=True)
                return None
            return executor
        with self._changed:
            if not job.is_over:
                self._end(job, DONE)
        return executor

    def _wait(self, job: Job, future: Future[Any]) -> bool:
        """Wait for one task; False if the job is stopped or abandoned before it is done."""
        future.add_done_callback(self._wake)
        with self._changed:
            while not future.done() and not job.is_over:
                self._changed.wait(1.0)
                if self._is_abandoned(job):
                    self._end(job, STOPPED)
            return not job.is_over

    def _wake(self, _future: Future[Any]) -> None:
        with self._changed:
            self._changed.notify_all()


def _new_executor() -> Any:
    # joblib's processes do not run the server's own program a second time.
    from joblib.externals.loky import ProcessPoolExecutor

    # Threads of one fit that spin while they wait take the other fit's processors: two gradient
    # boostings at once took 5 to 40 s on two cores instead of 2.
    n_threads = max(1, (os.cpu_count() or 1) // N_WORKERS)
    env = {"OMP_NUM_THREADS": str(n_threads)}
    return ProcessPoolExecutor(max_workers=1, timeout=IDLE_SECONDS, env=env)


def _explain(error: BaseException) -> str:
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    if isinstance(error, TerminatedWorkerError):
        return (
            "The computation was ended from outside, most likely because it needed more memory "
            "than there is. Take fewer pictures or a smaller model."
        )
    if isinstance(error, MemoryError):
        return "There is not enough memory for this. Take fewer pictures or a smaller model."
    return f"Something went wrong that should not have: {type(error).__name__}: {error}"
