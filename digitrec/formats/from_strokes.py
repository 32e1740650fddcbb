"""From strokes to a picture of any format, with the steps on the way."""

from digitrec.drawing import PEN_32NDS, check_strokes, re_ink
from digitrec.errors import InvalidDrawingError
from digitrec.formats.format import DIGITS_FORMAT


def normalization_steps(strokes, *, picture_format=DIGITS_FORMAT, pen=PEN_32NDS, lean=0.0):
    """The named in-between pictures from strokes to a format, in order.

    Parameters
    ----------
    strokes : list of array_like, each of shape (n, 2)
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
    """
    strokes = check_strokes(strokes)
    if not strokes:
        raise InvalidDrawingError("There is nothing on the canvas yet. Draw a digit first.")
    return picture_format.steps_from_ink(re_ink(strokes, pen=pen, lean=lean))


def to_format(strokes, picture_format, *, pen=PEN_32NDS, lean=0.0):
    """Bring a drawing into a format.

    Parameters
    ----------
    strokes : list of array_like, each of shape (n, 2)
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
    """
    steps = normalization_steps(strokes, picture_format=picture_format, pen=pen, lean=lean)
    return steps[picture_format.name]


def to_digits_format(strokes, *, pen=PEN_32NDS, lean=0.0):
    """Bring a drawing into the digits format, 8x8 whole numbers 0..16.

    Parameters and raises: as `to_format`.

    Returns
    -------
    ndarray of float64, shape (8, 8)
    """
    return to_format(strokes, DIGITS_FORMAT, pen=pen, lean=lean)
