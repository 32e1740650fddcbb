"""How quickly a model's web page opens from a disk, and reads a first drawing.

    python -m benchmarks.web_page [--openings N]

Writes the page of `default` into a folder and opens it, each time in a window that has no network
and has kept nothing. Prints one JSON line; milliseconds since the browser began to open the page,
and its size in bytes.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmarks.environment import environment
from benchmarks.live import spread
from digitrec import load_model
from digitrec.ui.shared.web_page import web_page
from tests.chromium import chromium

IN_PAGE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def measure(browser: Browser, page_path: Path, n_openings: int) -> dict[str, Any]:
    """Open the page some times, and draw a seven on it as soon as it is there.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    page_path : path
    n_openings : int

    Returns
    -------
    dict
        Until the board and ten bars were there; until the seven was read.

    Raises
    ------
    RuntimeError
        If it was read as something else.
    """
    opened, read = [], []
    for _ in range(n_openings):
        with browser.new_context(offline=True) as context:
            page = context.new_page()
            page.add_init_script(IN_PAGE)
            page.goto(page_path.as_uri())
            opened_after, read_after, digit = page.evaluate("measured")
            if digit != "7":
                raise RuntimeError(f"The seven was read as {digit}.")
            opened.append(opened_after)
            read.append(read_after)
    return {"open_ms": spread(opened), "read_ms": spread(read)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--openings", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        path = Path(folder) / "default.html"
        path.write_text(web_page(load_model()), encoding="utf-8")
        result = {"bytes": path.stat().st_size} | measure(browser, path, arguments.openings)
    print(json.dumps({"benchmark": "web_page"} | environment() | result))


if __name__ == "__main__":
    main()
