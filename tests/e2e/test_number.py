"""A number on the wide canvas: read while it is written, as a ZIP code, as an amount."""

import numpy as np
import pytest
from playwright.sync_api import expect

from digitrec import read_number
from digitrec.drawing import NUMBER_CANVAS_PX
from digitrec.ui.draw.reading import number_in_words
from tests.e2e.devices import PHONE
from tests.e2e.draw_page import DrawPage, expect_settled, turn_to
from tests.e2e.test_face import expect_in_sight

HEADER_PX = 44
WIDTH_PX = 140  # of a digit and what is beside it
POINT = np.array([(0.0, 0.0), (2.0, 2.0)])
FIVE = (4, 0, 7, 2, 3)
# The browser, and the sizes to which its window turns.
SCREENS = {
    "touch": (PHONE, [(390, 844), (844, 390), (640, 360), (360, 640), (768, 1024)]),
    "wide, dark": ({"color_scheme": "dark"}, [(1280, 800), (1024, 768)]),
}
NO_FILE = """
const get = globalThis.fetch;
globalThis.fetch = (url, ...rest) => String(url).includes("NAME")
    ? Promise.reject(new TypeError("no line")) : get(url, ...rest);
"""


def number_of(drawn_digits, digits, n_before_point=None):
    """Strokes of digits side by side, in pixels of the wide canvas."""
    strokes, left = [], 30.0
    for i, digit in enumerate(digits):
        if i == n_before_point:
            strokes.append(POINT + (left + 5, 250))
            left += 30
        points = np.concatenate(drawn_digits[digit])
        middle = (points.min(axis=0) + points.max(axis=0)) / 2
        strokes += [0.9 * (s - middle) + (left + 60, 160) for s in drawn_digits[digit]]
        left += WIDTH_PX
    return strokes


class NumberPage(DrawPage):
    """The Draw page with the tool Number."""

    canvas_px = NUMBER_CANVAS_PX

    def __init__(self, page):
        super().__init__(page)
        self.boxes = page.locator(".dr-box")
        self.other = page.locator(".dr-other")
        self.mail = page.locator(".dr-mail")

    def open(self, address="/?tool=number"):
        super().open(address)
        self.page.wait_for_selector(".st-key-number")
        return self

    def strokes(self):
        return [np.array(stroke) for stroke in self.page.evaluate("digitrecStore.number")]

    def choose(self, name, group="Draw with"):
        self.page.get_by_role("radiogroup", name=group).get_by_role("radio", name=name).click()

    def expect_ink_of_number(self):
        self.expect_ink_of(self.strokes())

    def expect_number(self, text):
        expect(self.digit).to_have_text(text)
        self.expect_received()

    def expect_blank(self):
        expect(self.digit).to_be_empty()
        expect(self.headline).to_have_text("I guess while you draw.")
        expect(self.boxes).to_have_count(0)
        self.expect_ink(0, 0)


def test_digits_have_boxes_as_they_are_written_and_are_read_as_the_library_reads(
    page, drawn_digits
):
    number_page = NumberPage(page).open()
    expect(page.get_by_text("Write a number", exact=True)).to_be_visible()
    expect(page.get_by_text("Draw a digit from 0 to 9")).to_have_count(0)
    expect(page.get_by_text("Three things to try")).to_have_count(0)
    for n in range(1, 5):
        before = number_of(drawn_digits, FIVE[: n - 1])
        number_page.draw_all(number_of(drawn_digits, FIVE[:n])[len(before) :])
        expect(number_page.boxes).to_have_text([str(digit) for digit in FIVE[:n]])
        number_page.expect_by("browser")
    expect(page.get_by_text("Write a number", exact=True)).not_to_be_visible()
    number_page.expect_number("4072")
    expected = number_in_words(read_number(number_page.strokes()))
    expect(number_page.headline).to_have_text(expected["headline"])
    expect(number_page.reason).to_have_text(expected["reason"])
    expect(number_page.announcement).to_have_text(expected["announcement"])
    number_page.expect_ink_of_number()
    page.get_by_text("More than one digit").click()
    expect(page.locator(".dr-figures figure")).to_have_count(4)
    expect(page.get_by_text("Read as a number: 4072.")).to_be_visible()


def test_a_zip_code_says_what_it_lacks_and_its_letter_goes_into_its_pigeon_hole(page, drawn_digits):
    number_page = NumberPage(page).open("/?tool=number&kind=zip")
    expect(page.get_by_text("Write a ZIP code of five digits")).to_be_visible()
    strokes = number_of(drawn_digits, FIVE)
    number_page.draw_all(strokes[:-1])
    expect(number_page.reason).to_contain_text("A ZIP code has five digits; you have written four.")
    expect(number_page.mail).to_have_attribute("data-sorted", "false")
    expect(number_page.mail).to_have_attribute("data-hole", "4")
    number_page.draw(strokes[-1])
    number_page.expect_number("40723")
    expect(number_page.reason).to_have_text("The letter goes into pigeon-hole 4.")
    expect(number_page.mail).to_have_attribute("data-sorted", "true")
    expect(number_page.mail.locator("text")).to_have_text("40723")
    expect(number_page.mail.locator(".dr-hole")).to_have_text("4")
    number_page.choose("Number", group="What is written")
    expect(number_page.mail).not_to_be_visible()


