"""From strokes to ink: a bitmap of any size, True where the pen left a mark.

A round pen draws the strokes again. Its width follows the digit's height, so that pen, size and
place of the drawing do not change the picture.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.drawing.strokes import check_strokes
from digitrec.errors import InvalidDrawingError

PEN_32NDS = 4.0  # the pen's width in 32nds of the inked digit's height
INK_HEIGHT_PX = 64
MAX_INK_SIDE_PX = 4096
MIN_EXTENT = 1e-6  # a smaller drawing is a tap
SEGMENTS_AT_ONCE = 1024  # bounds the memory that many points take


def _segments(
    strokes: Sequence[NDArray[np.float64]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Starts and ends of all straight pieces, each of shape (n, 2); a lone point is a piece."""
    starts = [stroke[:-1] if len(stroke) > 1 else stroke for stroke in strokes]
    ends = [stroke[1:] if len(stroke) > 1 else stroke for stroke in strokes]
    return np.concatenate(starts), np.concatenate(ends)


def fill_capsules(
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
    radius: float,
    shape: tuple[int, int],
) -> NDArray[np.bool_]:
    """Ink every pixel whose centre is at most `radius` away from one of the segments.

    A segment widened by a round pen is convex and covers one interval of each row; the ink is the
    union of the intervals. The order of the segments does not matter.

    Parameters
    ----------
    starts, ends : ndarray of float64, shape (n, 2)
        In pixels; the centre of the first pixel is at (0.5, 0.5).
    radius : float
        In pixels.
    shape : tuple of int
        Height and width.

    Returns
    -------
    ndarray of bool, shape `shape`
    """
    height, width = shape
    size = height * (width + 1)
    changes = np.zeros(size, dtype=np.intp)
    for i in range(0, len(starts), SEGMENTS_AT_ONCE):
        some = slice(i, i + SEGMENTS_AT_ONCE)
        rows, left, right = _row_intervals(starts[some], ends[some], radius, height)
        # Pixel c is inked where left <= c + 0.5 <= right; count the intervals that begin and end.
        first = np.clip(np.ceil(left - 0.5), 0, width)
        after = np.clip(np.floor(right - 0.5) + 1, 0, width)
        inked = first < after
        row_starts = rows * (width + 1)
        changes += np.bincount((row_starts + first)[inked].astype(np.intp), minlength=size)
        changes -= np.bincount((row_starts + after)[inked].astype(np.intp), minlength=size)
    return changes.reshape(height, width + 1).cumsum(axis=1)[:, :width] > 0


