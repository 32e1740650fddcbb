"""Reasons for a prediction: the nearest training pictures, and what each cell contributes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.datasets import Dataset
from digitrec.formats import check_image
from digitrec.recognition import Model

SMALLEST_PROBABILITY = 1e-6  # keeps the log-odds of a certain answer finite
MOST_ROWS = 8  # of numbers that a person can take in at a glance


@dataclass(frozen=True)
class Neighbours:
    """The training pictures nearest to a picture, the nearest first.

    Attributes
    ----------
    rows : ndarray of int64, shape (n,)
        Their rows in the data set.
    images : ndarray, shape (n, side, side)
    labels : ndarray of int64, shape (n,)
    distances : ndarray of float64, shape (n,)
        Euclidean, in counts or greys.
    """

    rows: NDArray[np.int64]
    images: NDArray[np.float64 | np.uint8]
    labels: NDArray[np.int64]
    distances: NDArray[np.float64]


def nearest_pictures(image: ArrayLike, dataset: Dataset, *, n: int = 8) -> Neighbours:
    """Find the training pictures that differ least from a picture.

    Parameters
    ----------
    image : array_like, shape (side, side)
        In the data set's format.
    dataset : digitrec.datasets.Dataset
    n : int, default 8
        How many; of equally distant ones the first in the data set.

    Returns
    -------
    Neighbours

    Raises
    ------
    InvalidDrawingError
        If the picture is not in the data set's format.

    Examples
    --------
    >>> from digitrec.datasets import load_digits
    >>> digits = load_digits()
    >>> nearest = nearest_pictures(digits.images[100], digits, n=3)
    >>> int(nearest.rows[0]), float(nearest.distances[0])
    (100, 0.0)
    >>> nearest.labels.tolist()
    [4, 4, 4]
    """
    distances = dataset.distances(check_image(image, dataset.picture_format))
    rows = np.argsort(distances, kind="stable")[:n]
    return Neighbours(rows, dataset.images[rows], dataset.y[rows], distances[rows])


def mean_picture(dataset: Dataset) -> NDArray[np.float64]:
    """Compute the mean of all pictures of a data set.

    Parameters
    ----------
    dataset : digitrec.datasets.Dataset

    Returns
    -------
    ndarray of float64, shape (side, side)
        Rounded, so that it is a picture of the same format.

    Examples
    --------
    >>> from digitrec.datasets import load_digits
    >>> mean_picture(load_digits()).shape
    (8, 8)
    """
    return np.round(dataset.images.mean(axis=0))


def cell_evidence(
    model: Model, image: ArrayLike, digit: int, baseline: ArrayLike
) -> NDArray[np.float64]:
    """Measure how much each part of a picture speaks for a digit, by occlusion.

    One part at a time is replaced by that of the baseline, as if nothing were known of it. The
    evidence is what the log-odds of the digit lose by that. Each cell of an 8x8 picture is a part.
    A picture of 28x28 has 7x7 parts of 4x4 pixels, as a single pixel says next to nothing.

    Parameters
    ----------
    model : digitrec.Model
    image : array_like, shape (side, side)
        In the model's format.
    digit : int
        0..9, the prediction to explain.
    baseline : array_like, shape (side, side)
        The `mean_picture` of the data set that the model was fitted to.

    Returns
    -------
    ndarray of float64, shape (8, 8) or (7, 7)
        Natural logarithms of odds: above 0 where the part speaks for the digit, below 0 where it
        speaks against it.

    Raises
    ------
    InvalidDrawingError
        If a picture is not in the model's format.

    References
    ----------
    M. D. Zeiler and R. Fergus, *Visualizing and understanding convolutional networks*, 2014.
    """
    picture = check_image(image, model.picture_format)
    replacement = check_image(baseline, model.picture_format)
    block_px = _block_px(model.picture_format.side)
    n_blocks = model.picture_format.side // block_px
    numbers = np.arange(n_blocks * n_blocks)
    # The number of its block for each pixel.
    blocks = numbers.reshape(n_blocks, n_blocks).repeat(block_px, axis=0).repeat(block_px, axis=1)
    replaced = np.where(blocks == numbers[:, np.newaxis, np.newaxis], replacement, picture)
    probabilities = model.predict_images(np.concatenate([picture[np.newaxis], replaced]))[:, digit]
    log_odds = _log_odds(probabilities)
    return (log_odds[0] - log_odds[1:]).reshape(n_blocks, n_blocks)


def _block_px(side: int) -> int:
    """The side of the smallest blocks that cover a picture in at most 8 rows."""
    return next(px for px in range(1, side + 1) if side % px == 0 and side // px <= MOST_ROWS)


def _log_odds(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    probabilities = np.clip(probabilities, SMALLEST_PROBABILITY, 1 - SMALLEST_PROBABILITY)
    return np.log(probabilities) - np.log1p(-probabilities)
