"""What the browser makes of a drawing is what the server makes of it, to the last bit."""

import json
from dataclasses import asdict

import numpy as np
import pytest

from benchmarks.files import on_canvas, read_unipen
from digitrec import normalization_steps, to_digits_format
from digitrec.datasets import load_digits
from digitrec.drawing import CANVAS_PX, check_strokes, direction_features
from digitrec.drawing.canvas_json import clip
from digitrec.drawing.ink import fill_capsules
from digitrec.drawing.invented import LEARNED_KINDS, UNSEEN_KINDS, make_drawings, make_non_digits
from digitrec.drawing.strokes import MAX_COORDINATE
from digitrec.formats import straighten
from digitrec.recognition.refusals import MAX_DISTANCE, why_no_digit, why_no_drawing
from digitrec.shipped.table import FIVE_VIEWS
from digitrec.ui import live
from digitrec.ui.live import HERE, NUMBER_PROGRAM, PROGRAM, bundle

FILES = ("words", "sentences", "recipe", "strokes", "directions", "refusals", "geometry")
NAMES = (
    "directionFeatures, fillCapsules, isDrawing, normalizationSteps, readViews, rubOut, "
    "straighten, visibleStrokes, whyNoDigit, whyNoDrawing"
)
SOME_DIGITS = 300  # of the 1,797, so that some drawings are near to none


def add_modules(page):
    """Load the files that the page serves into a page, and wait for them."""
    offer = f"\nglobalThis.live = {{ {', '.join(f'...${name}' for name in FILES)} }};"
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
    """The 8x8 counts in all views of the default model, and why what is drawn is refused."""
    digits = load_digits().images[:SOME_DIGITS]
    read = run(
        """({ drawings, views, digits }) => {
            const bytes = Uint8Array.from(digits.flat(2));
            return drawings.map((strokes) => {
                const pictures = readViews(strokes, views).images.map((picture) => [...picture]);
                const whys = pictures.map((picture) => whyNoDigit(picture, bytes) === null);
                return { pictures, drawing: whyNoDrawing(strokes), whys };
            });
        }""",
        {"drawings": drawings, "views": [asdict(view) for view in FIVE_VIEWS], "digits": digits},
    )
    rows = digits.reshape(-1, 64)
    for strokes, (pictures, whys, drawing) in zip(
        drawings, [(r["pictures"], r["whys"], r["drawing"]) for r in read], strict=True
    ):
        expected = [to_digits_format(strokes, **asdict(view)).ravel() for view in FIVE_VIEWS]
        np.testing.assert_array_equal(pictures, expected)
        assert drawing == why_no_drawing([np.asarray(stroke) for stroke in strokes])
        nearest = [np.sqrt(((rows - picture) ** 2).sum(axis=1)).min() for picture in expected]
        assert whys == [distance <= MAX_DISTANCE for distance in nearest]


def test_invented_drawings_become_the_same_pictures(run):
    expect_same_pictures(run, make_drawings(1500, random_state=41)[0])


def test_scribbles_become_the_same_pictures(run):
    scribbles, _ = make_non_digits(600, random_state=42, kinds=LEARNED_KINDS | UNSEEN_KINDS)
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


def test_the_directions_are_the_same(run):
    digits, _ = make_drawings(400, random_state=44)
    others, _ = make_non_digits(300, random_state=45, kinds=LEARNED_KINDS | UNSEEN_KINDS)
    lone, line = np.array([(5.0, 5.0)]), np.array([(100.0, 50.0), (104.0, 250.0), (104.0, 250.0)])
    odd = [[lone], [lone, lone, line], [line], [np.repeat(lone, 3, axis=0)], [line / 1e5]]
    drawings = [*digits, *others, *odd]
    read = run("(drawings) => drawings.map((each) => [...directionFeatures(each)])", drawings)
    expected = [direction_features(check_strokes(strokes)) for strokes in drawings]
    np.testing.assert_allclose(read, expected, rtol=0, atol=1e-11)


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


def random_way(rng):
    """Points of a pen, some of them beside the canvas."""
    low, high = (-200, 500) if rng.random() < 0.7 else (0, CANVAS_PX)
    return rng.uniform(low, high, (rng.integers(1, 12), 2)).round(rng.integers(0, 3))


def test_what_is_seen_of_a_stroke_is_what_the_library_clips(run):
    rng = np.random.default_rng(46)
    ways = [random_way(rng) for _ in range(3000)]
    seen = run("(ways) => ways.map((way) => visibleStrokes([way]))", ways)
    for way, strokes in zip(ways, seen, strict=True):
        expected = clip(way)
        assert [len(stroke) for stroke in strokes] == [len(stroke) for stroke in expected]
        for stroke, points in zip(strokes, expected, strict=True):
            np.testing.assert_array_equal(stroke, points)


def test_a_stroke_of_10_000_points_is_read_by_both(run):
    t = np.linspace(0, 40 * np.pi, 10_000)
    points = np.column_stack([160 + (40 + t) * np.cos(t / 20), 160 + (40 + t / 2) * np.sin(t / 20)])
    points += np.random.default_rng(47).normal(0, 1, points.shape)
    expect_same_pictures(run, [[points]])


def test_the_eraser_takes_whole_strokes_that_it_meets_on_its_way(run):
    strokes = [[(10, 10), (10, 300)], [(100, 150), (300, 150)], [(200, 200)]]
    left = run(
        """({ strokes, ways }) => ways.map(([from, to]) => rubOut(strokes, from, to, 10))""",
        {
            "strokes": strokes,
            "ways": [
                [(50, 50), (50, 300)],
                [(0, 200), (30, 200)],
                [(150, 100), (150, 200)],
                [(209, 200), (209, 200)],
                [(0, 150), (320, 150)],
            ],
        },
    )
    as_lists = [[list(point) for point in stroke] for stroke in strokes]
    a, b, c = as_lists
    assert left == [[a, b, c], [b, c], [a, c], [a, b], [c]]


def test_a_drawing_that_was_stored_is_believed_only_if_it_is_one(run):
    stroke = [[1, 2], [3.5, 4]]
    sound = [[], [stroke], [stroke, [[5, 6]]]]
    wrong = [
        None, 7, "junk", {}, [7], [[]], [stroke, []], [[1, 2]], [[[1]]], [[[1, 2, 3]]],
        [[["1", 2]]], [[[None, 2]]], [[[1e7, 2]]], [stroke] * 11, [stroke * 30],
    ]  # fmt: skip
    believed = run("(drawings) => drawings.map((d) => isDrawing(d, 10, 50))", [*sound, *wrong])
    assert believed == [True] * len(sound) + [False] * len(wrong)


def test_a_file_is_joined_only_after_those_that_it_needs():
    with pytest.raises(ValueError, match=r"strokes.js needs recipe before it\."):
        bundle("words", "strokes", "recipe")
    text = bundle(*PROGRAM)
    assert "\nimport " not in text
    assert text.count("\nexport ") == 1
    assert text.endswith("export const { components } = $program;\n")
    files = {path.stem for path in HERE.glob("*.js")}
    programs = [names for name, names in vars(live).items() if name.endswith("PROGRAM")]
    assert {name for names in programs for name in names} - {"words", "number_words"} == files
    assert bundle(*NUMBER_PROGRAM).endswith("export const { program } = $number;\n")