def _rows_near(
    starts: NDArray[np.float64], ends: NDArray[np.float64], radius: float, height: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Row and segment of each pair that may touch, each of shape (m,)."""
    low = np.minimum(starts[:, 1], ends[:, 1]) - radius
    high = np.maximum(starts[:, 1], ends[:, 1]) + radius
    # One more row at either end allows for rounding.
    first = np.clip(np.floor(low) - 1, 0, height).astype(np.intp)
    after = np.clip(np.ceil(high) + 1, 0, height).astype(np.intp)
    n_rows = after - first
    rows = np.arange(n_rows.sum()) - np.repeat(n_rows.cumsum() - n_rows - first, n_rows)
    return rows, np.repeat(np.arange(len(starts)), n_rows)


def _row_intervals(
    starts: NDArray[np.float64], ends: NDArray[np.float64], radius: float, height: int
) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    """Rows near each widened segment, and its interval on their middle lines; each of shape (m,).

    Where a segment does not reach a row, its interval begins at infinity.
    """
    rows, segments = _rows_near(starts, ends, radius, height)
    steps = ends - starts
    length = np.sqrt((steps * steps).sum(axis=1, keepdims=True))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        sides = radius * steps[:, ::-1] / length
    numbers = np.concatenate([starts, ends, steps, sides], axis=1).T[:, segments]
    x0, y0, x1, y1, dx, dy, side_x, side_y = numbers
    y = rows + 0.5
    left, right = np.full(len(rows), np.inf), np.full(len(rows), -np.inf)

    for x_end, y_end in ((x0, y0), (x1, y1)):
        half_squared = radius * radius - (y - y_end) * (y - y_end)
        half = np.sqrt(np.maximum(half_squared, 0.0))
        reached = half_squared >= 0.0
        np.minimum(left, x_end - half, out=left, where=reached)
        np.maximum(right, x_end + half, out=right, where=reached)

    # The straight sides are the segment moved by the radius to either side.
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for x_side, y_side in ((x0 + side_x, y0 - side_y), (x0 - side_x, y0 + side_y)):
            along = (y - y_side) / dy
            x_cut = x_side + along * dx
            reached = (along >= 0.0) & (along <= 1.0)
            np.minimum(left, x_cut, out=left, where=reached)
            np.maximum(right, x_cut, out=right, where=reached)
    return rows, left, right


def draw_strokes(
    strokes: Iterable[ArrayLike], canvas_px: int, *, pen_px: float
) -> NDArray[np.bool_]:
    """Draw strokes as they are on a square canvas.

    Parameters
    ----------
    strokes : iterable of array_like, each of shape (n, 2)
        In canvas pixels.
    canvas_px : int
        Side of the canvas.
    pen_px : float
        Width of the round pen.

    Returns
    -------
    ndarray of bool, shape (canvas_px, canvas_px)

    Raises
    ------
    InvalidDrawingError
        If the strokes are not arrays of finite points.

    Examples
    --------
    >>> from digitrec.drawing import draw_strokes
    >>> draw_strokes([[(1, 2), (3, 2)]], 4, pen_px=2).astype(int)
    array([[0, 0, 0, 0],
           [1, 1, 1, 1],
           [1, 1, 1, 1],
           [0, 0, 0, 0]])
    """
    checked = check_strokes(strokes)
    if not checked:
        return np.zeros((canvas_px, canvas_px), dtype=bool)
    starts, ends = _segments(checked)
    return fill_capsules(starts, ends, pen_px / 2, (canvas_px, canvas_px))


def re_ink(
    strokes: Sequence[NDArray[np.float64]], *, pen: float = PEN_32NDS, lean: float = 0.0
) -> NDArray[np.bool_]:
    """Draw the strokes again with a round pen whose width follows the digit's height.

    Parameters
    ----------
    strokes : list of ndarray of float64, each of shape (n, 2)
        As `check_strokes` returns them; at least one.
    pen : float, default 4
        Width of the pen in 32nds of the height of the inked digit. For a drawing more than twice
        as wide as high, half its width stands for the height.
    lean : float, default 0
        How far the digit is first leaned to the right, in pixels per pixel of height.

    Returns
    -------
    ndarray of bool, shape (height, width)
        The ink, 64 pixels high (less for a very wide drawing), with no margin.

    Examples
    --------
    Neither the size nor the place of a drawing matters:

    >>> import numpy as np
    >>> from digitrec.drawing import re_ink
    >>> seven = np.array([(0.0, 0.0), (100.0, 0.0), (40.0, 160.0)])
    >>> ink = re_ink([seven])
    >>> ink.shape
    (64, 43)
    >>> bool((ink == re_ink([2 * seven + 50])).all())
    True
    """
    starts, ends = _segments(strokes)
    if lean:
        starts = np.column_stack([starts[:, 0] - lean * starts[:, 1], starts[:, 1]])
        ends = np.column_stack([ends[:, 0] - lean * ends[:, 1], ends[:, 1]])
    low = np.minimum(starts.min(axis=0), ends.min(axis=0))
    high = np.maximum(starts.max(axis=0), ends.max(axis=0))
    width, height = high - low
    extent = max(height, width / 2)
    if extent < MIN_EXTENT:  # a tap: one dot, as high as the picture
        pen, px_per_unit = 32.0, 1.0
    else:
        px_per_unit = INK_HEIGHT_PX * (1 - pen / 32) / extent
    radius = INK_HEIGHT_PX * pen / 64
    shape = (
        max(1, round(height * px_per_unit + 2 * radius)),
        max(1, round(width * px_per_unit + 2 * radius)),
    )
    return fill_capsules(
        (starts - low) * px_per_unit + radius, (ends - low) * px_per_unit + radius, radius, shape
    )


def check_ink(ink: ArrayLike) -> NDArray[np.bool_]:
    """Return `ink` as a bool array, or say why it is none.

    Parameters
    ----------
    ink : array_like of bool, shape (height, width)

    Returns
    -------
    ndarray of bool, shape (height, width)

    Raises
    ------
    InvalidDrawingError
        If it is no array, has not two dimensions, is longer than 4096 pixels on a side, or holds
        no ink.
    """
    try:
        checked = np.asarray(ink, dtype=bool)
    except (TypeError, ValueError):
        raise InvalidDrawingError(
            "The ink is not an array of True and False; give rows of equal length."
        ) from None
    if checked.ndim != 2 or max(checked.shape) > MAX_INK_SIDE_PX:
        raise InvalidDrawingError(
            f"The ink has the shape {checked.shape}; a picture of two dimensions, at most "
            f"{MAX_INK_SIDE_PX} pixels on a side, can be read. Make it smaller."
        )
    if not checked.any():
        raise InvalidDrawingError("There is no ink in this picture. Draw a digit first.")
    return checked


def crop(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Crop to the bounding box of the ink.

    Parameters
    ----------
    ink : ndarray of bool, shape (height, width)
        With at least one ink pixel.

    Returns
    -------
    ndarray of bool, shape (box height, box width)
    """
    rows = np.flatnonzero(ink.any(axis=1))
    columns = np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def slant_of(ink: NDArray[np.bool_]) -> float:
    """Measure by moments how far ink leans to the right, in pixels per pixel of height.

    Parameters
    ----------
    ink : ndarray of bool, shape (height, width)

    Returns
    -------
    float
        0 where it has no height.

    Examples
    --------
    >>> import numpy as np
    >>> slant_of(np.eye(5, dtype=bool)[::-1])  # a stroke of 45 degrees, as a slash
    1.0
    """
    y, x = (places - places.mean() for places in np.nonzero(ink))
    spread = float(y @ y)
    return -float(x @ y) / spread if spread else 0.0
