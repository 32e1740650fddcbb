"""How good a model's confidence is: whether what it is 90 % sure of is right nine times in ten."""

from dataclasses import dataclass

import numpy as np

from digitrec.evaluation import percent, wilson_interval

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

    edges: np.ndarray
    n: np.ndarray
    n_right: np.ndarray
    confidence: np.ndarray

    @property
    def filled(self):
        """The bins that hold anything, as an array of int64."""
        return np.flatnonzero(self.n)

    @property
    def accuracy(self):
        """The share that was right; NaN in an empty bin."""
        return np.divide(self.n_right, self.n, out=np.full(len(self.n), np.nan), where=self.n > 0)

    @property
    def error(self):
        """How far confidence and share lie apart, on average over the answers, 0..1.

        The *expected calibration error* of M. P. Naeini et al., AAAI 2015.
        """
        apart = np.abs(self.accuracy - self.confidence)[self.filled]
        return float((apart * self.n[self.filled]).sum() / self.n.sum())

    def interval(self, i):
        """The 95 % interval of the share of one bin that holds something."""
        return wilson_interval(int(self.n_right[i]), int(self.n[i]))


def reliability(confidence, right, n_bins=N_BINS):
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


def brier_score(y_true, probabilities):
    """Give the mean squared distance of the probabilities from the truth.

    Parameters
    ----------
    y_true : ndarray of int64, shape (n,)
    probabilities : ndarray of float64, shape (n, n_classes)

    Returns
    -------
    float
        0 where it was certain and right each time, 2 where it was certain and wrong each time.

    References
    ----------
    G. W. Brier, *Verification of forecasts expressed in terms of probability*, Monthly Weather
    Review 78, 1950.
    """
    truth = np.eye(probabilities.shape[1])[y_true]
    return float(((probabilities - truth) ** 2).sum(axis=1).mean())


def shy_brier_score(y_true, n_classes):
    """The Brier score of always giving each class its share of the pictures, whatever is shown.

    Parameters
    ----------
    y_true : ndarray of int64, shape (n,)
    n_classes : int

    Returns
    -------
    float
    """
    class_shares = np.bincount(y_true, minlength=n_classes) / len(y_true)
    return float(1 - (class_shares**2).sum())


def calibration_in_words(y_true, probabilities):
    """Say how good the confidence is, for a reader who knows no statistics.

    Parameters
    ----------
    y_true : ndarray of int64, shape (n,)
    probabilities : ndarray of float64, shape (n, n_classes)

    Returns
    -------
    tuple of str
        On the confidence as a whole, and on the Brier score.
    """
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == y_true
    mean, accuracy = float(confidence.mean()), float(right.mean())
    low, high = wilson_interval(int(right.sum()), len(right))
    if low <= mean <= high:
        judged = "That goes together: on the whole it is as sure as it may be."
    elif mean > high:
        judged = "It is surer of itself than it should be (*overconfident*)."
    else:
        judged = "It could be surer of itself than it is (*underconfident*)."
    score = brier_score(y_true, probabilities)
    floor = shy_brier_score(y_true, probabilities.shape[1])
    return (
        f"On average it was {percent(mean)} sure of its answers, and {percent(accuracy)} of them "
        f"were right. {judged} Bin by bin, the two lie {percent(_error(confidence, right))} apart "
        "on average (*expected calibration error*).",
        f"The *Brier score* is {score:.3f}. It counts both what was wrong and what was right but "
        "unsure: 0 is certain and right every time, 2 certain and wrong every time. Who never "
        f"looks and always gives each class its share gets {floor:.2f}.",
    )


def _error(confidence, right):
    return reliability(confidence, right).error
