"""What a drawing is made with, and what it does to the lines: a pen, a finger, a mouse.

A mouse runs along the axes, in steps as on stairs, and cuts corners; a finger rounds them; a slow
program samples few points far apart; a hand that trembles makes waves.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Strokes = list[NDArray[np.float64]]

FINE_PX = 5.0


def resample(stroke: NDArray[np.float64], step: float) -> NDArray[np.float64]:
    """Walk along a stroke in equal steps.

    Parameters
    ----------
    stroke : ndarray of float64, shape (n, 2)
    step : float
        About how long; whole steps fit from end to end.

    Returns
    -------
    ndarray of float64, shape (m, 2), m >= 2
        From the first point to the last.
    """
    lengths = np.sqrt((np.diff(stroke, axis=0) ** 2).sum(axis=1))
    way = np.concatenate([[0.0], lengths.cumsum()])
    places = np.linspace(0, way[-1], max(2, round(way[-1] / step) + 1))
    return np.column_stack([np.interp(places, way, stroke[:, axis]) for axis in (0, 1)])


def _pen(strokes: Strokes, _rng: np.random.Generator) -> Strokes:
    """Follow the hand."""
    return strokes


def _tremble(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    """Stray to all sides, a little and often."""
    step, far = rng.uniform(6, 20), rng.uniform(1, 4)
    return [
        points + rng.normal(0, far, points.shape)
        for points in (resample(stroke, step) for stroke in strokes)
    ]


def _finger(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    """Round all corners: each point is the mean of its neighbourhood."""
    half = int(rng.integers(2, 7))
    smooth = []
    for stroke in strokes:
        padded = np.pad(resample(stroke, FINE_PX), ((half, half), (0, 0)), mode="edge")
        sums = np.pad(padded.cumsum(axis=0), ((1, 0), (0, 0)))
        width = 2 * half + 1
        smooth.append((sums[width:] - sums[:-width]) / width)
    return smooth


def _sparse(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    """Sample few points, far apart, so that corners are cut."""
    step = rng.uniform(15, 50)
    return [resample(stroke, step) for stroke in strokes]


def _coarse(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    """Round to a coarse grid, as small writing is."""
    grid = rng.uniform(5, 16)
    return [grid * np.round(resample(stroke, grid) / grid) for stroke in strokes]


def _stairs(
    points: NDArray[np.float64], stair: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Of the moves along both axes, make the proportion `stair` one axis after the other."""
    between = points[1:].copy()
    axis = rng.integers(0, 2, len(between))
    rows = np.arange(len(between))
    between[rows, axis] = points[rows, axis]
    slanting = rng.random(len(between)) >= stair
    between[slanting] = points[1:][slanting]
    return np.concatenate([points[:1], np.stack([between, points[1:]], axis=1).reshape(-1, 2)])


def _mouse(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    """Move along the axes, in steps."""
    grid, stair = rng.uniform(2, 9), rng.random()
    step = grid * rng.uniform(1, 4)
    return [
        _stairs(grid * np.round(resample(stroke, step) / grid), stair, rng) for stroke in strokes
    ]


DEVICES: dict[str, tuple[float, Callable[[Strokes, np.random.Generator], Strokes]]] = {
    "pen": (0.5, _pen),
    "trembling pen": (0.1, _tremble),
    "finger": (0.1, _finger),
    "few points": (0.1, _sparse),
    "coarse grid": (0.05, _coarse),
    "mouse": (0.15, _mouse),
}
