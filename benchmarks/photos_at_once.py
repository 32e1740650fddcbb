"""Photographs of a whole class at once: python -m benchmarks.photos_at_once --pupils 30.

Each pupil has a window of a real Chromium on the tool *Photo*, and all hand over a photograph of 12
megapixels as fast as one program can. Prints one JSON line: when they were answered, how, and the
server's memory at its peak.
"""

import argparse
import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.environment import environment
from benchmarks.mnist import memory_mb
from benchmarks.photos import SIZES, write_photograph
from benchmarks.serving import APPS, served
from tests.chromium import chromium

TIMEOUT_MS = 300_000
ANSWERED = """
() => document.querySelector(".dr-photo img")
    && /^[0-9]$/.test(document.querySelector("[data-testid=digit]").textContent.trim())
"""


def measure(n_pupils: int, path: Path) -> dict[str, Any]:
    """Hand over the same photograph in many windows, and wait until each shows a digit."""
    with served(APPS["digitrec"]) as server, chromium() as browser:
        pages = [browser.new_context(base_url=server.url).new_page() for _ in range(n_pupils)]
        for page in pages:
            page.goto("/?tool=photo")
            page.locator("input[type=file]").wait_for(state="attached", timeout=TIMEOUT_MS)
        process = str(server.process.pid)
        before = memory_mb("VmRSS", process)
        began = time.perf_counter()
        for page in pages:
            page.locator("input[type=file]").set_input_files(path)
        handed_over = time.perf_counter() - began
        digits = []
        for page in pages:
            page.wait_for_function(ANSWERED, timeout=TIMEOUT_MS)
            digits.append(page.get_by_test_id("digit").inner_text().strip())
        return {
            "chromium": browser.version,
            "handed_over_within_s": round(handed_over, 1),
            "answered_within_s": round(time.perf_counter() - began, 1),
            "digits": {digit: digits.count(digit) for digit in sorted(set(digits))},
            "memory_before_mb": before,
            "peak_memory_mb": memory_mb("VmHWM", process),
            "n_tracebacks": server.n_tracebacks(),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pupils", type=int, default=30)
    n_pupils = parser.parse_args().pupils
    with TemporaryDirectory() as folder:
        path = Path(folder) / "photograph.jpg"
        write_photograph(path, max(SIZES.values()))
        megabytes = round(path.stat().st_size / 1e6, 1)
        result = measure(n_pupils, path)
    settings = {"benchmark": "photos_at_once", "pupils": n_pupils, "photograph_mb": megabytes}
    print(json.dumps(settings | environment() | result))


if __name__ == "__main__":
    main()