def test_those_who_prefer_less_motion_see_the_letter_where_it_belongs_at_once(visit):
    number_page = NumberPage(visit(reduced_motion="reduce")).open("/?tool=number&kind=zip")
    expect(number_page.page.locator(".dr-letter")).to_have_css("transition-duration", "0s")


@pytest.mark.parametrize("n_before_point", [3, None], ids=["a point", "no point"])
def test_an_amount_has_two_decimals_after_a_point_or_without(page, drawn_digits, n_before_point):
    number_page = NumberPage(page).open("/?tool=number&kind=amount")
    number_page.draw_all(number_of(drawn_digits, FIVE, n_before_point))
    number_page.expect_number("407.23")
    said = "No point was found: the last two digits are the cents."
    assert (said in number_page.reason.inner_text()) is (n_before_point is None)


def test_each_tool_keeps_its_drawing_through_undo_other_tools_and_a_reload(visit, drawn_digits):
    number_page = NumberPage(visit()).open()
    page = number_page.page
    number_page.draw_all(number_of(drawn_digits, (7, 2)))
    number_page.expect_number("72")
    number_page.click("Undo")
    number_page.expect_number("7")
    page.keyboard.press("Control+y")
    number_page.expect_number("72")
    number_page.click("Eraser")
    number_page.draw([(100, 20), (100, 300)])
    number_page.expect_number("2")
    number_page.click("Undo")
    number_page.click("Eraser")
    number_page.expect_number("72")

    number_page.choose("Pen")
    draw_page = DrawPage(page)
    draw_page.expect_ink(0, 0)
    draw_page.draw_all(drawn_digits[3])
    draw_page.expect_digit(3)
    number_page.choose("Number")
    number_page.expect_number("72")
    number_page.expect_ink_of_number()
    page.reload()
    number_page.expect_number("72")
    number_page.expect_ink_of_number()
    number_page.click("Clear")
    number_page.expect_blank()
    number_page.choose("Pen")
    draw_page.expect_digit(3)


@pytest.mark.parametrize("name", [".form", "number.js"])
def test_the_server_reads_what_the_browser_cannot(visit, drawn_digits, name):
    page = visit()
    page.add_init_script(NO_FILE.replace("NAME", name))
    page.goto("/?tool=number")
    number_page = NumberPage(page)
    page.wait_for_function("globalThis.digitrecStore?.number")
    number_page.draw_all(number_of(drawn_digits, (4, 7)))
    number_page.expect_by("server")
    number_page.expect_number("47")


def test_who_draws_a_single_digit_does_not_fetch_the_program_of_numbers(page):
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    draw_page = DrawPage(page).open()
    assert not [url for url in fetched if "number.js" in url]
    draw_page.choose("Number")
    page.wait_for_selector(".st-key-number")
    expect_settled(page)
    assert len([url for url in fetched if "number.js" in url]) == 1


@pytest.mark.parametrize(("options", "sizes"), SCREENS.values(), ids=SCREENS)
def test_canvas_tools_kinds_and_answer_are_in_sight(visit, options, sizes, drawn_digits):
    number_page = NumberPage(visit(**options)).open("/?tool=number&kind=zip")
    page = number_page.page

    def place(size):
        turn_to(page, *size)
        return number_page.canvas.bounding_box()

    blank = [place(size) for size in sizes]
    number_page.draw_all(number_of(drawn_digits, FIVE))
    number_page.expect_number("40723")
    for size, before in zip(sizes, blank, strict=True):
        assert place(size) == before
        expect_all_in_sight(number_page)


def expect_all_in_sight(number_page):
    page = number_page.page
    radios = page.get_by_role("radio").all()
    assert len(radios) == 4 + 3
    buttons = [page.get_by_role("button", name=name) for name in ("Undo", "Eraser", "Clear")]
    parts = (number_page.canvas, number_page.digit, number_page.reason, number_page.mail)
    expect_in_sight(page, *parts, *radios, *buttons)
    digit, mail = number_page.digit.bounding_box(), number_page.mail.bounding_box()
    assert digit["y"] >= HEADER_PX
    assert mail["y"] + mail["height"] <= number_page.reader.bounding_box()["y"]
    for one in (*radios, *buttons):
        box = one.bounding_box()
        assert min(box["width"], box["height"]) >= 43.5


@pytest.mark.parametrize("without_form", [False, True], ids=["browser", "server"])
def test_two_digits_where_one_was_expected_are_read_as_two(visit, drawn_digits, without_form):
    page = visit()
    if without_form:
        page.add_init_script(NO_FILE.replace("NAME", ".form"))
    draw_page = DrawPage(page)
    page.goto("/")
    page.wait_for_function("globalThis.digitrecStore")
    four, two = ([0.5 * stroke for stroke in drawn_digits[digit]] for digit in (4, 2))
    draw_page.draw_all([stroke + (0, 80) for stroke in four])
    draw_page.draw_all([stroke + (150, 80) for stroke in two])
    expect(page.get_by_test_id("reason")).to_have_text("There is more than one digit here: 42.")
    expect(page.get_by_test_id("reading")).to_have_attribute(
        "data-by", "server" if without_form else "browser"
    )
