"""From strokes to ink: every pixel against its distance from the pen's way."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.testing import assert_array_equal

from digitrec import InvalidDrawingError, load_model, normalization_steps, to_digits_format
from digitrec.drawing import check_strokes, draw_strokes, re_ink
from digitrec.drawing.ink import SEGMENTS_AT_ONCE, fill_capsules
from digitrec.drawing.strokes import MAX_POINTS
from digitrec.formats import check_images

ROUNDING_PX = 1e-9

coordinates = st.floats(-40, 80) | st.sampled_from([0.0, 0.5, 1.0, 10.5, 20.0])
points = st.tuples(coordinates, coordinates)
drawings = st.lists(st.lists(points, min_size=1, max_size=8), min_size=1, max_size=5)


def distance(x, y, start, end):
    """From a point to a segment, by the nearest of its points."""
    (x0, y0), (x1, y1) = start, end
    length_squared = (x1 - x0) ** 2 + (y1 - y0) ** 2
    along = 0.0
    if length_squared > 0:
        along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length_squared
        along = min(max(along, 0.0), 1.0)
    return np.hypot(x0 + along * (x1 - x0) - x, y0 + along * (y1 - y0) - y)


@given(
    st.lists(st.tuples(points, points), min_size=1, max_size=6),
    st.floats(0.1, 12),
    st.tuples(st.integers(1, 24), st.integers(1, 24)),
)
@example([((5.0, 5.0), (5.0, 5.0))], 3.0, (12, 12))  # a dot
@example([((2.0, 6.5), (9.0, 6.5))], 2.0, (12, 12))  # along a row of pixel centres
@example([((6.5, 2.0), (6.5, 9.0))], 2.0, (12, 12))
def test_ink_is_what_the_pen_reaches(segments, radius, shape):
    starts, ends = (np.array(side) for side in zip(*segments, strict=True))
    ink = fill_capsules(starts, ends, radius, shape)
    assert ink.shape == shape
    for row in range(shape[0]):
        for column in range(shape[1]):
            nearest = min(distance(column + 0.5, row + 0.5, *segment) for segment in segments)
            if abs(nearest - radius) > ROUNDING_PX:
                assert ink[row, column] == (nearest < radius), (row, column, nearest)


def test_many_segments_are_inked_as_few_at_a_time():
    rng = np.random.default_rng(0)
    starts = rng.uniform(0, 50, (2 * SEGMENTS_AT_ONCE + 3, 2))
    ends = starts + rng.normal(0, 1, starts.shape)
    together = fill_capsules(starts, ends, 0.4, (50, 50))
    one_by_one = [
        fill_capsules(starts[i : i + 1], ends[i : i + 1], 0.4, (50, 50)) for i in range(len(starts))
    ]
    assert_array_equal(together, np.any(one_by_one, axis=0))


def test_draw_strokes_keeps_place_and_pen():
    ink = draw_strokes([[(10, 20), (30, 20)], [(50, 50)]], 64, pen_px=6)
    assert ink.shape == (64, 64)
    rows, columns = np.nonzero(ink[:40])
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (17, 22, 7, 32)
    assert ink[40:].sum() == pytest.approx(np.pi * 9, abs=4)  # a tap is a round dot
    assert not draw_strokes([], 64, pen_px=6).any()


@given(drawings)
def test_ink_fills_its_frame(strokes):
    ink = re_ink(check_strokes(strokes))
    height, width = ink.shape
    assert height <= 64
    assert width <= 130
    assert ink.any()
    if height == 64:
        assert ink[:2].any()
        assert ink[-2:].any()


@pytest.mark.parametrize("pen", [2.0, 4.0, 6.0])
def test_pen_follows_the_height(pen):
    """A vertical line of any length becomes a bar of the pen's width, 64 pixels high."""
    for length in (3, 70, 5000):
        ink = re_ink([np.array([(0.0, 0.0), (0.0, length)])], pen=pen)
        assert ink.shape == (64, 2 * pen)
        assert ink[32].all()


def test_lean_moves_the_top_to_the_right():
    ink = re_ink([np.array([(0.0, 0.0), (0.0, 100.0)])], lean=0.5)
    assert np.flatnonzero(ink[0]).mean() > np.flatnonzero(ink[-1]).mean() + 20


@given(drawings, st.randoms(use_true_random=False))
def test_neither_order_nor_direction_of_strokes_matters(strokes, random):
    other = [stroke[::-1] if random.random() < 0.5 else stroke for stroke in strokes]
    random.shuffle(other)
    image, again = to_digits_format(strokes), to_digits_format(other)
    # Along a side the sums are rounded in another order; a pixel centre may fall on it.
    assert np.abs(image - again).sum() <= 4


@given(drawings, st.sampled_from([0.25, 0.5, 2.0, 4.0]))
def test_doubling_changes_nothing(strokes, factor):
    """Powers of two are exact in floats, so that not even rounding may differ."""
    larger = [[(x * factor, y * factor) for x, y in stroke] for stroke in strokes]
    size = np.ptp(np.concatenate([np.array(s) for s in strokes]), axis=0).max()
    if size == 0 or size * min(factor, 1) > 1e-5:
        assert_array_equal(to_digits_format(larger), to_digits_format(strokes))


