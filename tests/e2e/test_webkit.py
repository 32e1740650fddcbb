"""The main way in WebKit, the engine of every browser on an iPad, where it can be had."""

from contextlib import ExitStack

import numpy as np
import pytest

from digitrec import load_model
from digitrec.ui.draw.reading import prediction_in_words
from tests.e2e.webkit_page import WebKitPage
from tests.webkit import NoWebKitError, webkit


@pytest.fixture(scope="module")
def driver():
    with ExitStack() as stack:
        try:
            driver = stack.enter_context(webkit())
        except NoWebKitError as reason:
            pytest.skip(str(reason))
        yield driver


@pytest.fixture
def webkit_page(driver, app_url):
    """A visit of its own to the app, free of errors."""
    page = WebKitPage(driver, app_url).open()
    yield page
    assert page.errors() == []


@pytest.mark.parametrize("digit", [7, 4, 2])
def test_the_browser_answers_at_pen_up_what_the_server_answers(webkit_page, drawn_digits, digit):
    webkit_page.draw_all(drawn_digits[digit])
    webkit_page.expect_digit(digit)
    assert webkit_page.ink() > 0


def test_undo_and_clear(webkit_page, drawn_digits):
    first, second = drawn_digits[4]
    webkit_page.draw(first)
    webkit_page.expect_received()
    before, ink = webkit_page.answer()["percents"], webkit_page.ink()
    webkit_page.draw(second)
    webkit_page.expect_digit(4)
    webkit_page.click("Undo")
    webkit_page.expect_percents(before)
    webkit_page.expect_ink(ink)
    webkit_page.draw(second)
    webkit_page.expect_digit(4)
    webkit_page.click("Clear")
    webkit_page.expect_blank()
    webkit_page.draw_all(drawn_digits[7])
    webkit_page.expect_digit(7)


def test_undo_redo_and_clear_act_at_once(webkit_page, drawn_digits):
    """A frame after the button the answer is there, whatever the server does."""
    first, second = drawn_digits[4]
    shown = []
    for stroke in first, second:
        webkit_page.draw(stroke)
        webkit_page.expect_received()
        shown.append((webkit_page.answer()["percents"], webkit_page.ink()))
    for name, (percents, ink) in ("Undo", shown[0]), ("Redo", shown[1]):
        assert webkit_page.click_and_look(name)["percents"] == percents
        webkit_page.expect_ink(ink)
    assert "I guess while you draw." in webkit_page.click_and_look("Clear")["headline"]
    webkit_page.expect_blank()


def test_a_drawing_survives_a_reload(webkit_page, drawn_digits):
    webkit_page.draw_all(drawn_digits[4])
    webkit_page.expect_digit(4)
    before, ink = webkit_page.answer()["percents"], webkit_page.ink()
    webkit_page.reload()
    webkit_page.expect_percents(before)
    webkit_page.expect_ink(ink)


def test_a_drawing_survives_another_page(webkit_page, drawn_digits):
    webkit_page.draw_all(drawn_digits[4])
    webkit_page.expect_digit(4)
    before, ink = webkit_page.answer()["percents"], webkit_page.ink()
    webkit_page.click("How it works")
    webkit_page.until(lambda: webkit_page.text("reading") is None, "the other page")
    webkit_page.click("Draw")
    webkit_page.until(lambda: webkit_page.text("headline"), "the answer's place")
    webkit_page.expect_percents(before)
    webkit_page.expect_ink(ink)


def test_cells_are_set_by_clicking(webkit_page):
    webkit_page.click("Cells")
    ring = (18, 19, 20, 26, 28, 34, 35, 36)
    cells = webkit_page.cells()
    assert len(cells) == 64
    for i in ring:
        cells[i].click()
        webkit_page.until(lambda i=i: cells[i].text == "4", f"cell {i} to be set")
    assert cells[18].get_attribute("aria-label") == "row 3, column 3: 4 of 16"
    image = np.zeros((8, 8))
    image.flat[list(ring)] = 4
    said = prediction_in_words(load_model().predict_image(image))
    webkit_page.expect_percents(said["percents"])


def test_dragging_over_the_cells_selects_no_text(webkit_page):
    webkit_page.click("Cells")
    webkit_page.click("Random digit")
    webkit_page.until(
        lambda: any(cell.text for cell in webkit_page.cells()), "a digit in the cells"
    )
    row = [cell.rect for cell in webkit_page.cells()[24:32]]
    webkit_page.drag([(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2) for at in row])
    assert webkit_page.js("return getSelection().toString()") == ""
