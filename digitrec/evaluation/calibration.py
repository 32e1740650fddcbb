"""How good a model's confidence is: whether what it is 90 % sure of is right nine times in ten."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import Accuracy, percent

N_BINS = 10


@dataclass(frozen=True)
class Reliability:
    """Answers gathered by how sure they were; arrays of shape (n_bins,).

    Attributes
    ----------
    edges : ndarray of float64, shape (n_bins + 1,)
        Of equal steps from 0 to 1; a bin holds what is above its lower edge, up to its upper one.
    n : ndarray of int64
        Answers in each bin.
    n_right : ndarray of int64
        How many of them were right.
    confidence : ndarray of float64
        Their mean confidence; NaN in an empty bin.
    """

    edges: NDArray[np.float64]
    n: NDArray[np.int64]
    n_right: NDArray[np.int64]
    confidence: NDArray[np.float64]

    @property
    def filled(self) -> NDArray[np.int64]:
        """The bins that hold anything, as an array of int64."""
        return np.flatnonzero(self.n)

    @property
    def error(self) -> float:
        """How far confidence and accuracy lie apart, on average over the answers, 0..1.

        The *expected calibration error* of M. P. Naeini et al., AAAI 2015.
        """
        apart = np.abs(self.n_right - self.n * self.confidence)[self.filled]
        return float(apart.sum() / self.n.sum())

    def accuracy(self, i: int) -> Accuracy:
        """How many of one bin's answers were right; the bin must hold some."""
        return Accuracy(int(self.n_right[i]), int(self.n[i]))


def reliability(
    confidence: NDArray[np.float64], right: NDArray[np.bool_], n_bins: int = N_BINS
) -> Reliability:
    """Gather answers by how sure they were.

    Parameters
    ----------
    confidence : ndarray of float64, shape (n,)
        The probability of what was said, 0..1.
    right : ndarray of bool, shape (n,)
    n_bins : int, default 10

    Returns
    -------
    Reliability
    """
    edges = np.linspace(0, 1, n_bins + 1)
    places = np.clip(np.searchsorted(edges, confidence, side="left") - 1, 0, n_bins - 1)
    n = np.bincount(places, minlength=n_bins)
    sums = np.bincount(places, weights=confidence, minlength=n_bins)
    means = np.divide(sums, n, out=np.full(n_bins, np.nan), where=n > 0)
    return Reliability(edges, n, np.bincount(places[right], minlength=n_bins), means)


def reference_brier_score(y_true: NDArray[np.int64], n_classes: int) -> float:
    """The Brier score of always giving each class its proportion of the pictures.

    Parameters
    ----------
    y_true : ndarray of int64, shape (n,)
    n_classes : int

    Returns
    -------
    float
    """
    proportions = np.bincount(y_true, minlength=n_classes) / len(y_true)
    return float(1 - (proportions**2).sum())


def calibration_in_words(
    y_true: NDArray[np.int64], probabilities: NDArray[np.float64]
) -> tuple[str, str]:
    """Say how good the confidence is, for a reader who knows no statistics.

    Parameters
    ----------
    y_true : ndarray of int64, shape (n,)
    probabilities : ndarray of float64, shape (n, n_classes)

    Returns
    -------
    tuple of str
        On the confidence as a whole, and on the Brier score.

    References
    ----------
    G. W. Brier, *Verification of forecasts expressed in terms of probability*, Monthly Weather
    Review 78, 1950.
    """
    from sklearn.metrics import brier_score_loss

    n_classes = probabilities.shape[1]
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == y_true
    error = reliability(confidence, right).error
    mean, accuracy = float(confidence.mean()), Accuracy(int(right.sum()), len(right))
    low, high = accuracy.interval
    if low <= mean <= high:
        judged = "That goes together: on the whole it is as sure as it may be."
    elif mean > high:
        judged = "It is surer of itself than it should be (*overconfident*)."
    else:
        judged = "It could be surer of itself than it is (*underconfident*)."
    score = brier_score_loss(
        y_true, probabilities, labels=np.arange(n_classes), scale_by_half=False
    )
    reference = reference_brier_score(y_true, n_classes)
    return (
        f"On average it was {percent(mean)} sure of its answers, and {accuracy.percent} of them "
        f"were right. {judged} Bin by bin, the two lie {percent(error)} apart on "
        "average (*expected calibration error*).",
        f"The *Brier score* is {score:.3f}. It counts both what was wrong and what was right but "
        "unsure: 0 is certain and right every time, 2 certain and wrong every time. Who never "
        f"looks and always gives each class its share gets {reference:.2f}.",
    )
