"""How long the browser takes for a frame of a number of ten digits that is being written.

    python -m benchmarks.number_frames [--numbers N]

Loads the programs that the Draw page fetches into an empty page, and lets them read N invented
numbers of ten digits as they grow, two points a frame. Prints one JSON line.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmarks.environment import environment
from benchmarks.live import spread
from digitrec import browser_form, load_model
from digitrec.drawing.invented import make_numbers
from digitrec.ui.live import NUMBER_PROGRAM, PROGRAM, bundle
from tests.chromium import chromium

IN_PAGE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
N_DIGITS = 10
SEED = 43
UP_TO = ((PROGRAM, "reader", "live"), (NUMBER_PROGRAM, "number_reader", "numbers"))


def time_numbers(browser: Browser, n: int) -> dict[str, Any]:
    """Let an empty page read numbers as they grow.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    n : int
        How many numbers.

    Returns
    -------
    dict
        Milliseconds of a frame in all, and in those with most of the digits; how many groups of
        strokes were read in a frame, the others being known from the frames before.
    """
    page = browser.new_page()
    for program, last, name in UP_TO:
        text = bundle(*program[: program.index(last) + 1])
        page.add_script_tag(type="module", content=f"{text}\nwindow.{name} = ${last};")
    page.add_script_tag(content=IN_PAGE)
    page.wait_for_function("window.live && window.numbers")
    written = make_numbers(n, random_state=SEED, n_digits=(N_DIGITS, N_DIGITS + 1), plain=True)
    drawings = [[stroke.tolist() for stroke in number.strokes] for number in written]
    form = browser_form(load_model())
    measured = page.evaluate("([form, drawings]) => timeNumbers(form, drawings)", [form, drawings])
    page.close()
    n_frames = len(measured["times"])
    return {
        "n_frames": n_frames,
        "frame_ms": spread(measured["times"]),
        "frame_ms_of_the_last_digits": spread(measured["atEnd"]),
        "groups_read_a_frame": {k: round(v / n_frames, 2) for k, v in measured["nRead"].items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--numbers", type=int, default=10, metavar="N", help="how many numbers")
    arguments = parser.parse_args()
    with chromium() as browser:
        result = {"benchmark": "number_frames"} | environment() | {"chromium": browser.version}
        print(json.dumps(result | time_numbers(browser, arguments.numbers)))


if __name__ == "__main__":
    main()
