"""How soon a person can draw and how soon a stroke is answered, beside the smallest possible app.

    python -m benchmarks.latency

Serves both apps, opens and draws on each in turn in a headless Chromium, and prints one JSON line.
Times are taken in the page (latency.js): from the navigation to the uncovered canvas, and from the
pen's leaving it to the changed answer, 200 ms of which are the canvas's own wait. The third program
is the browser's own reading (live.js): from a pointer's move to the painted answer.
"""

import argparse
import json
import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page

from benchmarks.drawings import draw_stroke, drawings_on_canvas
from benchmarks.environment import environment
from benchmarks.live import live_reading
from benchmarks.serving import APPS, served
from tests.chromium import chromium

IN_PAGE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
CHARTING = re.compile(r"plotly|vega|echarts|deckgl|mermaid|bokeh", re.IGNORECASE)
VIEWPORT = {"width": 1280, "height": 800}
SEED = 0
PAUSE_MS = 200  # between strokes, so that all that belongs to one has arrived


@dataclass
class Visit:
    """One opening of an app in a browser that has never seen it, and the strokes drawn there.

    Attributes
    ----------
    app : str
    is_first : bool
        Whether nobody had visited the server before.
    canvas_ms : float
        From the navigation to the canvas being usable.
    answers_ms : list of float
        From pen-up to the new answer, for each stroke.
    urls : list of str
        What was requested until the page was at rest.
    http_bytes, ws_bytes : int
        What had come over the wire by then.
    second_http_bytes, second_ws_bytes : int
        What came, and went to and fro, when the same browser opened it once more.
    stroke_bytes : list of int
        What went over the WebSocket to and fro, for each stroke.
    page_errors : list of str
    """

    app: str
    is_first: bool
    canvas_ms: float = 0.0
    answers_ms: list[float] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    http_bytes: int = 0
    ws_bytes: int = 0
    second_http_bytes: int = 0
    second_ws_bytes: int = 0
    stroke_bytes: list[int] = field(default_factory=list)
    page_errors: list[str] = field(default_factory=list)


def visit(browser: Browser, url: str, strokes: list[NDArray[np.float64]], result: Visit) -> None:
    """Open an app and draw on it.

    The first visitor of a server draws as soon as there is a canvas, the others once the page is
    at rest.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    url : str
    strokes : list of array_like, each of shape (n, 2)
        In canvas pixels.
    result : Visit
        Is filled in.
    """
    context = browser.new_context(viewport=VIEWPORT)
    page = context.new_page()
    app = APPS[result.app]
    constants = f"const ANSWER = {json.dumps(app.answer)}, BLANK = {json.dumps(app.blank)};\n"
    page.add_init_script(constants + IN_PAGE)
    page.on("pageerror", lambda error: result.page_errors.append(error.message))
    wire = Wire(page)

    page.goto(url)
    page.wait_for_function("measured.canvasUsable !== null")
    if not result.is_first:
        page.wait_for_load_state("networkidle")
        result.http_bytes, result.ws_bytes = wire.http_bytes, wire.ws_bytes
    canvas = page.locator("canvas.upper-canvas")
    canvas.hover()  # the canvas's own toolbar lies over its corner until then
    page.wait_for_timeout(PAUSE_MS)
    box = canvas.bounding_box()
    for n, stroke in enumerate(strokes, start=1):
        sent_before = wire.ws_bytes
        draw_stroke(page, stroke + (box["x"], box["y"]))
        page.wait_for_function(f"measured.answers.length === {n}")
        page.wait_for_timeout(PAUSE_MS)
        result.stroke_bytes.append(wire.ws_bytes - sent_before)
    measured = page.evaluate("measured")
    result.canvas_ms, result.answers_ms = measured["canvasUsable"], measured["answers"]
    result.urls = wire.urls
    if not result.is_first:
        again = context.new_page()
        wire = Wire(again)
        again.goto(url)
        again.locator("canvas.upper-canvas").wait_for()
        again.wait_for_load_state("networkidle")
        result.second_http_bytes, result.second_ws_bytes = wire.http_bytes, wire.ws_bytes
    context.close()


