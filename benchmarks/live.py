"""How soon a moving pen is answered by the browser's own reading; a part of benchmarks.latency."""

import gzip
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser

from benchmarks.drawings import draw_stroke
from digitrec.shipped import MODELS_FOLDER, browser_form_file
from digitrec.ui.live import PROGRAM, bundle

IN_PAGE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
VIEWPORT = {"width": 1280, "height": 800}
PAUSE_MS = 400  # after a stroke, until the server has heard of it
SLOWED = 6  # times slower than this machine: a cheap tablet


def live_reading(
    browser: Browser, url: str, drawings: list[list[NDArray[np.float64]]]
) -> dict[str, Any]:
    """Draw on the Draw page and time what the browser answers.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    url : str
        Of the app.
    drawings : list of list of array_like, each of shape (n, 2)
        In canvas pixels.

    Returns
    -------
    dict
        Milliseconds, frames a second with the processor slowed, and bytes.
    """
    normal = _draw_all(browser, url, drawings)
    slowed = _draw_all(browser, url, drawings[:4], slowed=SLOWED)
    return {
        "n_drawings": len(drawings),
        "n_frames": len(normal["moves"]),
        "move_to_painted_ms": spread(normal["moves"]),
        "pen_up_to_painted_ms": spread(normal["penUps"]),
        "recipe_and_model_ms": spread(normal["reads"]),
        f"frames_a_second_slowed_{SLOWED}_times": round(
            1000 * len(slowed["moves"]) / sum(slowed["strokes"]), 1
        ),
        "bytes": _bytes(),
        "page_errors": sorted({*normal["errors"], *slowed["errors"]}),
    }


def _draw_all(browser, url, drawings, *, slowed=1):
    context = browser.new_context(viewport=VIEWPORT)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(error.message))
    page.add_init_script(IN_PAGE)
    page.goto(url)
    page.wait_for_function("globalThis.live?.isTimed")
    page.wait_for_load_state("networkidle")
    if slowed > 1:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    for strokes in drawings:
        canvas = page.locator("canvas.upper-canvas")
        canvas.hover()
        box = canvas.bounding_box()
        for stroke in strokes:
            draw_stroke(page, stroke + (box["x"], box["y"]))
            page.wait_for_timeout(PAUSE_MS)
        page.get_by_role("button", name="Clear").click()
        page.locator("[data-testid=reading][data-blank=true]").wait_for()
        page.wait_for_timeout(PAUSE_MS)
    measured = page.evaluate("live")
    context.close()
    return measured | {"errors": errors}


def spread(values: list[float]) -> dict[str, float]:
    """Give the median of some values, and what 95 % of them do not exceed."""
    return {
        "median": round(median(values), 2),
        "p95": round(quantiles(values, n=20)[-1], 2),
    }


def _bytes() -> dict[str, int]:
    """What the browser fetches once: the form of the default model, and the code."""
    form_name, _ = browser_form_file("default")
    form, code = (MODELS_FOLDER / form_name).read_bytes(), bundle(*PROGRAM).encode()
    return {
        "form": len(form),
        "code": len(code),
        "together": len(form) + len(code),
        "compressed": sum(len(gzip.compress(each)) for each in (form, code)),
    }
