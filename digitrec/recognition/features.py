"""What a model reads of a drawing, as one row of numbers."""

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing import N_DIRECTION_FEATURES


def with_directions(
    X: NDArray[np.number], directions: NDArray[np.floating] | None = None
) -> NDArray[np.float64]:
    """Put direction features beside the cells of pictures.

    Parameters
    ----------
    X : ndarray, shape (n, n_cells)
    directions : ndarray of float64, shape (87,) or (n, 87), optional
        As `digitrec.drawing.direction_features` gives them; of pictures alone they are 0.

    Returns
    -------
    ndarray of float64, shape (n, n_cells + 87)
    """
    rows = np.zeros((len(X), X.shape[1] + N_DIRECTION_FEATURES))
    rows[:, : X.shape[1]] = X
    if directions is not None:
        rows[:, X.shape[1] :] = directions
    return rows
