"""How quick the pages are, and whether many can train at once.

    python -m benchmarks.pages

Serves the app, opens its pages in a headless Chromium, and moves what stands on them; opens the
Explore page and the smallest page that shows a chart (chart_app.py) in turn; and lets ten visitors
train at the same time (trainees.py). Prints one JSON line.
"""

import argparse
import asyncio
import base64
import json
import re
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, Request
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.environment import environment
from benchmarks.latency import VIEWPORT
from benchmarks.serving import APPS, App, Server, served
from benchmarks.trainees import OUTCOME, train_at_once
from tests.chromium import chromium

CHART = App("benchmarks/chart_app.py")
TIMEOUT_MS = 60_000
PAUSE_MS = 400  # after a move, so that all that belongs to it has arrived
# What must lie uncovered under the pointer before a page counts as usable.
USABLE = {"digitrec": ".dr-gallery-item", "chart": ".js-plotly-plot .nsewdrag"}
IN_PAGE = """
(() => {
  window.usable = null;
  const isDecoded = async (element) => {
    const picture = element.querySelector(".dr-gallery-picture");
    if (!picture) return;
    const sheet = new Image();
    sheet.src = picture.style.backgroundImage.slice(5, -2);
    await sheet.decode();
  };
  const look = () => {
    const found = document.querySelector(SELECTOR);
    const box = found?.getBoundingClientRect();
    const top = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (!top || !found.contains(top)) return requestAnimationFrame(look);
    isDecoded(found).then(() => (window.usable = performance.now()));
  };
  look();
})();
"""


@dataclass(frozen=True)
class Move:
    """Something on a page that can be moved without a fit.

    Attributes
    ----------
    page : str
    name : str
    path : str
        Of the page.
    act : callable
        ``act(page, i)`` makes the i-th move.
    prepare : callable
        ``prepare(page)`` brings the opened page to where the thing stands.
    """

    page: str
    name: str
    path: str
    act: Callable[[Page, int], None]
    prepare: Callable[[Page], None] = lambda _page: None


def _slide(name):
    """Move a slider one step to and fro with the keyboard."""
    return lambda page, i: page.get_by_role("slider", name=name).press(
        "ArrowLeft" if i % 2 else "ArrowRight"
    )


def _turn_to(role, names, **where):
    """Click on one of several after the other."""
    return lambda page, i: page.get_by_role(
        role, name=names[i % len(names)], exact=True
    ).first.click(**where)


def _open_tab(name):
    return lambda page: page.get_by_role("tab", name=name).click()


def _train(page):
    page.get_by_role("button", name="Train it").click()
    page.get_by_text(OUTCOME).wait_for()


DIGITS = [str(digit) for digit in range(10)]
ORDERS = ["Most typical first", "Oddest first", "File order"]
SHOWN = ["Share of the row, %", "Share of the column, %", "Counts"]
MOVES = (
    Move("Draw", "width of the pen", "/", _turn_to("radio", ["Thin", "Thick", "Medium"])),
    Move("Explore", "digits shown", "/explore", _turn_to("button", DIGITS)),
    Move("Explore", "order", "/explore", _turn_to("radio", ORDERS)),
    Move("Explore", "page of the gallery", "/explore", _turn_to("button", ["2", "3"])),
    Move("Explore", "digit compared", "/explore?part=Each+digit", _turn_to("radio", DIGITS)),
    Move("Train", "C", "/train", _slide(re.compile("^Strictness"))),
    Move("Train", "C, with a run below", "/train", _slide(re.compile("^Strictness")), _train),
    Move("Evaluate", "what the cells show", "/evaluate", _turn_to("radio", SHOWN)),
    Move("Evaluate", "part", "/evaluate", _turn_to("tab", ["Misread", "Each digit"])),
    Move(
        "How it works",
        "opened from Draw and back",
        "/about",
        _turn_to("link", ["Draw", "How it works"]),
    ),
)


class Runs:
    """How long each run of a page's script took, as its browser saw it.

    From the message that asks for the run to the one that says that it has ended.

    Attributes
    ----------
    ms : list of float
    """

    def __init__(self, page: Page):
        self.ms: list[float] = []
        self._asked: float | None = None
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.webSocketFrameSent", self._note_sent)
        network.on("Network.webSocketFrameReceived", self._note_received)

    def _note_sent(self, event):
        message = BackMsg.FromString(_payload(event))
        if message.WhichOneof("type") == "rerun_script":
            self._asked = event["timestamp"]

    def _note_received(self, event):
        message = ForwardMsg.FromString(_payload(event))
        ended = message.WhichOneof("type") == "script_finished"
        if ended and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN and self._asked:
            self.ms.append((event["timestamp"] - self._asked) * 1e3)
            self._asked = None


def _payload(event):
    return base64.b64decode(event["response"]["payloadData"])


def time_moves(
    browser: Browser, server: Server, move: Move, n: int
) -> tuple[list[float], float | None]:
    """Open a page and make a move on it again and again, after two that do not count.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    server : benchmarks.serving.Server
    move : Move
    n : int

    Returns
    -------
    times : list of float
        Milliseconds of the last run that each move caused.
    cpu_ms : float or None
        Milliseconds for which the server computed, on average for a move; None where there is no
        /proc.
    """
    with _visiting(browser) as page:
        runs = Runs(page)
        page.goto(server.url + move.path)
        page.wait_for_load_state("networkidle")
        move.prepare(page)
        page.wait_for_timeout(5 * PAUSE_MS)
        times = []
        for i in range(n + 2):
            if i == 2:
                cpu_before = server.cpu_seconds()
            before = len(runs.ms)
            move.act(page, i)
            while len(runs.ms) == before:
                page.wait_for_timeout(20)
            page.wait_for_timeout(PAUSE_MS)
            times.append(runs.ms[-1])
        cpu_after = server.cpu_seconds()
    return times[2:], None if cpu_after is None else (cpu_after - cpu_before) / n * 1e3


