"""Long work in processes of its own: a queue for the whole server, stopped at any time.

scikit-learn cannot be interrupted while it learns, a process can; and pages stay quick while
another process computes. At most two jobs run at once; the others wait in the order in which they
came.
"""

import logging
import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from digitrec.errors import DatasetError, InvalidPlanError

logger = logging.getLogger(__name__)
N_WORKERS = 2
SLOW_FACTOR = 3  # how far from the truth an estimate may be
START_SECONDS = 5.0  # what a new process may take for its imports
IDLE_SECONDS = 300  # until an idle process gives its memory back
FORGOTTEN_SECONDS = 120  # since anybody last asked how it goes
TOLD = (InvalidPlanError, DatasetError)  # errors whose sentence is for the person
WAITING, RUNNING, DONE, STOPPED, FAILED = "waiting", "running", "done", "stopped", "failed"


@dataclass(frozen=True)
class Task:
    """One call in another process.

    Attributes
    ----------
    function : callable
        At the top level of a module of this library.
    arguments : tuple
    """

    function: Callable
    arguments: tuple = ()


class Job:
    """Tasks done one after the other, and how far they are.

    Attributes
    ----------
    tasks : tuple of Task
    results : list
        What the tasks gave so far.
    state : str
        `WAITING`, `RUNNING`, `DONE`, `STOPPED` or `FAILED`.
    message : str
        Why it failed, as a sentence.
    expected_seconds : float
        How long it will take, as far as is known.
    """

    def __init__(self, tasks, key, expected_seconds):
        self.tasks, self.key = tuple(tasks), key
        self.expected_seconds = expected_seconds
        self.results, self.state, self.message = [], WAITING, ""
        self.n_owners = 1
        self.begun = self.ended = None
        self.last_asked = time.monotonic()

    @property
    def is_over(self):
        """Whether nothing more will come."""
        return self.state in (DONE, STOPPED, FAILED)

    @property
    def seconds(self):
        """For how long it has been running, or ran."""
        if self.begun is None:
            return 0.0
        return (self.ended or time.monotonic()) - self.begun

    @property
    def is_slow(self):
        """Whether it took much longer than expected."""
        most = SLOW_FACTOR * self.expected_seconds + START_SECONDS
        return self.expected_seconds > 0 and self.seconds > most

    def __str__(self):
        """Name the functions, for the log."""
        counts = Counter(task.function.__name__ for task in self.tasks)
        return ", ".join(f"{n} x {name}" for name, n in counts.items())

    @property
    def share(self):
        """How far it is, 0..1: by the tasks that are done, and by the time while one is going."""
        if self.state == DONE:
            return 1.0
        by_time = self.seconds / self.expected_seconds if self.expected_seconds else 0.0
        done = len(self.results) / len(self.tasks)
        next_done = (len(self.results) + 0.95) / len(self.tasks)
        return min(max(done, by_time), next_done)


