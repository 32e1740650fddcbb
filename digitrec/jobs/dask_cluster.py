"""Workers on other computers: a Dask cluster, with the own processes for when it is away."""

import logging
import threading
import time
from concurrent.futures import CancelledError, Future
from functools import partial
from importlib.metadata import version
from secrets import token_urlsafe
from typing import Any

from dask.base import tokenize
from distributed import Client

from digitrec.errors import DatasetError
from digitrec.jobs.job import Shared, Task
from digitrec.jobs.versions import own_versions, versions_resource
from digitrec.jobs.workers import Workers, WorkersLostError

logger = logging.getLogger(__name__)
CHECK_SECONDS = 10.0  # between looks at the cluster
CONNECT_SECONDS = 5.0
CANCEL_SECONDS = 5.0  # that the scheduler has to hear that a task is cancelled
ON_ITS_WAY_SECONDS = 0.05  # that a task may take from the scheduler to its worker
HELD_SECONDS = 60  # that data which tasks share stay on the cluster after their last use
MAX_SEATS = 64  # each has a thread of this process
MEANWHILE = "Until then, this server trains in its own processes."
AWAY = (
    "Nothing answers as a Dask scheduler at the address that DIGITREC_SCHEDULER names. Start it "
    f"with: dask scheduler. {MEANWHILE} It looks there again every {CHECK_SECONDS:.0f} seconds."
)
NO_WORKER = (
    "The Dask scheduler has no worker that can be used. Start one with: digitrec worker, and the "
    f"scheduler's address. {MEANWHILE}"
)
LOST = (OSError, TimeoutError, CancelledError, RuntimeError)  # what a broken connection ends in


class DaskWorkers:
    """The workers of a Dask cluster that have the versions of this server.

    Parameters
    ----------
    address : str
        Of the scheduler.
    own : Workers
        Who works while the scheduler cannot be reached, and on what must be done here.
    """

    def __init__(self, address: str, own: Workers) -> None:
        self.n_seats, self.spreads, self.notice = own.n_seats, own.spreads, ""
        self._address, self._own = address, own
        self._client: Client | None = None
        self._is_used = self._were_gone = False
        self._futures: dict[int, Any] = {}
        self._held: dict[str, tuple[Any, float]] = {}
        self._lock = threading.Lock()
        self._looked, self._closed = threading.Event(), threading.Event()
        self._watch = threading.Thread(target=self._look_again, daemon=True)
        self._watch.start()

    def start(self, seat: int, task: Task) -> "Future[Any]":
        """Begin a task on a worker; on this computer where it must be, or no worker can."""
        self._looked.wait(2 * CONNECT_SECONDS)
        client = self._client
        if not task.here and self._is_used and client is not None and client.status == "running":
            try:
                return self._submit(client, seat, task)
            except LOST as error:
                logger.warning("the Dask cluster is away: %s", error)
                return _lost()
        if not task.here and self._is_used:
            self._use(0, AWAY)
        self._futures.pop(seat, None)
        return self._own.start(seat, task) if task.here or seat < self.n_seats else _lost()

    def _submit(self, client: Client, seat: int, task: Task) -> "Future[Any]":
        arguments = [
            self._hold(client, each.value) if isinstance(each, Shared) else each
            for each in task.arguments
        ]
        future = client.submit(
            task.function,
            *arguments,
            key=f"{task.function.__name__}-{token_urlsafe(6)}",
            resources={versions_resource(): 1},
            pure=False,
        )
        self._futures[seat] = future
        outcome: Future[Any] = Future()
        future.add_done_callback(partial(_settle, outcome))
        return outcome

    def _hold(self, client: Client, value: Any) -> Any:
        """Have data on the cluster once, by what they are.

        They are the result of a task, not scattered by Dask's own means: where the worker that has
        them is lost, the scheduler has them made again.
        """
        key = f"data-{tokenize(value)[:16]}"
        with self._lock:
            held, _ = self._held.get(key, (None, 0.0))
            if held is None:
                held = client.submit(
                    _itself, value, key=key, resources={versions_resource(): 1}, pure=False
                )
            self._held[key] = held, time.monotonic()
            return held

    def stop(self, seat: int) -> None:
        """Restart the process in which the task of a seat runs, as a fit cannot be stopped."""
        future, client = self._futures.pop(seat, None), self._client
        if future is None:
            self._own.stop(seat)
            return
        if future.done() or client is None:
            return
        try:
            future.cancel(force=True)
            # The order to restart goes another way, and where it came first, the task began anew.
            on = _begun_on(client, future.key)
            workers = client.scheduler_info(n_workers=-1)["workers"]
            with_nanny = [each for each in on if workers.get(each, {}).get("nanny")]
            if with_nanny:
                client.restart_workers(with_nanny, timeout=30, raise_for_error=False)
        except LOST as error:
            logger.warning("a task could not be stopped on the Dask cluster: %s", error)

    def close(self) -> None:
        """Leave the cluster, which stays as it is, and end the own processes."""
        self._closed.set()
        self._watch.join(CONNECT_SECONDS)
        self._disconnect()
        self._own.close()

    def _look_again(self) -> None:
        while not self._closed.is_set():
            try:
                self._look()
            except LOST as error:
                logger.warning("the Dask cluster is away: %s", error)
                self._disconnect()
                self._use(0, AWAY)
            self._looked.set()
            self._closed.wait(CHECK_SECONDS)

    def _look(self) -> None:
        """Connect if need be, and count the workers that can be used."""
        if self._client is None or self._client.status != "running":
            self._disconnect()
            self._client = self._connect()
            theirs = self._client.run_on_scheduler(version, "distributed")
            if theirs != version("distributed"):
                self._disconnect()
                self._use(0, _other_scheduler(theirs))
                return
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        usable = [each for each in workers if versions_resource() in each["resources"]]
        refused = [each for each in workers if versions_resource() not in each["resources"]]
        notices = [_refused_in_words(each["resources"]) for each in refused]
        notices += [] if usable else [NO_WORKER]
        if not usable and self._is_used and not self._were_gone:
            self._were_gone = True  # one that is restarted comes back before the next look
            return
        self._were_gone = not usable
        if not usable:  # what has begun would wait for a worker for ever
            self._client.cancel([each for each in self._futures.values() if not each.done()])
        n_seats = min(sum(each["nthreads"] for each in usable), MAX_SEATS)
        self._use(n_seats, " ".join(dict.fromkeys(notices)))
        self._let_go()

    def _connect(self) -> Client:
        """Connect; while that takes too long, as where something else listens, go on without."""
        too_long = threading.Timer(CONNECT_SECONDS, self._use, (0, AWAY))
        too_long.daemon = True
        too_long.start()
        try:
            return Client(
                self._address, timeout=CONNECT_SECONDS, set_as_default=False, name="digitrec"
            )
        finally:
            too_long.cancel()

    def _use(self, n_seats: int, notice: str) -> None:
        """Use so many seats of the cluster, or the own ones where there are none."""
        self._is_used = n_seats > 0
        self.n_seats = n_seats or self._own.n_seats
        self.spreads = self._is_used or self._own.spreads
        if notice and notice != self.notice:
            logger.warning(notice)
        self.notice = notice

    def _let_go(self) -> None:
        """Let go of data that no task has used for a while; the cluster then forgets them."""
        with self._lock:
            now = time.monotonic()
            self._held = {k: v for k, v in self._held.items() if now - v[1] < HELD_SECONDS}

    def _disconnect(self) -> None:
        client, self._client = self._client, None
        with self._lock:
            self._held = {}
        if client is not None:
            client.close(timeout=CONNECT_SECONDS)