@contextmanager
def _visiting(browser):
    context = browser.new_context(viewport=VIEWPORT)
    context.set_default_timeout(TIMEOUT_MS)
    yield context.new_page()
    context.close()


def time_opening(browser: Browser, name: str, url: str) -> float:
    """Open a page in a browser that has never seen it.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    name : str
        One of `USABLE`.
    url : str

    Returns
    -------
    float
        Milliseconds from the navigation to the page being usable.
    """
    with _visiting(browser) as page:
        page.add_init_script(f"const SELECTOR = {json.dumps(USABLE[name])};\n{IN_PAGE}")
        page.goto(url)
        page.wait_for_function("window.usable !== null")
        return page.evaluate("window.usable")


def compare_opening(browser: Browser, digitrec_url: str, n: int) -> dict[str, float]:
    """Open the Explore page and the smallest page with a chart in turn.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    digitrec_url : str
    n : int
        Of each, after the first visitor.

    Returns
    -------
    dict of str to float
        Median milliseconds of each, and their ratio.
    """
    with served(CHART) as chart:
        urls = {"chart": chart.url, "digitrec": f"{digitrec_url}/explore"}
        times = [
            {
                name: time_opening(browser, name, urls[name])
                for name in (list(urls) if i % 2 else list(urls)[::-1])
            }
            for i in range(n + 1)
        ][1:]
    medians = {name: round(median(turn[name] for turn in times), 1) for name in urls}
    return medians | {"ratio": round(medians["digitrec"] / medians["chart"], 3)}


def count_pictures(browser: Browser, url: str) -> dict[str, dict[str, int]]:
    """Count what the galleries of the Explore and the Evaluate page send.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    url : str
        Of the server.

    Returns
    -------
    dict of str to dict of str to int
        For each gallery: ``pictures`` on it, the ``sheets`` that they are cut out of and their
        ``bytes``, and elements ``img`` and ``requests`` for pictures on the whole page.
    """
    galleries = {"Explore": ("/explore", None), "Evaluate": ("/evaluate", "Misread")}
    counted: dict[str, dict[str, int]] = {}
    for name, (path, tab) in galleries.items():
        with _visiting(browser) as page:
            requests: list[Request] = []
            page.on("request", lambda request, requests=requests: requests.append(request))
            page.goto(url + path)
            if tab:
                _open_tab(tab)(page)
            page.locator(".dr-gallery-item").first.wait_for()
            page.wait_for_load_state("networkidle")
            sheets = page.locator(".dr-gallery-picture").evaluate_all(
                "all => [...new Set(all.map((one) => one.style.backgroundImage))]"
            )
            counted[name] = {
                "pictures": page.locator(".dr-gallery-item").count(),
                "sheets": len(sheets),
                "bytes": sum(map(len, sheets)),
                "img": page.locator("img").count(),
                "requests": sum(
                    one.resource_type == "image" and one.url.startswith("http") for one in requests
                ),
            }
    return counted


def time_reruns(browser: Browser, server: Server, pages: list[str], n: int) -> dict[str, Any]:
    """Time all moves of some pages, in the browser and on the server."""
    times: dict[str, dict[str, list[float]]] = {}
    cpu_ms: dict[str, dict[str, float | None]] = {}
    for move in (move for move in MOVES if move.page in pages):
        move_ms, spent = time_moves(browser, server, move, n)
        times.setdefault(move.page, {})[move.name] = move_ms
        cpu_ms.setdefault(move.page, {})[move.name] = spent and round(spent, 1)
    rerun_ms = {
        page: {
            "median": round(median(chain.from_iterable(moves.values())), 1),
            **{name: round(median(move_ms), 1) for name, move_ms in moves.items()},
        }
        for page, moves in times.items()
    }
    return {"rerun_ms": rerun_ms, "server_cpu_ms_a_rerun": cpu_ms}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=20, help="of each kind; default 20")
    parser.add_argument("--openings", type=int, default=10, help="of each page; default 10")
    parser.add_argument("--visitors", type=int, default=10, help="who train; default 10")
    names = list(dict.fromkeys(move.page for move in MOVES))
    parser.add_argument("--pages", nargs="+", choices=names, default=names, help="to move on")
    arguments = parser.parse_args()
    with chromium() as browser, served(APPS["digitrec"]) as server:
        with _visiting(browser) as page:  # the first visitor, who waits for the imports
            page.goto(server.url)
            page.wait_for_load_state("networkidle")
        result = {
            "chromium": browser.version,
            **time_reruns(browser, server, arguments.pages, arguments.moves),
            "opening_ms": compare_opening(browser, server.url, arguments.openings),
            "galleries": count_pictures(browser, server.url),
        }
    # In an event loop of its own, after that of the browser's.
    if arguments.visitors:
        result["training_at_once"] = asyncio.run(train_at_once(arguments.visitors))
    print(json.dumps({"benchmark": "pages"} | environment() | result))


if __name__ == "__main__":
    main()