class Workshop:
    """Two processes and a queue before them. All methods may be called from any thread.

    Parameters
    ----------
    n_workers : int, default 2
    forgotten_seconds : float, default 120
        After this time without `ask`, a job is stopped: its visitor has left.
    """

    def __init__(self, n_workers=N_WORKERS, *, forgotten_seconds=FORGOTTEN_SECONDS):
        self.forgotten_seconds = forgotten_seconds
        self._queue, self._running = deque(), {}
        self._changed = threading.Condition()
        for place in range(n_workers):
            threading.Thread(target=self._work, args=(place,), daemon=True).start()

    def submit(self, tasks, *, key=None, expected_seconds=0.0):
        """Queue a job.

        Parameters
        ----------
        tasks : iterable of Task
            At least one.
        key : str, optional
            Names work that is the same for everyone: while a job of that key waits or runs,
            whoever submits it again shares it.
        expected_seconds : float, optional

        Returns
        -------
        Job
        """
        with self._changed:
            for job in (*self._running.values(), *self._queue):
                if key is not None and job.key == key:
                    job.n_owners += 1
                    return job
            job = Job(tasks, key, expected_seconds)
            self._queue.append(job)
            self._changed.notify_all()
            return job

    def ask(self, job):
        """Ask how a job goes, which also says that somebody still waits for it.

        Parameters
        ----------
        job : Job

        Returns
        -------
        int
            Its place in the queue, 1 for the next; 0 where it does not wait any more.
        """
        with self._changed:
            job.last_asked = time.monotonic()
            return self._queue.index(job) + 1 if job in self._queue else 0

    def stop(self, job):
        """Stop a job, unless others share it; it is as if it had never begun.

        Parameters
        ----------
        job : Job
        """
        with self._changed:
            job.n_owners -= 1
            if job.n_owners < 1 and not job.is_over:
                self._end(job, STOPPED)

    def _end(self, job, state, message=""):
        job.state, job.message, job.ended = state, message, time.monotonic()
        logger.log(
            logging.WARNING if job.is_slow else logging.INFO,
            "%s: %s after %.1f s, %.1f expected",
            *(job, state, job.seconds, job.expected_seconds),
        )
        with suppress(ValueError):
            self._queue.remove(job)
        self._changed.notify_all()

    def _work(self, place):
        """What each thread does: take a job, have its tasks done in a process, and so on."""
        executor = None
        while True:
            with self._changed:
                self._running.pop(place, None)
                self._drop_forgotten()
                while not self._queue:
                    self._changed.wait()
                    self._drop_forgotten()
                job = self._running[place] = self._queue.popleft()
                job.state, job.begun = RUNNING, time.monotonic()
            executor = self._do(job, executor or _new_executor())

    def _drop_forgotten(self):
        for job in [job for job in self._queue if self._is_forgotten(job)]:
            self._end(job, STOPPED)

    def _is_forgotten(self, job):
        return time.monotonic() - job.last_asked > self.forgotten_seconds

    def _do(self, job, executor):
        """Do a job; give back the executor if it can be used again."""
        for task in job.tasks:
            future = executor.submit(task.function, *task.arguments)
            if not self._wait(job, future):
                executor.shutdown(wait=True, kill_workers=True)
                return None
            error = future.exception()
            told = isinstance(error, TOLD)
            if told:
                logger.warning("%s: %s", job, error)
            elif error:
                logger.error("%s: failed", job, exc_info=error)
            with self._changed:
                if error is None:
                    job.results.append(future.result())
                    continue
                self._end(job, FAILED, str(error) if told else _explain(error))
            if not told:
                executor.shutdown(wait=True, kill_workers=True)
                return None
            return executor
        with self._changed:
            if not job.is_over:
                self._end(job, DONE)
        return executor

    def _wait(self, job, future):
        """Wait for one task; False if the job is stopped or forgotten before it is done."""
        future.add_done_callback(self._wake)
        with self._changed:
            while not future.done() and not job.is_over:
                self._changed.wait(1.0)
                if self._is_forgotten(job):
                    self._end(job, STOPPED)
            return not job.is_over

    def _wake(self, _future):
        with self._changed:
            self._changed.notify_all()


def _new_executor():
    # joblib's processes start without running the server's own program a second time.
    from joblib.externals.loky import ProcessPoolExecutor

    # Threads of one fit that spin while they wait for one another take the other fit's processors:
    # two gradient boostings at once took 5 to 40 s on two cores instead of 2.
    n_threads = max(1, (os.cpu_count() or 1) // N_WORKERS)
    env = {"OMP_NUM_THREADS": str(n_threads)}
    return ProcessPoolExecutor(max_workers=1, timeout=IDLE_SECONDS, env=env)


def _explain(error):
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    if isinstance(error, TerminatedWorkerError):
        return (
            "The computation was ended from outside, most likely because it needed more memory "
            "than there is. Take fewer pictures or a smaller model."
        )
    if isinstance(error, MemoryError):
        return "There is not enough memory for this. Take fewer pictures or a smaller model."
    return f"Something went wrong that should not have: {type(error).__name__}: {error}"
