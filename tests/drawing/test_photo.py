"""From an image to the ink of its digit: light and dark, shaded, framed, ruled."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from PIL import Image

from digitrec.drawing import crop, draw_strokes, ink_by_threshold, ink_from_image

SIDE = 320


@pytest.fixture(scope="module")
def seven(drawn_digits):
    """Ink of a 7."""
    return draw_strokes(drawn_digits[7], SIDE, pen_px=20)


def share_alike(found, ink):
    """Of the pixels that either holds, how many both hold."""
    return (found & ink).sum() / (found | ink).sum()


def test_dark_on_light_and_light_on_dark_are_told_apart(seven):
    for image in (seven, np.where(seven, 250, 30), np.where(seven, 60, 50), seven.astype(float)):
        assert_array_equal(ink_from_image(image), seven)
    for image in (~seven, np.where(seven, 30, 250), np.where(seven, 200, 210), 1 - 0.3 * seven):
        assert_array_equal(ink_from_image(image), seven)


def test_ink_keeps_apart_from_uneven_noisy_paper(seven):
    rng = np.random.default_rng(0)
    paper = 90 + 130 * np.linspace(0, 1, SIDE) + rng.normal(0, 6, seven.shape)
    photograph = np.clip(np.where(seven, paper * 0.4, paper), 0, 255)
    assert share_alike(ink_from_image(photograph), seven) > 0.95


def with_frame(greys):
    greys[:12] = greys[-12:] = greys[:, :9] = greys[:, -14:] = 30


def with_table(greys):
    greys[np.add.outer(np.arange(SIDE), 2 * np.arange(SIDE)) < 100] = 50


def with_rules(greys):
    greys[20::40] = greys[21::40] = 90


def with_sloping_rule(greys):
    columns = np.arange(SIDE)
    for thick in range(3):
        greys[250 + thick + columns // 100, columns] = 80


def with_squares(greys):
    with_rules(greys)
    greys[:, 10::40] = greys[:, 11::40] = 90


def with_specks(greys):
    greys[10:14, 10:14] = greys[300:305, 40:44] = greys[200:203, 290:294] = 40


def with_finger(greys):
    y, x = np.mgrid[:SIDE, :SIDE]
    greys[np.hypot(y - SIDE, x - 60) < 50] = 110


def with_shadow(greys):
    greys[:, 200:] *= 0.6


@pytest.mark.parametrize(
    "spoil",
    [
        with_frame,
        with_table,
        with_rules,
        with_sloping_rule,
        with_squares,
        with_specks,
        with_finger,
        with_shadow,
    ],
)
def test_what_no_pen_drew_is_left_out(spoil, seven):
    greys = np.where(seven, 40.0, 220.0)
    spoil(greys)
    found = ink_from_image(greys)
    assert share_alike(found, seven) > 0.9, share_alike(found, seven)


def test_a_digit_that_fills_its_picture_is_kept(seven):
    tight = crop(seven)
    assert_array_equal(ink_from_image(~tight), tight)


def test_small_pictures_are_enlarged(seven):
    small = np.asarray(Image.fromarray(~seven).convert("L").resize((28, 28), Image.Resampling.BOX))
    found = ink_from_image(small)
    large = np.asarray(Image.fromarray(seven).resize((96, 96)))
    assert found.shape == (96, 96)
    assert share_alike(found, large) > 0.8


@pytest.mark.parametrize("side", [1, 2, 3, 30, 64, 65, 400])
@pytest.mark.parametrize("low", [0, 250])
def test_anything_has_ink_or_none(side, low):
    rng = np.random.default_rng(0)
    greys = rng.integers(low, 256, (side, 2 * side))
    greys[0, :2] = 0, 255
    assert ink_from_image(greys).dtype == bool


def best_threshold_by_loops(grey):
    """Otsu's threshold: the one that leaves the least variance within the two groups."""
    best = {}
    for threshold in range(1, 256):
        dark, light = grey[grey < threshold], grey[grey >= threshold]
        if len(dark) and len(light):
            within = len(dark) * np.floor(dark).var() + len(light) * np.floor(light).var()
            best[threshold] = within
    least = min(best.values())
    return [threshold for threshold, within in best.items() if within <= least * (1 + 1e-9) + 1e-9]


@given(st.integers(0, 10**6), st.integers(0, 200), st.integers(1, 60))
def test_threshold_is_otsus(seed, dark, spread):
    rng = np.random.default_rng(seed)
    grey = np.concatenate([rng.normal(dark, spread, 150), rng.normal(dark + 55, spread / 2, 450)])
    grey = np.clip(grey, 0, 255).reshape(20, 30)
    grey[0, 0], grey[0, 1] = 0, 255  # so that they are spread over all greys already
    grey = grey.astype(np.float32)
    candidates = [grey < threshold for threshold in best_threshold_by_loops(grey)]
    found = ink_by_threshold(grey)
    assert any((found == ink).all() or (found == ~ink).all() for ink in candidates)
