"""What axe-core, an engine of accessibility checks, finds on every page and in every unfolded part.

It checks what a program can check of WCAG 2.2 AA, and good practice beside that. How all text
stands out is measured beside it, since axe leaves out what it is not sure of.
"""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from digitrec.ui.train.analyses import ANALYSES
from tests.e2e.class_room import Pupil, Teacher
from tests.e2e.contrast import weak_texts
from tests.e2e.devices import PHONE
from tests.e2e.draw_page import BEGIN_ANEW, DrawPage, expect_settled, force_colours, turn_to
from tests.e2e.test_lesson import TrainPage
from tests.e2e.test_my_digits import MyDigits, keep
from tests.e2e.test_number import FIVE, NumberPage, number_of
from tests.e2e.test_photo import row_of_digits

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
LOOKS = {
    "light and forced colours": {"color_scheme": "light"},
    "dark, on a phone": {"color_scheme": "dark"} | PHONE,
}
PAGES = ("", "my_digits", "explore", "train", "evaluate", "class_room", "about")
# In markup of Streamlit's that the app cannot change, by rule: what makes no difference to anybody.
ACCEPTED: dict[str, tuple[str, ...]] = {
    # A menu lies beside all landmarks of the page while it is open, and has the focus.
    "region": ("[data-rac]", "[data-rac] *"),
}
FIND = """
async () => {
    const rules = { "label-content-name-mismatch": { enabled: true } }; // off by itself
    const { violations } = await axe.run(document, { resultTypes: ["violations"], rules });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, target }) => [
        id, target.flat().join(" "), html.slice(0, 300),
    ]));
}
"""
IS_ACCEPTED = """
([target, selectors]) => selectors.some((each) => document.querySelector(target)?.matches(each))
"""