class Wire:
    """Counts what a page sends and receives.

    Attributes
    ----------
    urls : list of str
    http_bytes : int
        Headers and bodies as they came over the wire.
    ws_bytes : int
        Messages to and fro.
    """

    def __init__(self, page: Page):
        self.urls, self.http_bytes, self.ws_bytes = [], 0, 0
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", self._note_request)
        network.on("Network.loadingFinished", self._count_http)
        page.on("websocket", self._watch)

    def _note_request(self, event):
        url = event["request"]["url"]
        if url.startswith("http"):  # what is in the page already, as a data: URL, is not
            self.urls.append(url)

    def _count_http(self, event):
        self.http_bytes += event["encodedDataLength"]

    def _watch(self, web_socket):
        web_socket.on("framesent", self._count_ws)
        web_socket.on("framereceived", self._count_ws)

    def _count_ws(self, payload):
        self.ws_bytes += len(payload)


def take_turns(
    browser: Browser, drawings: list[list[NDArray[np.float64]]], n_starts: int
) -> list[Visit]:
    """Start both servers `n_starts` times and visit them in turn, once with each drawing.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    drawings : list of list of array_like
        For each start as many as divide evenly.
    n_starts : int

    Returns
    -------
    list of Visit
    """
    visits = []
    for start in range(n_starts):
        with ExitStack() as stack:
            servers = {name: stack.enter_context(served(app)) for name, app in APPS.items()}
            for i, strokes in enumerate(drawings[start::n_starts]):
                order = list(servers) if (start + i) % 2 else list(servers)[::-1]
                for name in order:
                    visits.append(Visit(name, is_first=i == 0))
                    visit(browser, servers[name].url, strokes, visits[-1])
    return visits


def compare(visits: list[Visit], measure: Callable[[Visit], Sequence[float]]) -> dict[str, float]:
    """Compute the median of what `measure` gives for each visit to either app, and their ratio.

    Parameters
    ----------
    visits : list of Visit
    measure : callable
        From a visit to a list of numbers.

    Returns
    -------
    dict of str to float
    """
    medians = {
        app: median(number for one in visits if one.app == app for number in measure(one))
        for app in APPS
    }
    ratio = medians["digitrec"] / medians["minimal"]
    return {app: round(number, 1) for app, number in medians.items()} | {"ratio": round(ratio, 3)}


def summary(visits: list[Visit]) -> dict[str, Any]:
    """Compare both apps in all that the visits measured."""
    first = [one for one in visits if one.is_first]
    later = [one for one in visits if not one.is_first]
    return {
        "n_visits": len(later) // 2,
        "n_strokes": sum(len(one.answers_ms) for one in later) // 2,
        "pen_up_to_answer_ms": compare(later, lambda one: one.answers_ms),
        "navigation_to_canvas_ms": compare(later, lambda one: [one.canvas_ms]),
        "first_visitors": {
            "n_visits": len(first) // 2,
            "navigation_to_canvas_ms": compare(first, lambda one: [one.canvas_ms]),
            "pen_up_to_first_answer_ms": compare(first, lambda one: one.answers_ms[:1]),
        },
        "cold_load": {
            "requests": compare(later, lambda one: [len(one.urls)]),
            "http_bytes": compare(later, lambda one: [one.http_bytes]),
            "ws_bytes": compare(later, lambda one: [one.ws_bytes]),
        },
        "second_visit": {
            "http_bytes": compare(later, lambda one: [one.second_http_bytes]),
            "ws_bytes": compare(later, lambda one: [one.second_ws_bytes]),
        },
        "ws_bytes_a_stroke": compare(later, lambda one: one.stroke_bytes),
        "charting_bundles": sorted(
            {url.rpartition("/")[2] for one in visits for url in one.urls if CHARTING.search(url)}
        ),
        "page_errors": sorted({error for one in visits for error in one.page_errors}),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=4, help="of the servers; default 4")
    parser.add_argument("--visits", type=int, default=6, help="after each start; default 6")
    parser.add_argument("--live", type=int, default=20, help="drawings read live; default 20")
    arguments = parser.parse_args()
    n_visits = arguments.starts * arguments.visits
    invented = drawings_on_canvas(20 * n_visits, random_state=SEED)
    drawings = [strokes for strokes in invented if len(strokes) > 1][:n_visits]

    with chromium() as browser:
        visits = take_turns(browser, drawings, arguments.starts)
        with served(APPS["digitrec"]) as server:
            live = live_reading(browser, server.url, drawings[: arguments.live])
        browser_version = browser.version

    result = {"chromium": browser_version} | summary(visits) | {"live": live}
    print(json.dumps({"benchmark": "latency"} | environment() | result))


if __name__ == "__main__":
    main()
