"""A Dask cluster to measure and to test on: scheduler and workers in processes of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.serving import ROOT, free_port

START_TIMEOUT_S = 60
SCHEDULER = "distributed.cli.dask_scheduler"  # what ``dask scheduler`` runs


@dataclass
class Cluster:
    """A scheduler on the loopback address, and workers that a block may start and kill.

    Attributes
    ----------
    folder : pathlib.Path
        For logs, and what workers keep.
    port : int
        Of the scheduler.
    processes : list of subprocess.Popen
        The scheduler first.
    """

    folder: Path
    port: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Of the scheduler."""
        return f"tcp://127.0.0.1:{self.port}"

    def start(self, *command: str, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """Start ``python -m`` with a command, whose output goes to a file of the folder."""
        log_path = self.folder / f"{len(self.processes)}.log"
        settings = {"DASK_TEMPORARY_DIRECTORY": str(self.folder), "DASK_DISTRIBUTED__LOGGING": "{}"}
        with log_path.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env={**os.environ, **settings, **env},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.processes.append(process)
        return process

    def start_scheduler(self, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a scheduler, and wait until it listens."""
        place = ["--host", "127.0.0.1", "--port", str(self.port)]
        settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1", **(env or {})}
        process = self.start(SCHEDULER, *place, "--no-dashboard", env=settings)
        log_path, deadline = self.folder / f"{len(self.processes) - 1}.log", time.monotonic()
        while b"Scheduler at:" not in log_path.read_bytes():
            if process.poll() is not None or time.monotonic() > deadline + START_TIMEOUT_S:
                raise RuntimeError(f"The scheduler does not listen: {log_path.read_text()[-2000:]}")
            time.sleep(0.05)
        return process

    def start_worker(
        self, n_processes: int = 1, env: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a worker as the documents say."""
        options = ("--processes", str(n_processes))
        return self.start("digitrec", "worker", self.address, *options, env=env or {})

    def log(self, number: int) -> str:
        """What a process has printed, by its place among the processes."""
        return (self.folder / f"{number}.log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def cluster(folder: Path, n_workers: int = 0) -> Iterator[Cluster]:
    """Start a scheduler and a worker of so many processes, until the block is left.

    Parameters
    ----------
    folder : pathlib.Path
        That is empty.
    n_workers : int, default 0

    Yields
    ------
    Cluster
    """
    started = Cluster(folder, free_port())
    try:
        started.start_scheduler()
        if n_workers:
            started.start_worker(n_workers)
        yield started
    finally:
        for process in reversed(started.processes):
            process.terminate()
        for process in started.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
