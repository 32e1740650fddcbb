import numpy as np
import pytest

from digitrec.drawing.invented.patterns import parse_pattern, sample_pattern


def sampled(text, seed=0):
    return sample_pattern(parse_pattern(text), np.random.default_rng(seed))


def test_a_pattern_without_choices_is_its_points_and_a_corner_stands_twice():
    np.testing.assert_allclose(
        sampled("0,-20 60,0! 60,100"), [[0, -0.2], [0.6, 0], [0.6, 0], [0.6, 1]]
    )


def test_ranges_are_filled_and_each_alternative_is_written():
    strokes = [sampled("0..10,-5..5! (|50,50) (0,100|100,90..100)", seed) for seed in range(200)]
    starts = np.array([stroke[0] for stroke in strokes])
    assert starts.min(axis=0) == pytest.approx([0, -0.05], abs=0.01)
    assert starts.max(axis=0) == pytest.approx([0.1, 0.05], abs=0.01)
    assert {len(stroke) for stroke in strokes} == {3, 4}
    assert {stroke[-1, 0] for stroke in strokes} == {0, 1}
    for stroke in strokes:
        np.testing.assert_array_equal(stroke[0], stroke[1])


def test_a_closed_pattern_begins_anywhere_and_runs_either_way_about_once_around():
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=float)
    strokes = [sampled("o 0,0 100,0 100,100 0,100", seed) for seed in range(200)]
    indexes = [[int(np.abs(corners - p).sum(axis=1).argmin()) for p in s] for s in strokes]
    assert {way[0] for way in indexes} == {0, 1, 2, 3}
    steps = [set(np.diff(way) % 4) for way in indexes]
    assert sorted(map(tuple, {frozenset(step) for step in steps})) == [(1,), (3,)]
    assert {len(way) for way in indexes} == {3, 4, 5, 6, 7}
