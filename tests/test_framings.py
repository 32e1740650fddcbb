import numpy as np
import pytest

from digitrec import InvalidDrawingError
from digitrec.framings import FRAMINGS, mnist_picture, plain_resize


@pytest.mark.parametrize("name", FRAMINGS)
def test_a_framing_gives_a_picture_of_whole_numbers(name, drawn_digits):
    for strokes in drawn_digits:
        picture = FRAMINGS[name](strokes, 320)
        assert picture.shape == (8, 8)
        assert picture.dtype == np.float64
        assert ((picture >= 0) & (picture <= 16) & (picture == np.floor(picture))).all()
        assert picture.any()


@pytest.mark.parametrize("name", FRAMINGS)
@pytest.mark.parametrize("strokes", [[], [np.array([[900.0, 900.0]])]])
def test_without_ink_on_the_canvas_there_is_no_picture(name, strokes):
    with pytest.raises(InvalidDrawingError, match="nothing on the canvas"):
        FRAMINGS[name](strokes, 320)


def test_plain_resize_is_the_mean_ink_of_each_cell():
    """A pen 16 wide down the first cell of a canvas of 320: 8 of its 40 columns to either side."""
    picture = plain_resize([np.array([[20.0, 0.0], [20.0, 320.0]])], 320)
    assert (picture[:, 0] == round(16 * 16 / 40)).all()
    assert not picture[:, 1:].any()


def test_mnist_picture_keeps_the_aspect_ratio_and_centres_the_mass():
    ink = np.zeros((100, 100), dtype=bool)
    ink[5:85, 60:70] = True  # a bar of 80 by 10: 20 by 2.5 in the box
    picture = mnist_picture(ink)
    assert picture.shape == (28, 28)
    assert picture.dtype == np.uint8
    rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
    assert len(rows) == 20
    assert len(columns) in (2, 3)
    middle = (picture.sum(axis=1) @ np.arange(28)) / picture.sum()
    assert abs(middle - 13.5) <= 0.5