class Checked:
    """A page that is checked in one state after the other."""

    def __init__(self, page, address, *, forces_colours=False):
        self.page = page
        self.found = []
        self.forces_colours = forces_colours
        page.goto(f"/{address}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect_settled(page)
        page.evaluate(AXE)

    def check(self, where, *, measures_texts=True):
        """Collect what is wrong now.

        Texts are not measured where some lie on a picture, which is no element's background, or are
        pale on purpose, as the example is that nobody has drawn.
        """
        if measures_texts:
            self.found += [
                f"{where}: {text['text']!r} has a contrast of {text['ratio']}"
                for text in weak_texts(self.page, of_at_least=5)
            ]
        self._ask_axe(where)
        if self.forces_colours:
            force_colours(self.page, "active")
            self._ask_axe(f"{where}, in forced colours")
            force_colours(self.page, "none")

    def _ask_axe(self, where):
        expect_settled(self.page)
        for rule, target, html in self.page.evaluate(FIND):
            accepted = ACCEPTED.get(rule, ())
            if not accepted or not self.page.evaluate(IS_ACCEPTED, [target, accepted]):
                self.found.append(f"{where}: {rule} at {target}: {html}")

    def unfold(self):
        """Open all folds, and those in them."""
        folded = self.page.locator("details:not([open]) > summary:visible")
        for _ in range(20):
            if not folded.count():
                return
            folded.first.click()
            expect_settled(self.page)

    def check_menus(self):
        """Check each menu and popover while it is open."""
        # Boxes to choose from have a button, too, which no keyboard reaches.
        for button in self.page.locator("button[aria-haspopup]:not([tabindex='-1']):enabled").all():
            button.click()
            self.check(f"open: {button.inner_text()}")
            self.page.keyboard.press("Escape")

    def expect_nothing_found(self):
        """Fail with all that was found."""
        assert "\n".join(dict.fromkeys(self.found)) == ""


@pytest.fixture(params=LOOKS)
def opened(visit, request):
    """Open an address in each look."""
    forces_colours = "forced" in request.param

    def open_address(address, **options):
        page = visit(**(LOOKS[request.param] | options))
        return Checked(page, address, forces_colours=forces_colours)

    return open_address


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(opened, address, drawn_digits):
    checked = opened(address)
    page = checked.page
    checked.check("as it opens", measures_texts=address != "")
    if address == "":
        draw_page = DrawPage(page)
        draw_page.draw_all(drawn_digits[2])
        draw_page.expect_digit(2)
    elif address == "explore":
        page.locator(".dr-gallery-item").nth(7).click()
        expect(page.locator(".dr-ink td")).to_have_count(64)
    checked.unfold()
    checked.check("unfolded")
    checked.check_menus()
    tabs = page.get_by_role("tab")
    for i in range(1, tabs.count()):
        name = tabs.nth(i).inner_text()
        tabs.nth(i).click()
        expect(tabs.nth(i)).to_have_attribute("aria-selected", "true")
        checked.unfold()
        checked.check(name)
    checked.expect_nothing_found()


# The closer looks that are computed at once, and what they show.
WITHOUT_BUTTON = {"claim": "Claimed accuracy", "code": "Python (.py)"}


def test_axe_finds_nothing_in_any_closer_look_at_a_run(opened):
    checked = opened("my_digits")
    page = checked.page
    keep(page, *[(i % 10, i % 10, 0.9) for i in range(40)])
    page.goto("/train?model=decision-tree")
    page.evaluate(AXE)
    train_page = TrainPage(page)
    train_page.unfold().choose("Data set", "Digits and mine")
    train_page.button.click()
    toast = page.get_by_test_id("stToast")  # Streamlit gives it no name: it is to be gone
    expect(toast).to_be_visible(timeout=120_000)  # the first waits for its process to start
    expect(page.get_by_role("button", name="Rename, save, delete")).to_be_visible()
    expect(page.locator(".xtick").first).to_be_visible()
    expect(toast).to_have_count(0)
    checked.unfold()
    checked.check("a run")
    analysis = page.locator(".st-key-analysis")
    for key, each in ANALYSES.items():
        page.get_by_role("radio", name=each.title, exact=True).click()
        if key not in WITHOUT_BUTTON:
            analysis.locator("[class*=st-key-begin-] button").click()
        seen_at_last = WITHOUT_BUTTON.get(key, "As a table")
        expect(analysis.get_by_text(seen_at_last).first).to_be_visible()
        checked.unfold()
        checked.check(each.title)
    checked.expect_nothing_found()


def test_axe_finds_nothing_in_the_test_of_ten_digits_and_among_kept_ones(opened, drawn_digits):
    checked = opened("my_digits")
    page = checked.page
    my_digits = MyDigits(page, drawn_digits)
    my_digits.click("Begin")
    checked.check("a digit is asked for", measures_texts=False)
    my_digits.finish(wrong={3: 8})
    expect(page.locator(".dr-test-drawing")).to_have_count(10)
    checked.check("the report card", measures_texts=False)
    my_digits.click("Keep all 10")
    page.get_by_role("tab", name="My digits").click()
    my_digits.items.first.click()
    checked.check("a kept drawing", measures_texts=False)
    checked.expect_nothing_found()


def test_axe_finds_nothing_where_a_number_is_written(opened, drawn_digits):
    checked = opened("?tool=number&kind=zip")
    checked.check("blank", measures_texts=False)
    number_page = NumberPage(checked.page)
    number_page.draw_all(number_of(drawn_digits, FIVE))
    number_page.expect_number("40723")
    checked.check("a ZIP code", measures_texts=False)
    number_page.choose("Amount", group="What is written")
    checked.page.get_by_text("More than one digit").click()
    checked.check("an amount, unfolded", measures_texts=False)
    checked.expect_nothing_found()


def test_axe_finds_nothing_where_a_photograph_is_taken(opened, drawn_digits):
    checked = opened("?tool=photo")
    checked.check("a file", measures_texts=False)
    page = checked.page
    page.get_by_role("radio", name="The camera").click()
    checked.check("the camera", measures_texts=False)
    page.get_by_role("radio", name="A file").click()
    sheet = row_of_digits(drawn_digits, [4, 7, 1])
    page.locator("input[type=file]").set_input_files(
        {"name": "number.jpg", "mimeType": "image/jpeg", "buffer": sheet}
    )
    boxes = page.locator(".dr-photo-box")
    expect(boxes).to_have_count(3)
    checked.check("a number with boxes", measures_texts=False)
    boxes.nth(1).click()
    expect(boxes.nth(1)).to_have_attribute("aria-pressed", "true")
    checked.check("a box that is chosen", measures_texts=False)
    checked.expect_nothing_found()


def test_axe_finds_nothing_in_a_class(opened, drawn_digits):
    checked = opened("")
    teacher = Teacher(checked.page).open()
    checked.page.evaluate(AXE)
    checked.check("a room that was just opened", measures_texts=False)
    checked.check_menus()
    pupil_checked = opened(f"class_room?room={teacher.code}", **PHONE)
    pupil = Pupil(pupil_checked.page)
    teacher.send("Free")
    expect(pupil.request).to_contain_text("Draw any digit")
    pupil_checked.check("a pupil's canvas", measures_texts=False)
    pupil.draw(drawn_digits[4])
    pupil.choose(9)
    expect(teacher.tiles).to_have_count(1)
    checked.check("a board with a drawing", measures_texts=False)
    checked.expect_nothing_found()
    pupil_checked.expect_nothing_found()


@pytest.mark.parametrize("address", PAGES)
def test_the_projector_view_and_twice_the_size_of_text_and_narrow_windows(visit, address):
    checked = Checked(visit(viewport={"width": 1280, "height": 720}), f"{address}?view=projector")
    checked.check("in the projector view", measures_texts=address != "")
    checked.expect_nothing_found()
    page = checked.page
    page.get_by_role("button", name="Leave projector view").click()
    expect(page.get_by_role("button", name="Projector view", exact=True)).to_be_visible()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.evaluate(BEGIN_ANEW)
    expect_settled(page)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0
    page.evaluate("document.documentElement.style.fontSize = ''")
    for width in (1024, 768, 390, 320):
        turn_to(page, width, 720)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_focus_is_never_behind_the_header(visit):
    page = visit(viewport={"width": 1024, "height": 400})
    Checked(page, "train")
    page.get_by_role("button", name="Forget everything").focus()
    header = page.get_by_test_id("stHeader").bounding_box()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        focused = page.evaluate("document.activeElement.getBoundingClientRect().top")
        inside = page.evaluate("!!document.activeElement.closest('[data-testid=stMain] *')")
        assert inside
        assert focused >= header["y"] + header["height"] - 1
