"""Right or wrong: a tap below the answer keeps the drawing, and nothing moves."""

from playwright.sync_api import expect

from tests.e2e.draw_page import DrawPage

KEPT = "digitrecKept.all().map(({ label, read }) => [label, read.digit, read.model])"
DEFAULT = "Three neural networks"


def kept(page):
    return page.evaluate(KEPT)


def test_one_tap_keeps_the_drawing_with_what_it_was_read_as(visit, drawn_digits):
    page = visit()
    draw_page = DrawPage(page).open()
    keep = page.get_by_role("group", name="Right or wrong")
    expect(keep).to_be_hidden()
    strip = page.locator(".dr-strip")
    before = strip.bounding_box()
    draw_page.draw_all(drawn_digits[4])
    draw_page.expect_digit(4)
    expect(keep).to_be_visible()
    expect(keep).to_contain_text("What did you mean?")
    assert strip.bounding_box() == before

    page.get_by_role("button", name="Right: it is a 4").click()
    expect(keep.get_by_role("status")).to_have_text("Kept as a 4 in My digits.")
    expect(keep.get_by_role("button", name="Keep as 4")).to_have_attribute("aria-pressed", "true")
    assert strip.bounding_box() == before
    assert kept(page) == [[4, 4, DEFAULT]]
    (drawing,) = page.evaluate("digitrecKept.all()")
    assert drawing["strokes"] == page.evaluate("digitrecStore.drawing")
    assert 0.5 < drawing["read"]["probability"] <= 1

    # Another label for the same drawing, by the keyboard.
    keep.get_by_role("button", name="Keep as 9").focus()
    page.keyboard.press("Enter")
    expect(keep.get_by_role("status")).to_have_text("Kept as a 9 in My digits.")
    assert kept(page) == [[9, 4, DEFAULT]]
    page.reload()
    draw_page.expect_digit(4)
    expect(keep.get_by_role("status")).to_have_text("Kept as a 9 in My digits.")
    page.get_by_role("button", name="Keep as none").click()
    expect(keep.get_by_role("status")).to_have_text("Kept as no digit in My digits.")
    page.get_by_role("button", name="Undo keeping").click()
    expect(keep.get_by_role("status")).to_have_text("Kept as a 9 in My digits.")
    draw_page.draw(drawn_digits[1][0])
    expect(keep).to_contain_text("What did you mean?")
    draw_page.click("Undo")
    page.get_by_role("button", name="Undo keeping").click()
    expect(keep.get_by_role("status")).to_be_empty()
    assert kept(page) == []
    draw_page.click("Clear")
    expect(keep).to_be_hidden()
    draw_page.choose("Cells")
    expect(draw_page.cells).to_have_count(64)
    draw_page.cells.nth(20).click()
    expect(keep).to_have_count(0)


def test_what_the_server_reads_can_be_kept_too(visit, drawn_digits):
    page = visit()
    page.add_init_script(
        """const get = globalThis.fetch;
        globalThis.fetch = (url, ...rest) => String(url).includes(".form")
            ? Promise.reject(new TypeError("no line")) : get(url, ...rest);"""
    )
    page.goto("/")
    draw_page = DrawPage(page)
    expect(page.get_by_test_id("live-note")).not_to_be_empty()
    draw_page.draw_all(drawn_digits[4])
    draw_page.expect_digit(4)
    page.get_by_role("button", name="Keep as 5").click()
    expect(page.get_by_text("Kept as a 5 in My digits.")).to_be_visible()
    assert kept(page) == [[5, 4, DEFAULT]]
