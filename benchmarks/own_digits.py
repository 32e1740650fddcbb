"""How quickly the browser opens many kept drawings, and asks for the next of ten digits.

    python -m benchmarks.own_digits [--drawings N]

Lets a page that has the program of *My digits* alone keep N invented drawings, opens it anew, and
draws nine strokes in its test. Prints one JSON line; milliseconds.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

from benchmarks.drawings import drawings_on_canvas
from benchmarks.environment import environment
from benchmarks.live import spread
from digitrec.ui import my_digits
from digitrec.ui.live import MINE_PROGRAM, bundle
from tests.chromium import chromium

ADDRESS = "http://localhost/"  # on which a browser stores
IN_PAGE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
SEED, N_OPENED = 44, 5
PAUSE_MS = 1000  # of `live/ten_digits.js`, after which a drawing is handed in
KEEP = """([drawings, n]) => digitrecKept.add(Array.from({ length: n }, (_, i) => ({
    id: `5f0c2f7e-6d1b-4c3a-9e57-${String(i).padStart(12, "0")}`, label: i % 10, writer: "",
    strokes: drawings[i % drawings.length], read: null, at: "2026-11-26T10:00:00Z",
})))"""


def measure(browser: Browser, n_drawings: int) -> dict[str, Any]:
    """Keep drawings, open them some times, and time the pause of the test.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    n_drawings : int

    Returns
    -------
    dict
        From the program's start to the first page of drawings; from the end of the pause to the
        next digit.
    """
    folder = Path(my_digits.__file__).parent
    kept, test = (
        (folder / f"{name}.html").read_text(encoding="utf-8") for name in ("gallery", "ten_digits")
    )
    script = f"globalThis.programBegun = performance.now();\n{bundle(*MINE_PROGRAM)}"
    html = (
        f"<style>canvas {{ width: 320px; height: 320px }}</style><div id=kept>{kept}</div>"
        f"<div id=test>{test}</div><script>{IN_PAGE}</script>"
        f"<script type=module>{script}\nglobalThis.mine = components;</script>"
    )

    def answer(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    with browser.new_context() as context:
        context.route("**/*", answer)
        page = _open(context.new_page())
        shapes = [
            [s.round(1).tolist() for s in d] for d in drawings_on_canvas(200, random_state=SEED)
        ]
        n_kept = page.evaluate(KEEP, [shapes, n_drawings])
        opened = [_open(page).evaluate("timeOpening(globalThis.mine)") for _ in range(N_OPENED)]
        asked = _open(page).evaluate("timeTest(globalThis.mine)")
    return {
        "n_drawings": n_kept,
        "open_ms": spread(opened),
        "next_digit_ms": spread([each - PAUSE_MS for each in asked]),
    }


def _open(page: Page) -> Page:
    page.goto(ADDRESS)
    page.wait_for_function("globalThis.mine")
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--drawings", type=int, default=5000)
    arguments = parser.parse_args()
    with chromium() as browser:
        result = measure(browser, arguments.drawings)
    print(json.dumps({"benchmark": "own_digits"} | environment() | result))


if __name__ == "__main__":
    main()
