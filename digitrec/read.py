"""Read with a shipped model, unless another one is given: a digit in an image, or a number."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from numpy.typing import ArrayLike

from digitrec.drawing import ink_from_image
from digitrec.numbers import Number, read_number_strokes
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


def read_number(source: Sequence[ArrayLike], model: Model | None = None) -> Number:
    """Read a number of several digits, in one row or several.

    Parameters
    ----------
    source : sequence of array_like, each of shape (n, 2)
        Strokes, in pixels of any canvas, x to the right, y down.
    model : digitrec.Model, optional
        By default the shipped one.

    Returns
    -------
    digitrec.Number

    Raises
    ------
    InvalidDrawingError
        If the strokes are not arrays of finite points, or are more than 1,000.

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
    """
    return read_number_strokes(source, model or load_model())
