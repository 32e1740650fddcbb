"""Show how the app looks on every screen: python -m tests.e2e.contact_sheets FOLDER.

Writes a picture of each scene at each size and in each colours into the folder, and for each scene
and colours a sheet with all sizes, to be looked through quickly. A scene that cannot be shown is
named at the end, and taken as it is. ``--help`` tells how to take fewer.
"""

import argparse
import sys
from itertools import product
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Error, expect

from benchmarks.serving import APPS, served
from tests.chromium import chromium
from tests.e2e.class_room import Teacher
from tests.e2e.draw_page import DrawPage, expect_done
from tests.e2e.screenshots import FOUR, draw
from tests.e2e.test_number import NumberPage

TOUCH = {"is_mobile": True, "has_touch": True}
SIZES = {
    "360x640": TOUCH,
    "390x844": TOUCH,
    "640x360": TOUCH,
    "810x1080": TOUCH,
    "1024x768": {},
    "1280x720": {},
    "1920x1080": {},
}
COLOURS = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
# A visit begins with nothing stored, in a browser that has fetched the app before.
FORGET = "try { sessionStorage.length || localStorage.clear(); } catch {}"
TIMEOUT_MS = 120_000  # the longest wait on a busy machine
SHEET_PX, SCALE, GAP_PX = 1400, 0.6, 12


def wait(page):
    """Wait for the reader in the browser."""
    page.wait_for_function("globalThis.digitrecStore?.reader")


def cells(page):
    """Turn to the cells."""
    DrawPage(page).choose("Cells")
    expect(page.get_by_role("gridcell").first).to_be_visible()


def example(page):
    """Wait for the number that Train shows before one has trained."""
    expect(page.locator(".dr-accuracy")).to_be_visible()


def train(page):
    """Train what the page proposes."""
    page.get_by_role("button", name="Train it").click()
    expect(page.get_by_role("button", name="Rename, save, delete")).to_be_visible()


def number(page):
    """Write two fours, and wait for their boxes."""
    left, right = ([stroke * 0.8 + (x, 0) for stroke in map(np.array, FOUR)] for x in (60, 360))
    NumberPage(page).draw_all([*left, *right])
    expect(page.locator(".dr-box")).to_have_count(2)


def open_room(page):
    """Open a room for a class."""
    Teacher(page).open()


SCENES = {
    "draw-first": ("/", wait),
    "draw-drawn": ("/", wait, draw),
    "draw-cells": ("/", wait, cells),
    "draw-number": ("/?tool=number", wait, number),
    "draw-zip-code": ("/?tool=number&kind=zip", wait, number),
    "draw-projector": ("/?view=projector", wait, draw),
    "my-digits": ("/my_digits",),
    "my-digits-kept": ("/my_digits?part=my-digits",),
    "explore": ("/explore",),
    "explore-quiz": ("/explore?part=quiz",),
    "explore-projector": ("/explore?view=projector",),
    "train-first": ("/train", example),
    "train-trained": ("/train", train),
    "train-projector": ("/train?view=projector", train),
    "evaluate": ("/evaluate",),
    "evaluate-projector": ("/evaluate?view=projector",),
    "class": ("/class_room",),
    "class-board": ("/", open_room),
    "about": ("/about",),
}


def show(page, url, scene):
    """Bring a page to a scene, and wait until all of it is there."""
    address, *acts = SCENES[scene]
    page.goto(url + address)
    page.locator("h1").first.wait_for(state="attached")
    settle(page)
    for act in acts:
        act(page)
        settle(page)


def settle(page):
    """Wait until the server has nothing more to say and the browser has fetched it."""
    expect_done(page)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.wait_for_timeout(500)  # what is drawn after it has come: charts, moving pictures


def sheet(paths):
    """Lay pictures out in rows, each as large as the others are beside it."""
    pictures = [Image.open(path).convert("RGB") for path in paths]
    small = [picture.resize([round(SCALE * n) for n in picture.size]) for picture in pictures]
    places, x, y, row_height = [], GAP_PX, GAP_PX, 0
    for picture in small:
        if x + picture.width > SHEET_PX:
            x, y, row_height = GAP_PX, y + row_height + GAP_PX, 0
        places.append((x, y))
        x += picture.width + GAP_PX
        row_height = max(row_height, picture.height)
    whole = Image.new("RGB", (SHEET_PX + GAP_PX, y + row_height + GAP_PX), "grey")
    for picture, place in zip(small, places, strict=True):
        whole.paste(picture, place)
    return whole


def take(browser, url, arguments):
    """Take every picture that is asked for.

    Yields the names of scenes that could not be shown, and what was in the way.
    """
    for size, scene, theme in product(arguments.sizes, arguments.scenes, ("light", "dark")):
        # Forced colours are a matter of stylesheets: what is shown already need not be loaded anew.
        wanted = [each for each in arguments.colours if COLOURS[each]["color_scheme"] == theme]
        if not wanted:
            continue
        width, height = map(int, size.split("x"))
        options = {"viewport": {"width": width, "height": height}, "color_scheme": theme}
        context = browser.new_context(**options, **SIZES[size])
        context.add_init_script(FORGET)
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        try:
            show(page, url, scene)
        except (Error, AssertionError) as missing:
            yield f"{scene} {size} {theme}: {str(missing).splitlines()[0]}"
        for colours in wanted:
            page.emulate_media(**COLOURS[colours])
            path = arguments.folder / f"{scene}-{colours}-{size}.png"
            page.screenshot(path=path, full_page=arguments.whole)
        context.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scenes", nargs="+", choices=SCENES, default=list(SCENES))
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--colours", nargs="+", choices=COLOURS, default=list(COLOURS))
    parser.add_argument("--whole", action="store_true", help="the whole page, not its first screen")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=TIMEOUT_MS)
    with served(APPS["digitrec"]) as server, chromium() as browser:
        missing = list(take(browser, server.url, arguments))
    for scene, colours in product(arguments.scenes, arguments.colours):
        paths = [arguments.folder / f"{scene}-{colours}-{size}.png" for size in arguments.sizes]
        sheet(paths).save(arguments.folder / f"sheet-{scene}-{colours}.png")
    sys.exit("\n".join(missing))


if __name__ == "__main__":
    main()
