"""Long work with one queue for the whole server.

What does the work stands behind `Workers`: processes, which can be stopped at any time as a fit of
scikit-learn cannot, and pages stay quick while others compute. A job that comes later waits, and
its visitor sees its place in the queue.
"""

import logging
import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future
from typing import Any

from digitrec.jobs.job import DONE, FAILED, RUNNING, STOPPED, WAITING, Job, Task
from digitrec.jobs.workers import (
    EXPECTED_ERRORS,
    OwnProcesses,
    Workers,
    WorkersLostError,
    explain,
)

logger = logging.getLogger(__name__)
ABANDONED_SECONDS = 120  # without a question for its place


class WorkerPool:
    """Workers and the queue of their jobs. All methods may be called from any thread.

    A free seat takes a task of the job that has the fewest seats, of those the one that was
    submitted first; so nobody waits longer than for one task of another who has many.

    Parameters
    ----------
    workers : Workers, default: two processes
    abandoned_seconds : float, default 120
        After so long without `queue_place`, a job is stopped, as its visitor has left.
    """

    def __init__(
        self, workers: Workers | None = None, *, abandoned_seconds: float = ABANDONED_SECONDS
    ) -> None:
        self.workers = workers or OwnProcesses()
        self.abandoned_seconds = abandoned_seconds
        self._jobs: list[Job] = []  # that are not over, in the order of submission
        self._changed = threading.Condition()
        self._n_threads = 0
        self._is_closed = False
        with self._changed:
            self._fill_seats()

    @property
    def notice(self) -> str:
        """What whoever trains must know of the workers; empty where all is well."""
        return self.workers.notice

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
            for job in self._jobs:
                if key is not None and job.key == key:
                    job.n_owners += 1
                    return job
            job = Job(tasks, key, expected_seconds)
            self._jobs.append(job)
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
            waiting = [each for each in self._jobs if each.state == WAITING]
            return waiting.index(job) + 1 if job in waiting else 0

    def stop(self, job: Job) -> None:
        """Stop a job unless others share it."""
        with self._changed:
            job.n_owners -= 1
            if job.n_owners < 1 and not job.is_over:
                self._end(job, STOPPED)

    def wait(self, jobs: Iterable[Job]) -> None:
        """Wait until one of several jobs is over, for at most a second."""
        waited_for = list(jobs)
        with self._changed:
            self._changed.wait_for(lambda: any(job.is_over for job in waited_for), timeout=1.0)

    def close(self) -> None:
        """Stop all jobs, and end the workers."""
        with self._changed:
            self._is_closed = True
            for job in list(self._jobs):
                self._end(job, STOPPED)
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._n_threads == 0, timeout=30.0)
        self.workers.close()

    def _end(self, job: Job, state: str, message: str = "") -> None:
        job.state, job.message, job.ended_at = state, message, time.monotonic()
        logger.log(
            logging.WARNING if job.is_slow else logging.INFO,
            "%s: %s after %.1f s, %.1f expected",
            *(job, state, job.seconds, job.expected_seconds),
        )
        self._jobs.remove(job)
        self._changed.notify_all()

    def _fill_seats(self) -> None:
        """Start a thread for each seat that has none; there may be more workers than before."""
        if self._is_closed:
            return
        for seat in range(self._n_threads, self.workers.n_seats):
            threading.Thread(target=self._run_seat, args=(seat,), daemon=True).start()
            self._n_threads += 1

    def _run_seat(self, seat: int) -> None:
        """Have tasks done in a seat, for ever."""
        try:
            while taken := self._take(seat):
                while taken:
                    taken = self._do(seat, *taken)
        finally:
            with self._changed:
                self._n_threads -= 1
                self._changed.notify_all()

    def _take(self, seat: int) -> tuple[Job, int] | None:
        """Wait for a task; None where the pool is closed."""
        with self._changed:
            while not self._is_closed:
                self._drop_abandoned()
                self._fill_seats()
                found = self._next() if seat < self.workers.n_seats else None
                if found:
                    if found.state == WAITING:
                        found.state, found.started_at = RUNNING, time.monotonic()
                    return found, found.begin_task()
                self._changed.wait(1.0 if self._jobs else None)
            return None

    def _next(self) -> Job | None:
        free = [
            job
            for job in self._jobs
            if job.has_more and (self.workers.spreads or not job.n_running)
        ]
        return min(free, key=lambda job: job.n_running, default=None)

    def _drop_abandoned(self) -> None:
        for job in [job for job in self._jobs if job.state == WAITING and self._is_abandoned(job)]:
            self._end(job, STOPPED)

    def _is_abandoned(self, job: Job) -> bool:
        return time.monotonic() - job.last_asked_at > self.abandoned_seconds

    def _do(self, seat: int, job: Job, number: int) -> tuple[Job, int] | None:
        """Do a task; take the next one at once, so that a job stays in its seat."""
        try:
            future = self.workers.start(seat, job.tasks[number])
        except RuntimeError:
            if self._is_closed:  # Python ends, and begins no thread or process any more
                return None
            raise
        if not self._wait(job, future):
            self.workers.stop(seat)
            return None
        error = future.exception()
        with self._changed:
            if isinstance(error, WorkersLostError):
                job.give_back(number)
                self._changed.notify_all()
                return None
            if error is None:
                job.end_task(number, future.result())
                if job.n_done == len(job.tasks) and not job.is_over:
                    self._end(job, DONE)
                self._changed.notify_all()
                return self._take(seat)
            self._fail(job, error)
        if not isinstance(error, EXPECTED_ERRORS):
            self.workers.stop(seat)  # which may be at the end of its tether
        return None

    def _fail(self, job: Job, error: BaseException) -> None:
        if isinstance(error, EXPECTED_ERRORS):
            logger.warning("%s: %s", job, error)
        else:
            logger.error("%s: failed", job, exc_info=error)
        if not job.is_over:
            self._end(job, FAILED, explain(error))

    def _wait(self, job: Job, future: "Future[Any]") -> bool:
        """Wait for one task; False if the job is stopped or abandoned before it is done."""
        future.add_done_callback(self._wake)
        with self._changed:
            while not future.done() and not job.is_over:
                self._changed.wait(1.0)
                self._fill_seats()
                if not job.is_over and self._is_abandoned(job):
                    self._end(job, STOPPED)
            return not job.is_over

    def _wake(self, _future: "Future[Any]") -> None:
        with self._changed:
            self._changed.notify_all()
