from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from digitrec.datasets import load_digits
from digitrec.drawing import N_DIRECTION_FEATURES
from digitrec.drawing.invented import FAMILIES, handwriting, make_drawings
from digitrec.drawing.invented.devices import DEVICES
from digitrec.drawing.invented.handwriting import (
    HEIGHT_PX,
    draw_skeleton,
    make_drawing,
    make_hand,
    smooth_curve,
)
from digitrec.drawing.invented.letterforms import LETTERFORMS
from digitrec.recognition import NO_DIGIT
from digitrec.shipped import invent_rows


def test_a_smooth_curve_runs_through_its_points_and_turns_at_once_at_a_corner():
    points = np.array([[0, 0], [1, 0], [1, 0], [1, 1], [0, 1]], dtype=float)
    curve = smooth_curve(points, tension=0.5)
    for point in points:
        assert np.abs(curve - point).sum(axis=1).min() < 1e-12
    # Between the first point and the corner nothing pulls the curve sideways.
    before_corner = curve[: np.flatnonzero((curve == [1, 0]).all(axis=1))[0]]
    assert (before_corner[:, 1] == 0).all()


def test_without_tension_the_pieces_are_straight():
    curve = smooth_curve(np.array([[0.0, 0.0], [1.0, 2.0], [3.0, 0.0]]), tension=0.0)
    np.testing.assert_allclose(curve[:7, 1], 2 * curve[:7, 0])


def test_every_digit_has_many_forms_within_reach_of_its_box():
    assert sorted(LETTERFORMS) == list(range(10))
    for forms in LETTERFORMS.values():
        assert len(forms) >= 10
        for weight, patterns in forms:
            assert weight > 0
            pieces = [
                piece for pattern in patterns for either in pattern.pieces for piece in either
            ]
            assert sum(len(piece.low) for piece in pieces) >= 2
            for low, high, corner in pieces:
                assert (low <= high).all()
                assert np.abs(np.concatenate([low, high]) - 0.5).max(initial=0) <= 0.8
                assert len(corner) == len(low)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("digit", range(10))
def test_every_form_written_with_every_device_is_finite_and_no_higher_than_a_hand_reaches(
    digit, device, monkeypatch
):
    for i, form in enumerate(LETTERFORMS[digit]):
        monkeypatch.setitem(handwriting.LETTERFORMS, digit, (form,))
        rng = np.random.default_rng(i)
        strokes = make_drawing(digit, rng, hand=replace(make_hand(rng), device=device))
        assert 1 <= len(strokes) <= len(form[1]) + 1  # lifted or joined
        points = np.concatenate(strokes)
        assert np.isfinite(points).all()
        assert 30 < np.ptp(points[:, 1]) < 420
        monkeypatch.undo()


def test_both_halves_of_a_corner_stray_together():
    skeleton = [np.array([[0, 0], [1, 0], [1, 0], [1, 1]], dtype=float)]
    for seed in range(20):
        rng = np.random.default_rng(seed)
        hand = replace(make_hand(rng), device="pen", hooks=0.0, lifts=False)
        (stroke,) = draw_skeleton(skeleton, rng, hand=hand)
        assert (np.diff(stroke, axis=0) == 0).all(axis=1).sum() == 1


def test_the_pen_is_sometimes_not_lifted_and_sometimes_lifted_once_more():
    lines = [np.array([[x, 0.0], [x, 1.0]]) for x in (0.0, 0.5, 1.0)]
    rng = np.random.default_rng(0)
    n_strokes = Counter(len(draw_skeleton(lines, rng)) for _ in range(300))
    assert set(n_strokes) == {1, 2, 3, 4}
    assert n_strokes[3] > 200


def test_hands_use_every_device():
    rng = np.random.default_rng(0)
    assert {make_hand(rng).device for _ in range(300)} == set(DEVICES)
    assert sum(share for share, _ in DEVICES.values()) == pytest.approx(1)


@pytest.mark.parametrize("digit", range(10))
def test_a_drawing_is_strokes_of_finite_points_of_about_the_stated_height(digit):
    heights = []
    for seed in range(30):
        strokes = make_drawing(digit, np.random.default_rng(seed))
        points = np.concatenate(strokes)
        assert points.shape[1] == 2
        assert np.isfinite(points).all()
        heights.append(np.ptp(points[:, 1]))
    # A hasty hand leaves little of a flat 9; most are as high as they are said to be.
    assert 30 < min(heights) < max(heights) < 420
    assert np.median(heights) == pytest.approx(HEIGHT_PX, rel=0.2)


def test_the_same_seed_invents_the_same_drawings_and_another_seed_others():
    drawings, y = make_drawings(20, random_state=3)
    again, y_again = make_drawings(20, random_state=3)
    others, _ = make_drawings(20, random_state=4)
    assert (y == y_again).all()
    for strokes, strokes_again in zip(drawings, again, strict=True):
        for stroke, stroke_again in zip(strokes, strokes_again, strict=True):
            np.testing.assert_array_equal(stroke, stroke_again)
    assert drawings[0][0].shape != others[0][0].shape or (drawings[0][0] != others[0][0]).any()


@pytest.mark.slow
def test_invented_rows_are_in_the_digits_format_and_follow_the_seed(monkeypatch):
    monkeypatch.setattr("digitrec.shipped.build.CHUNK", 32)
    X, y = invent_rows(60, random_state=1)
    again, _ = invent_rows(60, random_state=1)
    assert X.shape == (3 * 60, 64 + N_DIRECTION_FEATURES)
    assert set(np.unique(y)) <= set(range(NO_DIGIT + len(FAMILIES)))
    assert (y >= NO_DIGIT).sum() == 3 * (round(0.4 * 32) + round(0.4 * 28))
    drawn, alone, other = X[::3], X[1::3], X[2::3]
    assert drawn[:, 64:].any(axis=1).all()
    assert not alone[:, 64:].any()
    assert not other[:, 64:].any()
    np.testing.assert_array_equal(drawn[:, :64], alone[:, :64])
    assert (other[:, :64] != alone[:, :64]).any(axis=1).mean() > 0.9
    images = X[:, :64]
    assert ((images >= 0) & (images <= 16) & (np.floor(images) == images)).all()
    np.testing.assert_array_equal(X, again)


@pytest.mark.slow
def test_a_model_that_saw_only_inventions_reads_the_real_digits():
    from sklearn.svm import SVC

    digits = load_digits()
    X, y = (rows[::3] for rows in invent_rows(1500, random_state=7))
    images, labels = X[y < NO_DIGIT, :64], y[y < NO_DIGIT]
    assert SVC(gamma=0.001, C=100).fit(images, labels).score(digits.X, digits.y) > 0.9
