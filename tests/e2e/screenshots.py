"""Take the pictures of the documentation from the running app: python -m tests.e2e.screenshots.

Names after the command take only those pictures, such as ``train evaluate``.
"""

import io
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import expect

from benchmarks.drawings import drawings_on_canvas
from benchmarks.serving import APPS, served
from digitrec.drawing import draw_strokes
from digitrec.drawing.invented import make_drawings, make_numbers
from tests.chromium import chromium
from tests.e2e.class_room import Pupil, Teacher
from tests.e2e.draw_page import DrawPage
from tests.e2e.test_my_digits import MyDigits

ROOT = Path(__file__).resolve().parents[2]
PROJECTOR = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"}
TALL = PROJECTOR | {"viewport": {"width": 1280, "height": 1080}}
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"}
NUMBER_SEED, SHEET_PX = 9, 900
CLASS_SEED, N_CLASS = 3, 16
DIGITS_SEED, N_INVENTED = 3, 40  # among which is each digit
FOUR = [
    [(178, 52), (140, 118), (98, 178), (92, 190), (104, 194), (170, 188), (236, 182)],
    [(192, 128), (188, 196), (180, 282)],
]


def draw(page):
    """Draw a four."""
    draw_page = DrawPage(page)
    draw_page.draw_all(FOUR)
    draw_page.expect_digit(4)
    expect(draw_page.headline).to_contain_text("%")


def photograph(page):
    """Photograph a number on paper, over which a shade falls, and read it."""
    (number,) = make_numbers(1, random_state=NUMBER_SEED, n_digits=(5, 6), plain=True)
    points = np.concatenate(number.strokes)
    scale = 0.75 * SHEET_PX / np.ptp(points, axis=0).max()
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    placed = [(stroke - middle) * scale + SHEET_PX / 2 for stroke in number.strokes]
    ink = draw_strokes(placed, SHEET_PX, pen_px=9)
    paper = np.linspace(240, 120, SHEET_PX) * np.ones((SHEET_PX, 1))
    file = io.BytesIO()
    Image.fromarray((paper * (1 - 0.7 * ink)).astype(np.uint8)).save(file, "JPEG")
    page.get_by_role("radio", name="Photo").click()
    sheet = {"name": "number.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
    page.locator("input[type=file]").set_input_files(sheet)
    expect(page.get_by_test_id("digit")).to_have_text(number.text)


def show_from(part):
    """Scroll so far up that this is in sight, below the row of the menu."""
    part.evaluate("part => { part.style.scrollMarginTop = '9rem'; part.scrollIntoView(); }")


def my_digits(page):
    """Draw the ten digits that are asked for, and see the report card."""
    go(page, "My digits", "My digits")
    drawings = drawings_on_canvas(N_INVENTED, random_state=DIGITS_SEED)
    _, labels = make_drawings(N_INVENTED, random_state=DIGITS_SEED)
    test = MyDigits(page, dict(zip(labels.tolist(), drawings, strict=True)))
    test.click("Begin")
    test.finish()
    expect(page.locator(".dr-test-drawing")).to_have_count(10)


def explore(page):
    """Look at the oddest pictures, and at one from near."""
    go(page, "Explore", "Explore the data")
    page.get_by_role("radio", name="Oddest first").click()
    first = page.locator(".dr-gallery-item").first
    expect(first).not_to_contain_text("0 · 0.8")
    first.click()
    expect(page.get_by_role("button", name="Open on the Draw page")).to_be_visible()


def train(page):
    """Train a decision tree, and draw its learning curve."""
    go(page, "Train", "Train a model")
    page.get_by_role("combobox", name="Model", exact=True).click()
    page.get_by_role("option", name="Decision tree").click()
    expect(page.get_by_text("Most questions in a row")).to_be_visible()
    page.get_by_role("button", name="Train it").click()
    expect(page.get_by_role("button", name="Rename, save, delete")).to_be_visible()
    expect(page.get_by_test_id("stToast")).to_have_count(0)
    page.get_by_test_id("stMain").get_by_text("Learning curve", exact=True).click()
    page.get_by_role("button", name="Learn from fewer and fewer").click()
    curve = page.locator(".st-key-learning-chart")
    expect(curve.locator(".xtick").first).to_be_visible()
    show_from(page.locator(".dr-accuracy"))  # with as much of the curve as there is room for


def evaluate(page):
    """See what that tree confuses."""
    train(page)
    page.get_by_role("button", name="Evaluate", exact=True).click()
    expect(page.get_by_role("heading", name="Evaluate a model")).to_be_visible()
    matrix = page.locator(".st-key-matrix")
    expect(matrix.locator(".textpoint").first).to_be_visible()
    page.get_by_role("listbox").get_by_role("option").first.click()
    expect(page.get_by_role("button", name="Open on the Draw page")).to_be_visible()
    show_from(page.locator(".dr-accuracy"))


def about(page):
    """Show how it works."""
    go(page, "How it works", "How it works")
    expect(page.get_by_role("columnheader", name="By writer")).to_be_visible()


def class_room(page):
    """Let a class of eight draw two digits each, on devices of their own."""
    teacher = Teacher(page).open()
    browser, base = page.context.browser, page.url.partition("/class_room")[0]
    drawings = drawings_on_canvas(N_CLASS, random_state=CLASS_SEED)
    _, labels = make_drawings(N_CLASS, random_state=CLASS_SEED)
    pupils = [Pupil(browser.new_context(base_url=base).new_page()) for _ in range(N_CLASS // 2)]
    for pupil in pupils:
        pupil.join(teacher.code)
    teacher.send("Free")
    for i, (strokes, label) in enumerate(zip(drawings, labels, strict=True)):
        pupil = pupils[i % len(pupils)]
        expect(pupil.request).to_contain_text("Draw any digit")
        pupil.draw(strokes)
        pupil.choose(label)
        expect(teacher.tiles).to_have_count(i + 1)


PICTURES = {
    "draw-light": (draw, PROJECTOR),
    "draw-dark": (draw, PROJECTOR | {"color_scheme": "dark"}),
    "draw-phone": (draw, PHONE),
    "draw-photo": (photograph, PROJECTOR),
    "my-digits": (my_digits, PROJECTOR),
    "explore": (explore, PROJECTOR),
    "train": (train, TALL),
    "evaluate": (evaluate, TALL),
    "class": (class_room, PROJECTOR),
    "about": (about, PROJECTOR),
}


def go(page, link, heading):
    """Go to a page by the menu."""
    page.get_by_role("link", name=link).click()
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()


def main(names):
    """Take the pictures named, each in a visit of its own."""
    expect.set_options(timeout=120_000)
    with served(APPS["digitrec"]) as server, chromium() as browser:
        for name in names:
            show, options = PICTURES[name]
            page = browser.new_context(**options).new_page()
            page.set_default_timeout(120_000)  # the longest wait on a busy machine
            DrawPage(page).open(server.url)
            show(page)
            page.mouse.move(0, 0)
            page.wait_for_function("document.fonts.status === 'loaded'")
            path = ROOT / "docs" / f"{name}.png"
            page.screenshot(path=path, animations="disabled", full_page=False)


if __name__ == "__main__":
    main(sys.argv[1:] or PICTURES)
