"""Work that takes long: tasks, and the jobs that they make up."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

SLOW_FACTOR = 3  # a job is slow beyond so many times its estimate
START_SECONDS = 5.0  # which a new process may take for its imports
WAITING, RUNNING, DONE, STOPPED, FAILED = "waiting", "running", "done", "stopped", "failed"


@dataclass(frozen=True)
class Shared:
    """An argument that is large and the same for many tasks, such as a data set.

    Another computer is sent it once, not with each task.

    Attributes
    ----------
    value : object
        What the function is given.
    """

    value: Any


@dataclass(frozen=True)
class Task:
    """A call in another process.

    Attributes
    ----------
    function : callable
        At the top level of a module.
    arguments : tuple
        Of which some may be `Shared`.
    here : bool, default False
        Whether it must be done on this computer, as its files are what it is about.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    here: bool = False

    def plain_arguments(self) -> tuple[Any, ...]:
        """Give the arguments as the function takes them."""
        return tuple(each.value if isinstance(each, Shared) else each for each in self.arguments)


class Job:
    """Tasks that belong together, and how far they are.

    Attributes
    ----------
    tasks : tuple of Task
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
        self.state, self.message = WAITING, ""
        self.n_owners = 1
        self.n_running = 0
        self.started_at: float | None = None
        self.ended_at: float | None = None
        self.last_asked_at = time.monotonic()
        self._results: dict[int, Any] = {}
        self._to_do = list(range(len(self.tasks)))

    @property
    def results(self) -> list[Any]:
        """What the tasks that are done gave, in the order of the tasks."""
        return [self._results[i] for i in sorted(self._results)]

    @property
    def n_done(self) -> int:
        """How many tasks are done."""
        return len(self._results)

    @property
    def has_more(self) -> bool:
        """Whether there are tasks that nobody has begun."""
        return bool(self._to_do)

    def begin_task(self) -> int:
        """Take the first task that nobody has begun; give its number."""
        self.n_running += 1
        return self._to_do.pop(0)

    def give_back(self, number: int) -> None:
        """Note that a task was begun in vain: it is to be begun again."""
        self.n_running -= 1
        self._to_do.insert(0, number)

    def end_task(self, number: int, result: Any) -> None:
        """Keep what a task has given."""
        self.n_running -= 1
        self._results[number] = result

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
        done = self.n_done / len(self.tasks)
        next_done = (self.n_done + 0.95 * max(1, self.n_running)) / len(self.tasks)
        return min(max(done, by_time), next_done)
