"""The benchmark of numbers counts right what is read in images."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from benchmarks.numbers import INKED, edit_distance, judge_images, make_row, of_sets
from digitrec import load_model
from digitrec.drawing import draw_strokes, find_pieces
from digitrec.numbers import INK_WEIGHTS

DIGITS = st.text("0123456789", max_size=6)


@pytest.mark.parametrize(
    ("meant", "read", "wrong"),
    [("90210", "90210", 0), ("90210", "9021", 1), ("90210", "901210", 1), ("47", "11", 2)],
)
def test_digits_that_are_missing_too_many_or_others_are_counted(meant, read, wrong):
    assert edit_distance(meant, read) == wrong


@given(DIGITS, DIGITS, DIGITS)
def test_the_edit_distance_is_a_distance(a, b, c):
    assert edit_distance(a, b) == edit_distance(b, a)
    assert (edit_distance(a, b) == 0) == (a == b)
    assert edit_distance(a, c) <= edit_distance(a, b) + edit_distance(b, c)


@pytest.mark.parametrize(("touching", "n_pieces"), [(False, 3), (True, 1)])
def test_digits_of_a_row_are_apart_or_touch(touching, n_pieces):
    ring = np.zeros((28, 28), np.uint8)
    ring[6:22, 8:20] = 200
    ring[9:19, 11:17] = 0
    row = make_row(np.array([ring] * 3), np.random.default_rng(0), touching=touching)
    assert len(find_pieces(row >= INKED).boxes) == n_pieces
    assert (row >= INKED).sum() == pytest.approx(3 * (ring >= INKED).sum(), rel=0.2)


@pytest.fixture
def sets(tmp_path, drawn_digits):
    """A set with a 3, and a 4 and a 2 beside each other."""
    (tmp_path / "set01").mkdir()
    for name, digits in (("3_1", (3,)), ("42_1", (4, 2))):
        beside = [
            stroke + (190 * i, 40)
            for i, digit in enumerate(digits)
            for stroke in drawn_digits[digit]
        ]
        ink = draw_strokes(beside, 480, pen_px=12)
        path = tmp_path / "set01" / f"{name}.png"
        Image.fromarray(np.where(ink, 40, 220).astype(np.uint8)).save(path)
    return tmp_path


def test_pictures_of_one_and_of_several_digits_are_measured(sets):
    result = of_sets(load_model(), sets, INK_WEIGHTS, every=1)
    assert result["of_one_digit"] == {"n": 1, "found_to_have_digits": {1: 1}}
    assert (result["several"]["all_digits"]["n"], result["several"]["digits"]["n"]) == (1, 2)
    assert result["several"]["digits"]["right"] == 1


def test_a_misread_number_is_told(sets):
    result = judge_images(load_model(), [sets / "set01" / "42_1.png"], ["423"], INK_WEIGHTS)
    assert result["digits"]["right"] == pytest.approx(2 / 3, abs=1e-4)
    assert result["of_another_length"] == 1
    assert result["misread_meant_read"] == [("423", "42")]
