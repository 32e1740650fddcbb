"""The first screen: all in sight on any device, a ghost that invites, a frame around the pages."""

import itertools

import pytest
from playwright.sync_api import expect

from tests.e2e.devices import drag_finger, touch_screen
from tests.e2e.draw_page import DrawPage, turn_to

PHONES = [(320, 568), (360, 640), (390, 844), (640, 360), (568, 320)]
WIDE = [(1024, 768), (1280, 720), (1920, 1080)]
MARGIN_PX = 24  # for a thumb, beside the canvas
TOOLS = ("Pen width", "Undo", "Redo", "Eraser", "Clear")
CHOICE = ("Pen", "Cells", "Photo", "Number")
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"
EXAMPLE = "For example: "


def phone_of(visit, size):
    return DrawPage(visit(**touch_screen(*size))).open()


def expect_in_sight(page, *parts):
    """Expect each to be whole in the window, without scrolling."""
    window = page.viewport_size
    for part in parts:
        box = part.bounding_box()
        assert box["x"] >= 0, part
        assert box["y"] >= 0, part
        assert box["x"] + box["width"] <= window["width"] + 0.5, part
        assert box["y"] + box["height"] <= window["height"] + 0.5, part
    assert page.evaluate("document.documentElement.scrollWidth") <= window["width"]


def answer_parts(draw_page):
    bars = [draw_page.page.get_by_test_id(f"bar-{digit}") for digit in range(10)]
    return [draw_page.digit, draw_page.headline, *bars]


def test_on_a_phone_all_that_one_draws_with_and_sees_move_is_on_one_screen(visit, drawn_digits):
    draw_page = phone_of(visit, PHONES[0])
    draw_page.draw_all(drawn_digits[4])
    draw_page.expect_digit(4)
    for size in PHONES:
        turn_to(draw_page.page, *size)
        expect_on_one_screen(draw_page, size)


def expect_on_one_screen(draw_page, size):
    page = draw_page.page
    choice = [page.get_by_role("radio", name=name, exact=True) for name in CHOICE]
    names = TOOLS if size[0] > 350 else TOOLS[1:]  # on the narrowest there is one pen
    buttons = [page.get_by_role("button", name=name) for name in names]
    tools = [*choice, *buttons]
    canvas = draw_page.canvas
    expect_in_sight(page, canvas, *answer_parts(draw_page), *tools)
    boxes = [tool.bounding_box() for tool in tools]
    for row in (choice, buttons) if size[1] > size[0] else (tools,):
        assert len({tool.bounding_box()["y"] for tool in row}) == 1
    assert min(min(box["width"], box["height"]) for box in boxes) >= 43.5
    box, (width, height) = canvas.bounding_box(), size
    assert width - box["x"] - box["width"] >= MARGIN_PX - 0.5
    if height > width:
        assert box["x"] >= MARGIN_PX - 0.5


def test_words_under_the_digit_are_never_cut_off(visit):
    """Also the longest of them, on the narrowest phone."""
    draw_page = phone_of(visit, (320, 568))
    for i in range(6):
        draw_page.draw([(40 + 45 * i, 60), (40 + 45 * i, 260)])
    expect(draw_page.reason).to_contain_text("6 strokes")
    expect_in_sight(draw_page.page, draw_page.reason)
    reason, canvas = draw_page.reason.bounding_box(), draw_page.canvas.bounding_box()
    assert reason["y"] + reason["height"] <= canvas["y"]


def test_on_a_wide_screen_canvas_answer_reader_and_five_pictures_are_in_sight(page, drawn_digits):
    draw_page = DrawPage(page).open()

    def places(size):
        turn_to(page, *size)
        return [part.bounding_box() for part in (draw_page.canvas, draw_page.reader)]

    blank = [places(size) for size in WIDE]
    draw_page.draw_all(drawn_digits[4])
    draw_page.expect_digit(4)
    for size, before in zip(WIDE, blank, strict=True):
        assert places(size) == before
        expect_wide_screen(draw_page, size)


