"""One pen: what mouse, fingers, hands and pens do on the canvas, and what undoes it."""

import numpy as np
import pytest
from playwright.sync_api import expect

from digitrec import load_model
from tests.e2e.devices import PHONE
from tests.e2e.draw_page import SLOW_LINE, DrawPage, densely

PALM = 9  # an identifier of its own
REST_MS = 700  # longer than a tap


class Fingers:
    """Touches on a page, several at once, as the DevTools protocol makes them."""

    def __init__(self, draw_page):
        self.draw_page = draw_page
        self.session = draw_page.page.context.new_cdp_session(draw_page.page)
        self.down = {}

    def _send(self, kind, touches):
        points = [{"x": x, "y": y, "id": i} for i, (x, y) in touches.items()]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def press(self, i, place):
        """Let a finger touch the page."""
        self.down[i] = place
        self._send("touchStart", self.down)

    def move(self, i, place):
        """Move it."""
        self.down[i] = place
        self._send("touchMove", self.down)

    def lift(self, i):
        """Lift it; the protocol wants to know which touches end."""
        self._send("touchEnd", {i: self.down.pop(i)})

    def cancel(self):
        """Let the system take all touches, as for a call."""
        self.down = {}
        self._send("touchCancel", {})

    def draw(self, stroke, i=0, meanwhile=lambda: None):
        """Draw one stroke of canvas pixels; something else may happen in the middle of it."""
        places = self.draw_page.places(densely(stroke))
        self.press(i, places[0])
        for n, place in enumerate(places[1:]):
            if n == len(places) // 2:
                meanwhile()
            self.move(i, place)
        self.lift(i)


@pytest.fixture
def phone(visit):
    draw_page = DrawPage(visit(**PHONE)).open()
    draw_page.canvas.scroll_into_view_if_needed()
    return draw_page


@pytest.fixture
def fingers(phone):
    return Fingers(phone)


def expect_all_agree(draw_page, strokes, digit):
    """Canvas, answer and server have these strokes, and nothing else."""
    draw_page.expect_digit(digit)
    drawn = draw_page.strokes()
    assert len(drawn) == len(strokes)
    for here, there in zip(drawn, strokes, strict=True):
        np.testing.assert_allclose(here[0], there[0], atol=1)
        np.testing.assert_allclose(here[-1], there[-1], atol=1)
    answer = load_model().predict_strokes(drawn)
    assert answer.digit == digit
    draw_page.expect_ink_of(drawn)


def test_a_hand_that_rests_beside_the_canvas_disturbs_nothing(phone, fingers, drawn_digits):
    box = phone.page.get_by_test_id("reading").bounding_box()
    fingers.press(PALM, (box["x"] + 30, box["y"] + 60))
    for stroke in drawn_digits[4]:
        fingers.draw(stroke)
    expect_all_agree(phone, drawn_digits[4], 4)
    fingers.lift(PALM)
    expect_all_agree(phone, drawn_digits[4], 4)


def test_a_hand_that_rests_on_the_canvas_first_disturbs_nothing(phone, fingers, drawn_digits):
    (palm,) = phone.places([(280, 300)])
    fingers.press(PALM, palm)
    for stroke in drawn_digits[4]:
        fingers.draw(stroke)
        fingers.move(PALM, (palm[0] - 12, palm[1] + 3))
    fingers.lift(PALM)
    expect_all_agree(phone, drawn_digits[4], 4)


def test_a_hand_that_lands_in_the_middle_of_a_stroke_disturbs_nothing(phone, fingers, drawn_digits):
    (palm,) = phone.places([(280, 300)])
    first, second = drawn_digits[4]
    fingers.draw(first, meanwhile=lambda: fingers.press(PALM, palm))
    fingers.draw(second, i=1)
    fingers.lift(PALM)
    expect_all_agree(phone, drawn_digits[4], 4)


