"""From the canvas's JSON to strokes: as Fabric shows them, and nothing forged gets through."""

import copy
import json
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from digitrec import InvalidDrawingError, strokes_from_canvas, to_digits_format
from digitrec.drawing import CANVAS_PX, MAX_STROKES
from digitrec.drawing.strokes import MAX_POINTS

# As the canvas 0.13.0 (Fabric 7.4.0) sends a stroke, some of its commands left out.
REAL_STROKE = json.loads(
    """{"type": "Path", "version": "7.4.0", "originX": "center", "originY": "center",
    "left": 89.99, "top": 130.01, "width": 60.02, "height": 140.02, "fill": null,
    "stroke": "#000000", "strokeWidth": 20, "strokeDashArray": null, "strokeLineCap": "round",
    "strokeDashOffset": 0, "strokeLineJoin": "round", "strokeUniform": false,
    "strokeMiterLimit": 10, "scaleX": 1, "scaleY": 1, "angle": 0, "flipX": false, "flipY": false,
    "opacity": 1, "shadow": null, "visible": true, "backgroundColor": "", "fillRule": "nonzero",
    "paintFirst": "fill", "globalCompositeOperation": "source-over", "skewX": 0, "skewY": 0,
    "lockMovementX": false, "lockMovementY": false,
    "path": [["M", 59.98, 60], ["Q", 60, 60, 63, 60], ["Q", 66, 60, 69, 60],
             ["Q", 120, 60, 120, 130], ["L", 120, 200.02]]}"""
)


def stroke(path, **others):
    """One object of the canvas; unless told otherwise it lies where its path says."""
    ends = np.array([command[-2:] for command in path])
    left, top = (ends.min(axis=0) + ends.max(axis=0)) / 2
    placed = {"left": float(left), "top": float(top)}
    return REAL_STROKE | placed | {"path": path} | others


def drawing(*objects):
    return {"version": "7.4.0", "objects": list(objects), "background": "#ffffff"}


LINE = [["M", 100, 100], ["L", 140, 180]]  # its box is centred on (120, 140)


def test_an_untouched_stroke_lies_where_its_path_says():
    (points,) = strokes_from_canvas(drawing(REAL_STROKE))
    assert points.dtype == np.float64
    expected = [(59.98, 60), (63, 60), (69, 60), (120, 130), (120, 200.02)]
    assert_allclose(points[::2], expected, atol=0.01)  # left and top are rounded to 0.01
    # Between them, the middle of each curve, a quarter of the way from the pen's sample.
    middles = [(60.745, 60), (66, 60), (107.25, 77.5), (120, 165.01)]
    assert_allclose(points[1::2], middles, atol=0.01)


def test_a_blank_canvas_has_no_strokes():
    for blank in (None, {}, {"objects": []}, drawing()):
        assert strokes_from_canvas(blank) == []


def test_strokes_keep_their_order():
    strokes = strokes_from_canvas(
        drawing(stroke(LINE), stroke([["M", 10, 20], ["L", 30, 20]]), stroke(LINE))
    )
    assert_allclose([s[0] for s in strokes], [(100, 100), (10, 20), (100, 100)])


def test_a_tap_is_one_point():
    (points,) = strokes_from_canvas(drawing(stroke([["M", 199.98, 100], ["L", 200.02, 100]])))
    assert_allclose(points, [(199.98, 100)])
    assert to_digits_format([points]).any()


def test_the_pen_slider_changes_nothing():
    thin = stroke(REAL_STROKE["path"], strokeWidth=2, stroke="#ff0000", opacity=0.5)
    thick = stroke(REAL_STROKE["path"], strokeWidth=60)
    assert_array_equal(
        strokes_from_canvas(drawing(thin))[0], strokes_from_canvas(drawing(thick))[0]
    )


@pytest.mark.parametrize(
    ("transform", "ends"),
    [
        ({"left": 50, "top": 60}, [(30, 20), (70, 100)]),
        ({"scaleX": 2, "scaleY": 0.5}, [(80, 120), (160, 160)]),
        ({"flipX": True}, [(140, 100), (100, 180)]),
        ({"flipY": True}, [(100, 180), (140, 100)]),
        ({"angle": 90}, [(160, 120), (80, 160)]),  # clockwise, as y points down
        ({"angle": 180}, [(140, 180), (100, 100)]),
        ({"skewX": 45}, [(60, 100), (180, 180)]),
        ({"skewY": 45}, [(100, 80), (140, 200)]),
        ({"angle": 90, "scaleX": 2}, [(160, 100), (80, 180)]),  # scaled first, then turned
        ({"skewX": 45, "scaleX": 0.5}, [(90, 100), (150, 180)]),  # skewed first, then scaled
        ({"flipX": True, "skewX": 45, "left": 150}, [(210, 100), (90, 180)]),
        ({"skewX": 45, "skewY": 45}, [(40, 80), (200, 200)]),
    ],
)
def test_edited_strokes_are_where_the_canvas_shows_them(transform, ends):
    (points,) = strokes_from_canvas(drawing(stroke(LINE, **transform)))
    assert_allclose(points[[0, -1]], ends, atol=1e-9)


