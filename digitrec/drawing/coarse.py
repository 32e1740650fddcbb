"""Strokes of a device that knows few places: their stairs are evened out.

A program that rounds coordinates to a coarse grid makes stairs of slopes and boxes of curves. How
long the pen stayed at each place still tells the way that it went: the mean over neighbouring
samples gives it back.
"""

import numpy as np
from numpy.typing import NDArray

MAX_GRID_STEPS = 14  # in the height of a digit; with more of them nothing needs to be evened
STAYING = 0.95  # of a step from sample to sample, in the mean; of a pen that stays it is less
N_PASSES = 4
REACH = 0.35  # of a step: so far a point may come to lie from where it was seen


def even_coarse(strokes: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Even out strokes whose coordinates lie on a coarse grid; leave all others as they are.

    Each pass takes the mean of a point (twice) and its two neighbours: binomial smoothing. No
    point goes further than it may have been rounded, or else short strokes would shrink to dots.

    Parameters
    ----------
    strokes : list of ndarray of float64, each of shape (n, 2)
        At least one; in heights of a digit.

    Returns
    -------
    list of ndarray of float64, each of shape (n, 2)

    Examples
    --------
    >>> import numpy as np
    >>> from digitrec.drawing import even_coarse
    >>> stairs = np.array([(0, 0), (0, 1), (0, 1), (1, 1), (1, 2), (1, 2), (2, 2), (2, 3)], float)
    >>> (4 * even_coarse([stairs / 4])[0]).round(1)[3:5].tolist()
    [[0.7, 1.3], [1.0, 1.7]]
    >>> even_coarse([stairs / 400])[0].tolist() == (stairs / 400).tolist()
    True
    """
    step = _grid_step(strokes)
    moves = [np.abs(np.diff(stroke, axis=0)).max(axis=1) for stroke in strokes if len(stroke) > 1]
    # Corners far apart, as a program gives them, are meant as they are: a pen stays at places.
    is_sampled = bool(moves) and np.concatenate(moves).mean() < STAYING * step
    if not is_sampled or step * MAX_GRID_STEPS < 1:
        return strokes
    return [_smoothed(stroke, REACH * step) for stroke in strokes]


def _grid_step(strokes: list[NDArray[np.float64]]) -> float:
    """The least difference between two coordinates, 0 where there is but one."""
    points = np.concatenate(strokes).round(6)
    steps = np.concatenate([np.diff(np.unique(points[:, axis])) for axis in (0, 1)])
    return float(steps.min()) if len(steps) else 0.0


def _smoothed(stroke: NDArray[np.float64], reach: float) -> NDArray[np.float64]:
    seen = stroke
    for _ in range(N_PASSES):
        padded = np.pad(stroke, ((1, 1), (0, 0)), mode="edge")
        stroke = np.clip((padded[:-2] + 2 * stroke + padded[2:]) / 4, seen - reach, seen + reach)
    return stroke
