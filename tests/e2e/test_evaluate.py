"""The Evaluate page in a real browser: a click on a cell, the keyboard, files, light and dark."""

import re

import pytest
from playwright.sync_api import expect

from digitrec.shipped import held_out_answers
from tests.e2e.devices import PHONE, drag_finger, touch_screen
from tests.e2e.draw_page import expect_done, turn_to


class EvaluatePage:
    """What a person sees and does on the Evaluate page."""

    def __init__(self, page):
        self.page = page
        self.gallery = page.get_by_role("listbox").filter(has=page.locator(".dr-gallery-item"))

    def open(self):
        """Go to a model that misreads more than the shipped one does."""
        self.page.goto("/evaluate?model=decision-tree")
        expect(self.page.get_by_text("read right").first).to_be_visible()
        n_right = held_out_answers("decision-tree", "shuffled", model="").in_cell(0, 0).size
        number = self.page.locator(".st-key-matrix .textpoint text").first
        expect(number).to_have_text(str(n_right))  # the chart of that model has come
        return self

    def select(self, label, option):
        """Choose in a box, by its label."""
        self.page.get_by_role("combobox", name=label, exact=True).click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def part(self, name):
        self.page.get_by_role("tab", name=name).click()
        return self

    def cell_centre(self, true, predicted):
        """Where in the window a cell of the matrix is, by the axes' labels."""
        chart = self.page.locator(".st-key-matrix")
        columns, rows = (chart.locator(f".{axis}axislayer-above text") for axis in "xy")
        expect(rows).to_have_count(10)
        self.wait_until_still(chart)
        rows.filter(has_text=str(true)).scroll_into_view_if_needed()
        column = columns.filter(has_text=str(predicted)).bounding_box()
        row = rows.filter(has_text=str(true)).bounding_box()
        return column["x"] + column["width"] / 2, row["y"] + row["height"] / 2

    def wait_until_still(self, chart):
        """Wait until the page has been run and the chart stays where it is."""
        expect_done(self.page)
        before = None
        while (now := chart.bounding_box()) != before:
            before = now
            self.page.wait_for_timeout(200)

    def click_cell(self, true, predicted):
        self.page.mouse.click(*self.cell_centre(true, predicted))


@pytest.fixture
def evaluate(page):
    return EvaluatePage(page).open()


def test_a_click_on_a_cell_shows_its_pictures_and_it_stays_chosen_with_shares(evaluate):
    heading = evaluate.page.get_by_text(re.compile("pictures of 3 read as 9"))
    expect(heading).to_have_count(0)
    evaluate.click_cell(3, 9)
    expect(heading).to_be_visible()
    n = int(re.match(r"\d+", heading.inner_text())[0])
    expect(evaluate.gallery.get_by_role("option")).to_have_count(n)
    evaluate.page.get_by_role("radio", name="Share of the row, %").click()
    expect(evaluate.page.get_by_text("Of 100 pictures of a digit")).to_be_visible()
    expect(heading).to_be_visible()
    evaluate.click_cell(7, 3)
    expect(evaluate.page.get_by_text(re.compile("pictures of 7 read as 3"))).to_be_visible()


def test_a_cell_is_chosen_without_a_pointer(evaluate):
    box = evaluate.page.get_by_role("combobox", name="It was", exact=True)
    box.focus()
    box.press("ArrowDown")
    expect(evaluate.page.get_by_role("option", name="8", exact=True)).to_be_visible()
    evaluate.page.keyboard.type("8")
    expect(evaluate.page.get_by_role("option", name="7", exact=True)).to_have_count(0)
    evaluate.page.keyboard.press("Enter")
    expect(evaluate.page.get_by_text(re.compile("pictures? of 8 read as"))).to_be_visible()
    first = evaluate.gallery.get_by_role("option").first
    first.focus()
    first.press("Enter")
    expect(evaluate.page.get_by_role("button", name="Open on the Draw page")).to_be_visible()


def test_a_misread_picture_is_opened_on_the_draw_page(evaluate):
    evaluate.part("Misread")
    evaluate.gallery.get_by_role("option").first.click()
    cells = evaluate.page.locator(".dr-ink td")
    expect(cells).to_have_count(64)
    counts = cells.all_inner_texts()
    evaluate.page.get_by_role("button", name="Open on the Draw page").click()
    grid = evaluate.page.get_by_role("gridcell")
    expect(grid).to_have_text(["" if text == "0" else text for text in counts])


