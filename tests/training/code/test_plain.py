"""The way from a drawing to a picture, written out: it gives the same as the library's."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from digitrec import MNIST_FORMAT, counts_of, greys_of, to_digits_format, to_format
from digitrec.datasets import load_digits
from digitrec.drawing.invented.handwriting import make_drawing, make_hand
from digitrec.training.code import plain


@pytest.fixture(scope="module")
def drawings(drawn_digits):
    """Ten that were drawn, and 100 invented ones.

    By a pen: edges of a mouse's stairs lie on the middles of pixels; there the last bit decides.
    """
    rng = np.random.default_rng(0)
    hands = [replace(make_hand(rng), device="pen") for _ in range(100)]
    return [*drawn_digits, *(make_drawing(i % 10, rng, hand=hand) for i, hand in enumerate(hands))]


def rounded(strokes):
    return [[tuple(point) for point in np.round(stroke, 1).tolist()] for stroke in strokes]


def test_counts_of_a_drawing_are_the_library_s(drawings):
    for strokes in map(rounded, drawings):
        ink = plain.ink_of_strokes(strokes)
        assert_array_equal(plain.counts_of_ink(ink), to_digits_format(strokes))


def test_greys_of_a_drawing_are_the_library_s(drawings):
    for strokes in map(rounded, drawings):
        ink = plain.ink_of_strokes(strokes)
        assert_array_equal(plain.greys_of_ink(ink), to_format(strokes, MNIST_FORMAT))


def test_greys_and_counts_become_each_other_as_in_the_library():
    for counts in load_digits().images[:200]:
        greys = greys_of(counts)
        assert_array_equal(plain.greys_of_counts(counts), greys)
        assert_array_equal(
            plain.counts_of_ink(plain.ink_of_greys(greys)), counts_of(greys, MNIST_FORMAT)
        )


@pytest.mark.parametrize(
    "strokes", [[[(5, 5), (300, 5)]], [[(5, 5), (5, 300)]], [[(0, 0)], [(90, 200)]]]
)
def test_lines_and_dots_too(strokes):
    ink = plain.ink_of_strokes(strokes)
    assert_array_equal(plain.counts_of_ink(ink), to_digits_format(strokes))
