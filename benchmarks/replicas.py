"""Many visitors on two servers behind nginx, and what they notice when one server is killed.

    python -m benchmarks.replicas --sessions 100 --seconds 30

Three parts, each on servers of its own, with nginx by the project's configuration and PostgreSQL.
*load* is `benchmarks.load` through nginx. *killed* is the same with one server killed at half time:
each session connects again and sends its drawing again, as the browser does. In *browser* a
Chromium draws, loses its server and goes on drawing. Prints one JSON line.
"""

import argparse
import asyncio
import contextlib
import json
import time
from collections.abc import Iterable
from typing import Any

import numpy as np
import websockets
from numpy.typing import NDArray
from playwright.sync_api import Browser

from benchmarks.drawings import draw_stroke, drawings_on_canvas
from benchmarks.environment import environment
from benchmarks.hosting import COOKIE, Replicas, replicas
from benchmarks.load import N_DRAWINGS, SEED, Visitor, draw_at_once, percentiles
from benchmarks.serving import APPS, Server
from tests.chromium import chromium

APP = APPS["digitrec"]
# Between two tries to connect, as Streamlit's page waits, and at last for so long.
PAUSES_S = (0.25, 0.5, 1.0, 2.0, *(4.0,) * 10)
LAST_ANSWER_TIMEOUT_S = 30
N_VISITS = 3
TOLD = """() => {
  const { revision, received } = document.querySelector("[data-testid=reading]").dataset;
  const app = document.querySelector("[data-testid=stApp]");
  const isConnected = app.getAttribute("data-test-connection-state") === "CONNECTED";
  return isConnected && revision !== "0" && revision === received;
}"""


