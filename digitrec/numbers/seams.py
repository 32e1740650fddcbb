"""Seams: the cheapest ways through ink from its top to its foot, where touching digits may part.

Each is a path of one pixel a row that goes through as little ink as it can. The cheapest of all
paths through each place are found by dynamic programming.

References
----------
R. G. Casey and E. Lecolinet, *A survey of methods and strategies in character segmentation*, IEEE
Transactions on Pattern Analysis and Machine Intelligence 18, 1996.
"""

import numpy as np
from numpy.typing import NDArray

PAPER = 0.01  # what a pixel of paper costs; one of ink costs 1
SIDEWAYS = 0.4  # of what a pixel costs is added for a step to the side
MAX_PENS = 2.0  # a seam goes through ink no wider than so many pens ...
LEAST_PART = 0.35  # ... and leaves on either side a stroke as long as so many heights, at least

Mask = NDArray[np.bool_]


def pen_width(ink: Mask) -> float:
    """Estimate how wide the pen was, in pixels: the mean distance to paper is a quarter of it.

    Parameters
    ----------
    ink : ndarray of bool, shape (height, width)
        With at least one pixel of ink.

    Returns
    -------
    float
        At least 1.
    """
    from scipy import ndimage

    distances = ndimage.distance_transform_edt(np.pad(ink, 1))
    return max(1.0, 4 * (float(distances[distances > 0].mean()) - 0.5))


def find_seams(ink: Mask, height: float, pen: float) -> NDArray[np.intp]:
    """Find where connected ink may be cut into digits or parts of them.

    Parameters
    ----------
    ink : ndarray of bool, shape (height, width)
        A connected piece, cropped.
    height : float
        Of a digit, in pixels.
    pen : float
        As `pen_width` measures it.

    Returns
    -------
    ndarray of int, shape (n_seams, height)
        From left to right: in each row the column that is the first one right of the cut.

    Examples
    --------
    >>> import numpy as np
    >>> two_bars = np.zeros((5, 5), bool)
    >>> two_bars[:, [0, 4]] = two_bars[2] = True
    >>> find_seams(two_bars, height=9, pen=1).tolist()
    [[1, 1, 1, 1, 1]]
    """
    costs = np.where(ink, 1.0, PAPER)
    down, from_above = _cheapest(costs)
    up, from_below = _cheapest(costs[::-1])
    middle = len(ink) // 2
    total = down[middle] + up[len(ink) - 1 - middle] - costs[middle]
    chosen: list[NDArray[np.intp]] = []
    left_of = np.pad(ink.cumsum(axis=1), ((0, 0), (1, 0)))
    rows = np.arange(len(ink))
    ends = [np.zeros(len(ink), np.intp), np.full(len(ink), ink.shape[1])]
    for column in np.argsort(total, kind="stable"):
        if total[column] > MAX_PENS * pen:
            break
        upper = _follow(from_above, middle, column)
        lower = _follow(from_below, len(ink) - 1 - middle, column)
        seam = np.concatenate([upper[::-1], lower[1:]])
        others = sorted([*ends, *chosen, seam], key=lambda each: each.sum())
        inked = [left_of[rows, each].sum() for each in others]
        if np.diff(inked).min() >= LEAST_PART * height * pen:
            chosen.append(seam)
    return np.array(sorted(chosen, key=lambda each: each.sum())).reshape(-1, len(ink))


def _cheapest(costs: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """What the cheapest path from the top to each place costs, and its last step (-1, 0, 1)."""
    sums, steps = costs.copy(), np.zeros(costs.shape, np.intp)
    for row in range(1, len(costs)):
        before = np.pad(sums[row - 1], 1, constant_values=np.inf)
        sideways = costs[row] * (1 + SIDEWAYS)
        ways = np.array([before[1:-1] + costs[row], before[:-2] + sideways, before[2:] + sideways])
        best = ways.argmin(axis=0)
        steps[row] = np.array([0, -1, 1])[best]
        sums[row] = np.take_along_axis(ways, best[np.newaxis], axis=0)[0]
    return sums, steps


def _follow(steps: NDArray[np.intp], row: int, column: int) -> NDArray[np.intp]:
    """Columns of a path from a place back to the top."""
    columns = [column]
    for at in range(row, 0, -1):
        column += steps[at, column]
        columns.append(column)
    return np.array(columns)
