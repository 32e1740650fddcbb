"""A person draws a digit in a browser and has it read."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from benchmarks.serving import APPS, served
from tests.e2e.devices import PHONE, drag_finger
from tests.e2e.draw_page import DrawPage, densely, expect_settled


@pytest.fixture
def draw_page(page):
    return DrawPage(page).open()


def test_each_of_ten_digits_is_read(draw_page, drawn_digits):
    for digit, strokes in enumerate(drawn_digits):
        draw_page.draw_all(strokes)
        draw_page.expect_digit(digit)
        draw_page.click("Clear")
        draw_page.expect_blank()


def test_drawing_begins_while_the_model_is_still_loading(page, drawn_digits):
    with served(APPS["digitrec"]) as server:
        page.goto(server.url)
        draw_page = DrawPage(page)
        expect(draw_page.canvas).to_be_visible()
        draw_page.draw_all(drawn_digits[7])
        draw_page.expect_digit(7)
        page.close()


def test_another_reader_answers_at_once_and_stays(draw_page, drawn_digits):
    page = draw_page.page
    draw_page.draw_all(drawn_digits[5])
    draw_page.expect_digit(5)
    before, ink = draw_page.percents(), draw_page.expect_ink()
    draw_page.choose_reader("Decision tree")
    expect(page.locator(".dr-bar-percent")).not_to_have_text(before)
    assert draw_page.n_ink_pixels() == ink
    by_the_tree = draw_page.percents()
    page.get_by_role("link", name="How it works").click()
    expect(page.get_by_role("heading", name="How it works")).to_be_visible()
    page.get_by_role("link", name="Draw").click()
    expect(page.locator(".dr-bar-percent")).to_have_text(by_the_tree)
    expect(draw_page.reader).to_have_accessible_name("Read by Decision tree")


def test_undo_takes_the_last_stroke_back(draw_page, drawn_digits):
    first, second = drawn_digits[4]
    draw_page.draw(first)
    expect(draw_page.headline).not_to_have_text("I guess while you draw.")
    before, ink = draw_page.percents(), draw_page.expect_ink()
    draw_page.draw(second)
    draw_page.expect_digit(4)
    draw_page.expect_ink(at_least=ink + 1)
    draw_page.click("Undo")
    expect(draw_page.page.locator(".dr-bar-percent")).to_have_text(before)
    draw_page.expect_same_ink(ink)
    draw_page.click("Undo")
    draw_page.expect_blank()


def test_pen_width_changes_the_ink_but_not_the_answer(draw_page, drawn_digits):
    draw_page.draw_all(drawn_digits[2])
    draw_page.expect_digit(2)
    ink = draw_page.expect_ink()
    draw_page.click("Clear")
    draw_page.expect_blank()
    draw_page.choose_width("Thick")
    draw_page.draw_all(drawn_digits[2])
    draw_page.expect_digit(2)
    draw_page.expect_ink(at_least=1.3 * ink)


def test_drawing_survives_a_visit_to_another_page(draw_page, drawn_digits):
    draw_page.draw_all(drawn_digits[8])
    draw_page.expect_digit(8)
    ink = draw_page.expect_ink()
    page = draw_page.page
    for _ in range(2):
        page.get_by_role("link", name="How it works").click()
        expect(page.get_by_role("heading", name="How it works")).to_be_visible()
        page.get_by_role("link", name="Draw").click()
        draw_page.expect_digit(8)
        expect(draw_page.canvas).to_be_visible()
        draw_page.expect_same_ink(ink)
    draw_page.click("Undo")
    draw_page.expect_blank()
    draw_page.click("Redo")
    draw_page.expect_digit(8)
    draw_page.expect_same_ink(ink)


def test_drawing_survives_the_cells_and_begins_them(draw_page, drawn_digits):
    draw_page.draw_all(drawn_digits[9])
    draw_page.expect_digit(9)
    ink = draw_page.expect_ink()
    draw_page.choose("Cells")
    expect(draw_page.cells).to_have_count(64)
    expect(draw_page.cells.filter(has_text=re.compile("."))).not_to_have_count(0)
    draw_page.expect_digit(9)
    draw_page.choose("Pen")
    expect(draw_page.canvas).to_be_visible()
    draw_page.expect_digit(9)
    draw_page.expect_same_ink(ink)


def test_keyboard_alone_makes_a_digit(draw_page):
    page = draw_page.page
    page.get_by_role("radio", name="Pen").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(draw_page.cells).to_have_count(64)
    expect(draw_page.digit).to_be_empty()
    draw_page.cells.first.press("Home")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    for row in range(8):
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.keyboard.type("12")
        page.keyboard.press("+")
        page.keyboard.press("ArrowLeft")
        if row < 7:
            page.keyboard.press("ArrowDown")
    draw_page.expect_digit(1)
    expect(draw_page.announcement).to_contain_text("Read as 1")
    expect(page.get_by_role("gridcell", name="row 8, column 4: 16 of 16")).to_be_focused()
    expect(page.get_by_role("gridcell", name="row 8, column 5: 13 of 16")).to_be_visible()
    page.keyboard.press("Delete")
    expect(page.get_by_role("gridcell", name="row 8, column 4: 0 of 16")).to_be_focused()
    draw_page.click("Clear")
    expect(draw_page.digit).to_be_empty()


def test_random_digit_comes_from_the_data_set_and_can_be_changed(draw_page):
    draw_page.choose("Cells")
    draw_page.click("Random digit")
    expect(draw_page.digit).to_have_text(re.compile("[0-9]"))
    assert draw_page.page.locator(".dr-grid").bounding_box()["width"] == 600
    first = draw_page.cells.all_inner_texts()
    draw_page.click("Random digit")
    expect(draw_page.cells).not_to_have_text(first)
    before = draw_page.percents()
    for cell in (18, 19, 20, 26, 28, 34, 35, 36):
        draw_page.cells.nth(cell).click()
    expect(draw_page.page.locator(".dr-bar-percent")).not_to_have_text(before)


def test_answer_is_announced_by_one_lasting_region(draw_page, drawn_digits):
    region = draw_page.announcement
    expect(region).to_have_attribute("aria-live", "polite")
    node = region.element_handle()
    draw_page.draw_all(drawn_digits[0])
    expect(region).to_contain_text("Read as 0")
    draw_page.click("Clear")
    expect(region).to_contain_text("Nothing is drawn")
    draw_page.expect_blank()
    draw_page.draw_all(drawn_digits[8])
    expect(region).to_contain_text("Read as 8")
    assert node.evaluate("node => node.isConnected")
    assert node.text_content() == region.text_content()


WATCH = """
parts => {
    window.places = new Set();
    const look = () => {
        window.places.add(parts.map((part) => Math.round(part.getBoundingClientRect().top)).join());
        requestAnimationFrame(look);
    };
    look();
}
"""


def test_nothing_jumps_even_for_a_moment(draw_page, drawn_digits):
    page = draw_page.page
    buttons = page.locator(".st-key-tools button").element_handles()
    page.evaluate(WATCH, [*buttons, page.get_by_test_id("steps").element_handle()])
    draw_page.draw_all(drawn_digits[7])
    draw_page.expect_digit(7)
    draw_page.click("Clear")
    draw_page.expect_blank()
    draw_page.draw_all(drawn_digits[8])
    draw_page.expect_digit(8)
    draw_page.click("Undo")
    draw_page.expect_blank()
    assert len(page.evaluate("[...window.places]")) == 1


def test_nothing_jumps_and_all_is_in_view_on_a_small_projector(draw_page, drawn_digits):
    watched = [
        draw_page.canvas,
        draw_page.page.get_by_test_id("bars"),
        draw_page.page.get_by_test_id("steps"),
        draw_page.page.get_by_role("button", name="Copy a link"),
        draw_page.reader,
    ]
    before = [part.bounding_box() for part in watched]
    assert all(box["y"] >= 0 and box["y"] + box["height"] <= 800 for box in before)
    for strokes in (drawn_digits[4], drawn_digits[8]):
        draw_page.draw_all(strokes)
        draw_page.expect_digit(4 if strokes is drawn_digits[4] else 8)
        assert [part.bounding_box() for part in watched] == before
        draw_page.click("Clear")
        draw_page.expect_blank()
        assert [part.bounding_box() for part in watched] == before
    assert draw_page.page.evaluate("document.documentElement.scrollWidth") == 1280


def test_what_unfolds_below(draw_page, drawn_digits, tmp_path):
    from digitrec import load_model, model_names

    page = draw_page.page

    def turn(name):
        """Unfold or fold, once what lies above has done so, or the click would miss."""
        expect_settled(page)
        page.get_by_text(name).click()

    draw_page.draw_all(drawn_digits[6])
    draw_page.expect_digit(6)

    turn("Why this answer")
    near = page.locator(".dr-figure")
    expect(near).to_have_count(8)
    expect(near.first).to_contain_text("distance")
    expect(page.get_by_role("table").get_by_role("cell")).to_have_count(64)
    turn("Why this answer")
    expect(near).to_have_count(0)

    turn("Every model's answer")
    for name in model_names():
        title = load_model(name).card.title
        expect(page.get_by_role("rowheader", name=title, exact=True)).to_be_visible()
    turn("Every model's answer")

    turn("Why shrinking matters")
    expect(page.locator(".dr-figures-large .dr-figure")).to_have_count(3)
    turn("Why shrinking matters")

    turn("The numbers")
    with page.expect_download() as download:
        draw_page.click("CSV")
    download.value.save_as(tmp_path / "digit.csv")
    numbers = np.loadtxt(tmp_path / "digit.csv", delimiter=",")
    shown = page.get_by_role("table").get_by_role("cell").all_inner_texts()
    assert numbers.ravel().tolist() == [float(text) for text in shown]
    assert numbers.sum() > 0


@pytest.fixture
def phone(visit):
    return DrawPage(visit(**PHONE)).open()


def touch(phone, stroke):
    """Draw one stroke with a finger."""
    drag_finger(phone.page, phone.places(densely(stroke)))


def test_phone_draws_by_touch_without_scrolling(phone, drawn_digits):
    page = phone.page
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 40)")
    where = "document.querySelector('[data-testid=stMain]').scrollTop"
    scrolled = page.evaluate(where)
    for stroke in drawn_digits[4]:
        touch(phone, stroke)
    phone.expect_digit(4)
    assert page.evaluate(where) == scrolled
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    answer = page.get_by_test_id("reading").bounding_box()
    canvas = phone.canvas.bounding_box()
    assert answer["y"] + answer["height"] < canvas["y"]
    assert canvas["x"] >= 0
    assert canvas["x"] + canvas["width"] <= 390
    phone.reader.tap()
    other = page.get_by_role("menuitem", name="Support vector machine")
    assert other.bounding_box()["height"] >= 44
    other.tap()
    expect(phone.reader).to_have_accessible_name("Read by Support vector machine")
    phone.expect_digit(4)
    assert phone.reader.bounding_box()["width"] > 150
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for name in ("Undo", "Redo", "Eraser", "Clear"):
        assert page.get_by_role("button", name=name, exact=True).bounding_box()["height"] >= 44


def test_strokes_under_the_invisible_toolbar_are_not_lost(phone):
    touch(phone, [(312, 8), (250, 60), (200, 150), (160, 250), (150, 300)])
    ink = phone.expect_ink()
    phone.expect_received()
    touch(phone, [(300, 6), (300, 6)])  # on the bin
    phone.expect_ink(at_least=ink + 1)
    phone.expect_received()
    assert phone.n_ink_pixels() > ink


def test_the_paper_is_white_in_both_themes(draw_page):
    page = draw_page.page
    draw_page.draw([(160, 60), (160, 260)])
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(
            """(isLight) => {
                const { backgroundColor } = getComputedStyle(document.querySelector(".stApp"));
                const [r, g, b] = backgroundColor.match(/\\d+/g).map(Number);
                return r + g + b > 3 * 128 === isLight;
            }""",
            arg=scheme == "light",
        )
        paper = draw_page.ink.evaluate(
            "canvas => [...canvas.getContext('2d').getImageData(5, 5, 1, 1).data]"
        )
        assert paper == [255, 255, 255, 255]
