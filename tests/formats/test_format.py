"""What a picture is: what is taken, what is refused and how, and the way from ink to each kind."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.testing import assert_array_equal

from digitrec import InvalidDrawingError
from digitrec.checks import as_floats
from digitrec.datasets import load_digits
from digitrec.formats import FORMATS, MNIST_FORMAT, check_image, check_images, counts_of, greys_of


@pytest.mark.parametrize(
    ("images", "sentence"),
    [
        (np.zeros((8, 7)), r"The picture has the shape \(8, 7\); it must have 8 rows of 8 cells."),
        (np.zeros(64), r"The picture has the shape \(64,\)"),
        (np.zeros((1, 1, 8, 8)), r"The picture has the shape \(1, 1, 8, 8\)"),
        (7, r"The picture has the shape \(\)"),
        (np.full((8, 8), 17), "The picture holds 17; each of its 64 cells must be a whole number"),
        (np.full((8, 8), -1), "The picture holds -1; "),
        (np.full((8, 8), 0.5), "The picture holds 0.5; "),
        (np.full((8, 8), np.nan), "The picture holds nan; "),
        (np.full((8, 8), np.inf), "The picture holds inf; "),
        ([[10**400] * 8] * 8, "The picture holds something that is not a number."),
        ([[None] * 8] * 8, "The picture holds something that is not a number."),
        ([["1"] * 8] * 8, "The picture holds something that is not a number."),
        (np.ones((8, 8)) * 1j, "The picture holds something that is not a number."),
        (np.zeros((8, 8), "M8[s]"), "The picture holds something that is not a number."),
        ([[1], [1, 2]], "The picture holds something that is not a number."),
        (None, "The picture holds something that is not a number."),
    ],
)
def test_what_is_no_picture_is_refused(images, sentence):
    with pytest.raises(InvalidDrawingError, match=sentence):
        check_images(images)


anything_in_an_array = npst.arrays(
    npst.scalar_dtypes() | npst.unicode_string_dtypes() | st.just(np.dtype(object)),
    npst.array_shapes(min_dims=0, max_dims=4, min_side=0) | st.just((8, 8)) | st.just((2, 8, 8)),
)


@given(anything_in_an_array)
def test_any_array_is_a_picture_or_is_refused(array):
    try:
        images = check_images(array)
    except InvalidDrawingError:
        return
    assert images.dtype == np.float64
    assert images.shape[-2:] == (8, 8)
    assert set(np.unique(images)) <= set(range(17))


@given(npst.arrays(np.int64, (8, 8), elements=st.integers(0, 16)))
def test_every_picture_of_whole_numbers_is_taken(image):
    assert_array_equal(check_images(image), image)
    assert_array_equal(check_images(image.tolist()), image)


@pytest.mark.parametrize("values", ["1", [None], [1j], [[1], [2, 3]], [10**400], np.array(["a"])])
def test_only_real_numbers_become_floats(values):
    with pytest.raises((TypeError, ValueError)):
        as_floats(values)


def test_odd_floats_become_floats_without_a_warning():
    signalling_nan = np.frombuffer(b"\x00\x00\x81\x7f", dtype=np.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(as_floats(signalling_nan)).all()


@pytest.mark.parametrize("name", FORMATS)
def test_ink_becomes_a_picture_of_each_format(name):
    kind = FORMATS[name]
    ink = np.zeros((40, 30), dtype=bool)
    ink[5:35, 10:16] = True
    picture = kind.from_ink(ink)
    assert kind.name == name
    assert kind.shape == picture.shape
    assert_array_equal(check_image(picture, kind), picture)
    assert picture.max() == kind.max_value
    assert list(kind.steps_from_ink(ink))[-1] == name


def test_a_picture_of_one_format_is_none_of_the_other():
    with pytest.raises(InvalidDrawingError, match="it must have 28 rows of 28 cells"):
        check_images(np.zeros((8, 8)), MNIST_FORMAT)
    with pytest.raises(InvalidDrawingError, match="784 cells must be a whole number from 0 to 255"):
        check_images(np.full((28, 28), 256), MNIST_FORMAT)


def test_counts_drawn_out_are_a_picture_of_mnists_that_goes_back():
    digits = load_digits()
    back = []
    for image in digits.images[:200]:
        greys = check_image(greys_of(image), MNIST_FORMAT)
        rows, columns = (np.flatnonzero(greys.any(axis=axis)) for axis in (1, 0))
        assert 19 <= max(np.ptp(rows), np.ptp(columns)) + 1 <= 20
        middle = greys.sum(axis=1) @ np.arange(28) / greys.sum()
        assert middle == pytest.approx(13.5, abs=1)
        back.append(digits.y[digits.distances(counts_of(greys, MNIST_FORMAT)).argmin()])
    assert np.mean(back == digits.y[:200]) > 0.95


@pytest.mark.parametrize("count", [1, 3, 16])
def test_faint_counts_are_ink_as_well(count):
    image = np.zeros((8, 8))
    assert_array_equal(greys_of(image), np.zeros((28, 28)))
    image[1:7, 4] = count
    assert greys_of(image).max() == 255
    assert_array_equal(greys_of(image.astype(int).tolist()), greys_of(16 * image // count))


def test_only_counts_are_drawn_out():
    with pytest.raises(InvalidDrawingError, match="it must have 8 rows"):
        greys_of(np.zeros((28, 28)))
