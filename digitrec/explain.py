"""Reasons for an answer: the training pictures that lie nearest, and what each cell contributes."""

from dataclasses import dataclass

import numpy as np

from digitrec.formats import SIDE, check_image

SMALLEST_PROBABILITY = 1e-6  # keeps the log-odds of a certain answer finite


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


def cell_evidence(model, image, digit, dataset):
    """Measure how much each cell speaks for a digit.

    One cell at a time is replaced by its mean over the data set, as if nothing were known of it;
    the evidence is what the log-odds of the digit lose by that (an *occlusion* analysis, after
    Zeiler and Fergus, *Visualizing and Understanding Convolutional Networks*, 2014).

    Parameters
    ----------
    model : digitrec.Model
    image : array_like, shape (8, 8)
        Whole numbers 0..16.
    digit : int
        0..9, the answer to be explained.
    dataset : digitrec.datasets.Dataset
        From whose pictures the means are taken.

    Returns
    -------
    ndarray of float64, shape (8, 8)
        Natural logarithms of odds. Above 0: what is in the cell speaks for the digit; below 0:
        against it.

    Raises
    ------
    InvalidDrawingError
        If the picture is not in the digits format.
    """
    image = check_image(image)
    usual = np.round(dataset.images.mean(axis=0))
    replaced = np.repeat(image[np.newaxis], SIDE * SIDE, axis=0)
    cells = np.arange(SIDE * SIDE)
    replaced.reshape(len(cells), -1)[cells, cells] = usual.ravel()
    probabilities = model.predict_images(np.concatenate([image[np.newaxis], replaced]))[:, digit]
    log_odds = _log_odds(probabilities)
    return (log_odds[0] - log_odds[1:]).reshape(SIDE, SIDE)


def _log_odds(probabilities):
    probabilities = np.clip(probabilities, SMALLEST_PROBABILITY, 1 - SMALLEST_PROBABILITY)
    return np.log(probabilities) - np.log1p(-probabilities)
