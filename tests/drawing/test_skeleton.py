"""From ink to strokes: thinned, and followed as a pen went."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import ndimage

from digitrec.drawing import draw_strokes, fit_on_canvas, re_ink, slant_of, strokes_from_ink
from digitrec.drawing.skeleton import thin

EIGHT = np.ones((3, 3), bool)


@pytest.mark.parametrize("pen_px", [2, 6, 14, 30])
def test_strokes_draw_the_ink_again(pen_px, drawn_digits):
    """Whatever the pen was, the line is the one that was drawn."""
    for strokes in drawn_digits:
        found = strokes_from_ink(draw_strokes(strokes, 320, pen_px=pen_px))
        expected, again = (re_ink(each) for each in (strokes, found))
        assert_allclose(again.shape, expected.shape, atol=6)
        height, width = np.minimum(again.shape, expected.shape)
        far = ndimage.distance_transform_edt(~expected[:height, :width])
        assert far[again[:height, :width]].mean() < 1.5


@pytest.mark.parametrize("pen_px", [2, 8, 16])
def test_a_crossing_is_gone_straight_over(pen_px):
    cross = [np.array([(40.0, 40.0), (120.0, 130.0)]), np.array([(120.0, 40.0), (40.0, 130.0)])]
    found = strokes_from_ink(draw_strokes(cross, 160, pen_px=pen_px))
    assert len(found) == 2
    ends = sorted(stroke[[0, -1]].round(-1).astype(int).tolist() for stroke in found)
    assert sorted(sorted(pair) for pair in ends) == [
        [[40, 40], [120, 130]],
        [[40, 130], [120, 40]],
    ]


def test_a_ring_is_one_stroke_that_ends_where_it_began(drawn_digits):
    (ring,) = strokes_from_ink(draw_strokes(drawn_digits[0], 320, pen_px=12))
    assert np.hypot(*(ring[0] - ring[-1])) < 8


def test_a_pen_that_is_lifted_leaves_two_strokes():
    bars = [[(20, 20), (20, 80)], [(60, 20), (60, 80)]]
    assert len(strokes_from_ink(draw_strokes(bars, 100, pen_px=8))) == 2


@pytest.mark.parametrize("side", [1, 2, 3, 9])
def test_a_dot_is_a_stroke(side):
    ink = np.zeros((40, 40), bool)
    ink[10 : 10 + side, 20 : 20 + side] = True
    strokes = strokes_from_ink(ink)
    points = np.concatenate(strokes)
    assert_allclose(points.mean(axis=0), (20 + side / 2, 10 + side / 2), atol=side)
    assert np.ptp(points, axis=0).max() <= side


def test_any_ink_has_strokes_within_it():
    rng = np.random.default_rng(0)
    for density in (0.02, 0.3, 0.6, 0.9, 1.0):
        for shape in ((1, 1), (1, 30), (30, 1), (17, 40), (60, 60)):
            ink = rng.random(shape) < density
            ink[0, 0] = True
            points = np.concatenate(strokes_from_ink(ink))
            assert np.isfinite(points).all()
            assert (points >= -2).all()
            assert (points <= np.array(shape[::-1]) + 2).all()


def test_thinning_keeps_what_hangs_together(drawn_digits):
    for strokes in drawn_digits:
        ink = draw_strokes(strokes, 320, pen_px=20)
        line = thin(ink)
        assert not (line & ~ink).any()
        for pixels, others in ((ink, line), (~ink, ~line)):
            structure = EIGHT if pixels is ink else None  # the paper hangs together by sides only
            assert ndimage.label(pixels, structure)[1] == ndimage.label(others, structure)[1]
        assert not ndimage.binary_erosion(line, np.ones((2, 2))).sum() > 3


def test_slant_is_that_of_a_leaning_stroke():
    for lean in (-0.5, 0.0, 0.3):
        ink = draw_strokes([[(150 + 100 * lean, 50), (150 - 100 * lean, 250)]], 320, pen_px=12)
        assert slant_of(ink) == pytest.approx(lean, abs=0.02)
    assert slant_of(np.ones((1, 9), bool)) == 0


def test_strokes_are_fitted_on_the_canvas():
    (stroke,) = fit_on_canvas([np.array([(1.0, 1.0), (2.0, 3.0)])])
    assert_allclose(stroke, [(110, 60), (210, 260)])
    (dot,) = fit_on_canvas([np.array([(7.0, 7.0)])])
    assert_allclose(dot, [(160, 160)])