def expect_wide_screen(draw_page, size):
    page = draw_page.page
    pictures = page.locator(".dr-step").all()
    assert len(pictures) == 5
    expect_in_sight(page, draw_page.canvas, *answer_parts(draw_page), draw_page.reader, *pictures)
    assert draw_page.canvas.bounding_box()["width"] >= min(600, 0.69 * size[1])
    for one, next_one in itertools.pairwise(pictures):
        name = one.locator(".dr-step-name")
        end = name.evaluate(
            """(name) => {
                const range = document.createRange();
                range.selectNodeContents(name);
                return range.getBoundingClientRect().right;
            }"""
        )
        assert end < next_one.bounding_box()["x"]  # the words do not run into each other


def test_beside_the_canvas_a_swipe_scrolls_the_page(visit):
    draw_page = phone_of(visit, (360, 640))
    page, box = draw_page.page, draw_page.canvas.bounding_box()
    for x, does_scroll in ((box["x"] + box["width"] / 2, False), (box["x"] / 2, True)):
        drag_finger(page, [(x, box["y"] + 240 - up) for up in range(0, 220, 20)])
        if does_scroll:
            page.wait_for_function(f"{SCROLLED} > 100")
        else:
            expect(page.locator(".dr-hint")).not_to_be_visible()  # it was a stroke
            assert page.evaluate(SCROLLED) == 0


# ------------------------------------------------------------ the first second


def path_of_ghost(page):
    return page.locator(".dr-ghost path").get_attribute("d") or ""


