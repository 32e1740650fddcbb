"""What the browser makes of a drawing is what the server makes of it, to the last bit."""

import json

import numpy as np
import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.files import on_canvas, read_unipen
from digitrec import normalization_steps, strokes_from_canvas, to_digits_format
from digitrec.canvas import CANVAS_PX
from digitrec.datasets import load_digits
from digitrec.handwriting import make_drawings
from digitrec.normalization import straighten
from digitrec.novelty import why_no_digit, why_no_drawing
from digitrec.scribbles import LEARNED, UNSEEN, make_scribbles
from digitrec.shipped import FIVE_VIEWS
from digitrec.strokes import MAX_COORDINATE, fill_capsules
from digitrec.ui.live import HERE, bundle
from tests.e2e.draw_page import DrawPage

FILES = ("recipe", "strokes", "novelty", "canvas")
NAMES = (
    "fillCapsules, makePencil, normalizationSteps, placeOf, scenePoint, straighten, "
    "strokesFromPath, viewsInDigitsFormat, whyNoDigit, whyNoDrawing"
)
SOME_DIGITS = 300  # of the 1,797, so that some drawings are near to none


def add_modules(page):
    """Load the files that the page serves into a page, and wait for them."""
    offer = f"\nglobalThis.live = {{ {NAMES} }};"
    page.add_script_tag(type="module", content=bundle(*FILES) + offer)
    page.wait_for_function("globalThis.live")


@pytest.fixture(scope="module")
def run(browser):
    """Run JavaScript on data in a page of its own: ``run("data => ...", data)``."""
    page = browser.new_page()
    add_modules(page)

    def on_json(function, data):
        text = page.evaluate(
            f"text => JSON.stringify((({NAMES}) => {function})"
            f"({', '.join('live.' + name for name in NAMES.split(', '))})(JSON.parse(text)))",
            json.dumps(data, default=lambda array: array.tolist()),
        )
        return json.loads(text)

    yield on_json
    page.close()


def expect_same_pictures(run, drawings):
    """The 8x8 counts in all views of the default model, and what novelty says of both."""
    digits = load_digits().images[:SOME_DIGITS]
    read = run(
        """({ drawings, views, digits }) => {
            const bytes = Uint8Array.from(digits.flat(2));
            return drawings.map((strokes) => {
                const pictures = viewsInDigitsFormat(strokes, views).map((picture) => [...picture]);
                const whys = pictures.map((picture) => whyNoDigit(picture, bytes) === null);
                return { pictures, drawing: whyNoDrawing(strokes), whys };
            });
        }""",
        {"drawings": drawings, "views": FIVE_VIEWS, "digits": digits},
    )
    rows = digits.reshape(-1, 64)
    for strokes, (pictures, whys, drawing) in zip(
        drawings, [(r["pictures"], r["whys"], r["drawing"]) for r in read], strict=True
    ):
        expected = [to_digits_format(strokes, **view).ravel() for view in FIVE_VIEWS]
        np.testing.assert_array_equal(pictures, expected)
        assert drawing == why_no_drawing([np.asarray(stroke) for stroke in strokes])
        nearest = [np.sqrt(((rows - picture) ** 2).sum(axis=1)).min() for picture in expected]
        assert whys == [distance <= 37 for distance in nearest]


def test_invented_drawings_become_the_same_pictures(run):
    expect_same_pictures(run, make_drawings(1500, random_state=41)[0])


def test_scribbles_become_the_same_pictures(run):
    scribbles, _ = make_scribbles(600, random_state=42, kinds=LEARNED | UNSEEN)
    expect_same_pictures(run, scribbles)


def test_real_drawings_become_the_same_pictures(run, measuring_data):
    written = read_unipen(measuring_data / "pen-strokes" / "pendigits-orig.tra.gz")[::12]
    expect_same_pictures(run, [on_canvas(digit.strokes) for digit in written])


