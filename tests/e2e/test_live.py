"""The reading follows the pen: in the real page, beside the server's answers."""

import base64
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.drawings import drawings_on_canvas
from digitrec import load_model
from digitrec.drawing import CANVAS_PX
from digitrec.drawing.canvas_json import clip
from digitrec.ui.draw.reading import reading_in_words
from tests.e2e.draw_page import DrawPage, densely, expect_settled

IN_PAGE = Path(__file__).with_name("live_in_page.js").read_text(encoding="utf-8")
N_DRAWINGS = 300
# Until it is let go, no component takes its new data; `held` are the calls that wait.
HOLD_UP = """() => {
    const { components } = digitrecProgram;
    globalThis.held = [];
    digitrecProgram.components = { then: (take) => held.push(take) };
    globalThis.letGo = () => {
        digitrecProgram.components = components;
        for (const take of held) components.then(take);
    };
}"""


class LivePage(DrawPage):
    """The Draw page while the pen is down."""

    def open(self, address="/"):
        """Go there and wait until the page can be drawn on and the browser reads."""
        super().open(address)
        expect(self.canvas).to_be_visible()
        self.page.add_script_tag(content=IN_PAGE)
        return self

    def expect_as_the_library_reads(self, name="default"):
        """What is shown is what the library says of what the server was told."""
        self.expect_received()
        shown = self.page.evaluate("answer()")
        assert shown["percents"] == read_here(self.strokes(), name)["percents"]

    def press(self, point):
        """Put the pen down."""
        self._box = self.box()
        self.move([point])
        self.page.mouse.down()

    def move(self, points):
        """Move the pen on."""
        scale = self._box["width"] / CANVAS_PX
        for x, y in points:
            self.page.mouse.move(self._box["x"] + scale * x, self._box["y"] + scale * y)

    def lift(self):
        """Lift the pen."""
        self.page.mouse.up()

    def frame(self):
        """Wait until what has happened is painted."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def read_here(strokes, name="default"):
    """What the library says of strokes, as the page would show it."""
    return reading_in_words(load_model(name).read_strokes(on_canvas(strokes)))


def on_canvas(strokes):
    """The parts of strokes that lie on the canvas."""
    return [piece for stroke in strokes for piece in clip(stroke)]


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
    expect_settled(page)  # what the page sends at its start has been sent
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
    live_page.expect_as_the_library_reads()
    assert live_page.percents() == before


def pixels_of(step):
    """Width, height and greys of a picture of the strip, as the page's own program names them."""
    image = Image.open(io.BytesIO(base64.b64decode(step["src"].partition(",")[2]))).convert("L")
    return [*image.size, ",".join(str(grey) for grey in image.tobytes())]


def test_the_browser_answers_every_drawing_as_the_library_does(live_page):
    """300 drawings through the real page: the answer, the bars and all five pictures."""
    drawings = [
        [np.round(stroke, 1).tolist() for stroke in strokes]
        for strokes in drawings_on_canvas(N_DRAWINGS, random_state=4)
    ]
    drawn = live_page.page.evaluate("(drawings) => drawAll(drawings)", drawings)
    for strokes, shown in drawn:
        expected = read_here([np.array(stroke) for stroke in strokes])
        assert shown["pictures"] == [pixels_of(step) for step in expected["steps"]]
        assert shown["captions"] == [step["caption"] for step in expected["steps"]]
        assert shown["sure"] == str(expected["sure"]).lower()
        for key in ("digit", "headline", "reason", "percents", "bars"):
            assert shown[key] == expected[key], key
    assert len({shown["digit"] for _, shown in drawn}) >= 10


def test_what_the_server_is_told_is_what_is_read(sent, page, drawn_digits):
    live_page = LivePage(page).open()
    live_page.draw_all(drawn_digits[4])
    live_page.expect_received()
    told = [each for message in sent for each in drawings_in(message)][-1]
    assert [np.array(stroke).tolist() for stroke in told["strokes"]] == [
        stroke.tolist() for stroke in live_page.strokes()
    ]
    assert told["cells"] == [0] * 64
    assert told["failedForm"] == ""


def drawings_in(message):
    """The drawings that a message to the server holds."""
    states = BackMsg.FromString(message).rerun_script.widget_states.widgets
    values = [json.loads(state.json_value) for state in states if state.json_value]
    dicts = [value for value in values if isinstance(value, dict)]
    return [each["drawing"] for each in dicts if each.get("drawing")]


def test_the_answer_moves_on_where_new_data_come_before_the_last_were_taken(
    live_page, drawn_digits
):
    """Streamlit then ends a component's earlier call when the later one has begun."""
    page = live_page.page
    page.evaluate(HOLD_UP)
    for stroke in drawn_digits[4]:  # the server answers each by itself
        n_held = page.evaluate("held.length")
        live_page.draw(stroke)
        page.wait_for_function("(n) => held.length > n", arg=n_held)
    page.evaluate("letGo()")
    live_page.expect_as_the_library_reads()
    live_page.click("Clear")
    live_page.expect_blank()
    live_page.draw_all(drawn_digits[7])
    live_page.expect_digit(7)


@pytest.mark.parametrize("button", ["right", "middle"])
def test_other_buttons_draw_nothing(live_page, button):
    box = live_page.canvas.bounding_box()
    mouse = live_page.page.mouse
    mouse.move(box["x"] + 100, box["y"] + 80)
    mouse.down(button=button)
    mouse.move(box["x"] + 150, box["y"] + 200, steps=5)
    mouse.up(button=button)
    live_page.frame()
    live_page.expect_untouched()


