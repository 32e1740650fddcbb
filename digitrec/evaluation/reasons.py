"""Reasons for an answer: the training pictures that lie nearest, and what each cell contributes."""

from dataclasses import dataclass

import numpy as np

from digitrec.formats import check_image

SMALLEST_PROBABILITY = 1e-6  # keeps the log-odds of a certain answer finite
MOST_ROWS = 8  # of numbers that a person takes in at a glance


@dataclass(frozen=True)
class Neighbours:
    """The training pictures nearest to a picture, the nearest first.

    Attributes
    ----------
    indices : ndarray of int64, shape (n,)
        Their places in the data set.
    images : ndarray, shape (n, side, side)
    labels : ndarray of int64, shape (n,)
    distances : ndarray of float64, shape (n,)
        Euclidean, in counts or greys: the root of the squared differences, added up.
    """

    indices: np.ndarray
    images: np.ndarray
    labels: np.ndarray
    distances: np.ndarray


def nearest_pictures(image, dataset, *, n=8):
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
    """
    image = check_image(image, dataset.picture_format)
    distances = dataset.distances(image)
    indices = np.argsort(distances, kind="stable")[:n]
    return Neighbours(indices, dataset.images[indices], dataset.y[indices], distances[indices])


def usual_picture(dataset):
    """Average all pictures of a data set, cell by cell.

    Parameters
    ----------
    dataset : digitrec.datasets.Dataset

    Returns
    -------
    ndarray of float64, shape (side, side)
        Rounded, so that it is a picture itself.
    """
    return np.round(dataset.images.mean(axis=0))


def cell_evidence(model, image, digit, usual):
    """Measure how much each part of a picture speaks for a digit.

    One part at a time is replaced by what is usual there, as if nothing were known of it; the
    evidence is what the log-odds of the digit lose by that (an *occlusion* analysis, after Zeiler
    and Fergus, *Visualizing and Understanding Convolutional Networks*, 2014). Of a picture of 8x8
    each cell is a part, of one of 28x28 each of 7x7 blocks of 4x4 pixels: one of so many pixels
    alone would say next to nothing.

    Parameters
    ----------
    model : digitrec.Model
    image : array_like, shape (side, side)
        In the model's format.
    digit : int
        0..9, the answer to be explained.
    usual : array_like, shape (side, side)
        The `usual_picture` of what the model learned from.

    Returns
    -------
    ndarray of float64, shape (8, 8) or (7, 7)
        Natural logarithms of odds. Above 0: what is in the part speaks for the digit; below 0:
        against it.

    Raises
    ------
    InvalidDrawingError
        If a picture is not in the model's format.
    """
    image = check_image(image, model.picture_format)
    usual = check_image(usual, model.picture_format)
    block_px = _block_px(model.picture_format.side)
    n_blocks = model.picture_format.side // block_px
    numbers = np.arange(n_blocks * n_blocks)
    # Of each pixel the number of its block.
    blocks = numbers.reshape(n_blocks, n_blocks).repeat(block_px, axis=0).repeat(block_px, axis=1)
    replaced = np.where(blocks == numbers[:, np.newaxis, np.newaxis], usual, image)
    probabilities = model.predict_images(np.concatenate([image[np.newaxis], replaced]))[:, digit]
    log_odds = _log_odds(probabilities)
    return (log_odds[0] - log_odds[1:]).reshape(n_blocks, n_blocks)


def _block_px(side):
    """Side of the smallest blocks that cover a picture in at most 8 rows."""
    return next(px for px in range(1, side + 1) if side % px == 0 and side // px <= MOST_ROWS)


def _log_odds(probabilities):
    probabilities = np.clip(probabilities, SMALLEST_PROBABILITY, 1 - SMALLEST_PROBABILITY)
    return np.log(probabilities) - np.log1p(-probabilities)
