"""The drawing after a reload, in a lost tab, on a phone that locks, and where storage fails."""

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.e2e.devices import PHONE
from tests.e2e.draw_page import DrawPage
from tests.e2e.test_live_memory import FILL, forbidding
from tests.e2e.test_memory import forget_button


def expect_kept(draw_page, strokes, digit):
    """Canvas, answer and server have the drawing of before."""
    draw_page.expect_digit(digit)
    now = draw_page.strokes()
    assert len(now) == len(strokes)
    for before, after in zip(strokes, now, strict=True):
        np.testing.assert_array_equal(before, after)
    draw_page.expect_ink_of(strokes)


@pytest.mark.parametrize("options", [{}, PHONE], ids=["projector", "phone"])
def test_a_reload_keeps_the_drawing_and_it_goes_on(visit, options, drawn_digits):
    draw_page = DrawPage(visit(**options)).open()
    first, second = drawn_digits[4]
    draw_page.draw(first)
    before = draw_page.strokes()
    draw_page.page.reload()
    draw_page.page.wait_for_function("globalThis.digitrecStore?.drawing.length")
    draw_page.expect_ink_of(before)
    draw_page.draw(second)
    draw_page.expect_digit(4)
    both = draw_page.strokes()
    draw_page.page.reload()
    expect_kept(draw_page, both, 4)


def test_a_reload_right_after_the_pen_was_lifted_loses_nothing(visit, drawn_digits):
    draw_page = DrawPage(visit()).open()
    draw_page.draw(drawn_digits[7][0])
    before = draw_page.strokes()
    draw_page.page.reload()
    expect_kept(draw_page, before, 7)


def test_two_tabs_draw_for_themselves_and_a_lost_one_is_taken_up(visit, drawn_digits):
    one = DrawPage(visit()).open()
    one.draw_all(drawn_digits[4])
    four = one.strokes()
    other = DrawPage(one.page.context.new_page()).open()
    other.expect_untouched()
    other.draw_all(drawn_digits[7])
    seven = other.strokes()
    for tab, strokes, digit in ((one, four, 4), (other, seven, 7)):
        tab.page.bring_to_front()
        tab.page.reload()
        expect_kept(tab, strokes, digit)
    one.page.close()
    expect_kept(DrawPage(one.page.context.new_page()).open(), four, 4)


EDITED = (
    "junk",
    {"strokes": "junk", "cells": [1]},
    {"strokes": [[[1, "x"]]], "cells": [17] * 64},
    {"strokes": [[]], "cells": None},
    {"strokes": [[[1, 2]]] * 2000},
)


def test_a_drawing_that_was_edited_by_hand_is_left_out_and_the_page_works(visit, drawn_digits):
    page = visit()
    draw_page = DrawPage(page).open()
    draw_page.draw(drawn_digits[7][0])
    for kept in EDITED:
        draw_page.expect_digit(7)
        page.evaluate(
            """(kept) => {
                const [name] = Object.keys(localStorage).filter((k) => k.startsWith("digitrec-"));
                const entry = JSON.parse(localStorage[name]);
                entry.items.drawing = kept;
                addEventListener("pagehide", () => { localStorage[name] = JSON.stringify(entry); });
            }""",
            kept,
        )
        page.reload()
        page.wait_for_function("globalThis.digitrecStore?.reader")
        draw_page.expect_untouched()
        draw_page.draw(drawn_digits[7][0])
    draw_page.expect_digit(7)


@pytest.mark.parametrize(
    "script",
    [forbidding(["localStorage", "sessionStorage"]), f"({FILL})()"],
    ids=["forbidden", "full"],
)
def test_where_nothing_can_be_stored_one_draws_all_the_same(visit, script, drawn_digits):
    page = visit()
    page.add_init_script(script)
    draw_page = DrawPage(page).open()
    draw_page.draw_all(drawn_digits[4])
    draw_page.expect_digit(4)
    draw_page.click("Clear")
    draw_page.expect_blank()


def test_forget_everything_empties_the_canvas_for_good(visit, drawn_digits):
    draw_page = DrawPage(visit()).open()
    draw_page.draw_all(drawn_digits[4])
    draw_page.expect_digit(4)
    button = forget_button(draw_page.page)
    button.click()
    expect(button).to_have_text("Really forget?")
    draw_page.page.wait_for_timeout(1000)  # quicker would be a slip
    button.click()
    draw_page.expect_untouched()
    kept = draw_page.page.evaluate("JSON.stringify(localStorage)")
    assert "strokes" not in kept
    draw_page.page.reload()
    draw_page.page.wait_for_function("globalThis.digitrecStore?.reader")
    draw_page.expect_untouched()