class ReturningVisitor(Visitor):
    """A session that connects again when its server goes, and tells the next one its drawing.

    Attributes
    ----------
    received : int
        The last change that a server has acknowledged.
    lost_at, back_at : float or None
        When it lost its server, and when another one had acknowledged all that was drawn by then,
        on the clock of `time.perf_counter`.
    """

    def __init__(self, server: Server):
        super().__init__(server, APP)
        self.received = 0
        self.lost_at: float | None = None
        self.back_at: float | None = None
        self._value = ""
        self._n_at_loss = 0
        self._staying: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect, wait until the page is whole, and stay."""
        await super().open()
        if self._staying is None:
            self._staying = asyncio.create_task(self._stay())

    async def draw(
        self, drawings: Iterable[list[NDArray[np.float64]]], moments: Iterable[float]
    ) -> None:
        """Draw a stroke at each moment, connected or not, and wait until the last one is known."""
        grown = (drawing[: n + 1] for drawing in drawings for n in range(len(drawing)))
        for strokes, moment in zip(grown, moments, strict=False):
            await asyncio.sleep(moment - time.perf_counter())
            self.n_sent += 1
            self._value = json.dumps(self._app.message(strokes, self.n_sent))
            await self._tell()
        deadline = time.perf_counter() + LAST_ANSWER_TIMEOUT_S
        while self.received != self.n_sent and time.perf_counter() < deadline:
            await asyncio.sleep(0.05)

    async def leave(self) -> None:
        """Close the page."""
        if self._staying:
            self._staying.cancel()
        await super().leave()

    async def _tell(self):
        if self._part_id is None:  # it is just connecting, and will be told then
            return
        self._unanswered.append(time.perf_counter())
        with contextlib.suppress(websockets.ConnectionClosed):
            await self._rerun(widgets=[{"id": self._part_id, "json_value": self._value}])

    async def _stay(self):
        while True:
            with contextlib.suppress(websockets.ConnectionClosed):
                await self._listening
            self.lost_at, self.back_at = time.perf_counter(), None
            self._n_at_loss = self.n_sent
            self._part_id = None
            for pause in PAUSES_S:
                self._opened.clear()
                self._unanswered.clear()
                self._fragment_id, self._n_being_read = "", 0
                await asyncio.sleep(pause)
                try:
                    await super().open()
                except (OSError, websockets.WebSocketException):
                    continue
                break
            await self._tell()

    def _take_element(self, delta):
        super()._take_element(delta)
        element = delta.new_element
        if element.WhichOneof("type") != "bidi_component":
            return
        component = element.bidi_component
        if self._app.component in component.component_name:
            data = json.loads(component.json or component.mixed.json)
            self.received = data.get("received") or 0
            if self.lost_at and not self.back_at and self.received >= self._n_at_loss:
                self.back_at = time.perf_counter()


async def kill_one(running: Replicas, n_sessions: int, seconds: int) -> dict[str, Any]:
    """Let visitors draw, and kill one of the servers at half time."""
    rng = np.random.default_rng(SEED)
    drawings = drawings_on_canvas(N_DRAWINGS, random_state=SEED)
    visitors = [ReturningVisitor(running.proxy) for _ in range(n_sessions)]
    await asyncio.gather(*(visitor.open() for visitor in visitors))
    start = time.perf_counter()
    drawing = [
        visitor.draw(
            (drawings[i] for i in rng.choice(N_DRAWINGS, size=seconds)),
            start + rng.random() + np.arange(seconds),
        )
        for visitor in visitors
    ]

    async def kill() -> float:
        await asyncio.sleep(seconds / 2)
        running.servers[0].process.kill()
        return time.perf_counter()

    *_, killed_at = await asyncio.gather(*drawing, kill())
    lost = [visitor for visitor in visitors if visitor.lost_at]
    back = [each.back_at - killed_at for each in lost if each.back_at]
    errors = {error for visitor in visitors for error in visitor.errors}
    result = {
        "n_sessions": n_sessions,
        "seconds": seconds,
        "n_that_lost_their_server": len(lost),
        "n_back": len(back),
        "all_answered_again_after_s": percentiles(back),
        "n_drawings_lost": sum(each.received != each.n_sent for each in visitors),
        "errors": sorted(errors)[:3],
        "n_tracebacks": running.servers[1].n_tracebacks(),
    }
    await asyncio.gather(*(visitor.leave() for visitor in visitors), return_exceptions=True)
    return result


def lose_server(browser: Browser, running: Replicas) -> dict[str, Any]:
    """Draw in a browser, kill its server, and time until the other one has the drawing."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(running.proxy.url)
    page.wait_for_function("globalThis.digitrecStore?.reader")
    strokes = next(each for each in drawings_on_canvas(20, random_state=SEED) if len(each) > 1)
    canvas = page.locator("canvas.upper-canvas")
    canvas.hover()
    box = canvas.bounding_box()
    draw_stroke(page, strokes[0] + (box["x"], box["y"]))
    page.wait_for_function(TOLD)
    (name,) = (each["value"] for each in context.cookies() if each["name"] == COOKIE)
    running.server_named(name).process.kill()
    begin = time.perf_counter()
    for stroke in strokes[1:]:
        draw_stroke(page, stroke + (box["x"], box["y"]))
    page.wait_for_function(TOLD)
    elapsed = time.perf_counter() - begin
    n_strokes = page.evaluate("digitrecStore.drawing.length")
    context.close()
    return {"s": round(elapsed, 2), "is_whole": n_strokes == len(strokes)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--servers", type=int, default=2)
    arguments = parser.parse_args()
    n, seconds = arguments.sessions, arguments.seconds
    with replicas(arguments.servers) as running:
        load = asyncio.run(draw_at_once(APP, running.proxy, running.servers, n, seconds))
    with replicas(arguments.servers) as running:
        killed = asyncio.run(kill_one(running, n, seconds))
    visits = []
    with chromium() as browser:
        for _ in range(N_VISITS):
            with replicas(arguments.servers) as running:
                visits.append(lose_server(browser, running))
    result = {"n_servers": arguments.servers, "load": load, "killed": killed, "browser": visits}
    print(json.dumps({"benchmark": "replicas"} | environment() | result))


if __name__ == "__main__":
    main()
