import numpy as np
import pytest

from digitrec import InvalidDrawingError
from digitrec.formats import FORMATS, FRAMINGS, check_image
from digitrec.formats.shrinking import plain_resize


@pytest.mark.parametrize("name", FRAMINGS)
@pytest.mark.parametrize("kind", FORMATS.values(), ids=FORMATS)
def test_a_framing_gives_a_picture_of_the_format(name, kind, drawn_digits):
    for strokes in drawn_digits:
        picture = FRAMINGS[name](strokes, 320, picture_format=kind)
        assert picture.dtype == np.float64
        assert picture.shape == check_image(picture, kind).shape
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
