"""Arrays as PNG files: ink is dark, paper is white, and the cells are where they were."""

import base64
import io

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PIL import Image

from digitrec.datasets import load_digits
from digitrec.formats import DIGITS_FORMAT, png_bytes, png_uri, sheet_uri
from digitrec.formats.png import INK_GREY, PAPER_GREY


def greys(data):
    return np.asarray(Image.open(io.BytesIO(data), formats=["PNG"]).convert("L"))


def data_of(uri):
    head, _, text = uri.partition(",")
    assert head == "data:image/png;base64"
    return base64.b64decode(text, validate=True)


@pytest.mark.parametrize(
    ("picture", "options"),
    [
        (np.array([[0, 16], [16, 0]]), {}),
        (np.array([[0, 255], [255, 0]], dtype=np.uint8), {"max_value": 255}),
        (np.array([[False, True], [True, False]]), {}),
    ],
    ids=["counts", "greys", "ink"],
)
def test_ink_is_dark_on_white(picture, options):
    expected = [[PAPER_GREY, INK_GREY], [INK_GREY, PAPER_GREY]]
    assert_array_equal(greys(png_bytes(picture, **options)), expected)
    assert_array_equal(greys(data_of(png_uri(picture, **options))), expected)


def test_each_cell_becomes_a_square():
    image = load_digits().images[0]
    large, small = greys(png_bytes(image, scale=3)), greys(png_bytes(image))
    assert large.shape == (24, 24)
    for row in range(3):
        for column in range(3):
            assert_array_equal(large[row::3, column::3], small)


def test_a_sheet_has_one_picture_below_the_other():
    images = load_digits().images[:4]
    sheet = greys(data_of(sheet_uri(images, DIGITS_FORMAT)))
    assert_array_equal(sheet, np.concatenate([greys(png_bytes(image)) for image in images]))
