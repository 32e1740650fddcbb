"""How the pen moved, as a row of numbers: what a picture of few cells does not show.

Each stroke is cut into pieces of equal length. A grid over the drawing holds, in each cell, how
long the line in it is, in which direction it runs, how much it turns there and how many strokes
end there. It does not matter which stroke came first, nor from which end it was drawn.

References
----------
A. Kawamura et al., *On-line recognition of freely handwritten Japanese characters using directional
feature densities*, ICPR 1992. Z.-L. Bai and Q. Huo, *A study on the use of 8-directional features
for online handwritten Chinese character recognition*, ICDAR 2005.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing.ink import MIN_EXTENT

GRID_SIDE = 4
PIECES_PER_EXTENT = 16  # of a line as long as the drawing is high
MIN_BOX_SIDE = 0.3  # of the extent: the grid over a drawing with no width is not thinner
ALONG, UPRIGHT, SLANTED, TURNING, ENDS = range(5)  # what each cell holds
N_CHANNELS = 5
N_WHOLE = 7  # numbers about the whole drawing, before those of the grid
MAX_FEATURE = 8.0
N_DIRECTION_FEATURES = N_WHOLE + N_CHANNELS * GRID_SIDE**2

Marks = tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]


def direction_features(strokes: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Describe how the pen moved, whatever the size and place of the drawing.

    Parameters
    ----------
    strokes : list of ndarray of float64, each of shape (n, 2)
        As `check_strokes` returns them; at least one.

    Returns
    -------
    ndarray of float64, shape (87,)
        Width, height, whether there are two, three or more strokes, the length of the line and how
        much it turns; then, by cells of a grid of 4x4, the length of the line, the part of it that
        is level less the part that is upright, the same of the diagonals, how much the line turns,
        and the ends of strokes. From -8 to 8.

    Examples
    --------
    >>> import numpy as np
    >>> from digitrec.drawing import direction_features
    >>> features = direction_features([np.array([(10.0, 10.0), (10.0, 90.0)])])
    >>> features[:7].tolist()  # no width, as high as itself, one stroke, straight
    [0.0, 1.0, 0.0, 0.0, 0.0, 0.25, 0.0]
    """
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    width, height = high - low
    extent = max(height, width / 2, MIN_EXTENT)
    marks = [_marks_of(_cut_evenly(stroke, extent), extent) for stroke in strokes]
    places, channels, weights = (np.concatenate(parts) for parts in zip(*marks, strict=True))
    box = np.maximum(high - low, MIN_BOX_SIDE * extent)
    grid = _spread((places - (low + high) / 2) / box + 0.5, channels, weights)
    n = len(strokes)
    whole = [width / extent, height / extent, n == 2, n == 3, n > 3]
    sums = [grid[ALONG].sum() / 16, grid[TURNING].sum() / 4]
    return np.concatenate([whole, sums, grid.ravel()]).clip(-MAX_FEATURE, MAX_FEATURE)


def _cut_evenly(stroke: NDArray[np.float64], extent: float) -> NDArray[np.float64]:
    """Give points at equal distances along a stroke, shape (n >= 2, 2)."""
    if len(stroke) == 1:
        return np.repeat(stroke, 2, axis=0)
    steps = np.diff(stroke, axis=0)
    along = np.zeros(len(stroke))
    np.cumsum(np.sqrt((steps * steps).sum(axis=1)), out=along[1:])
    n_pieces = max(1, int(along[-1] * PIECES_PER_EXTENT / extent + 0.5))
    at = along[-1] * np.arange(n_pieces + 1) / n_pieces
    return np.column_stack([np.interp(at, along, stroke[:, axis]) for axis in (0, 1)])


def _marks_of(points: NDArray[np.float64], extent: float) -> Marks:
    """Give what a stroke leaves on the grid: places, channels and weights."""
    steps = np.diff(points, axis=0) / extent
    length = np.sqrt((steps * steps).sum(axis=1))
    dx, dy = steps.T / np.maximum(length, MIN_EXTENT)
    level, diagonal = dx * dx - dy * dy, 2 * dx * dy  # of the doubled angle: cosine and sine
    turning = 1 - (dx[1:] * dx[:-1] + dy[1:] * dy[:-1])
    middles = (points[1:] + points[:-1]) / 2
    n, long = len(steps), 4 * length
    places = [middles, middles, middles, points[1:-1], points[[0, -1]]]
    weights = [long, long * level, long * diagonal, turning, np.ones(2)]
    channels = np.repeat(np.arange(N_CHANNELS), (n, n, n, n - 1, 2))
    return np.concatenate(places), channels, np.concatenate(weights)


def _spread(
    places: NDArray[np.float64], channels: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Spread each mark over the four cells whose middles are nearest, shape (5, 4, 4)."""
    cells = np.clip(places * GRID_SIDE - 0.5, 0, GRID_SIDE - 1)
    corner = np.minimum(cells.astype(np.int64), GRID_SIDE - 2)
    right, down = (cells - corner).T
    first = (channels * GRID_SIDE + corner[:, 1]) * GRID_SIDE + corner[:, 0]
    grid = np.zeros(N_CHANNELS * GRID_SIDE**2)
    for offset, share in (
        (0, (1 - right) * (1 - down)),
        (1, right * (1 - down)),
        (GRID_SIDE, (1 - right) * down),
        (GRID_SIDE + 1, right * down),
    ):
        grid += np.bincount(first + offset, weights=share * weights, minlength=len(grid))
    return grid.reshape(N_CHANNELS, GRID_SIDE, GRID_SIDE)
