"""Each step of the digits recipe as a series of pictures, between which a slider moves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.drawing import PEN_32NDS, check_strokes, re_ink
from digitrec.formats.digits_recipe import (
    BITMAP_PX,
    BLOCK_PX,
    BOX_WIDTH_PX,
    MAX_COUNT,
    SIDE,
    add_layers,
    count_blocks,
    measure_lean,
    missing_layers,
    shear,
    stretch,
)
from digitrec.formats.from_strokes import normalization_steps

PENS_32NDS = range(1, 9)
N_STRETCHES = 9
MOST_LAYERS = 2  # added or taken away
LEAST_LEAN_PX = 6  # to either side, that can be tried


@dataclass(frozen=True)
class StepFrames:
    """One step of the recipe, done less and more than the recipe does it.

    Attributes
    ----------
    name : str
        As in `digitrec.formats.normalization_steps`.
    pictures : ndarray of float64, shape (n, side, side)
        How full of ink each pixel is, 0..1.
    values : tuple of tuple of int, length n
        What each picture was made with: the width of the pen in 32nds of the height; width and
        height in pixels; layers of ink added; pixels of lean taken out; rows of cells counted.
    taken : int
        Index of the picture that the recipe makes.
    """

    name: str
    pictures: NDArray[np.float64]
    values: tuple[tuple[int, ...], ...]
    taken: int


def step_frames(strokes: Iterable[ArrayLike]) -> list[StepFrames]:
    """Show each step from strokes to the digits format as a series of pictures.

    Parameters
    ----------
    strokes : iterable of array_like, each of shape (n, 2)
        As for `digitrec.formats.normalization_steps`.

    Returns
    -------
    list of StepFrames
        In order.

    Raises
    ------
    InvalidDrawingError
        As `digitrec.formats.normalization_steps`.

    Examples
    --------
    >>> for step in step_frames([[(20, 60), (100, 10), (100, 250)]]):
    ...     print(step.name, step.pictures.shape, step.values[step.taken])
    ink (8, 64, 64) (4,)
    stretched (9, 32, 32) (20, 32)
    evened out (5, 32, 32) (1,)
    straightened (13, 32, 32) (5,)
    8x8 (9, 32, 32) (8,)
    """
    checked = check_strokes(strokes)
    steps = normalization_steps(checked)
    lean, height = measure_lean(steps["evened out"])
    inks = [re_ink(checked, pen=pen) for pen in PENS_32NDS]
    sizes = _sizes(steps["ink"])
    stretched = [stretch(steps["ink"], width=w, height=h) for w, h in sizes]
    layers = range(-MOST_LAYERS, MOST_LAYERS + 1)
    leans = range(min(lean, -LEAST_LEAN_PX), max(lean, LEAST_LEAN_PX) + 1)
    rows = range(SIDE + 1)
    return [
        _frames("ink", _squares(inks), [(pen,) for pen in PENS_32NDS], (int(PEN_32NDS),)),
        _frames("stretched", stretched, sizes, sizes[-1]),
        _frames(
            "evened out",
            [add_layers(steps["stretched"], n) for n in layers],
            [(n,) for n in layers],
            (missing_layers(steps["stretched"]),),
        ),
        _frames(
            "straightened",
            [shear(steps["evened out"], each, height) for each in leans],
            [(each,) for each in leans],
            (lean,),
        ),
        _frames(
            "8x8",
            [_counted(steps["straightened"], n) for n in rows],
            [(n,) for n in rows],
            (SIDE,),
        ),
    ]


def _frames(
    name: str,
    pictures: Sequence[NDArray[np.bool_] | NDArray[np.float64]],
    values: Sequence[tuple[int, ...]],
    taken: tuple[int, ...],
) -> StepFrames:
    last = len(values) - 1 - values[::-1].index(taken)
    return StepFrames(name, np.array(pictures, np.float64), tuple(values), last)


def _sizes(box: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Widths and heights from the box's own proportions to those of the recipe."""
    scale = BITMAP_PX / max(box.shape)
    height, width = (max(1, round(scale * side)) for side in box.shape)
    parts = np.linspace(0, 1, N_STRETCHES)
    widths = np.round(width + parts * (BOX_WIDTH_PX - width)).astype(int)
    heights = np.round(height + parts * (BITMAP_PX - height)).astype(int)
    return list(zip(widths.tolist(), heights.tolist(), strict=True))


def _squares(inks: Sequence[NDArray[np.bool_]]) -> list[NDArray[np.bool_]]:
    """The same pictures in the middle of squares that are all equally large."""
    side = max(max(ink.shape) for ink in inks)
    squares = []
    for ink in inks:
        square = np.zeros((side, side), dtype=bool)
        top, left = ((side - length) // 2 for length in ink.shape)
        square[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
        squares.append(square)
    return squares


def _counted(bitmap: NDArray[np.bool_], n_rows: int) -> NDArray[np.float64]:
    """A bitmap of which the first rows of cells have been counted and are grey."""
    cells = (count_blocks(bitmap) / MAX_COUNT).repeat(BLOCK_PX, axis=0).repeat(BLOCK_PX, axis=1)
    counted = np.arange(BITMAP_PX)[:, np.newaxis] < n_rows * BLOCK_PX
    return np.where(counted, cells, bitmap)