@pytest.mark.slow
def test_answers_stay_wherever_and_however_large_it_is_drawn(drawn_digits):
    """25 % to 100 % of the canvas, anywhere on it, as coarse or fine as the pointer reports."""
    rng = np.random.default_rng(0)
    svm = load_model("svm")
    same = []
    for strokes in drawn_digits:
        answer = svm.predict_strokes(strokes).digit
        low = np.vstack(strokes).min(axis=0)
        size = np.ptp(np.vstack(strokes), axis=0).max()
        for _ in range(30):
            factor = rng.uniform(0.25, 1.0) * 320 / size
            place = rng.uniform(0, 320 - factor * size, 2)
            moved = [
                np.round((halved(stroke, rng.integers(3)) - low) * factor + place, 2)
                for stroke in strokes
            ]
            same.append(svm.predict_strokes(moved).digit == answer)
    assert np.mean(same) >= 0.99


def halved(stroke, times):
    """The same way with twice as many points, so many times."""
    for _ in range(times):
        middles = (stroke[:-1] + stroke[1:]) / 2
        stroke = np.vstack([np.column_stack([stroke[:-1], middles]).reshape(-1, 2), stroke[-1:]])
    return stroke


def test_steps_end_with_the_picture(drawn_digits):
    steps = normalization_steps(drawn_digits[8])
    assert list(steps) == ["ink", "stretched", "evened out", "straightened", "8x8"]
    assert_array_equal(steps["8x8"], to_digits_format(drawn_digits[8]))
    assert steps["ink"].shape[0] == 64


def test_a_tap_is_a_dot():
    image = to_digits_format([[(100, 100)]])
    assert_array_equal(image, image[:, ::-1])
    assert image[3:5, 3:5].min() == 16
    assert_array_equal(image, to_digits_format([[(3, 7), (3, 7)]]))
    assert_array_equal(image, to_digits_format([[(0, 0), (0, 5e-324)]]))


@pytest.mark.parametrize(
    ("strokes", "sentence"),
    [
        ([], "There is nothing on the canvas yet. Draw a digit first."),
        ([[]], "There is nothing on the canvas yet. Draw a digit first."),
        (None, "The drawing is not a list of strokes; each stroke must be a list of points"),
        (5, "The drawing is not a list of strokes"),
        ("12", "The drawing is not a list of strokes"),
        ([[(0, "a")]], "The drawing is not a list of strokes"),
        ([[(0, 1j)]], "The drawing is not a list of strokes"),
        ([[(0, 10**400)]], "The drawing is not a list of strokes"),
        ([[(0, 0), (1,)]], "The drawing is not a list of strokes"),
        ([[0, 1, 2]], r"A stroke has the shape \(3,\); it must be \(n, 2\)"),
        ([np.zeros((2, 3))], r"A stroke has the shape \(2, 3\)"),
        ([[(0, np.nan)]], "A point of the drawing is not a number or lies more than a million"),
        ([[(0, 1e9)]], "A point of the drawing is not a number or lies more than a million"),
        ([[(0, -np.inf)]], "A point of the drawing is not a number or lies more than a million"),
        (
            np.zeros((1, 100_000, 2)),
            "has 100,000 points; at most 50,000 are read. Clear the canvas",
        ),
    ],
)
def test_what_is_no_drawing_is_refused(strokes, sentence):
    for read in (to_digits_format, normalization_steps):
        with pytest.raises(InvalidDrawingError, match=sentence):
            read(strokes)


def test_as_many_points_as_allowed_are_read():
    scribble = np.random.default_rng(0).uniform(0, 320, (MAX_POINTS, 2))
    assert to_digits_format([scribble]).sum() > 500
    assert draw_strokes([scribble], 320, pen_px=16).mean() > 0.9


junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.just(10**400)
    | st.text(max_size=5)
    | st.binary(max_size=5)
    | st.complex_numbers()
    | npst.arrays(npst.scalar_dtypes(), npst.array_shapes(min_dims=0, min_side=0, max_side=3)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=20,
)
any_numbers = st.floats() | st.integers() | st.integers(-(10**7), 10**7)


@given(junk | st.lists(st.lists(st.tuples(any_numbers, any_numbers))))
def test_anything_becomes_a_picture_or_is_refused(strokes):
    try:
        image = to_digits_format(strokes)
    except InvalidDrawingError:
        return
    assert image.shape == (8, 8)
    assert_array_equal(check_images(image), image)
    assert image.any()


circle = 50 * np.column_stack([np.cos(np.linspace(0, 6.3, 60)), np.sin(np.linspace(0, 6.3, 60))])


@pytest.mark.parametrize(
    "strokes",
    [
        pytest.param([[(160.0, 160.0)]], id="one point"),
        pytest.param([np.resize(circle, (MAX_POINTS, 2))], id="as many points as allowed"),
        pytest.param([circle] * 500, id="strokes on one another"),
        pytest.param([[(10.0, 0.0), (10.0, 90.0)]] * 900, id="lines on one another"),
        pytest.param([circle / 1e5], id="coordinates in thousandths"),
        pytest.param([circle / 1e5 + 9e5], id="thousandths, far away"),
        pytest.param([[(0.0, 0.0)] * 1000], id="a pen that stands still"),
    ],
)
def test_what_nobody_draws_gets_an_answer(strokes):
    for name in ("default", "svm"):
        prediction = load_model(name).predict_strokes(strokes)
        assert prediction.probabilities.sum() == pytest.approx(1)
        assert prediction.digit in {None, *range(10)}
    with pytest.raises(InvalidDrawingError, match="at most 50,000 are read"):
        to_digits_format([*strokes, np.zeros((MAX_POINTS, 2))])
