"""How much of a page moves while it loads, though nobody has moved it.

    python -m benchmarks.layout_shift

Opens each page three times in a headless Chromium whose processor is slowed six times, at three
sizes: as the first visitor of a fresh server, as a later one, and from the menu of another page.
Prints one JSON line; ``--moved`` adds what moved in each shift.

A score is Cumulative Layout Shift as https://web.dev/articles/cls defines it: of a shift, the share
of the view that it touches times the share by which it moves; the sum of those that follow each
other within a second, for five seconds at most; the largest such sum. Up to 0.1 counts as good.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.environment import environment
from benchmarks.serving import APPS, served
from tests.chromium import chromium

IN_PAGE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
PAGES = {
    "Draw": "/",
    "My digits": "/my_digits",
    "Explore": "/explore",
    "Train": "/train",
    "Evaluate": "/evaluate",
    "Class": "/class_room",
    "How it works": "/about",
}
PHONE = {"is_mobile": True, "has_touch": True, "device_scale_factor": 2}
SIZES: dict[str, dict[str, Any]] = {
    "360x640": {"viewport": {"width": 360, "height": 640}} | PHONE,
    "810x1080": {"viewport": {"width": 810, "height": 1080}},
    "1280x720": {"viewport": {"width": 1280, "height": 720}},
}
SLOWED = 6  # times slower than this machine: a cheap tablet
QUIET_MS = 3000
TIMEOUT_MS = 120_000
GAP_MS, WINDOW_MS = 1000, 5000

Shift = dict[str, Any]  # "at" in milliseconds, "score", "moved"


def cumulative(shifts: list[Shift]) -> float:
    """Compute the layout shift of a page: the largest sum of scores in one session window.

    Parameters
    ----------
    shifts : list of dict
        In the order of time, ``at`` in milliseconds and ``score`` of each.

    Returns
    -------
    float

    Examples
    --------
    >>> times = 0, 900, 2000
    >>> cumulative([{"at": at, "score": 0.25} for at in times])
    0.5
    """
    largest = total = 0.0
    begun = last = float("-inf")
    for shift in shifts:
        at = shift["at"]
        if at - last >= GAP_MS or at - begun >= WINDOW_MS:
            begun, total = at, 0.0
        total += shift["score"]
        last = at
        largest = max(largest, total)
    return largest


def open_page(browser: Browser, url: str, size: str) -> Page:
    """Open an address in a browser that has never seen it, and wait until nothing more comes."""
    page = browser.new_context(**SIZES[size]).new_page()
    page.set_default_timeout(TIMEOUT_MS)
    page.add_init_script(IN_PAGE)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.goto(url)
    return quiet(page)


def quiet(page: Page) -> Page:
    """Wait until a page is whole and nothing on it has moved for a while."""
    page.wait_for_function("ms => isQuiet(ms)", arg=QUIET_MS, polling=200)
    return page


def shifts_by_menu(page: Page, name: str) -> list[Shift]:
    """Go away from a page and back to it by the menu, and note what moves after the second time.

    By a key, since a phone's menu is out of sight; what moves within half a second of it does not
    count.
    """
    for to in (next(other for other in PAGES if other != name), name):
        page.evaluate("shifts.length = 0")
        page.get_by_role("link", name=to, exact=True).first.press("Enter")
        quiet(page)
    return page.evaluate("shifts")


def visit(browser: Browser, name: str, size: str) -> dict[str, list[Shift]]:
    """Open one page on a fresh server, again, and by the menu.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    name : str
        One of `PAGES`.
    size : str
        One of `SIZES`.

    Returns
    -------
    dict of str to list of dict
        The shifts of the opening that is ``cold``, ``warm`` and by the ``menu``.
    """
    shifts = {}
    with served(APPS["digitrec"]) as server:
        for kind in ("cold", "warm"):
            page = open_page(browser, server.url + PAGES[name], size)
            shifts[kind] = page.evaluate("shifts")
            if kind == "warm":
                shifts["menu"] = shifts_by_menu(page, name)
            page.context.close()
    return shifts


def summary(shifts: list[Shift], *, with_moved: bool = False) -> dict[str, Any] | float:
    """Say how large the layout shift of one opening is and, if asked, of what."""
    score = round(cumulative(shifts), 4)
    if not with_moved:
        return score
    largest_first = sorted(shifts, key=lambda shift: -shift["score"])
    return {"score": score, "shifts": largest_first}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=list(PAGES))
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--moved", action="store_true", help="name what moved in each shift")
    arguments = parser.parse_args()
    with chromium() as browser:
        layout_shift = {
            name: {
                size: {
                    kind: summary(shifts, with_moved=arguments.moved)
                    for kind, shifts in visit(browser, name, size).items()
                }
                for size in arguments.sizes
            }
            for name in arguments.pages
        }
        result = {"chromium": browser.version, "slowed": SLOWED, "layout_shift": layout_shift}
    print(json.dumps({"benchmark": "layout_shift"} | environment() | result))


if __name__ == "__main__":
    main()
