"""Other ways from a drawing to a small picture, which most programs take, for comparison.

Each begins with the canvas as the person sees it, drawn with a pen a twentieth as wide as the
canvas, and ends with the mean ink of each cell. The data set was made in none of these ways, and
models read their pictures worse (see docs/recognition.md).
"""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.drawing import CANVAS_PX, crop, draw_strokes
from digitrec.errors import InvalidDrawingError
from digitrec.formats.format import DIGITS_FORMAT, Format
from digitrec.formats.mnist_recipe import MAX_GREY, mnist_picture

PEN_WIDTH = 1 / 20  # of the canvas


def plain_resize(
    strokes: Iterable[ArrayLike],
    canvas_px: int = CANVAS_PX,
    *,
    picture_format: Format = DIGITS_FORMAT,
) -> NDArray[np.float64]:
    """Resize the whole canvas.

    Parameters
    ----------
    strokes : iterable of array_like, each of shape (n, 2)
        In canvas pixels.
    canvas_px : int, default 320
        Side of the canvas.
    picture_format : digitrec.formats.Format, default: the digits format

    Returns
    -------
    ndarray of float64, shape (side, side)
        Whole numbers from 0 to the format's largest.

    Raises
    ------
    InvalidDrawingError
        If nothing of the strokes is on the canvas.
    """
    return _shrink(_drawn(strokes, canvas_px), picture_format)


def crop_and_resize(
    strokes: Iterable[ArrayLike],
    canvas_px: int = CANVAS_PX,
    *,
    picture_format: Format = DIGITS_FORMAT,
) -> NDArray[np.float64]:
    """Cut to the ink, make it square with empty margins, and resize.

    Parameters, returns and raises: as `plain_resize`.
    """
    box = crop(_drawn(strokes, canvas_px))
    side = max(box.shape)
    square = np.zeros((side, side), dtype=bool)
    top, left = ((side - length) // 2 for length in box.shape)
    square[top : top + box.shape[0], left : left + box.shape[1]] = box
    return _shrink(square, picture_format)


def mnist_and_resize(
    strokes: Iterable[ArrayLike],
    canvas_px: int = CANVAS_PX,
    *,
    picture_format: Format = DIGITS_FORMAT,
) -> NDArray[np.float64]:
    """Frame the digit as MNIST does, and resize that.

    Parameters, returns and raises: as `plain_resize`.
    """
    return _shrink(mnist_picture(_drawn(strokes, canvas_px)) / MAX_GREY, picture_format)


def _drawn(strokes: Iterable[ArrayLike], canvas_px: int) -> NDArray[np.bool_]:
    ink = draw_strokes(strokes, canvas_px, pen_px=canvas_px * PEN_WIDTH)
    if not ink.any():
        raise InvalidDrawingError("There is nothing on the canvas. Draw a digit first.")
    return ink


def _shrink(
    ink: NDArray[np.bool_] | NDArray[np.float64], picture_format: Format
) -> NDArray[np.float64]:
    from PIL import Image

    small = Image.fromarray(ink.astype(np.float32)).resize(
        picture_format.shape, Image.Resampling.BOX
    )
    return np.round(np.asarray(small, dtype=np.float64) * picture_format.max_value)


FRAMINGS: dict[str, Callable[..., NDArray[np.float64]]] = {
    "plain resize": plain_resize,
    "cut out": crop_and_resize,
    "mnist": mnist_and_resize,
}
