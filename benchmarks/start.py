"""From the command to a page that can be drawn on: python -m benchmarks.start.

Builds the wheel and installs it into an empty environment; then starts the command `digitrec` from
there and what `make run` runs from here, in turn, each with a first visitor in Chromium. Prints one
JSON line: the size of the wheel, and the seconds of both.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from benchmarks.environment import environment
from benchmarks.serving import ROOT, free_port, started
from tests.chromium import chromium

PROGRAMS = "Scripts" if os.name == "nt" else "bin"
IS_USABLE = "globalThis.digitrecStore?.reader && document.querySelector('.st-key-canvas')"
TIMEOUT_MS = 120_000
# Nothing of the repository.
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def build_wheel(folder: Path) -> Path:
    """Build the wheel of the project into a folder."""
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """Install a wheel into a new environment; give its folder of programs."""
    run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    run(sys.executable, "-m", "pip", "--python", str(folder), "install", str(wheel))
    return folder / PROGRAMS


def run(*command: str) -> None:
    """Run a command away from the repository; what it prints is of no interest."""
    subprocess.run(command, cwd=ROOT.parent, env=CLEAN, check=True, stdout=subprocess.DEVNULL)


def seconds_to_draw(browser: Browser, command: Sequence[str | Path], cwd: Path) -> float:
    """Start a command, visit it at once, and measure until its page can be drawn on."""
    port = free_port()
    address = {"ADDRESS": "127.0.0.1", "PORT": str(port), "HEADLESS": "true"}
    env = CLEAN | {f"STREAMLIT_SERVER_{name}": value for name, value in address.items()}
    began = time.perf_counter()
    with started(command, port, cwd=cwd, env=env) as server:
        page = browser.new_page()
        page.goto(server.url)
        page.wait_for_function(IS_USABLE, timeout=TIMEOUT_MS)
        seconds = time.perf_counter() - began
        page.context.close()
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=7, help="that each is started; default 7")
    n_times = parser.parse_args().times
    from_here = [sys.executable, "-m", "streamlit", "run", "app.py"]
    with TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        wheel = build_wheel(folder)
        megabytes = round(wheel.stat().st_size / 1e6, 1)
        programs = install(wheel, folder / "environment")
        times = [
            (
                seconds_to_draw(browser, [programs / "digitrec"], folder),
                seconds_to_draw(browser, from_here, ROOT),
            )
            for _ in range(n_times)
        ]
    ratios = [installed / here for installed, here in times]
    result = {
        "wheel_mb": megabytes,
        "installed_first_s": round(times[0][0], 2),
        "installed_s": round(median(each[0] for each in times), 2),
        "make_run_s": round(median(each[1] for each in times), 2),
        "ratio": round(median(ratios), 2),
        "ratios": [round(ratio, 2) for ratio in ratios],
    }
    print(json.dumps({"benchmark": "start"} | environment() | {"times": n_times} | result))


if __name__ == "__main__":
    main()
