"""Whether a class can draw at once: many visitors, each a stroke a second, on one server.

    python -m benchmarks.load --sessions 30 --seconds 30

Speaks Streamlit's own protocol: protobuf messages over a WebSocket, as a browser sends and gets
them. Prints one JSON line. `--app minimal` loads the smallest possible app instead.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Iterable
from typing import Any

import numpy as np
import websockets
from numpy.typing import NDArray
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.drawings import drawings_on_canvas
from benchmarks.environment import environment
from benchmarks.serving import APPS, App, Server, served

OPEN_TIMEOUT_S = 120  # the first visitors wait for the server's imports
LAST_ANSWER_TIMEOUT_S = 10
MEMORY_EVERY_S = 1
SETTLE_S = 2  # from the visitors' leaving to the last look at the memory
N_DRAWINGS = 200
SEED = 0
WELL_FINISHED = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)


class Visitor:
    """One session on the Draw page.

    Parameters
    ----------
    server : benchmarks.serving.Server
    app : benchmarks.serving.App

    Attributes
    ----------
    n_sent : int
        Strokes drawn.
    latencies_ms : list of float
        One for each stroke answered: from its message to the end of the run that read it.
    errors : list of str
        What went wrong, on the page or on the way.
    """

    def __init__(self, server: Server, app: App):
        self.n_sent = 0
        self.latencies_ms: list[float] = []
        self.errors: list[str] = []
        self._url = server.url
        self._app = app
        self._connection: websockets.ClientConnection
        self._listening: asyncio.Task[None]
        self._part_id = None
        self._fragment_id = ""
        self._page_script_hash = ""
        self._has_answer = False  # whether the run under way has brought one
        self._opened = asyncio.Event()
        self._unanswered = []  # when the strokes were sent that wait for their answer
        self._n_being_read = 0  # how many of these the run under way began with

    async def open(self) -> None:
        """Connect and wait until the page is whole, as a browser does.

        Raises
        ------
        TimeoutError
            If the page is not whole after two minutes.
        RuntimeError
            If there is no part on it that could tell.
        """
        stream = self._url.replace("http", "ws", 1) + "/_stcore/stream"
        self._connection = await websockets.connect(
            stream, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
        )
        self._listening = asyncio.create_task(self._listen())
        await self._rerun(widgets=())
        await asyncio.wait_for(self._opened.wait(), OPEN_TIMEOUT_S)
        if self._part_id is None:
            raise RuntimeError(f"The page shows no {self._app.component}. It says: {self.errors}")

    async def draw(
        self, drawings: Iterable[list[NDArray[np.float64]]], moments: Iterable[float]
    ) -> None:
        """Draw a stroke at each moment, answered or not, and wait for the last answers.

        Parameters
        ----------
        drawings : iterable of list of ndarray
            Each is drawn stroke by stroke; the next takes its place on the canvas.
        moments : iterable of float
            On the clock of `time.perf_counter`, in seconds.
        """
        grown = (drawing[: n + 1] for drawing in drawings for n in range(len(drawing)))
        try:
            for strokes, moment in zip(grown, moments, strict=False):
                await asyncio.sleep(moment - time.perf_counter())
                self.n_sent += 1
                value = json.dumps(self._app.message(strokes, self.n_sent))
                self._unanswered.append(time.perf_counter())
                await self._rerun(widgets=[{"id": self._part_id, "json_value": value}])
        except websockets.ConnectionClosed as error:
            self.errors.append(str(error))
        deadline = time.perf_counter() + LAST_ANSWER_TIMEOUT_S
        while self._unanswered and time.perf_counter() < deadline:
            await asyncio.sleep(0.1)

    async def leave(self) -> None:
        """Close the page."""
        self._listening.cancel()
        await self._connection.close()

    async def _rerun(self, widgets):
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash = self._page_script_hash
        state.fragment_id = self._fragment_id
        state.context_info.url = self._url + "/"
        for widget in widgets:
            state.widget_states.widgets.add(**widget)
        await self._connection.send(message.SerializeToString())

    async def _listen(self):
        async for payload in self._connection:
            message = ForwardMsg.FromString(payload)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._has_answer, self._n_being_read = False, len(self._unanswered)
                self._page_script_hash = message.new_session.page_script_hash
            elif kind == "navigation":
                self._page_script_hash = message.navigation.page_script_hash
            elif kind == "delta":
                self._has_answer |= self._app.answer_marker in payload
                self._take_element(message.delta)
            elif kind == "script_finished":
                self._finish(message.script_finished)

    def _take_element(self, delta):
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind in ("exception", "alert"):
            self.errors.append(getattr(element, kind).SerializePartialToString().decode("latin-1"))
        elif (
            kind == "bidi_component"
            and self._app.component in element.bidi_component.component_name
        ):
            self._part_id, self._fragment_id = element.bidi_component.id, delta.fragment_id

    def _finish(self, status):
        """Settle the strokes with which the run began, unless it was cut short by the next one.

        A run reads the canvas as the newest of them left it: that one is answered, and any before
        it never was.
        """
        self._opened.set()
        if status == ForwardMsg.FINISHED_EARLY_FOR_RERUN or not self._n_being_read:
            return
        newest = self._unanswered[self._n_being_read - 1]
        del self._unanswered[: self._n_being_read]
        if status in WELL_FINISHED and self._has_answer:
            self.latencies_ms.append((time.perf_counter() - newest) * 1e3)


async def load(name: str, n_sessions: int, seconds: int) -> dict[str, Any]:
    """Let visitors draw on a server of their own, each at its own time within the second.

    Parameters
    ----------
    name : str
        One of `benchmarks.serving.APPS`.
    n_sessions : int
    seconds : int
        How long they draw; as many strokes each.

    Returns
    -------
    dict
        Strokes, answers, errors, milliseconds, and megabytes of the server's memory; None for
        what this system does not tell.
    """
    with served(APPS[name]) as server:
        result = await draw_at_once(APPS[name], server, [server], n_sessions, seconds)
    return {"app": name} | result


async def draw_at_once(
    app: App, entrance: Server, servers: list[Server], n_sessions: int, seconds: int
) -> dict[str, Any]:
    """Let visitors draw on servers that run.

    Parameters
    ----------
    app : benchmarks.serving.App
    entrance : benchmarks.serving.Server
        Where visitors come in: the server itself, or what stands before several.
    servers : list of benchmarks.serving.Server
        Whose memory and processors are watched; added up.
    n_sessions, seconds : int
        As in `load`.

    Returns
    -------
    dict
        As in `load`.
    """
    rng = np.random.default_rng(SEED)
    drawings = drawings_on_canvas(N_DRAWINGS, random_state=SEED)
    visitors = [Visitor(entrance, app) for _ in range(n_sessions)]
    memory_before = _memory_mb(servers)
    start = time.perf_counter()
    await asyncio.gather(*(visitor.open() for visitor in visitors))
    opened_after = time.perf_counter() - start
    memory_opened = _memory_mb(servers)

    memory: list[float] = []
    watching = asyncio.create_task(_watch_memory(servers, memory))
    start, cpu_before = time.perf_counter(), _cpu_seconds(servers)
    drawing = []
    for visitor in visitors:
        moments = start + rng.random() + np.arange(seconds)
        mine = rng.choice(N_DRAWINGS, size=seconds)
        drawing.append(visitor.draw((drawings[i] for i in mine), moments))
    await asyncio.gather(*drawing)
    elapsed, cpu_after = time.perf_counter() - start, _cpu_seconds(servers)
    watching.cancel()

    memory_end = _memory_mb(servers)
    await asyncio.gather(*(visitor.leave() for visitor in visitors))
    await asyncio.sleep(SETTLE_S)
    memory_after = _memory_mb(servers)
    n_tracebacks = sum(server.n_tracebacks() for server in servers)

    latencies = [ms for visitor in visitors for ms in visitor.latencies_ms]
    errors = [error for visitor in visitors for error in visitor.errors]
    return {
        "n_sessions": n_sessions,
        "seconds": seconds,
        "all_opened_after_s": round(opened_after, 1),
        "n_strokes": sum(visitor.n_sent for visitor in visitors),
        "n_answered": len(latencies),
        "n_errors": len(errors) + n_tracebacks,
        "errors": sorted(set(errors))[:3],
        "answer_ms_by_percentile": percentiles(latencies),
        "server_cores": None if cpu_after is None else round((cpu_after - cpu_before) / elapsed, 2),
        "memory_mb": None
        if memory_after is None
        else {
            "before": round(memory_before),
            "opened": round(memory_opened),
            "peak": round(max([memory_opened, memory_end, *memory])),
            "end": round(memory_end),
            "after": round(memory_after),
            "growth_a_minute": _growth_a_minute(memory),
        },
    }


def percentiles(values: list[float]) -> dict[str, float | None]:
    """Give what half, 95 %, 99 % and all of some values do not exceed; None without any."""
    return {
        str(q): round(float(np.percentile(values, q)), 1) if values else None
        for q in (50, 95, 99, 100)
    }


def _memory_mb(servers):
    each = [server.memory_mb() for server in servers]
    return None if None in each else sum(each)


def _cpu_seconds(servers):
    each = [server.cpu_seconds() for server in servers]
    return None if None in each else sum(each)


async def _watch_memory(servers, samples):
    while (memory_mb := _memory_mb(servers)) is not None:
        samples.append(memory_mb)
        await asyncio.sleep(MEMORY_EVERY_S)


def _growth_a_minute(samples):
    """Slope of the second half, in which everything has been loaded, or None for too few."""
    half = samples[len(samples) // 2 :]
    if len(half) < 2:
        return None
    a_sample = np.polyfit(np.arange(len(half)), half, 1)[0]
    return round(float(a_sample * 60 / MEMORY_EVERY_S), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--app", choices=APPS, default="digitrec")
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--seconds", type=int, default=30)
    arguments = parser.parse_args()
    result = asyncio.run(load(arguments.app, arguments.sessions, arguments.seconds))
    print(json.dumps({"benchmark": "load"} | environment() | result))


if __name__ == "__main__":
    main()
