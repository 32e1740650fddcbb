"""How the pen moved, as numbers: the same wherever, however large and from whichever end."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from digitrec.drawing import (
    MAX_FEATURE,
    MAX_POINTS,
    N_DIRECTION_FEATURES,
    check_strokes,
    direction_features,
)
from digitrec.drawing.invented import make_drawings


def stroke(*points):
    return np.array(points, dtype=float)


def grid_of(features):
    """Along, upright, slanted, turning, ends, each of shape (4, 4)."""
    return features[7:].reshape(5, 4, 4)


def test_neither_size_nor_place_nor_order_nor_the_end_to_begin_at_matters():
    for strokes in make_drawings(20, random_state=0)[0]:
        expected = direction_features(strokes)
        moved = [1.7 * part + (30, -12) for part in strokes]
        assert_allclose(direction_features(moved), expected, atol=1e-9)
        backwards = [part[::-1] for part in strokes[::-1]]
        assert_allclose(direction_features(backwards), expected, atol=0.05)


@pytest.mark.parametrize(
    ("end", "level", "diagonal"),
    [((100, 0), 1, 0), ((0, 100), -1, 0), ((100, 100), 0, 1), ((100, -100), 0, -1)],
)
def test_a_line_runs_in_its_direction(end, level, diagonal):
    along, upright, slanted, turning, ends = grid_of(direction_features([stroke((0, 0), end)]))
    assert_allclose(upright, level * along, atol=1e-9)
    assert_allclose(slanted, diagonal * along, atol=1e-9)
    assert_allclose(turning, 0, atol=1e-9)
    assert ends.sum() == pytest.approx(2)


def test_a_corner_turns_where_it_is():
    corner = direction_features([stroke((0, 0), (0, 160), (160, 160))])
    turning = grid_of(corner)[3]
    assert turning.sum() == pytest.approx(1, abs=0.05)  # a right angle
    assert turning[3, 0] == pytest.approx(1, abs=0.05)
    assert corner[6] == pytest.approx(turning.sum() / 4)


def test_strokes_are_counted_and_their_ends_lie_in_their_corners():
    cross = [stroke((0, 0), (99, 99)), stroke((99, 0), (0, 99))]
    features = direction_features(cross)
    assert features[2:5].tolist() == [1, 0, 0]
    assert_allclose(grid_of(features)[4][[0, 0, 3, 3], [0, 3, 0, 3]], 1)
    assert direction_features([*cross, stroke((5, 5))])[2:5].tolist() == [0, 1, 0]
    assert direction_features(cross * 2)[2:5].tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    "strokes",
    [
        [stroke((5, 5))],
        [stroke((5, 5), (5, 5), (5, 5))],
        [stroke((0.001, 0.002), (0.003, 0.001))],
        [stroke((0, 0), (0, 100))] * 40,
        [np.random.default_rng(0).uniform(0, 280, (MAX_POINTS, 2))],
    ],
)
def test_odd_drawings_have_numbers_too(strokes):
    features = direction_features(check_strokes(strokes))
    assert features.shape == (N_DIRECTION_FEATURES,)
    assert np.isfinite(features).all()
    assert np.abs(features).max() <= MAX_FEATURE
