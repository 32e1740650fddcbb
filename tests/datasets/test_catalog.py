"""The pictures that come inside scikit-learn."""

import dataclasses

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from sklearn import datasets

from digitrec import counts_of
from digitrec.datasets import DATASETS, Dataset, in_format, load_dataset, load_digits
from digitrec.drawing import ink_by_threshold
from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT, check_images


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


def test_the_table_tells_the_format_before_loading():
    assert DATASETS["digits"].picture_format is load_dataset("digits").picture_format
    assert [entry.picture_format.side for entry in DATASETS.values()] == [8, 28, 8]


def some_of_mnist():
    images = np.zeros((3, 28, 28), np.uint8)
    images[0, 4:24, 12:16] = 200
    images[1, 4:24, 8:20] = np.arange(1, 241, dtype=np.uint8).reshape(20, 12)
    return Dataset("mnist", "MNIST, 28×28", MNIST_FORMAT, images, np.arange(3), "", 2)


def test_mnist_comes_into_the_digits_format_by_its_threshold():
    mnist = some_of_mnist()
    small = in_format(mnist, DIGITS_FORMAT)
    expected = [DIGITS_FORMAT.from_ink(ink_by_threshold(image)) for image in mnist.images[:2]]
    expected.append(np.zeros((8, 8)))
    assert_array_equal(small.images, expected)
    assert (small.images.dtype, small.picture_format) == (np.uint8, DIGITS_FORMAT)
    assert small.title == "MNIST, 28×28 as 8×8"
    assert small.n_published_train == 2
    assert_array_equal(small.y, [0, 1, 2])


def test_digits_come_into_mnists_format_upright_and_in_the_middle():
    digits = load_digits()
    indices = np.array([0, 1, 700])
    large = in_format(digits, MNIST_FORMAT, indices)
    assert large.images.shape == (3, 28, 28)
    assert_array_equal(large.y, digits.y[indices])
    for counts, greys in zip(digits.images[indices], large.images.astype(float), strict=True):
        assert greys.max() == 255
        for axis in (0, 1):
            assert (greys.sum(axis=axis) @ np.arange(28)) / greys.sum() == pytest.approx(
                13.5, abs=1
            )
        # The same drawing: what it looks like in 8x8 again is near to what it was, and not turned.
        again = counts_of(greys, MNIST_FORMAT)
        assert np.corrcoef(again.ravel(), counts.ravel())[0, 1] > 0.85
        assert np.corrcoef(again[::-1].ravel(), counts.ravel())[0, 1] < 0.85


def test_a_part_in_its_own_format_is_only_chosen():
    digits = load_digits()
    assert in_format(digits, DIGITS_FORMAT) is digits
    part = in_format(digits, DIGITS_FORMAT, np.array([5, 3]))
    assert_array_equal(part.images, digits.images[[5, 3]])
    assert_array_equal(part.y, digits.y[[5, 3]])
    assert part.title == "Digits"
    assert len(in_format(digits, MNIST_FORMAT, np.array([], int)).y) == 0


def test_pictures_in_another_format_cannot_be_changed():
    for dataset in (
        in_format(load_digits(), MNIST_FORMAT, np.array([1])),
        in_format(some_of_mnist(), DIGITS_FORMAT),
    ):
        for array in (dataset.images, dataset.y):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 0


def test_distances_of_bytes_are_those_of_their_numbers():
    mnist = some_of_mnist()
    image = np.full((28, 28), 255.0)
    expected = np.linalg.norm(mnist.images.astype(float) - 255, axis=(1, 2))
    np.testing.assert_allclose(mnist.distances(image), expected, rtol=1e-12)