def random_strokes(rng):
    """A few strokes of a few points: of any size, often on whole pixels, some points the same."""
    size = 10.0 ** rng.integers(-8, 7)
    strokes = []
    for _ in range(rng.integers(1, 7)):
        points = rng.uniform(-1, 1, (rng.integers(1, 9), 2)) * min(size, MAX_COORDINATE)
        if rng.random() < 0.5:
            points = np.round(points)
        if rng.random() < 0.3:
            points[:, rng.integers(2)] = points[0, 0]
        strokes.append(points[rng.integers(0, len(points), len(points))])
    return strokes


def test_strokes_of_any_kind_become_the_same_pictures(run):
    rng = np.random.default_rng(43)
    expect_same_pictures(run, [random_strokes(rng) for _ in range(1000)])


LONG = np.cumsum(np.random.default_rng(44).normal(0, 1, (10_000, 2)), axis=0)
ODD = {
    "a dot": [[(160, 160)]],
    "a dot of several points": [[(160, 160)] * 5],
    "two dots": [[(10, 10)], [(10.5, 300)]],
    "a flat line": [[(20, 160), (300, 160)]],
    "an upright line": [[(160, 20), (160, 300)]],
    "a diagonal": [[(0, 0), (320, 320)]],
    "exactly on the bound of what is wide": [[(0, 0), (250, 100)]],
    "exactly on the bound of a speck": [[(0, 0), (12, 12)]],
    "a line exactly as long as is allowed": [[(0, 0), (0, 100)] * 3 + [(0, 0), (50, 0)]],
    "as wide as half a pixel, which is rounded to the even": [[(0, 0), (0, 112), (1, 112), (1, 0)]],
    "more strokes than a digit has": [[(i, 0), (i, 90)] for i in range(0, 60, 10)],
    "a million pixels away": [[(1e6, 1e6), (1e6 - 30, 1e6 - 90)]],
    "from end to end of what is allowed": [[(-1e6, -1e6), (1e6, 1e6), (-1e6, 1e6)]],
    "smaller than a pixel": [[(0, 0), (1e-3, 3e-3), (2e-3, 1e-3)]],
    "hardly more than a tap": [[(0, 0), (0, 1.1e-6)]],
    "less than a tap": [[(0, 0), (0, 0.9e-6)]],
    "numbers too small to be squared": [[(0, 0), (1e-200, 1e-200), (5, 9), (5, 9 + 1e-15)]],
    "10,000 points": [LONG],
    "10,000 points on a circle": [
        np.column_stack([np.cos(LONG[:, 0]), np.sin(LONG[:, 0])]) * 100 + 160
    ],
}


@pytest.mark.parametrize("name", ODD)
def test_odd_drawings_become_the_same_pictures(run, name):
    expect_same_pictures(run, [ODD[name]])


def test_what_lies_exactly_on_the_middle_of_a_pixel_is_inked_alike(run):
    rng = np.random.default_rng(49)
    segments = rng.integers(-10, 40, (1500, 3, 4)) / 2  # in half pixels, and so is the radius
    segments[::2, :, 2:] = segments[::2, :, :2] + [1.5, 2]
    radii = rng.integers(0, 20, len(segments)) / 2
    read = run(
        """({ segments, radii }) => segments.map((some, i) =>
            fillCapsules(Float64Array.from(some.flat()), radii[i], 24, 20).data.join(""))""",
        {"segments": segments, "radii": radii},
    )
    for some, radius, pixels in zip(segments, radii, read, strict=True):
        ink = fill_capsules(some[:, :2], some[:, 2:], radius, (20, 24))
        assert pixels == "".join(str(int(inked)) for inked in ink.flat)


def test_every_step_is_the_same(run, drawn_digits):
    read = run(
        """(drawings) => drawings.map((strokes) => {
            const steps = normalizationSteps(strokes);
            const rows = ({ data, width, height }) => Array.from(
                { length: height }, (_, i) => [...data].slice(i * width, (i + 1) * width));
            const bits = (row) => Array.from({ length: 32 }, (_, i) => (row >>> i) & 1);
            return Object.entries(steps).map(([name, step]) => [
                name,
                step.data ? rows(step) : step.length === 32 ? [...step].map(bits) : [...step],
            ]);
        })""",
        drawn_digits,
    )
    for strokes, steps in zip(drawn_digits, read, strict=True):
        expected = normalization_steps(strokes)
        assert [name for name, _ in steps] == list(expected)
        for name, step in steps:
            np.testing.assert_array_equal(np.reshape(step, expected[name].shape), expected[name])


