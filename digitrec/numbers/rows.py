"""The rows of a drawing, and how high its digits are."""

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing import MIN_EXTENT

SMALL = 0.5  # of a digit's height: lower strokes are bars, dots and dashes, and follow a neighbour
OVERLAP = 0.2  # of the lower of two neighbours in one row: how much they overlap in y, at least
LEAST = 50  # heights in the width of the widest stroke, at most: where there is nothing but a line
N_NEIGHBOURS = 3  # to the left that a stroke is compared with


def digit_height(boxes: NDArray[np.float64]) -> float:
    """Estimate how high the digits are from the boxes of their strokes.

    Half of all the height is in lower strokes, half in higher ones: many small strokes, such as the
    bars of crossed digits, do not count for much.

    Parameters
    ----------
    boxes : ndarray of float64, shape (n, 4)
        Left, top, right and bottom of each stroke.

    Returns
    -------
    float
        More than 0, and no less than a fiftieth of the width of any stroke.

    Examples
    --------
    >>> import numpy as np
    >>> digit_height(np.array([(0, 0, 50, 100), (5, 40, 45, 42), (60, 10, 70, 100)]))
    100.0
    """
    ordered = np.sort(boxes[:, 3] - boxes[:, 1])
    sums = ordered.cumsum()
    typical = float(ordered[np.searchsorted(sums, sums[-1] / 2)])
    return max(typical, float((boxes[:, 2] - boxes[:, 0]).max()) / LEAST, MIN_EXTENT)


def split_into_rows(boxes: NDArray[np.float64], height: float) -> list[list[int]]:
    """Sort strokes into rows, and each row from left to right by the middles of its strokes.

    A stroke as high as a digit belongs to the row whose last strokes to the left of it lie at its
    own level, so that a row may slope; a small one to the row of the stroke that is nearest.

    Parameters
    ----------
    boxes : ndarray of float64, shape (n, 4)
        Left, top, right and bottom of each stroke.
    height : float
        Of a digit.

    Returns
    -------
    list of list of int
        From the top, the strokes of each row by their place in `boxes`.
    """
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    # Rounded, so that neither place nor size of a drawing decides between equals.
    order = np.argsort((middles[:, 0] / height).round(6), kind="stable").tolist()
    is_small = boxes[:, 3] - boxes[:, 1] < SMALL * height
    if is_small.all():
        is_small[:] = False
    rows: list[list[int]] = []
    for i in order:
        if is_small[i]:
            continue
        overlaps = [_overlap(boxes[i], boxes[row[-N_NEIGHBOURS:]]) for row in rows]
        if overlaps and max(overlaps) > OVERLAP:
            rows[int(np.argmax(overlaps))].append(i)
        else:
            rows.append([i])
    tall = [list(row) for row in rows]
    for i in np.flatnonzero(is_small).tolist():
        distances = [_distance(boxes[i], boxes[row]) for row in tall]
        rows[int(np.argmin(distances))].append(i)
    rank = {i: place for place, i in enumerate(order)}
    rows.sort(key=lambda row: float(np.mean(middles[row, 1])))
    return [sorted(row, key=rank.__getitem__) for row in rows]


def _overlap(box: NDArray[np.float64], others: NDArray[np.float64]) -> float:
    """How much of the lower one's height a box shares with the one that it fits best."""
    shared = np.minimum(others[:, 3], box[3]) - np.maximum(others[:, 1], box[1])
    lower = np.minimum(others[:, 3] - others[:, 1], box[3] - box[1])
    return float((shared / np.maximum(lower, MIN_EXTENT)).max())


def _distance(box: NDArray[np.float64], others: NDArray[np.float64]) -> float:
    """How far a box is from the nearest of others, shape (n, 4)."""
    gaps = np.maximum(np.maximum(others[:, :2] - box[2:], box[:2] - others[:, 2:]), 0)
    return float((gaps * gaps).sum(axis=1).min())