def fabric_point(x, y, centre, fabric_object):
    """One point through Fabric's transforms one after the other, in plain trigonometry."""
    x, y = x - centre[0], y - centre[1]
    y += x * math.tan(math.radians(fabric_object["skewY"]))
    x += y * math.tan(math.radians(fabric_object["skewX"]))
    x *= -fabric_object["scaleX"] if fabric_object["flipX"] else fabric_object["scaleX"]
    y *= -fabric_object["scaleY"] if fabric_object["flipY"] else fabric_object["scaleY"]
    length, angle = math.hypot(x, y), math.atan2(y, x) + math.radians(fabric_object["angle"])
    return (
        length * math.cos(angle) + fabric_object["left"],
        length * math.sin(angle) + fabric_object["top"],
    )


def fabric_box_centre(path):
    """Centre of the box that Fabric draws around a path, found by walking along its curves.

    Fabric takes the control point of a quadratic curve for both of a cubic one.
    """
    t = np.linspace(0, 1, 5001)[:, np.newaxis]
    here = np.array(path[0][1:], dtype=float)
    seen = [here[np.newaxis]]
    for name, *numbers in path[1:]:
        end = np.array(numbers[-2:])
        control = np.array(numbers[:2]) if name == "Q" else (here + end) / 2
        seen.append((1 - t) ** 3 * here + 3 * t * (1 - t) * control + t**3 * end)
        here = end
    walked = np.vstack(seen)
    return (walked.min(axis=0) + walked.max(axis=0)) / 2


on_canvas = st.integers(1000, 2200).map(lambda hundredths: hundredths / 10)
curves = st.tuples(st.just("Q"), *[on_canvas] * 4).map(list)
lines = st.tuples(st.just("L"), on_canvas, on_canvas).map(list)
paths = st.builds(
    lambda start, middle, end: [["M", *start], *middle, end],
    st.tuples(on_canvas, on_canvas),
    st.lists(curves | lines, max_size=6),
    lines,
)
transforms = st.fixed_dictionaries(
    {
        "left": on_canvas,
        "top": on_canvas,
        "angle": st.floats(-360, 360),
        "scaleX": st.floats(0.3, 1.2),
        "scaleY": st.floats(0.3, 1.2),
        "skewX": st.floats(-40, 40),
        "skewY": st.floats(-40, 40),
        "flipX": st.booleans(),
        "flipY": st.booleans(),
    }
)


@given(paths, transforms)
def test_every_point_goes_through_the_transform(path, transform):
    fabric_object = stroke(path, **transform)
    placed = strokes_from_canvas(drawing(fabric_object), canvas_px=10_000)
    centre = fabric_box_centre(path)
    expected = [fabric_point(*command[-2:], centre, fabric_object) for command in path]
    inside = np.all((np.array(expected) > 0.2) & (np.array(expected) < 9999), axis=1)
    if inside.all() and np.ptp(expected, axis=0).max() > 1:
        (points,) = placed
        assert_allclose(points[::2], expected, atol=0.05)


@pytest.mark.parametrize(
    ("path", "pieces"),
    [
        ([["M", 160, 160], ["L", 400, 160]], [[(160, 160), (280, 160), (320, 160)]]),
        ([["M", -80, 160], ["L", 400, 160]], [[(0, 160), (160, 160), (320, 160)]]),
        ([["M", -100, 0], ["L", 140, 240]], [[(0, 100), (20, 120), (140, 240)]]),
        ([["M", 400, 160], ["L", 500, 160]], []),
        ([["M", 400, 10], ["L", 10, -300]], []),
        ([["M", 350, 350], ["L", 350.02, 350]], []),
        (
            [["M", 100, 50], ["L", 400, 50], ["L", 400, 90], ["L", 100, 90]],
            [[(100, 50), (250, 50), (320, 50)], [(320, 90), (250, 90), (100, 90)]],
        ),
        ([["M", 0, 0], ["L", 0, 320]], [[(0, 0), (0, 160), (0, 320)]]),
    ],
)
def test_what_left_the_canvas_is_clipped(path, pieces):
    strokes = strokes_from_canvas(drawing(stroke(path)))
    assert len(strokes) == len(pieces)
    for points, piece in zip(strokes, pieces, strict=True):
        assert_allclose(points, piece, atol=1e-9)


