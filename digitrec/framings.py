"""Other ways from a drawing to an 8x8 picture, as most programs take them; here to be compared.

Each begins with the canvas as the person sees it, drawn with a pen a twentieth as wide as the
canvas, and ends with the mean ink of 64 cells. None of them is how the data set was made, and it
shows in what a model reads (see docs/recognition.md).
"""

import numpy as np
from PIL import Image

from digitrec.canvas import CANVAS_PX
from digitrec.centring import mnist_picture
from digitrec.errors import InvalidDrawingError
from digitrec.normalization import MAX_COUNT, SIDE, cut_out
from digitrec.strokes import draw_strokes

PEN_SHARE = 1 / 20


def plain_resize(strokes, canvas_px=CANVAS_PX):
    """Resize the whole canvas to 8x8.

    Parameters
    ----------
    strokes : list of ndarray, each of shape (n, 2)
        In canvas pixels.
    canvas_px : int, default 320
        Side of the canvas.

    Returns
    -------
    ndarray of float64, shape (8, 8)
        Whole numbers 0..16.

    Raises
    ------
    InvalidDrawingError
        If nothing of the strokes is on the canvas.
    """
    return _shrink(_drawn(strokes, canvas_px))


def crop_and_resize(strokes, canvas_px=CANVAS_PX):
    """Cut to the ink, make it square with empty margins, and resize to 8x8.

    Parameters, returns and raises: as `plain_resize`.
    """
    box = cut_out(_drawn(strokes, canvas_px))
    side = max(box.shape)
    square = np.zeros((side, side), dtype=bool)
    top, left = ((side - length) // 2 for length in box.shape)
    square[top : top + box.shape[0], left : left + box.shape[1]] = box
    return _shrink(square)


def mnist_and_resize(strokes, canvas_px=CANVAS_PX):
    """Frame the digit as MNIST does, and resize that to 8x8.

    Parameters, returns and raises: as `plain_resize`.
    """
    return _shrink(mnist_picture(_drawn(strokes, canvas_px)) / 255)


def _drawn(strokes, canvas_px):
    ink = draw_strokes(strokes, canvas_px, pen_px=canvas_px * PEN_SHARE)
    if not ink.any():
        raise InvalidDrawingError("There is nothing on the canvas. Draw a digit first.")
    return ink


def _shrink(ink):
    """The mean of each of 8x8 cells, as whole numbers 0..16."""
    small = Image.fromarray(ink.astype(np.float32)).resize((SIDE, SIDE), Image.Resampling.BOX)
    return np.round(np.asarray(small, dtype=np.float64) * MAX_COUNT)


FRAMINGS = {
    "plain resize": plain_resize,
    "cut out": crop_and_resize,
    "mnist": mnist_and_resize,
}
