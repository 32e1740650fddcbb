"""What a drawing is: a list of strokes, each an array of points.

A point is x to the right and y down, in canvas pixels.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.checks import as_floats
from digitrec.errors import InvalidDrawingError

CANVAS_PX = 320  # side of the canvas
NUMBER_CANVAS_PX = 800  # width of the one for numbers, which is as high
DRAWN_PX = 200.0  # the longer side of what is fitted on it
MAX_POINTS = 50_000  # a pen needs minutes for them, the server half a second
TRY_AGAIN = "Clear the canvas and draw again."
MAX_COORDINATE = 1e6


def check_strokes(strokes: Iterable[ArrayLike]) -> list[NDArray[np.float64]]:
    """Return the strokes as arrays of float64, or say what is wrong with them.

    Parameters
    ----------
    strokes : iterable of array_like, each of shape (n, 2)
        Empty strokes are left out.

    Returns
    -------
    list of ndarray of float64, each of shape (n, 2), n >= 1

    Raises
    ------
    InvalidDrawingError
        If a stroke has another shape, a coordinate is not finite or beyond a million pixels, or
        there are more than 50,000 points.

    Examples
    --------
    >>> from digitrec.drawing import check_strokes
    >>> check_strokes([[(0, 0), (0, 2)], []])
    [array([[0., 0.],
           [0., 2.]])]
    >>> check_strokes([[1, 2, 3]])
    Traceback (most recent call last):
    ...
    digitrec.errors.InvalidDrawingError: A stroke has the shape (3,); it must be (n, 2), a row for \
each point.
    """
    try:
        arrays = [as_floats(stroke) for stroke in strokes]
    except (TypeError, ValueError):
        raise InvalidDrawingError(
            "The drawing is not a list of strokes; each stroke must be a list of points (x, y)."
        ) from None
    arrays = [stroke for stroke in arrays if stroke.size]
    for stroke in arrays:
        if stroke.ndim != 2 or stroke.shape[1] != 2:
            raise InvalidDrawingError(
                f"A stroke has the shape {stroke.shape}; it must be (n, 2), a row for each point."
            )
        if not (np.abs(stroke) <= MAX_COORDINATE).all():  # NaN compares false
            raise InvalidDrawingError(
                "A point of the drawing is not a number or lies more than a million pixels away. "
                f"{TRY_AGAIN}"
            )
    n_points = sum(len(stroke) for stroke in arrays)
    if n_points > MAX_POINTS:
        raise InvalidDrawingError(
            f"The drawing has {n_points:,} points; at most {MAX_POINTS:,} are read. Clear the "
            "canvas and draw with fewer strokes."
        )
    return arrays


def fit_on_canvas(strokes: Sequence[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Scale strokes of any unit by their extent, and move them to the middle of the canvas.

    Parameters
    ----------
    strokes : sequence of ndarray of float64, each of shape (n, 2)
        At least one point; y down.

    Returns
    -------
    list of ndarray of float64, each of shape (n, 2)
        The longer side of the box around them is 200 pixels.
    """
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = DRAWN_PX / max(float((high - low).max()), 1e-9)
    return [(stroke - (low + high) / 2) * scale + CANVAS_PX / 2 for stroke in strokes]