def test_a_ghost_draws_itself_and_is_read_as_an_example(page):
    draw_page = DrawPage(page).open()
    expect(draw_page.headline).to_contain_text(EXAMPLE)
    expect(draw_page.digit).to_have_text("3")
    expect(draw_page.reason).to_have_text("I guess while you draw.")
    expect(page.locator(".dr-bar-percent").first).not_to_be_empty()
    assert EXAMPLE not in (draw_page.announcement.text_content() or "")
    expect(page.get_by_text("Draw a digit from 0 to 9", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Three things to try")).to_be_visible()
    # It is no part of the drawing, and the server does not hear of it.
    assert draw_page.strokes() == []
    assert draw_page.n_ink_pixels() == 0
    assert page.get_by_test_id("reading").get_attribute("data-revision") == "0"
    assert path_of_ghost(page).startswith("M")


@pytest.mark.parametrize("by", ["pen", "key", "cells"])
def test_the_ghost_gives_way_at_once(page, by, drawn_digits):
    draw_page = DrawPage(page).open()
    expect(draw_page.headline).to_contain_text(EXAMPLE)
    if by == "pen":
        x, y = draw_page.places([(160, 160)])[0]
        page.mouse.move(x, y)
        page.mouse.down()
    elif by == "key":
        page.keyboard.press("Shift")
    else:
        draw_page.choose("Cells")
    expect(draw_page.headline).not_to_contain_text(EXAMPLE)
    if by != "cells":
        assert path_of_ghost(page) == ""
    page.mouse.up()
    if by == "pen":
        draw_page.click("Clear")
        draw_page.expect_blank()
        assert path_of_ghost(page) == ""


def test_for_those_who_prefer_less_motion_the_ghost_stands_still(visit):
    page = visit(reduced_motion="reduce")
    page.add_init_script(
        """globalThis.shapes = new Set();
        const { setAttribute } = SVGPathElement.prototype;
        SVGPathElement.prototype.setAttribute = function (name, value) {
            if (name === "d") shapes.add(value);
            return setAttribute.call(this, name, value);
        };"""
    )
    draw_page = DrawPage(page).open()
    expect(draw_page.headline).to_contain_text(EXAMPLE)
    assert page.evaluate("shapes.size") == 1


def test_a_drawing_of_before_leaves_no_ghost(visit, drawn_digits):
    draw_page = DrawPage(visit()).open()
    draw_page.draw_all(drawn_digits[7])
    draw_page.expect_digit(7)
    draw_page.page.reload()
    draw_page.expect_digit(7)
    assert path_of_ghost(draw_page.page) == ""


@pytest.mark.parametrize("has_form", [True, False], ids=["browser", "server"])
def test_before_there_is_ink_nobody_is_not_sure(visit, has_form):
    page = visit()
    page.add_init_script(
        """globalThis.said = new Set();
        new MutationObserver(() => {
            for (const id of ["headline", "reason", "digit"]) {
                said.add(document.getElementById(id)?.textContent ?? "");
            }
        }).observe(document, { childList: true, subtree: true, characterData: true });"""
    )
    if not has_form:
        page.add_init_script(
            """const get = globalThis.fetch;
            globalThis.fetch = (url, ...rest) => String(url).includes(".form")
                ? Promise.reject(new TypeError("no line")) : get(url, ...rest);"""
        )
    page.goto("/")
    expect(page.get_by_test_id("headline")).to_contain_text(EXAMPLE if has_form else "I guess")
    if not has_form:
        expect(page.get_by_test_id("live-note")).not_to_be_empty()
    said = " ".join(page.evaluate("[...said]"))
    assert ("For example" if has_form else "I guess") in said
    assert "Not sure" not in said
    assert "?" not in said


def test_cells_show_one_picture_and_a_hint_for_what_one_holds(visit):
    draw_page = phone_of(visit, (390, 844))
    draw_page.choose("Cells")
    draw_page.cells.nth(20).tap()
    expect(draw_page.page.locator(".dr-step")).to_have_count(1)
    expect(draw_page.page.get_by_text("Tap a cell")).to_be_visible()
    expect(draw_page.page.get_by_text("Keys:")).not_to_be_visible()


def test_cells_name_the_keys_where_there_are_keys(page):
    draw_page = DrawPage(page).open()
    draw_page.choose("Cells")
    expect(page.get_by_text("Keys:")).to_be_visible()
    expect(page.get_by_text("Tap a cell")).not_to_be_visible()


def test_in_forced_colours_bars_and_canvas_have_an_edge(visit, drawn_digits):
    draw_page = DrawPage(visit(forced_colors="active")).open()
    draw_page.draw_all(drawn_digits[4])
    draw_page.expect_digit(4)
    page = draw_page.page
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for name, has_edge in (("Pen", True), ("Cells", False)):
        outline = page.get_by_role("radio", name=name).evaluate(
            "each => getComputedStyle(each).outlineStyle"
        )
        assert (outline == "solid") is has_edge
    fills = page.locator(".dr-bar-fill")
    for fill in fills.all():
        assert fill.evaluate("each => getComputedStyle(each).backgroundColor") != background
    assert (
        page.locator(".dr-bar-track").first.evaluate(
            "each => getComputedStyle(each).borderTopWidth"
        )
        == "1px"
    )
    assert (
        page.locator(".st-key-canvas").evaluate("each => getComputedStyle(each).outlineStyle")
        == "solid"
    )


def test_in_forced_colours_the_main_button_has_words_and_a_slider_is_seen(visit):
    page = visit(forced_colors="active")
    page.goto("/train")
    button = page.get_by_role("button", name="Train it")
    expect(button).to_be_enabled()
    background = button.evaluate("each => getComputedStyle(each).backgroundColor")
    expect(button.locator("p")).not_to_have_css("color", background)
    slider = page.get_by_test_id("stSlider").get_by_role("group").first
    expect(slider).to_have_css("forced-color-adjust", "none")


# ------------------------------------------------------------ the frame


def test_each_page_has_a_title_of_its_own(page):
    DrawPage(page).open()
    for name in ("Draw", "Explore", "Train", "Evaluate", "Class", "How it works"):
        page.get_by_role("link", name=name).click()
        expect(page).to_have_title(f"{name} · digitrec")


def test_buttons_side_by_side_are_large_enough_for_a_thumb(visit):
    page = visit(**touch_screen(*PHONES[0]))
    page.goto("/explore")
    for size in PHONES[:2]:
        turn_to(page, *size)
        for role, name in (("radio", "Oddest first"), ("button", "7")):
            part = page.get_by_role(role, name=name, exact=True)
            expect(part).to_be_visible()
            box = part.bounding_box()
            assert min(box["width"], box["height"]) >= 43.5


# Where the number ends and the toast begins, in each frame in which both are there.
NUMBER_AND_TOAST = """
() => {
    globalThis.ends = [];
    globalThis.begins = [];
    const box = (selector) => document.querySelector(selector)?.getBoundingClientRect();
    (function look() {
        const number = box(".dr-accuracy"), toast = box("[data-testid=stToast]");
        if (number && toast) {
            ends.push(number.bottom);
            begins.push(toast.top);
        }
        requestAnimationFrame(look);
    })();
}
"""


def test_on_a_phone_what_is_said_for_a_moment_does_not_cover_the_number(visit):
    page = visit(**touch_screen(360, 640))
    page.goto("/train?model=random-forest&seed=77")  # which takes time
    page.evaluate(NUMBER_AND_TOAST)
    page.get_by_role("button", name="Train it").click()
    # The first run waits for its process to start.
    page.wait_for_function("globalThis.ends?.length > 20", timeout=120_000)
    assert page.evaluate("ends.at(-1)") <= page.evaluate("begins.at(-1)")


def test_an_unknown_address_is_told_with_the_names_of_the_pages(browser, browser_context_args):
    context = browser.new_context(**browser_context_args)  # Streamlit writes into its console
    page = context.new_page()
    page.goto("/nowhere-*at*-all")
    said = page.get_by_role("alert")
    expect(said).to_contain_text("There is no page nowhere-*at*-all here")
    for name in ("Draw", "Explore", "Train", "Evaluate", "Class", "How it works"):
        expect(said).to_contain_text(name)
    expect(page.get_by_test_id("stDialog")).to_have_count(0)
    page.get_by_role("link", name="Explore").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Explore the data")
    expect(said).to_have_count(0)
    context.close()


def test_the_focus_in_the_menu_is_told_apart_from_the_current_page(page):
    DrawPage(page).open()
    link = page.get_by_role("link", name="My digits")
    page.get_by_role("link", name="Draw").focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_have_css("outline-style", "solid")
    expect(page.get_by_role("link", name="Draw")).not_to_have_css("outline-style", "solid")


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080)])
def test_the_projector_view_is_larger_and_shows_only_the_essential(visit, size, drawn_digits):
    width, height = size
    draw_page = DrawPage(visit(viewport={"width": width, "height": height})).open()
    page = draw_page.page
    draw_page.draw_all(drawn_digits[4])
    draw_page.expect_digit(4)
    shown = (draw_page.digit, draw_page.page.get_by_test_id("bar-4"))
    before = [
        part.evaluate("each => parseFloat(getComputedStyle(each).fontSize)") for part in shown
    ]
    draw_page.click("Projector view")
    page.wait_for_url("**view=projector")
    leave = page.get_by_role("button", name="Leave projector view")
    expect(leave).to_be_visible()
    draw_page.expect_digit(4)
    after = [part.evaluate("each => parseFloat(getComputedStyle(each).fontSize)") for part in shown]
    assert sum(after) > sum(before)
    expect_in_sight(page, draw_page.canvas, *answer_parts(draw_page), draw_page.reader, leave)
    expect_in_sight(page, *page.locator(".dr-step").all())
    for gone in ("Why this answer", "Forget everything"):
        expect(page.get_by_text(gone)).not_to_be_visible()
    expect(page.get_by_role("link", name="Explore")).to_have_count(0)
    leave.click()
    expect(page.get_by_role("link", name="Explore")).to_be_visible()
    draw_page.expect_digit(4)