def test_a_pointer_that_is_not_down_reads_nothing(live_page):
    box = live_page.canvas.bounding_box()
    live_page.page.mouse.move(box["x"] + 100, box["y"] + 80)
    live_page.page.mouse.move(box["x"] + 150, box["y"] + 200, steps=5)
    live_page.frame()
    live_page.expect_untouched()


def test_a_stroke_that_leaves_the_canvas_and_ends_outside_is_one_stroke(live_page, drawn_digits):
    live_page.press((160, 60))
    live_page.move([(160, y) for y in range(60, 420, 12)])
    live_page.frame()
    live_page.expect_by("browser")
    live_page.lift()
    live_page.expect_as_the_library_reads()
    live_page.click("Clear")
    live_page.expect_blank()
    live_page.draw_all(drawn_digits[2])
    live_page.expect_digit(2)


def test_a_stroke_that_was_let_go_where_nobody_heard_it_ends_with_the_next_move(live_page):
    live_page.page.evaluate(
        """() => {
            const canvas = canvasNow();
            send(canvas, "pointerdown", [100, 60]);
            for (let y = 60; y < 260; y += 10) send(canvas, "pointermove", [100, y]);
            send(canvas, "pointermove", [200, 20], 0);
            send(canvas, "pointermove", [220, 20], 0);
        }"""
    )
    live_page.expect_digit(1)
    (stroke,) = live_page.strokes()
    assert stroke.max() == 250


def test_ten_thousand_points_in_one_stroke(live_page):
    live_page.page.evaluate(
        """() => {
            const turn = (i) => (2 * Math.PI * i) / 10000 - Math.PI / 2;
            const points = Array.from({ length: 10000 }, (_, i) =>
                [160 + 62 * Math.cos(turn(i)) + 2 * (i % 2), 160 + 95 * Math.sin(turn(i))]);
            drawStroke(canvasNow(), points);
        }"""
    )
    live_page.expect_as_the_library_reads()


@pytest.mark.parametrize("options", [{"device_scale_factor": 2}, {"device_scale_factor": 3}])
def test_any_device_pixel_ratio(visit, options, drawn_digits):
    live_page = LivePage(visit(**options)).open()
    live_page.draw_all(drawn_digits[8])
    live_page.expect_as_the_library_reads()


@pytest.mark.parametrize("zoom", [0.5, 1.5, 3.0])
def test_a_zoomed_page(visit, zoom, drawn_digits):
    """A zoomed browser shows the page on fewer or more pixels of its own."""
    size = {"width": round(1280 / zoom), "height": round(800 / zoom)}
    page = visit(viewport=size, device_scale_factor=zoom)
    live_page = LivePage(page).open()
    live_page.canvas.scroll_into_view_if_needed()
    live_page.draw_all(drawn_digits[2])
    live_page.expect_as_the_library_reads()


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
    live_page.expect_as_the_library_reads()
    reader = page.evaluate("digitrecStore.reader.name")
    live_page.choose_reader("Support vector machine")
    page.wait_for_function(f"digitrecStore.reader && digitrecStore.reader.name !== '{reader}'")
    live_page.expect_as_the_library_reads("svm")
    live_page.press((60, 60))
    live_page.move([(60, 61), (60, 64)])
    live_page.lift()
    live_page.expect_as_the_library_reads("svm")


@pytest.mark.parametrize("kind", ["missing", "cut short", "another version"])
def test_where_the_reader_cannot_be_made_the_server_answers_and_the_page_says_so(
    browser, browser_context_args, kind, drawn_digits, root
):
    context = browser.new_context(**browser_context_args)
    thrown = []
    context.on("weberror", lambda error: thrown.append(str(error.error)))
    page = context.new_page()
    form = json.loads((root / "models" / "default.form").read_text())
    bodies = {
        "cut short": json.dumps(form)[:1000],
        "another version": json.dumps({**form, "version": 99}),
    }

    def answer(route):
        if kind == "missing":
            route.fulfill(status=404, body="not found")
        else:
            route.fulfill(body=bodies[kind])

    page.route(re.compile("default.form"), answer)
    page.goto("/")
    draw_page = DrawPage(page)
    note = page.get_by_test_id("live-note")
    expect(note).to_have_text("The answer comes after each stroke.")
    draw_page.draw_all(drawn_digits[5])
    draw_page.expect_by("server")
    draw_page.expect_digit(5)
    draw_page.click("Undo")
    draw_page.click("Undo")
    draw_page.expect_blank()
    context.close()
    assert thrown == []


def test_who_draws_before_the_reader_has_come_is_told_and_then_answered(visit, drawn_digits):
    page = visit()
    held = []

    def hold(route):
        held.append(route)

    page.route(re.compile("default.form"), hold)
    page.goto("/")
    page.wait_for_function("globalThis.digitrecStore")
    draw_page = DrawPage(page)
    expect(draw_page.headline).to_have_text("I guess while you draw.")
    (stroke,) = drawn_digits[3]
    draw_page.draw(stroke[: len(stroke) // 2])
    expect(draw_page.headline).to_have_text("Waking up the model …")
    expect(draw_page.digit).to_be_empty()
    draw_page.click("Undo")
    draw_page.draw(stroke)
    for route in held:
        route.continue_()
    draw_page.expect_by("browser")
    draw_page.expect_digit(3)


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