def test_a_hand_that_rests_between_and_after_the_strokes_inks_nothing(phone, fingers, drawn_digits):
    (palm,) = phone.places([(280, 300)])
    for stroke in drawn_digits[4]:
        fingers.draw(stroke)
        fingers.press(PALM, palm)
        phone.page.wait_for_timeout(REST_MS)
        fingers.lift(PALM)
    expect_all_agree(phone, drawn_digits[4], 4)


def test_a_short_tap_is_a_dot(phone, fingers):
    (place,) = phone.places([(160, 160)])
    fingers.press(0, place)
    fingers.lift(0)
    phone.expect_ink()
    (dot,) = phone.strokes()
    np.testing.assert_allclose(dot, [[160, 160]], atol=1)


def test_a_stroke_that_the_system_cuts_off_stays_whole_everywhere(phone, fingers, drawn_digits):
    (seven,) = drawn_digits[7]
    points = phone.places(densely(seven))
    half = points[: len(points) // 2]
    fingers.press(0, half[0])
    for place in half[1:]:
        fingers.move(0, place)
    fingers.cancel()
    phone.expect_received()
    (stroke,) = phone.strokes()
    phone.expect_ink_of([stroke])
    expect(phone.headline).not_to_have_text("I guess while you draw.")
    phone.click("Clear")
    phone.expect_blank()
    fingers.draw(drawn_digits[2][0])
    expect_all_agree(phone, drawn_digits[2], 2)


def mouse(session, kind, place, buttons, **more):
    button = "left" if buttons == 1 else "none"
    event = {"type": kind, "x": place[0], "y": place[1], "buttons": buttons, "button": button}
    session.send("Input.dispatchMouseEvent", event | {"clickCount": 1, "pointerType": "pen"} | more)


def draw_with_pen(draw_page, stroke):
    session = draw_page.page.context.new_cdp_session(draw_page.page)
    places = draw_page.places(densely(stroke))
    mouse(session, "mouseMoved", places[0], 0)  # it hovers
    mouse(session, "mousePressed", places[0], 1, force=0.4)
    for n, place in enumerate(places):
        mouse(session, "mouseMoved", place, 1, force=0.3 + 0.3 * (n % 2))
    mouse(session, "mouseReleased", places[-1], 1)
    mouse(session, "mouseMoved", (places[-1][0] + 30, places[-1][1] + 30), 0)


def test_a_pen_beats_the_hand_that_came_before_it(phone, fingers, drawn_digits):
    palm = phone.places([(250, 300), (255, 305), (262, 300), (275, 305)])
    fingers.press(PALM, palm[0])
    for place in palm:
        fingers.move(PALM, place)
    draw_with_pen(phone, drawn_digits[7][0])
    fingers.move(PALM, palm[0])
    fingers.lift(PALM)
    fingers.draw([(20, 300), (120, 310)], i=3)  # the hand again, a moment after the pen
    expect_all_agree(phone, drawn_digits[7], 7)


def test_two_quick_strokes_of_a_pen_are_two(phone, drawn_digits):
    for stroke in drawn_digits[4]:
        draw_with_pen(phone, stroke)
    expect_all_agree(phone, drawn_digits[4], 4)


# ------------------------------------------------------------------------- undo, redo, clear, erase


@pytest.fixture
def draw_page(page):
    return DrawPage(page).open()


# The next stroke begins before the server has heard of the button, before the page has heard of
# that, and after it.
DELAY_AND_WAIT_MS = ((0, 0), (0, 50), (100, 0), (100, 150), (100, 250), (300, 50), (300, 500))


@pytest.mark.parametrize("name", ["Clear", "Undo"])
def test_a_stroke_right_after_a_button_is_kept(page, drawn_digits, name):
    page.add_init_script(SLOW_LINE)
    draw_page = DrawPage(page).open()
    for delay_ms, wait_ms in DELAY_AND_WAIT_MS:
        page.evaluate("ms => { globalThis.delay = ms; }", delay_ms)
        draw_page.draw(drawn_digits[1][0])
        draw_page.click(name)
        page.wait_for_timeout(wait_ms)
        draw_page.draw(drawn_digits[7][0])
        expect_all_agree(draw_page, drawn_digits[7], 7)
        draw_page.click("Clear")
        draw_page.expect_blank()


def test_undo_pressed_twice_quickly_undoes_twice_and_redo_brings_both_back(draw_page, drawn_digits):
    draw_page.draw_all(drawn_digits[4])
    draw_page.page.get_by_role("button", name="Undo", exact=True).dblclick(delay=0)
    draw_page.expect_blank()
    draw_page.page.get_by_role("button", name="Redo", exact=True).dblclick(delay=0)
    expect_all_agree(draw_page, drawn_digits[4], 4)


def test_undo_and_clear_act_within_the_same_frame(draw_page, drawn_digits):
    draw_page.draw_all(drawn_digits[4])
    for name in ("Undo", "Clear"):
        before = draw_page.percents()
        after = draw_page.page.evaluate(
            """async (name) => {
                document.querySelector(`.dr-controls [name=${name}]`).click();
                await new Promise(requestAnimationFrame);
                return [...document.querySelectorAll(".dr-bar-percent")].map((n) => n.textContent);
            }""",
            name.lower(),
        )
        assert after != before


def test_clear_can_be_undone(draw_page, drawn_digits):
    draw_page.draw_all(drawn_digits[4])
    draw_page.click("Clear")
    draw_page.expect_blank()
    draw_page.click("Undo")
    expect_all_agree(draw_page, drawn_digits[4], 4)


@pytest.mark.parametrize("modifier", ["Control", "Meta"])
def test_the_usual_keys_undo_and_redo(draw_page, drawn_digits, modifier):
    keyboard = draw_page.page.keyboard
    draw_page.draw_all(drawn_digits[4])
    keyboard.press(f"{modifier}+z")
    keyboard.press(f"{modifier}+z")
    draw_page.expect_blank()
    keyboard.press(f"{modifier}+Shift+z")
    keyboard.press(f"{modifier}+y")
    expect_all_agree(draw_page, drawn_digits[4], 4)


def test_the_eraser_takes_a_whole_stroke_and_undo_brings_it_back(draw_page, drawn_digits):
    first, second = drawn_digits[4]
    draw_page.draw_all(drawn_digits[4])
    eraser = draw_page.page.get_by_role("button", name="Eraser")
    eraser.click()
    expect(eraser).to_have_attribute("aria-pressed", "true")
    draw_page.draw([(150, 250), (220, 250)])
    expect_all_agree(draw_page, [first], load_model().predict_strokes([first]).digit)
    draw_page.click("Undo")
    expect_all_agree(draw_page, [first, second], 4)
    draw_page.draw([(60, 192), (260, 192)])
    draw_page.expect_blank()
    expect(eraser).to_have_attribute("aria-pressed", "false")  # there is nothing left to erase
    draw_page.draw(drawn_digits[7][0])
    expect_all_agree(draw_page, drawn_digits[7], 7)


def test_the_other_end_of_a_pen_erases(draw_page, drawn_digits):
    draw_page.draw_all(drawn_digits[4])
    draw_page.page.add_script_tag(
        content="""
        function rub([x, y]) {
            const host = document.querySelector("[data-testid=stBidiComponentIsolated]");
            const canvas = host.shadowRoot.querySelector("canvas.upper-canvas");
            const box = canvas.getBoundingClientRect();
            for (const name of ["pointerdown", "pointermove", "pointerup"]) {
                canvas.dispatchEvent(new PointerEvent(name, {
                    bubbles: true, composed: true, pointerType: "pen", pointerId: 5,
                    button: name === "pointermove" ? -1 : 5, buttons: name === "pointerup" ? 0 : 32,
                    clientX: box.left + x * box.width / 320, clientY: box.top + y * box.width / 320,
                }));
            }
        }"""
    )
    draw_page.page.evaluate("rub([187, 240])")
    assert len(draw_page.strokes()) == 1
    draw_page.expect_ink_of(draw_page.strokes())


# ----------------------------------------------------------------------------------- the canvas


def test_the_canvas_fits_any_width_and_keeps_the_drawing(visit, drawn_digits):
    page = visit(viewport={"width": 320, "height": 640})
    draw_page = DrawPage(page).open()
    first, second = drawn_digits[4]
    draw_page.draw(first)
    sizes = set()
    for width, height in (
        (320, 640),
        (640, 360),
        (390, 844),
        (844, 390),
        (810, 1080),
        (1280, 1600),
    ):
        page.set_viewport_size({"width": width, "height": height})
        draw_page.canvas.scroll_into_view_if_needed()
        box = draw_page.canvas.bounding_box()
        assert min(280, width - 52, height - 100) <= box["width"] <= 600
        assert box["width"] == pytest.approx(box["height"], abs=1)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        draw_page.expect_ink_of([first])
        sizes.add(round(box["width"]))
    assert len(sizes) >= 4
    draw_page.draw(second)
    expect_all_agree(draw_page, drawn_digits[4], 4)


@pytest.mark.parametrize("ratio", [1, 2])
def test_ink_is_as_sharp_as_the_screen(visit, ratio):
    draw_page = DrawPage(visit(device_scale_factor=ratio)).open()
    n_pixels = draw_page.ink.evaluate("canvas => canvas.width")
    assert n_pixels >= ratio * draw_page.ink.bounding_box()["width"]


def test_all_pictures_of_the_strip_move_with_the_pen(draw_page, drawn_digits):
    page = draw_page.page
    places = draw_page.places(densely(drawn_digits[3][0]))
    seen = [set() for _ in range(5)]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        pictures = page.evaluate(
            "[...document.querySelectorAll('.dr-step-picture')].map((each) => each.toDataURL())"
        )
        for i, picture in enumerate(pictures):
            seen[i].add(picture)
    page.mouse.up()
    assert all(len(each) > 3 for each in seen)


# ------------------------------------------------------------------------------------ the cells


def counts(draw_page):
    return draw_page.page.evaluate("digitrecStore.cells")


@pytest.fixture
def cells(page):
    draw_page = DrawPage(page).open()
    draw_page.choose("Cells")
    expect(draw_page.cells).to_have_count(64)
    return draw_page


def centre(cell):
    box = cell.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_cells_are_painted_by_dragging_and_undone_as_one(cells):
    page = cells.page
    page.mouse.move(*centre(cells.cells.nth(3)))
    page.mouse.down()
    page.mouse.move(*centre(cells.cells.nth(59)), steps=3)
    page.mouse.up()
    painted = [16 if i % 8 == 3 else 0 for i in range(64)]
    assert counts(cells) == painted
    assert page.evaluate("getSelection().toString()") == ""
    cells.expect_digit(1)
    page.mouse.move(*centre(cells.cells.nth(3)))
    page.mouse.down()
    page.mouse.move(*centre(cells.cells.nth(11)), steps=2)
    page.mouse.up()
    assert counts(cells)[:16] == [0] * 16
    cells.click("Undo")
    assert counts(cells) == painted
    cells.click("Undo")
    assert counts(cells) == [0] * 64
    page.keyboard.press("Control+Shift+z")
    assert counts(cells) == painted
    cells.expect_received()
    cells.expect_digit(1)


def test_cells_are_painted_by_a_finger(visit):
    draw_page = DrawPage(visit(**PHONE)).open()
    draw_page.choose("Cells")
    expect(draw_page.cells).to_have_count(64)
    draw_page.cells.first.scroll_into_view_if_needed()
    fingers = Fingers(draw_page)
    (x, top), (_, bottom) = (centre(draw_page.cells.nth(i)) for i in (4, 60))
    fingers.press(0, (x, top))
    for y in np.linspace(top, bottom, 12):
        fingers.move(0, (x, float(y)))
    fingers.lift(0)
    assert counts(draw_page) == [16 if i % 8 == 4 else 0 for i in range(64)]
    draw_page.expect_digit(1)
