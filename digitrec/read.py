"""Read with a shipped model, unless another one is given: a digit in an image, or a number."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.drawing import image_size, ink_from_image, page_ink
from digitrec.numbers import Number, read_number_ink, read_number_strokes
from digitrec.recognition import Model, Prediction
from digitrec.shipped import load_model

if TYPE_CHECKING:
    from PIL.Image import Image


def read_image(
    image: "ArrayLike | Image | str | Path | bytes", model: Model | None = None
) -> Prediction:
    """Read the one digit in an image.

    Parameters
    ----------
    image : PIL.Image.Image, path, bytes or array_like
        A photograph, a scan, a screenshot or a canvas, dark on light or light on dark, of at most
        50 megapixels: a picture that Pillow opened; a file, or what is in one (PNG, JPEG, WebP,
        GIF, BMP or TIFF); or an array of shape (height, width) or (height, width, 1, 3 or 4),
        values 0..255 or bool.
    model : digitrec.Model, optional
        By default the one of `digitrec.load_model`.

    Returns
    -------
    Prediction
        Without a digit where there is none.

    Raises
    ------
    InvalidDrawingError
        If it is no such image, is too large, moves, is damaged, or is all of one shade.

    Examples
    --------
    >>> import digitrec
    >>> from digitrec.drawing import draw_strokes
    >>> photo = 220.0 - 150 * draw_strokes([[(90, 60), (200, 60), (130, 250)]], 300, pen_px=9)
    >>> digitrec.read_image(photo).digit
    7
    """
    return (model or load_model()).read_ink(ink_from_image(image)).prediction


def read_number(
    source: "Sequence[ArrayLike] | NDArray[Any] | Image | str | Path | bytes",
    model: Model | None = None,
) -> Number:
    """Read a number of several digits, in one row or several.

    Parameters
    ----------
    source : sequence of array_like, each of shape (n, 2), or an image
        Strokes, in pixels of any canvas, x to the right, y down; or an image as `read_image` takes
        it, of which an array must be a numpy array.
    model : digitrec.Model, optional
        By default the shipped one.

    Returns
    -------
    digitrec.Number
        Its boxes are in pixels of the source; of a photograph that is turned when it is shown, in
        those of the upright image.

    Raises
    ------
    InvalidDrawingError
        If the strokes are not arrays of finite points, or are more than 1,000; or if it is no image
        that `read_image` reads.

    Examples
    --------
    >>> from digitrec import read_number
    >>> seven = [(90, 60), (200, 60), (130, 250)]
    >>> one = [(280, 100), (320, 60), (318, 255)]
    >>> number = read_number([seven, one])
    >>> number.text, number.sure
    ('71', True)
    >>> [(digit.prediction.digit, digit.box) for digit in number.digits]
    [(7, (90.0, 60.0, 200.0, 250.0)), (1, (280.0, 60.0, 320.0, 255.0))]

    A photograph:

    >>> from digitrec.drawing import draw_strokes
    >>> photo = 220.0 - 150 * draw_strokes([seven, one], 400, pen_px=9)
    >>> read_number(photo).text
    '71'
    """
    model = model or load_model()
    files = (str, Path, bytes, bytearray, memoryview)
    if isinstance(source, (*files, np.ndarray)) or not isinstance(source, Sequence):
        ink = page_ink(source)
        width, height = image_size(source)
        number = read_number_ink(ink, model)
        return number.scaled(width / ink.shape[1], height / ink.shape[0])
    return read_number_strokes(source, model)