def _begun_on(client: Client, key: str) -> set[str]:
    """Find the workers on which a cancelled task has begun, once the cluster has let it go.

    Where it is processed just now would not tell: it may only have been submitted, and still be
    given to a worker before the scheduler hears that it is cancelled.
    """
    deadline = time.monotonic() + CANCEL_SECONDS
    while not _is_forgotten(client, key) and time.monotonic() < deadline:
        time.sleep(ON_ITS_WAY_SECONDS)
    time.sleep(ON_ITS_WAY_SECONDS)
    told = client.story(key, on_error="ignore")
    return {who for who, *event in told if event[0] == key and "executing" in event[1:4]}


def _is_forgotten(client: Client, key: str) -> bool:
    """Tell whether the scheduler has had a task, and has it no more."""
    told = client.story(key, on_error="ignore")
    return any(who == "scheduler" and event[:3:2] == [key, "forgotten"] for who, *event in told)


def _itself(value: Any) -> Any:
    return value


def _lost() -> "Future[Any]":
    outcome: Future[Any] = Future()
    outcome.set_exception(WorkersLostError("The Dask cluster is away."))
    return outcome


def _settle(outcome: "Future[Any]", future: Any) -> None:
    """Give what a future of Dask holds to one of Python, which a pool knows."""
    try:
        error = future.exception()
        result = None if error else future.result()
    except LOST as lost:
        error = WorkersLostError(str(lost))
    if isinstance(error, CancelledError):
        error = WorkersLostError(str(error))
    if isinstance(error, DatasetError):
        error = DatasetError(f"On the computer of a Dask worker: {error}")
    if error:
        outcome.set_exception(error)
    else:
        outcome.set_result(result)


def _other_scheduler(theirs: str) -> str:
    return (
        f"The Dask scheduler speaks another version: distributed {theirs}; this server speaks "
        f"{version('distributed')}. Install that one there and start the scheduler again. "
        f"{MEANWHILE}"
    )


def _refused_in_words(resources: dict[str, float]) -> str:
    """Say why a worker is not used, by what it offers."""
    theirs = [name for name in resources if name.startswith("digitrec ")]
    if not theirs:
        return (
            "A Dask worker is not used, as it does not tell its versions. Start it with: digitrec "
            "worker, and the scheduler's address."
        )
    return (
        f"A Dask worker is not used, as it has other versions: {theirs[0]}. This server has "
        f"{own_versions()}. Install the same there and start it again."
    )
