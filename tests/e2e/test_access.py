"""What axe-core, an engine of accessibility checks, finds on every page and in every unfolded part.

It checks what a program can check of WCAG 2.2 AA, and good practice beside that.
"""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from digitrec.ui.train.analyses import ANALYSES
from tests.e2e.class_room import Pupil, Teacher
from tests.e2e.devices import PHONE, touch_screen
from tests.e2e.draw_page import expect_settled
from tests.e2e.test_number import FIVE, NumberPage, number_of
from tests.e2e.test_photo import row_of_digits

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark, on a phone": {"color_scheme": "dark"} | PHONE,
    "forced colours": {"forced_colors": "active"},
}
PAGES = ("", "my_digits", "explore", "train", "evaluate", "class", "about")
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

    def __init__(self, page, address):
        self.page = page
        self.found = []
        page.goto(f"/{address}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect_settled(page)
        page.evaluate(AXE)

    def check(self, where):
        """Collect what axe finds now."""
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


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(visit, look, address):
    page = visit(**LOOKS[look])
    checked = Checked(page, address)
    checked.check("as it opens")
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
    assert "\n".join(dict.fromkeys(checked.found)) == ""


# The closer looks that are computed at once, and what they show.
WITHOUT_BUTTON = {"claim": "Claimed accuracy", "code": "Python (.py)"}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_any_closer_look_at_a_run(visit, look):
    page = visit(**LOOKS[look])
    checked = Checked(page, "train?model=decision-tree")
    page.get_by_role("button", name="Train it").click()
    expect(page.get_by_role("button", name="Rename, save, delete")).to_be_visible()
    analysis = page.locator(".st-key-analysis")
    for key, each in ANALYSES.items():
        page.get_by_role("radio", name=each.title, exact=True).click()
        if key not in WITHOUT_BUTTON:
            analysis.locator("[class*=st-key-begin-] button").click()
        seen_at_last = WITHOUT_BUTTON.get(key, "As a table")
        expect(analysis.get_by_text(seen_at_last).first).to_be_visible()
        checked.unfold()
        checked.check(each.title)
    assert "\n".join(dict.fromkeys(checked.found)) == ""


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_in_the_projector_view(visit, address):
    checked = Checked(visit(viewport={"width": 1280, "height": 720}), f"{address}?view=projector")
    checked.check("as it opens")
    assert "\n".join(dict.fromkeys(checked.found)) == ""


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_where_a_number_is_written(visit, look, drawn_digits):
    checked = Checked(visit(**LOOKS[look]), "?tool=number&kind=zip")
    checked.check("blank")
    number_page = NumberPage(checked.page)
    number_page.draw_all(number_of(drawn_digits, FIVE))
    number_page.expect_number("40723")
    checked.check("a ZIP code")
    number_page.choose("Amount", group="What is written")
    checked.page.get_by_text("More than one digit").click()
    checked.check("an amount, unfolded")
    assert "\n".join(dict.fromkeys(checked.found)) == ""


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_where_a_photograph_is_taken(visit, look, drawn_digits):
    checked = Checked(visit(**LOOKS[look]), "?tool=photo")
    checked.check("a file")
    page = checked.page
    page.get_by_role("radio", name="The camera").click()
    checked.check("the camera")
    page.get_by_role("radio", name="A file").click()
    sheet = row_of_digits(drawn_digits, [4, 7, 1])
    page.locator("input[type=file]").set_input_files(
        {"name": "number.jpg", "mimeType": "image/jpeg", "buffer": sheet}
    )
    boxes = page.locator(".dr-photo-box")
    expect(boxes).to_have_count(3)
    checked.check("a number with boxes")
    boxes.nth(1).click()
    expect(boxes.nth(1)).to_have_attribute("aria-pressed", "true")
    checked.check("a box that is chosen")
    assert "\n".join(dict.fromkeys(checked.found)) == ""


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_a_class(visit, look, drawn_digits):
    checked = Checked(visit(**LOOKS[look]), "")
    teacher = Teacher(checked.page).open()
    checked.page.evaluate(AXE)
    checked.check("a room that was just opened")
    checked.check_menus()
    pupil_checked = Checked(visit(**(LOOKS[look] | PHONE)), f"class?room={teacher.code}")
    pupil = Pupil(pupil_checked.page)
    teacher.send("Free")
    expect(pupil.request).to_contain_text("Draw any digit")
    pupil_checked.check("a pupil's canvas")
    pupil.draw(drawn_digits[4])
    pupil.choose(9)
    expect(teacher.tiles).to_have_count(1)
    checked.check("a board with a drawing")
    assert "\n".join(dict.fromkeys([*checked.found, *pupil_checked.found])) == ""


ADDRESSES = pytest.mark.parametrize("address", PAGES)


@ADDRESSES
def test_nothing_is_wider_than_320_pixels(visit, address):
    page = visit(**touch_screen(320, 568))
    Checked(page, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@ADDRESSES
def test_text_of_twice_the_size_is_not_wider_than_the_page(visit, address):
    page = visit(viewport={"width": 1280, "height": 720})
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
            document.documentElement.style.fontSize = "200%";
        });"""
    )
    Checked(page, address)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0


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
