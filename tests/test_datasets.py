"""The pictures that come inside scikit-learn."""

import dataclasses

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from sklearn import datasets

from digitrec.datasets import load_digits
from digitrec.formats import check_images


def test_digits_are_scikit_learns():
    digits, bunch = load_digits(), datasets.load_digits()
    assert digits.images.shape == (1797, 8, 8)
    assert_array_equal(digits.images, bunch.images)
    assert_array_equal(digits.X, bunch.data)
    assert_array_equal(digits.y, bunch.target)
    assert digits.description == bunch.DESCR


def test_digits_are_in_the_digits_format():
    digits = load_digits()
    assert_array_equal(check_images(digits.images), digits.images)
    assert digits.images.dtype == np.float64
    assert digits.images.max() == 16
    assert digits.y.dtype == np.int64
    assert set(digits.y.tolist()) == set(range(10))


def test_digits_are_loaded_once_and_cannot_be_changed():
    digits = load_digits()
    assert load_digits() is digits
    for array in (digits.images, digits.X, digits.y):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        digits.y = digits.y + 1


def test_distances_are_those_of_plain_loops():
    digits = load_digits()
    image = digits.images[5][::-1]
    expected = [
        sum((a - b) ** 2 for a, b in zip(x, image.ravel(), strict=True)) ** 0.5 for x in digits.X
    ]
    np.testing.assert_allclose(digits.distances(image), expected, rtol=1e-12)