def test_bitmaps_with_little_ink_are_straightened_alike(run):
    rng = np.random.default_rng(45)
    bitmaps = np.zeros((400, 32, 32), dtype=bool)
    for bitmap in bitmaps:
        first = rng.integers(0, 26)
        for row in range(first, min(32, first + rng.integers(5, 12))):
            bitmap[row, rng.integers(0, 32)] = rng.random() < 0.95
    numbers = (bitmaps * 2.0 ** np.arange(32)).sum(axis=2)
    read = run(
        """(bitmaps) => bitmaps.map((bitmap) =>
            [...straighten(Int32Array.from(bitmap))].map((row) => row >>> 0))""",
        numbers,
    )
    expected = [(straighten(bitmap) * 2.0 ** np.arange(32)).sum(axis=1) for bitmap in bitmaps]
    np.testing.assert_array_equal(read, expected)


def test_the_sentences_are_the_same(run):
    digits = load_digits().images
    far, blank = np.indices((8, 8)).sum(axis=0) % 2 * 16.0, np.zeros((8, 8))
    images = [blank, far, digits[5], np.minimum(digits[5] + 2, 16)]
    sentences = run(
        """({ images, digits }) => images.map((image) =>
            whyNoDigit(Float64Array.from(image.flat()), Uint8Array.from(digits.flat(2))))""",
        {"images": images, "digits": digits},
    )
    assert sentences == [why_no_digit(image) for image in images]
    assert len(set(sentences)) == 3
    assert run("() => whyNoDrawing([])", None) == why_no_drawing([])


def fabric_object(path, place):
    placed = {"left": place[0], "top": place[1], "originX": "center", "originY": "center"}
    return {"type": "Path", "path": path} | placed


def expect_same_strokes(path, place, strokes):
    expected = strokes_from_canvas({"objects": [fabric_object(path, place)]})
    assert [len(stroke) for stroke in strokes] == [len(stroke) for stroke in expected]
    for stroke, points in zip(strokes, expected, strict=True):
        np.testing.assert_array_equal(stroke, points)


def random_path(rng):
    """A path as the canvas makes them, some of it beside the canvas."""
    low, high = (-200, 500) if rng.random() < 0.5 else (0, CANVAS_PX)
    n = rng.integers(0, 12)
    numbers = rng.uniform(low, high, (n + 2, 4)).round(rng.integers(0, 6))
    if rng.random() < 0.1:
        numbers = numbers[0] + numbers / 1e4
    curves = [["Q", *four] for four in numbers[2:].tolist()]
    return [["M", *numbers[0, :2].tolist()], *curves, ["L", *numbers[1, :2].tolist()]]


def test_paths_become_the_strokes_that_the_server_reads(run):
    rng = np.random.default_rng(46)
    paths = [random_path(rng) for _ in range(3000)]
    read = run("(paths) => paths.map((path) => [placeOf(path), strokesFromPath(path)])", paths)
    for path, (place, strokes) in zip(paths, read, strict=True):
        expect_same_strokes(path, place, strokes)


def test_a_stroke_of_10_000_points_is_read_by_both(run):
    t = np.linspace(0, 40 * np.pi, 10_000)
    points = np.column_stack([160 + (40 + t) * np.cos(t / 20), 160 + (40 + t / 2) * np.sin(t / 20)])
    points += np.random.default_rng(47).normal(0, 1, points.shape)
    path, place, strokes = run(
        """(points) => {
            const pencil = makePencil(16);
            points.forEach(([x, y], i) => (i ? pencil.move : pencil.down)({ x, y }, false));
            return [pencil.path(), placeOf(pencil.path()), pencil.strokes()];
        }""",
        points,
    )
    assert len(path) > 9000
    expect_same_strokes(path, place, strokes)
    expect_same_pictures(run, [strokes])


