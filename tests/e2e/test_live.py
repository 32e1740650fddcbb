"""The reading follows the pen: in the real page, beside the server's answers."""

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from benchmarks.drawings import drawings_on_canvas
from tests.e2e.draw_page import DrawPage, densely

IN_PAGE = Path(__file__).with_name("live_in_page.js").read_text(encoding="utf-8")
# The browser part never gives up waiting, so that no answer here comes only because it did.
PATIENT = """
const usual = setTimeout;
globalThis.setTimeout = (call, ms, ...rest) => usual(ms >= 10000 ? () => {} : call, ms, ...rest);
"""
N_DRAWINGS = 300
N_PAGES = 5


class LivePage(DrawPage):
    """The Draw page while the pen is down."""

    def open(self, address="/"):
        """Go there and wait until the browser can read."""
        self.page.add_init_script(PATIENT)
        super().open(address)
        self.page.wait_for_function("globalThis.digitrecReader")
        expect(self.canvas).to_be_visible()
        self.page.add_script_tag(content=IN_PAGE)
        return self

    def expect_no_jump(self):
        """Wait for the server's answer: it is what the browser answered when the pen was lifted."""
        self.expect_by("server")
        browser, server = (self.page.evaluate(what) for what in ("atPenUp", "answer()"))
        assert (browser.pop("by"), server.pop("by")) == ("browser", "server")
        for answer in browser, server:
            del answer["picture"]  # two encodings of the same pixels; drawAll compares those
        assert browser == server

    def press(self, point):
        """Put the pen down."""
        self._box = self.box()
        self.move([point])
        self.page.mouse.down()

    def move(self, points):
        """Move the pen on."""
        for x, y in points:
            self.page.mouse.move(self._box["x"] + x, self._box["y"] + y)

    def lift(self):
        """Lift the pen."""
        self.page.mouse.up()

    def frame(self):
        """Wait until what has happened is painted."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


@pytest.fixture
def live_page(page):
    return LivePage(page).open()


@pytest.fixture
def sent(page):
    """What the page has sent to the server."""
    messages = []

    def hear(text):  # Playwright takes no method of a built-in type for a listener
        messages.append(text)

    page.on("websocket", lambda socket: socket.on("framesent", hear))
    return messages


def test_the_answer_moves_with_the_pen_and_the_server_hears_nothing(sent, page, drawn_digits):
    live_page = LivePage(page).open()
    (stroke,) = drawn_digits[3]
    points = densely(stroke)
    live_page.press(points[0])
    page.wait_for_timeout(300)  # what the page sends at its start has been sent
    n_sent = len(sent)
    seen = set()
    for i in range(0, len(points), 8):
        live_page.move(points[i : i + 8])
        live_page.frame()
        seen.add((live_page.digit.inner_text(), tuple(live_page.percents())))
    live_page.expect_by("browser")
    assert len(seen) > 3
    assert len(sent) == n_sent
    expect(live_page.digit).to_have_text("3")
    before = live_page.percents()
    live_page.lift()
    live_page.expect_no_jump()
    assert live_page.percents() == before


def test_the_browser_and_the_server_agree_on_every_drawing(visitor):
    """300 drawings through the real page: at pen-up the browser's answer is the server's."""
    drawings = [
        [np.round(stroke, 1).tolist() for stroke in strokes]
        for strokes in drawings_on_canvas(N_DRAWINGS, random_state=4)
    ]
    pages = [visitor.new_page() for _ in range(N_PAGES)]
    for i, page in enumerate(pages):
        LivePage(page).open()
        page.evaluate(
            "(drawings) => { globalThis.pairs = drawAll(drawings); }", drawings[i::N_PAGES]
        )
    pairs = [pair for page in pages for pair in page.evaluate("globalThis.pairs")]
    for page in pages:
        page.close()
    assert len(pairs) == N_DRAWINGS
    assert {(browser.pop("by"), server.pop("by")) for browser, server in pairs} == {
        ("browser", "server")
    }
    assert [pair for pair in pairs if pair[0] != pair[1]] == []
    assert len({browser["digit"] for browser, _ in pairs}) >= 10


@pytest.mark.parametrize("button", ["right", "middle"])
def test_other_buttons_draw_nothing(live_page, button):
    box = live_page.canvas.bounding_box()
    mouse = live_page.page.mouse
    mouse.move(box["x"] + 100, box["y"] + 80)
    mouse.down(button=button)
    mouse.move(box["x"] + 150, box["y"] + 200, steps=5)
    mouse.up(button=button)
    live_page.frame()
    live_page.expect_blank()


def test_a_pointer_that_is_not_down_reads_nothing(live_page):
    box = live_page.canvas.bounding_box()
    live_page.page.mouse.move(box["x"] + 100, box["y"] + 80)
    live_page.page.mouse.move(box["x"] + 150, box["y"] + 200, steps=5)
    live_page.frame()
    live_page.expect_blank()


def test_a_stroke_that_leaves_the_canvas_and_ends_outside_is_one_stroke(live_page, drawn_digits):
    live_page.press((160, 60))
    live_page.move([(160, y) for y in range(60, 420, 12)])
    live_page.frame()
    live_page.expect_by("browser")
    live_page.lift()
    live_page.expect_no_jump()
    live_page.click("Clear")
    live_page.expect_blank()
    live_page.draw_all(drawn_digits[2])
    live_page.expect_digit(2)


def test_a_stroke_that_was_let_go_outside_the_window_is_dropped(live_page, drawn_digits):
    """Nobody hears of it; the canvas begins anew with the next stroke."""
    lost, kept = (stroke.tolist() for stroke in drawn_digits[4])
    live_page.page.evaluate(
        """([lost, kept]) => {
            const canvas = canvasNow();
            send(canvas, "mousedown", canvas, lost[0]);
            for (const point of lost) send(canvas, "mousemove", canvas, point);
            send(canvas, "mousemove", canvas, kept[0], 0);
            drawStroke(canvas, kept);
        }""",
        [lost, kept],
    )
    live_page.expect_digit(1)


def test_ten_thousand_points_in_one_stroke(live_page):
    page = live_page.page
    page.evaluate(
        """() => {
            const turn = (i) => (2 * Math.PI * i) / 10000 - Math.PI / 2;
            const points = Array.from({ length: 10000 }, (_, i) =>
                [160 + 62 * Math.cos(turn(i)) + (i % 2), 160 + 95 * Math.sin(turn(i))]);
            drawStroke(canvasNow(), points);
        }"""
    )
    live_page.expect_no_jump()


@pytest.mark.parametrize("options", [{"device_scale_factor": 2}, {"device_scale_factor": 3}])
def test_any_device_pixel_ratio(visit, options, drawn_digits):
    live_page = LivePage(visit(**options)).open()
    live_page.draw_all(drawn_digits[8])
    live_page.expect_no_jump()


@pytest.mark.parametrize("zoom", [0.5, 1.5, 3.0])
def test_a_zoomed_page(visit, zoom, drawn_digits):
    """A zoomed browser shows the page on fewer or more pixels of its own."""
    size = {"width": round(1280 / zoom), "height": round(800 / zoom)}
    page = visit(viewport=size, device_scale_factor=zoom)
    live_page = LivePage(page).open()
    live_page.canvas.scroll_into_view_if_needed()
    live_page.draw_all(drawn_digits[2])
    live_page.expect_no_jump()


def touch(session, kind, points):
    """Let fingers touch, move or leave the screen."""
    places = [{"x": x, "y": y, "id": i} for i, x, y in points]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})


@pytest.fixture
def touched(visit):
    """The page on a phone, and what lets fingers touch it."""
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    live_page = LivePage(page).open()
    live_page.canvas.scroll_into_view_if_needed()
    box = live_page.canvas.bounding_box()
    return live_page, page.context.new_cdp_session(page), (box["x"], box["y"])


def test_a_finger_draws_and_a_second_one_does_not_disturb(touched):
    live_page, session, (left, top) = touched
    touch(session, "touchStart", [(0, left + 160, top + 60)])
    for y in range(60, 160, 10):
        touch(session, "touchMove", [(0, left + 160, top + y)])
    touch(session, "touchStart", [(0, left + 160, top + 160), (1, left + 40, top + 40)])
    for y in range(160, 260, 10):
        touch(session, "touchMove", [(0, left + 160, top + y), (1, left + 40, top + 40)])
    live_page.frame()
    live_page.expect_by("browser")
    touch(session, "touchEnd", [])
    live_page.expect_by("server")
    expect(live_page.digit).to_have_text("1")


def test_a_pen_with_pressure_draws_as_a_mouse_does(live_page, drawn_digits):
    session = live_page.page.context.new_cdp_session(live_page.page)
    box = live_page.canvas.bounding_box()
    points = densely(drawn_digits[7][0])

    def send(kind, point, buttons):
        place = {"x": box["x"] + point[0], "y": box["y"] + point[1], "buttons": buttons}
        pen = {"pointerType": "pen", "force": buttons * (0.3 + 0.3 * (point[1] % 2))}
        button = "left" if kind != "mouseMoved" or buttons else "none"
        event = {"type": kind, "button": button, "clickCount": 1} | place | pen
        session.send("Input.dispatchMouseEvent", event)

    send("mouseMoved", points[0], 0)
    send("mousePressed", points[0], 1)
    for point in points:
        send("mouseMoved", point, 1)
    live_page.frame()
    live_page.expect_by("browser")
    expect(live_page.digit).to_have_text("7")
    send("mouseReleased", points[-1], 0)
    live_page.expect_digit(7)


def test_a_stroke_that_is_cut_off_leaves_no_stuck_pen(touched):
    live_page, session, (left, top) = touched
    touch(session, "touchStart", [(0, left + 160, top + 60)])
    for y in range(60, 160, 10):
        touch(session, "touchMove", [(0, left + 160, top + y)])
    touch(session, "touchCancel", [])
    live_page.expect_by("server")
    expect(live_page.digit).to_have_text("?")
    touch(session, "touchStart", [(0, left + 160, top + 60)])
    for y in range(60, 260, 10):
        touch(session, "touchMove", [(0, left + 160, top + y)])
    live_page.frame()
    touch(session, "touchEnd", [])
    live_page.expect_by("server")
    expect(live_page.digit).to_have_text("1")


def test_a_theme_switched_in_the_middle_of_a_stroke(live_page, drawn_digits):
    (stroke,) = drawn_digits[0]
    points = densely(stroke)
    live_page.press(points[0])
    live_page.move(points[: len(points) // 2])
    live_page.page.emulate_media(color_scheme="dark")
    live_page.move(points[len(points) // 2 :])
    live_page.frame()
    live_page.expect_by("browser")
    live_page.lift()
    live_page.expect_digit(0)


def test_a_page_that_was_hidden_reads_on(live_page, drawn_digits):
    other = live_page.page.context.new_page()
    live_page.draw(drawn_digits[7][0])
    other.bring_to_front()
    live_page.page.bring_to_front()
    other.close()
    live_page.expect_digit(7)
    live_page.click("Clear")
    live_page.expect_blank()
    live_page.draw_all(drawn_digits[4])
    live_page.expect_digit(4)


def test_a_model_swapped_while_there_is_a_drawing(live_page, drawn_digits):
    page = live_page.page
    live_page.draw_all(drawn_digits[4])
    live_page.expect_by("server")
    before, reader = live_page.percents(), page.evaluate("digitrecReader.name")
    live_page.choose_reader("Support vector machine")
    page.wait_for_function(f"globalThis.digitrecReader && digitrecReader.name !== '{reader}'")
    live_page.expect_by("server")
    expect(live_page.digit).to_have_text("4")
    assert live_page.percents() != before
    live_page.press((60, 60))
    live_page.move([(60, 61), (60, 64)])
    live_page.frame()
    live_page.expect_by("browser")
    live_page.lift()
    live_page.expect_no_jump()


def test_the_answer_stays_while_a_slow_line_keeps_the_server_waiting(page, drawn_digits):
    held = None

    def carry(to_page):
        to_server = to_page.connect_to_server()

        def bring(message):
            to_page.send(message) if held is None else held.append((to_page, message))

        to_server.on_message(bring)

    page.route_web_socket(re.compile("_stcore/stream"), carry)
    live_page = LivePage(page).open()
    held = []
    for stroke in drawn_digits[4]:
        live_page.draw(stroke)
        page.wait_for_timeout(2500)
    live_page.expect_by("browser")
    expect(live_page.digit).to_have_text("4")
    late, held = held, None
    for to_page, message in late:
        to_page.send(message)
    live_page.expect_no_jump()


def test_where_the_browser_part_cannot_run_the_server_answers(page, drawn_digits):
    """As with a script blocker: the form never becomes a reader."""
    page.add_init_script("Object.defineProperty(globalThis, 'digitrecReader', { set() {} });")
    draw_page = DrawPage(page).open()
    note = page.get_by_test_id("live-note")
    expect(note).to_have_text("The answer comes after each stroke.")
    draw_page.draw_all(drawn_digits[5])
    draw_page.expect_digit(5)


def test_undo_clear_and_coming_back_show_the_same(live_page, drawn_digits):
    page = live_page.page
    live_page.draw(drawn_digits[4][0])
    live_page.expect_by("server")
    one = live_page.percents()
    live_page.draw(drawn_digits[4][1])
    live_page.expect_digit(4)
    live_page.click("Undo")
    expect(page.locator(".dr-bar-percent").nth(4)).to_have_text(one[4])
    assert live_page.percents() == one
    page.get_by_role("link", name="How it works").click()
    expect(page.get_by_role("heading", name="How it works")).to_be_visible()
    page.get_by_role("link", name="Draw").click()
    expect(page.locator(".dr-bar-percent").nth(4)).to_have_text(one[4])
    page.wait_for_function("globalThis.digitrecReader")
    live_page.expect_ink()
    live_page.draw(drawn_digits[4][1])
    live_page.expect_no_jump()
    live_page.expect_digit(4)


def test_undo_right_after_a_stroke_takes_that_stroke_back(live_page, drawn_digits):
    """Before the canvas has sent it, 200 ms after the pen was lifted."""
    live_page.draw(drawn_digits[4][0])
    live_page.expect_by("server")
    one = live_page.percents()
    live_page.draw(drawn_digits[4][1])
    live_page.click("Undo")
    live_page.expect_by("server")
    expect(live_page.page.locator(".dr-bar-percent")).to_have_text(one)


def test_the_story_of_a_drawing_runs_back_and_forth(live_page, drawn_digits):
    page = live_page.page
    live_page.draw_all(drawn_digits[4])
    live_page.expect_digit(4)
    page.get_by_text("The story of this drawing").click()
    slider = page.get_by_role("slider", name="Moment of the drawing")
    expect(slider).to_be_enabled()
    assert page.locator(".dr-story-line").count() == 10
    assert page.locator(".dr-story-end").count() == 2
    said = page.locator(".dr-story-answer")
    expect(said).to_contain_text("4 ·")
    slider.press("Home")
    expect(said).to_contain_text("speck")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(said).to_have_text(re.compile("^4 ·"))