def test_the_report_opens_without_the_app(evaluate, browser, tmp_path):
    evaluate.part("Download")
    with evaluate.page.expect_download() as caught:
        evaluate.page.get_by_role("button", name="One-page report").click()
    path = tmp_path / "report.html"
    caught.value.save_as(path)
    context = browser.new_context(offline=True, java_script_enabled=False)
    report = context.new_page()
    report.goto(path.as_uri())
    expect(report.get_by_role("heading", name="Decision tree")).to_be_visible()
    pictures = report.locator(".pictures img")
    expect(pictures).to_have_count(100)
    assert pictures.first.evaluate("picture => picture.naturalWidth") == 8
    context.close()


def test_a_figure_is_saved_as_svg(evaluate):
    evaluate.part("Download")
    evaluate.page.get_by_role("radio", name="SVG").click()
    evaluate.part("How sure")
    chart = evaluate.page.locator(".st-key-reliability")
    expect(chart.locator(".main-svg").first).to_be_visible()
    with evaluate.page.expect_download() as caught:
        chart.locator("[data-title^=Download]").click()
    assert caught.value.suggested_filename == "digitrec-reliability.svg"


@pytest.mark.parametrize(
    ("scheme", "colour"), [("light", "rgb(27, 36, 48)"), ("dark", "rgb(232, 237, 243)")]
)
def test_the_numbers_can_be_read_in_light_and_dark(visit, scheme, colour):
    evaluate = EvaluatePage(visit(color_scheme=scheme)).open()
    number = evaluate.page.locator(".st-key-matrix .textpoint text").first
    expect(number).to_have_css("fill", colour)


@pytest.fixture
def phone(visit):
    return EvaluatePage(visit(**PHONE)).open()


def test_a_swipe_that_begins_on_a_chart_scrolls_the_page(phone):
    x, y = phone.cell_centre(5, 5)
    drag_finger(phone.page, [(x, y - up) for up in range(0, 220, 20)])
    phone.wait_until_still(phone.page.locator(".st-key-matrix"))
    assert phone.cell_centre(5, 5)[1] < y - 100


def test_ten_rows_of_the_matrix_are_in_sight(evaluate):
    rows = evaluate.page.locator(".st-key-matrix .yaxislayer-above text")
    for width, height in ((1280, 720), (1024, 768)):
        turn_to(evaluate.page, width, height)
        evaluate.wait_until_still(evaluate.page.locator(".st-key-matrix"))
        expect(rows).to_have_count(10)
        for row in rows.all():
            expect(row).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_matrix_leaves_room_for_a_thumb_and_no_part_is_wider(visit):
    page = visit(**touch_screen(320, 568))
    evaluate = EvaluatePage(page).open()
    chart = page.locator(".st-key-matrix")
    for width, height in ((320, 568), (360, 640), (640, 360), (390, 844)):
        turn_to(page, width, height)
        evaluate.wait_until_still(chart)
        assert 10 * 24 <= chart.bounding_box()["height"] <= 0.8 * height + 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for part in ("Misread", "Each digit", "How sure"):
        evaluate.part(part)
        expect(page.get_by_role("tab", name=part)).to_have_attribute("aria-selected", "true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_pictures_of_a_tapped_cell_come_into_view_and_then_the_numbers_of_one(phone):
    phone.page.touchscreen.tap(*phone.cell_centre(3, 9))
    expect(phone.page.get_by_text(re.compile("pictures of 3 read as 9"))).to_be_in_viewport()
    picture = phone.gallery.get_by_role("option").first
    expect(picture).to_be_in_viewport()
    picture.tap()
    expect(phone.page.locator(".dr-ink td").first).to_be_in_viewport()


def test_a_chart_can_be_read_as_a_table(evaluate):
    table = evaluate.page.get_by_role("region", name="The numbers of the chart").get_by_role(
        "table"
    )
    expect(table).to_have_count(0)
    evaluate.page.get_by_text("As a table", exact=True).click()
    row = table.get_by_role("row").filter(has=evaluate.page.get_by_role("rowheader", name="3"))
    n_cell = held_out_answers("decision-tree", "shuffled", model="").in_cell(3, 9).size
    expect(row.get_by_role("cell").nth(9)).to_have_text(str(n_cell))
    expect(table.get_by_role("columnheader", name="read as 9")).to_be_visible()