def test_a_file_is_joined_only_after_those_that_it_needs():
    with pytest.raises(ValueError, match=r"strokes.js needs recipe before it\."):
        bundle("strokes", "recipe")
    for name in FILES:
        text = bundle(*FILES[: FILES.index(name) + 1])
        assert "\nimport " not in text
        assert "\nexport " not in text
        assert (HERE / f"{name}.js").read_text(encoding="utf-8").splitlines()[-2] in text


# ---------------------------------------------------------------- on the Draw page

FOLLOW = """() => {
    globalThis.drawn = [];
    let pencil = null;
    const on = (names, listener) =>
        names.forEach((name) => document.addEventListener(name, listener, { capture: true }));
    const canvas = () => document.querySelector("[data-testid=stBidiComponentIsolated]")
        .shadowRoot.querySelector("canvas.upper-canvas");
    const place = (event) => live.scenePoint(canvas(), event.changedTouches?.[0] ?? event);
    on(["mousedown", "touchstart"], (event) => {
        if (event.composedPath()[0] !== canvas()) return;
        pencil = live.makePencil(16);
        pencil.down(place(event), event.shiftKey);
    });
    on(["mousemove", "touchmove"], (event) => pencil?.move(place(event), event.shiftKey));
    on(["mouseup", "touchend"], () => {
        if (!pencil) return;
        const path = pencil.path();
        drawn.push([path, live.placeOf(path), pencil.strokes()]);
        pencil = null;
    });
}"""


def objects_in(payload):
    """The canvas's objects in a message to the server; none where it carries no drawing."""
    states = BackMsg.FromString(payload).rerun_script.widget_states.widgets
    drawings = [json.loads(state.json_value) for state in states if "drawing" in state.json_value]
    raw = drawings[0]["drawing"]["raw"] if drawings and drawings[0].get("drawing") else None
    return raw["objects"] if raw else []


class Followed:
    """The Draw page, with our own pencil following the pointer beside the canvas's."""

    def __init__(self, page):
        self.page = page
        with page.expect_websocket() as socket:
            self.draw_page = DrawPage(page).open()
        self.socket = socket.value
        expect(self.draw_page.canvas).to_be_visible()
        page.wait_for_function("globalThis.digitrecReader")  # the last that comes to the page
        self.draw_page.canvas.scroll_into_view_if_needed()
        add_modules(page)
        page.evaluate(FOLLOW)
        self.n_strokes = 0

    def expect_same(self, draw, ways=(None,)):
        """Draw strokes; the server must be sent what our pencil made of the pointer's ways."""
        self.n_strokes += len(ways)
        with self.socket.expect_event(
            "framesent", lambda payload: len(objects_in(payload)) == self.n_strokes
        ) as frame:
            for way in ways:
                draw(way)
        sent = objects_in(frame.value)[-len(ways) :]
        drawn = self.page.evaluate("JSON.stringify(drawn.splice(0))")
        for fabric, (path, place, strokes) in zip(sent, json.loads(drawn), strict=True):
            assert path == fabric["path"]
            assert place == [fabric["left"], fabric["top"]]
            expect_same_strokes(fabric["path"], place, strokes)

    def move_mouse(self, points):
        """Along points in canvas pixels, as the page shows the canvas, the button down."""
        box = self.draw_page.canvas.bounding_box()
        scale = box["width"] / CANVAS_PX
        mouse = self.page.mouse
        for i, (x, y) in enumerate(points):
            mouse.move(box["x"] + x * scale, box["y"] + y * scale)
            if i == 0:
                mouse.down()
        mouse.up()

    def move_finger(self, points):
        """The same with a finger, whose place has fractions of pixels."""
        box = self.draw_page.canvas.bounding_box()
        client = self.page.context.new_cdp_session(self.page)
        for i, (x, y) in enumerate(points):
            touch = {"x": box["x"] + float(x), "y": box["y"] + float(y)}
            kind = "touchMove" if i else "touchStart"
            client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [touch]})
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


