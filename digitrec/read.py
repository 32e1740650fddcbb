"""Read a drawing with a shipped model, unless another one is given."""

from collections.abc import Sequence

from numpy.typing import ArrayLike

from digitrec.numbers import Number, read_number_strokes
from digitrec.recognition import Model
from digitrec.shipped import load_model


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
