"""Arrays as PNG files: ink is dark, paper is white, and the cells are where they were."""

import base64
import io

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PIL import Image

from digitrec.datasets import load_digits
from digitrec.formats import DIGITS_FORMAT, photograph_uri, png_bytes, png_uri, sheet_uri
from digitrec.formats.png import FOUND_INK, INK_GREY, PAPER_GREY


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


@pytest.mark.parametrize("ink_grey", [30, 230], ids=["dark on light", "light on dark"])
def test_the_ink_of_a_photograph_is_blue_on_pale_paper(ink_grey):
    ink = np.zeros((40, 60), dtype=bool)
    ink[8:32, 24:40] = True
    photograph = np.where(ink, ink_grey, 255 - ink_grey).astype(np.float32)
    head, _, text = photograph_uri(photograph, ink).partition(",")
    assert head == "data:image/jpeg;base64"
    shown = np.asarray(Image.open(io.BytesIO(base64.b64decode(text)), formats=["JPEG"]))
    assert shown.shape == (40, 60, 3)
    assert np.abs(shown[20, 32].astype(int) - FOUND_INK).max() < 20
    assert shown[2, 2].min() > 200
