"""How long a sweep takes on a Dask cluster of this computer, and with its own processes.

    python -m benchmarks.dask --plans 200 --turns 3

The same plans, the support vector machine with other settings on part of the digits, are run by
turns: by two workers of a Dask cluster, by the two processes of a server, and by one. Then tasks
with own drawings are counted in bytes, on their way from the server to the scheduler. Prints one
JSON line. Start it with nothing else under way.
"""

import argparse
import json
import math
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import numpy as np
from distributed.protocol.pickle import dumps

from benchmarks.cluster import cluster
from benchmarks.environment import environment
from digitrec.datasets import load_digits, own_dataset
from digitrec.jobs import OwnProcesses, Shared, Task, WorkerPool, Workers, open_workers
from digitrec.sweeps import run_sweep
from digitrec.training import Plan, Split, combinations, score

N_COUNTED = 50
WARM_UP = [Plan("svm", seed=1_000 + i) for i in range(8)]


def plans_of_sweep(n: int) -> list[Plan]:
    """Make so many plans of about a tenth of a second each."""
    C = np.geomspace(0.5, 50, math.ceil(n / 10)).round(4).tolist()
    gamma = np.geomspace(3e-4, 3e-3, 10).round(6).tolist()
    return combinations(Plan("svm"), {"C": C, "gamma": gamma})[:n]


def seconds_of_sweep(workers: Workers, plans: Sequence[Plan]) -> float:
    """Measure a sweep on workers whose processes have begun and imported all."""
    pool = WorkerPool(workers, abandoned_seconds=math.inf)
    with tempfile.TemporaryDirectory() as folder:
        run_sweep(WARM_UP, Path(folder) / "warm.json", pool)
        begin = time.perf_counter()
        rows = run_sweep(plans, Path(folder) / "table.json", pool)
        seconds = time.perf_counter() - begin
    pool.close()
    if len(rows) != len(plans) or not all(row.score for row in rows):
        raise RuntimeError("not every plan has been run")
    return seconds


def cluster_workers(address: str, n_seats: int) -> Workers:
    """Get the workers of a cluster, once there are so many."""
    workers = open_workers(address)
    while not workers.spreads or workers.n_seats < n_seats:
        time.sleep(0.1)
    return workers


@contextmanager
def counted(port: int) -> Iterator[tuple[int, list[int]]]:
    """Listen before a port, and count the bytes that go to it.

    Yields
    ------
    port : int
        Where to connect instead.
    n_bytes : list of int
        One number, which grows.
    """
    n_bytes = [0]

    def pump(source: socket.socket, target: socket.socket, counts: bool) -> None:
        while data := source.recv(65_536):
            n_bytes[0] += len(data) * counts
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)

    def listen(listening: socket.socket) -> None:
        while True:
            try:
                near, _ = listening.accept()
            except OSError:  # closed
                return
            far = socket.create_connection(("127.0.0.1", port))
            for way in ((near, far, True), (far, near, False)):
                threading.Thread(target=pump, args=way, daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=listen, args=(listening,), daemon=True).start()
        yield listening.getsockname()[1], n_bytes
        listening.shutdown(socket.SHUT_RDWR)


def bytes_of_tasks(port: int, n: int = N_COUNTED) -> dict[str, float]:
    """Count what tasks with own drawings send to a scheduler.

    Parameters
    ----------
    port : int
        Of the scheduler.
    n : int, default 50

    Returns
    -------
    dict of str to float
        ``first``: of the first task, which sends the drawings. ``a_task``: of each after that, with
        ``plan``, the bytes of its plan, and ``data``, those of the pictures.
    """
    digits, nobody = load_digits(), np.zeros(60, dtype=np.int64)
    own = own_dataset("digits-and-mine", digits.images[:60], digits.y[:60], nobody, ("",))
    plans = [Plan("naive-bayes", dataset=own.name, split=Split("own"), seed=i) for i in range(n)]
    tasks = [Task(score, (plan, Shared(own))) for plan in plans]
    with counted(port) as (through, n_bytes):
        workers = cluster_workers(f"tcp://127.0.0.1:{through}", 1)
        pool = WorkerPool(workers)
        counts = []
        for group in ([tasks[0]], tasks):
            before, job = n_bytes[0], pool.submit(group)
            while not job.is_over:
                pool.wait([job])
                pool.queue_place(job)
            counts.append(n_bytes[0] - before)
        pool.close()
    plan = len(dumps(plans[0]))
    a_task = round(counts[1] / n)
    return {"first": counts[0], "a_task": a_task, "plan": plan, "data": own.images.nbytes}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plans", type=int, default=200)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    plans = plans_of_sweep(options.plans)
    turns: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder, cluster(Path(folder), 2) as started:
        ways = {
            "dask": lambda: cluster_workers(started.address, 2),
            "two_processes": OwnProcesses,
            "one_process": lambda: OwnProcesses(1),
        }
        for i in range(options.turns):
            order = list(ways) if i % 2 else list(ways)[::-1]
            turns.append({name: seconds_of_sweep(ways[name](), plans) for name in order})
        n_bytes = bytes_of_tasks(started.port)
    ratios = {
        "dask_to_two_processes": median(turn["dask"] / turn["two_processes"] for turn in turns),
        "one_process_to_two": median(turn["one_process"] / turn["two_processes"] for turn in turns),
        "one_process_to_dask": median(turn["one_process"] / turn["dask"] for turn in turns),
    }
    result = {
        "n_plans": len(plans),
        "seconds": {name: [round(turn[name], 2) for turn in turns] for name in ways},
        "ratios": {name: round(ratio, 3) for name, ratio in ratios.items()},
        "bytes": n_bytes,
    }
    print(json.dumps(environment() | result))


if __name__ == "__main__":
    main()