wide = st.integers(-900, 1300).map(lambda halves: halves / 2)
ways = st.lists(st.tuples(wide, wide), min_size=2, max_size=12).filter(
    lambda way: np.ptp(way, axis=0).max() > 1
)


@given(ways)
def test_clipping_keeps_what_is_on_the_canvas_and_that_only(way):
    path = [["M", *way[0]], *[["L", *point] for point in way[1:]]]
    strokes = strokes_from_canvas(drawing(stroke(path)))
    for points in strokes:
        assert ((points >= 0) & (points <= CANVAS_PX)).all()
    steps = np.linspace(0, 1, 40)[:, np.newaxis]
    for start, end in pairwise(np.array(way)):
        for x, y in start + steps * (end - start):
            if min(x, y) > 0 and max(x, y) < CANVAS_PX:
                assert min(distance_to(points, x, y) for points in strokes) < 1e-6


@given(ways)
def test_a_stroke_is_cut_only_where_it_leaves(way):
    path = [["M", *way[0]], *[["L", *point] for point in way[1:]]]
    strokes = strokes_from_canvas(drawing(stroke(path)))
    for one, next_one in pairwise(strokes):
        cut = np.array([one[-1], next_one[0]])
        assert ((cut < 1e-6) | (cut > CANVAS_PX - 1e-6)).any(axis=1).all()


def distance_to(points, x, y):
    """From (x, y) to the nearest point of a stroke."""
    start, step = points[:-1], np.diff(points, axis=0)
    length_squared = np.maximum((step**2).sum(axis=1), 1e-300)
    along = np.clip((((x, y) - start) * step).sum(axis=1) / length_squared, 0, 1)
    return np.hypot(*(start + along[:, np.newaxis] * step - (x, y)).T).min()


@pytest.mark.parametrize(
    ("json_data", "sentence"),
    [
        ("junk", "The canvas sent no list of strokes. Clear the canvas and draw again."),
        ([], "The canvas sent no list of strokes."),
        (True, "The canvas sent no list of strokes."),
        ({"objects": "junk"}, "The canvas sent no list of strokes."),
        ({"objects": {"0": REAL_STROKE}}, "The canvas sent no list of strokes."),
        ({"objects": None}, "The canvas sent no list of strokes."),
        (drawing("junk"), "something that is not a pen stroke; only those can be read. Clear"),
        (drawing(None), "something that is not a pen stroke"),
        (drawing(REAL_STROKE | {"type": "Rect"}), "something that is not a pen stroke"),
        (drawing(REAL_STROKE | {"type": ["Path"]}), "something that is not a pen stroke"),
        (drawing(REAL_STROKE | {"path": "M 0 0"}), "something that is not a pen stroke"),
        (drawing({"type": "Path"}), "something that is not a pen stroke"),
        (drawing(REAL_STROKE | {"path": []}), "A stroke has no points. Clear the canvas"),
        (drawing(REAL_STROKE | {"path": [["M", 1, 1]]}), "A stroke has no points."),
        (drawing(REAL_STROKE | {"path": [["L", 1, 1]]}), "must be one line, begun by one move"),
        (drawing(REAL_STROKE | {"path": [["M", 1, 1]] * 2}), "must be one line, begun by one move"),
        (drawing(REAL_STROKE | {"path": [["M", 1]]}), "a piece that is none of move, line or"),
        (drawing(REAL_STROKE | {"path": [["Z"]]}), "a piece that is none of move, line or curve"),
        (drawing(REAL_STROKE | {"path": [[]]}), "a piece that is none of move, line or curve"),
        (drawing(REAL_STROKE | {"path": [[["M"], 1, 1]]}), "a piece that is none of move, line"),
        (drawing(REAL_STROKE | {"path": ["M11"]}), "a piece that is none of move, line or curve"),
        (drawing(stroke(LINE, left=None)), "The drawing's left is not a number. Clear"),
        (drawing(stroke(LINE, top="7")), "The drawing's top is not a number."),
        (drawing(stroke(LINE, angle=True)), "The drawing's angle is not a number."),
        (drawing(stroke(LINE, skewX=[])), "The drawing's skewX is not a number."),
        (drawing(stroke(LINE, left=math.nan)), "The drawing's left is not between minus a million"),
        (drawing(stroke(LINE, scaleX=1e9)), "The drawing's scaleX is not between minus a million"),
        (drawing(stroke(LINE, scaleY=-math.inf)), "The drawing's scaleY is not between minus a"),
        (drawing(stroke(LINE, top=10**400)), "The drawing's top is not between minus a million"),
        (drawing(stroke(LINE, top=10**5000)), "The drawing's top is not between minus a million"),
        (drawing(stroke([["M", 0, 0], ["L", 1e9, 0]])), "coordinate is not between minus a"),
        (drawing(REAL_STROKE | {"path": [["M", 0, 0], ["L", "1", 0]]}), "coordinate is not a num"),
        (drawing(stroke(LINE, originX="left")), "placed by another corner than its centre"),
        (drawing(stroke(LINE, originY=["top"])), "placed by another corner than its centre"),
        (drawing(*[stroke(LINE)] * (MAX_STROKES + 1)), "1,001 strokes; at most 1,000 are read."),
        (
            drawing(stroke([["M", 0, 0]] + [["L", 1, 1]] * 99_999)),
            "has 100,000 pieces; at most 25,000 are read. Clear the canvas and draw again.",
        ),
    ],
)  # fmt: skip
def test_what_no_canvas_sends_is_refused(json_data, sentence):
    with pytest.raises(InvalidDrawingError, match=sentence):
        strokes_from_canvas(json_data)


