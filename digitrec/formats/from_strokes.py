"""From strokes to a picture of any format, with the steps on the way."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.drawing import PEN_32NDS, check_strokes, re_ink
from digitrec.errors import InvalidDrawingError
from digitrec.formats.format import DIGITS_FORMAT, Format


def normalization_steps(
    strokes: Iterable[ArrayLike],
    *,
    picture_format: Format = DIGITS_FORMAT,
    pen: float = PEN_32NDS,
    lean: float = 0.0,
) -> dict[str, NDArray[Any]]:
    """Compute the named pictures on the way from strokes to a format, in order.

    Parameters
    ----------
    strokes : iterable of array_like, each of shape (n, 2)
        In pixels of any canvas, x to the right, y down.
    picture_format : digitrec.formats.Format, default: the digits format
    pen, lean : float
        As in `re_ink`.

    Returns
    -------
    dict of str to ndarray
        As the format's `steps_from_ink` gives them. For the digits format: ``"ink"``,
        ``"stretched"``, ``"evened out"``, ``"straightened"`` (bool) and ``"8x8"`` (float64).

    Raises
    ------
    InvalidDrawingError
        If there is no stroke, or the strokes are not arrays of finite points.

    Examples
    --------
    >>> from digitrec import normalization_steps
    >>> one = [[(20, 60), (100, 10), (100, 250)]]
    >>> for name, picture in normalization_steps(one).items():
    ...     print(name, picture.dtype, picture.shape)
    ink bool (64, 27)
    stretched bool (32, 32)
    evened out bool (32, 32)
    straightened bool (32, 32)
    8x8 float64 (8, 8)
    """
    checked = check_strokes(strokes)
    if not checked:
        raise InvalidDrawingError("There is nothing on the canvas yet. Draw a digit first.")
    return picture_format.steps_from_ink(re_ink(checked, pen=pen, lean=lean))


def to_format(
    strokes: Iterable[ArrayLike],
    picture_format: Format,
    *,
    pen: float = PEN_32NDS,
    lean: float = 0.0,
) -> NDArray[np.float64]:
    """Bring a drawing into a format.

    Parameters
    ----------
    strokes : iterable of array_like, each of shape (n, 2)
        In pixels of any canvas, x to the right, y down.
    picture_format : digitrec.formats.Format
    pen, lean : float
        As in `re_ink`.

    Returns
    -------
    ndarray of float64, shape (side, side)
        Whole numbers from 0 to the format's largest.

    Raises
    ------
    InvalidDrawingError
        If there is no stroke, or the strokes are not arrays of finite points.

    Examples
    --------
    >>> from digitrec import MNIST_FORMAT, to_format
    >>> to_format([[(20, 60), (100, 10), (100, 250)]], MNIST_FORMAT).shape
    (28, 28)
    """
    steps = normalization_steps(strokes, picture_format=picture_format, pen=pen, lean=lean)
    return steps[picture_format.name]


def to_digits_format(
    strokes: Iterable[ArrayLike], *, pen: float = PEN_32NDS, lean: float = 0.0
) -> NDArray[np.float64]:
    """Bring a drawing into the digits format, 8x8 whole numbers 0..16.

    Parameters and raises: as `to_format`.

    Returns
    -------
    ndarray of float64, shape (8, 8)

    Examples
    --------
    >>> from digitrec import to_digits_format
    >>> one = [[(20, 60), (100, 10), (100, 250)]]
    >>> to_digits_format(one).astype(int)
    array([[ 0,  0,  0,  3,  8, 15, 16,  6],
           [ 0,  1, 12, 16, 16, 15, 16,  4],
           [ 0,  3, 12,  6,  0, 16, 16,  0],
           [ 0,  0,  0,  0,  2, 16, 14,  0],
           [ 0,  0,  0,  0,  5, 16, 11,  0],
           [ 0,  0,  0,  0,  8, 16,  8,  0],
           [ 0,  0,  0,  0, 11, 16,  5,  0],
           [ 0,  0,  0,  0, 13, 15,  2,  0]])
    """
    return to_format(strokes, DIGITS_FORMAT, pen=pen, lean=lean)
