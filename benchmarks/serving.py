"""Servers to measure: started on a free port, watched, and stopped."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.drawings import canvas_json

ROOT = Path(__file__).resolve().parent.parent
START_TIMEOUT_S = 60


@dataclass(frozen=True)
class App:
    """What can be measured.

    Attributes
    ----------
    script : str
        As given to ``streamlit run``, from the project's folder.
    answer : str
        CSS selector of the element that changes with every stroke.
    blank : str
        What that element says only as long as nothing is drawn.
    answer_marker : bytes
        Stands in the one message that carries a new answer to the browser, and in no other.
    component : str
        Part of the name of the component that sends a stroke to the server.
    message : callable
        ``message(strokes, n)`` gives the value that it sends with the nth stroke.
    """

    script: str
    answer: str = ""
    blank: str = ""
    answer_marker: bytes = b""
    component: str = ""
    message: Callable[[list[NDArray[np.float64]], int], dict[str, object]] | None = None


def _canvas_message(strokes: list[NDArray[np.float64]], _: int) -> dict[str, object]:
    return {"drawing": {"raw": canvas_json(strokes), "data": None}}


def _desk_message(strokes: list[NDArray[np.float64]], n: int) -> dict[str, object]:
    rounded = [np.round(stroke, 1).tolist() for stroke in strokes]
    drawing = {"revision": n, "strokes": rounded, "number": [], "cells": [0] * 64, "failedForm": ""}
    return {"drawing": drawing}


APPS = {
    "minimal": App(
        script="benchmarks/minimal_app.py",
        answer="[data-testid=stText]",
        blank="far: 0",
        answer_marker=b"Drawn so far",
        component="drawable_canvas",
        message=_canvas_message,
    ),
    "digitrec": App(
        script="app.py",
        answer="[data-testid=reading]",
        blank="I guess while you draw",
        answer_marker=b"digitrec-answer",
        component="digitrec-answer",
        message=_desk_message,
    ),
}


@dataclass(frozen=True)
class Server:
    """A Streamlit server in a process of its own.

    Attributes
    ----------
    url : str
        Without a slash at the end.
    process : subprocess.Popen
    log_path : Path
        Where its output goes.
    """

    url: str
    process: subprocess.Popen[bytes]
    log_path: Path

    def n_tracebacks(self) -> int:
        """Count the errors that the server has logged."""
        return self.log_path.read_text(encoding="utf-8", errors="replace").count("Traceback (most")

    def memory_mb(self) -> float | None:
        """Get the resident set size of the process, or None where there is no /proc."""
        try:
            pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        except OSError:
            return None
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def cpu_seconds(self) -> float | None:
        """Get the CPU time of the process so far, or None where there is no /proc."""
        try:
            stat = Path(f"/proc/{self.process.pid}/stat").read_text()
        except OSError:
            return None
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def served(
    app: App,
    *,
    port: int | None = None,
    database: str | None = None,
    base_path: str = "",
    is_ready: bool = False,
) -> Iterator[Server]:
    """Serve an app, by the project's own .streamlit/config.toml, until the block is left.

    Parameters
    ----------
    app : App
    port : int, optional
        By default a free one.
    database : str, optional
        Address of that of the rooms; by default one that goes with the server.
    base_path : str, optional
        Below which it is served, with a slash before it.
    is_ready : bool, default False
        Whether to wait until a page was run without an error, as a container does.

    Yields
    ------
    Server
        Healthy, but not visited yet.

    Raises
    ------
    RuntimeError
        If the server stops, or is not healthy within a minute. The message ends with its log.
    """
    port = port or free_port()
    options = {"address": "127.0.0.1", "port": port, "headless": "true"}
    options |= {"baseUrlPath": base_path, "scriptHealthCheckEnabled": str(is_ready).lower()}
    command = [sys.executable, "-m", "streamlit", "run", app.script]
    command += [f"--server.{name}={value}" for name, value in options.items()]
    with started(command, f"{port}{base_path}", cwd=ROOT, database=database) as server:
        if is_ready:
            urllib.request.urlopen(f"{server.url}/_stcore/script-health-check").close()
        yield server


@contextmanager
def started(
    command: Sequence[str | Path],
    port: int | str,
    *,
    cwd: Path,
    env: Mapping[str, str] = os.environ,
    database: str | None = None,
) -> Iterator[Server]:
    """Run a command that serves an app, until the block is left.

    Parameters
    ----------
    command : sequence of str or path
    port : int or str
        At which it serves; with the path below which it does.
    cwd : path
        The folder that it runs in.
    env : mapping of str to str, default: this process's
        Its environment.
    database : str, optional
        As `served` takes it.

    Yields and raises: as `served`.
    """
    with tempfile.TemporaryDirectory() as folder:
        log_path = Path(folder) / "server.log"
        database = database or f"sqlite:///{Path(folder) / 'rooms.sqlite'}"
        environment = {**env, "DIGITREC_DATABASE": database}
        with running(
            command, f"http://127.0.0.1:{port}", log_path, cwd=cwd, env=environment
        ) as server:
            yield server


@contextmanager
def running(
    command: Sequence[str | Path], url: str, log_path: Path, **options: Any
) -> Iterator[Server]:
    """Run a process that serves, until the block is left.

    Parameters
    ----------
    command : sequence of str or path
    url : str
        Where it answers.
    log_path : path
        Where its output goes.
    **options
        As `subprocess.Popen` takes them.

    Yields and raises: as `served`.
    """
    with log_path.open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, **options)
    server = Server(url, process, log_path)
    try:
        wait_until_healthy(server)
        yield server
    finally:
        process.terminate()
        process.wait()


def wait_until_healthy(server: Server) -> None:
    """Wait until a server takes visitors.

    Raises
    ------
    RuntimeError
        If it stops, or is not healthy within a minute. The message ends with its log.
    """
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5) as answer:
                if answer.read() == b"ok":
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.05)
    log = server.log_path.read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"The server did not become healthy. Its log ends:\n{log[-2000:]}")