WAYS = {
    "a curve": [(160 + 90 * np.cos(t), 160 + 120 * np.sin(t)) for t in np.linspace(0, 6, 60)],
    "a click": [(200.4, 100.6)],
    "a click that moves nowhere": [(50, 50), (50, 50)],
    "a move too short to be kept": [(80, 90), (80.2, 90.1), (80.3, 90.1)],
    "one straight move": [(30, 200), (90, 260)],
    "back and forth": [(100, 100), (140, 100), (140, 100), (100, 100), (100, 140), (100, 139)],
    "out of the canvas and back": [(300, 40), (360, 60), (420, 90), (350, 140), (280, 150)],
    "over the corner": [(290, 310), (340, 300), (310, 290), (200, 355), (150, 300)],
}
BROWSERS = {
    "as usual": {},
    "pixel ratio 2": {"device_scale_factor": 2},
    "zoomed to 150 %": {"device_scale_factor": 1.5, "viewport": {"width": 853, "height": 533}},
    "zoomed to 50 %": {"device_scale_factor": 0.5, "viewport": {"width": 2560, "height": 1600}},
}


@pytest.mark.parametrize("kind", BROWSERS)
def test_the_pencil_makes_the_path_that_the_canvas_sends(visit, kind):
    followed = Followed(visit(**BROWSERS[kind]))
    followed.expect_same(followed.move_mouse, WAYS.values())


def test_a_page_enlarged_by_its_style_gives_fractions(visit):
    followed = Followed(visit())
    followed.page.evaluate("document.documentElement.style.zoom = 1.3")
    followed.expect_same(followed.move_mouse, WAYS.values())


def test_a_finger_draws_the_same_path(visit):
    followed = Followed(visit(has_touch=True))
    rng = np.random.default_rng(48)
    ways = [WAYS[name] for name in ("a curve", "one straight move", "out of the canvas and back")]
    ways = [np.array(way) + rng.uniform(0, 1, (len(way), 2)) for way in ways]
    followed.expect_same(followed.move_finger, ways)


def test_shift_draws_straight_lines_for_both(visit):
    followed = Followed(visit())
    followed.page.keyboard.down("Shift")
    ways = [WAYS[name] for name in ("a curve", "back and forth", "a click")]
    followed.expect_same(followed.move_mouse, ways)
    followed.page.keyboard.up("Shift")
    # Shift pressed while nothing is drawn yet but a point, and let go on the way.
    there_and_back = """async ({ x, y }) => {
        const canvas = document.querySelector("[data-testid=stBidiComponentIsolated]")
            .shadowRoot.querySelector("canvas.upper-canvas");
        const send = (name, dx, shiftKey) => canvas.dispatchEvent(new MouseEvent(name, {
            clientX: x + dx, clientY: y, shiftKey, bubbles: true, composed: true, buttons: 1 }));
        send("mousedown", 0, false);
        for (const dx of [30, 0, 0, 20, 40]) send("mousemove", dx, dx < 40);
        send("mouseup", 40, false);
    }"""
    box = followed.draw_page.canvas.bounding_box()
    place = {"x": box["x"] + 100.5, "y": box["y"] + 100.25}
    followed.expect_same(lambda _: followed.page.evaluate(there_and_back, place))


def test_10_000_points_in_one_stroke_are_answered(visit):
    followed = Followed(visit(has_touch=True))
    # With steps from nothing to 10 pixels, of which the canvas leaves out those below 0.4.
    circle = """({ x, y }) => {
        const target = document.querySelector("[data-testid=stBidiComponentIsolated]")
            .shadowRoot.querySelector("canvas.upper-canvas");
        const send = (name, t) => {
            const touch = new Touch({ identifier: 5, target,
                clientX: x + 160 + (60 + 8 * Math.cos(t * t / 9000)) * Math.cos(t / 1600),
                clientY: y + 160 + (100 + 8 * Math.sin(t * t / 9000)) * Math.sin(t / 1600) });
            target.dispatchEvent(new TouchEvent(name, { changedTouches: [touch],
                touches: name === "touchend" ? [] : [touch],
                bubbles: true, composed: true, cancelable: true }));
        };
        send("touchstart", 0);
        for (let t = 1; t <= 10000; t++) send("touchmove", t);
        send("touchend", 10000);
    }"""
    box = followed.draw_page.canvas.bounding_box()
    followed.expect_same(lambda _: followed.page.evaluate(circle, {"x": box["x"], "y": box["y"]}))
    expect(followed.draw_page.reason).to_contain_text("This is a scribble")