def test_as_much_as_allowed_is_read():
    path = [["M", 10, 10], *[["L", i % 300, i % 313] for i in range(MAX_POINTS // 2 - 1)]]
    (points,) = strokes_from_canvas(drawing(stroke(path)))
    assert len(points) == MAX_POINTS - 1
    assert len(strokes_from_canvas(drawing(*[stroke(LINE)] * MAX_STROKES))) == MAX_STROKES


def test_depth_does_not_matter():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    for json_data in (deep, {"objects": deep}, drawing(REAL_STROKE | {"path": deep})):
        with pytest.raises(InvalidDrawingError):
            strokes_from_canvas(json_data)


def test_reading_changes_nothing_in_what_was_sent():
    sent = drawing(stroke(LINE, angle=30), REAL_STROKE)
    before = copy.deepcopy(sent)
    strokes_from_canvas(sent)
    assert sent == before


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([1e9, -1e6, 10**400, "Path", "M", "Q", "L", "center", "", "objects"])
    | st.text(max_size=4)
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from(["objects", "path", "type"]) | st.text(max_size=3), inner)
    ),
    max_leaves=25,
)
nearly_numbers = st.floats(-1e7, 1e7) | st.floats(0, 320) | scalars
nearly_commands = st.tuples(st.sampled_from("MLQLQZ"), nearly_numbers, nearly_numbers).map(
    list
) | st.tuples(st.just("Q"), *[nearly_numbers] * 4).map(list)
nearly_strokes = st.builds(
    lambda path, changes: REAL_STROKE | {"path": path} | changes,
    st.lists(nearly_commands, max_size=4).map(lambda rest: [["M", 5, 5], *rest]) | anything,
    st.dictionaries(
        st.sampled_from(
            ["left", "top", "angle", "scaleX", "scaleY", "skewX", "skewY", "flipX", "type", "path"]
        ),
        nearly_numbers | anything,
        max_size=3,
    ),
)


@given(anything | st.lists(nearly_strokes, max_size=4).map(lambda objects: {"objects": objects}))
def test_anything_becomes_strokes_on_the_canvas_or_is_refused(json_data):
    try:
        strokes = strokes_from_canvas(json_data)
    except InvalidDrawingError:
        return
    for points in strokes:
        assert points.dtype == np.float64
        assert points.ndim == 2
        assert points.shape[1] == 2
        assert len(points) >= 1
        assert ((points >= 0) & (points <= CANVAS_PX)).all()
    if strokes:
        assert to_digits_format(strokes).any()


@given(
    st.lists(paths, min_size=1, max_size=4),
    transforms,
    st.dictionaries(st.sampled_from(["angle", "skewX", "skewY"]), st.floats(-1e6, 1e6)),
    st.floats(-1e6, 1e6),
)
def test_wild_but_finite_transforms_stay_on_the_canvas(some_paths, transform, angles, factor):
    objects = [stroke(path, **transform) | angles | {"scaleX": factor} for path in some_paths]
    for points in strokes_from_canvas(drawing(*objects)):
        assert ((points >= 0) & (points <= CANVAS_PX)).all()
