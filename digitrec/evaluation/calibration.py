"""Calibration: whether a model is right nine times in ten where it is 90 % sure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import Accuracy, percent

N_BINS = 10


@dataclass(frozen=True)
class Reliability:
    """A reliability diagram: predictions in bins of equal width by their confidence.

    Attributes
    ----------
    edges : ndarray of float64, shape (n_bins + 1,)
        From 0 to 1. A bin holds what is above its lower edge, up to its upper one.
    n : ndarray of int64, shape (n_bins,)
        Predictions in each bin.
    n_right : ndarray of int64, shape (n_bins,)
        How many of them are right.
    confidence : ndarray of float64, shape (n_bins,)
        Their mean confidence; NaN in an empty bin.
    """

    edges: NDArray[np.float64]
    n: NDArray[np.int64]
    n_right: NDArray[np.int64]
    confidence: NDArray[np.float64]

    @property
    def filled(self) -> NDArray[np.int64]:
        """The indices of the bins that are not empty."""
        return np.flatnonzero(self.n)

    @property
    def error(self) -> float:
        """The expected calibration error, 0..1.

        It is the difference of confidence and accuracy in a bin, on average over the predictions
        (M. P. Naeini et al., AAAI 2015).
        """
        apart = np.abs(self.n_right - self.n * self.confidence)[self.filled]
        return float(apart.sum() / self.n.sum())

    def accuracy(self, i: int) -> Accuracy:
        """How many predictions of one bin are right. The bin must not be empty."""
        return Accuracy(int(self.n_right[i]), int(self.n[i]))


def reliability(
    confidence: NDArray[np.float64], right: NDArray[np.bool_], n_bins: int = N_BINS
) -> Reliability:
    """Compute a reliability diagram.

    Parameters
    ----------
    confidence : ndarray of float64, shape (n,)
        The probability of the predicted class, 0..1.
    right : ndarray of bool, shape (n,)
        Where the prediction is right.
    n_bins : int, default 10

    Returns
    -------
    Reliability

    Examples
    --------
    Of four predictions, two are 75 % sure and two are certain. Of the first two one is right, of
    the others both.

    >>> import numpy as np
    >>> confidence = np.array([0.75, 0.75, 1.0, 1.0])
    >>> bins = reliability(confidence, np.array([True, False, True, True]), n_bins=4)
    >>> bins.n.tolist(), bins.n_right.tolist()
    ([0, 0, 2, 2], [0, 0, 1, 2])
    >>> bins.error  # 0.25 for half of them
    0.125
    """
    edges = np.linspace(0, 1, n_bins + 1)
    places = np.clip(np.searchsorted(edges, confidence, side="left") - 1, 0, n_bins - 1)
    n = np.bincount(places, minlength=n_bins)
    sums = np.bincount(places, weights=confidence, minlength=n_bins)
    means = np.divide(sums, n, out=np.full(n_bins, np.nan), where=n > 0)
    return Reliability(edges, n, np.bincount(places[right], minlength=n_bins), means)


def reference_brier_score(y_true: NDArray[np.int64], n_classes: int) -> float:
    """Compute the Brier score of a model that always gives each class its proportion.

    Parameters
    ----------
    y_true : ndarray of int64, shape (n,)
    n_classes : int

    Returns
    -------
    float
        0..1, not halved for two classes. A model is of use if its own score is lower.

    Examples
    --------
    >>> import numpy as np
    >>> reference_brier_score(np.array([0, 1, 1, 0]), n_classes=2)
    0.5
    """
    proportions = np.bincount(y_true, minlength=n_classes) / len(y_true)
    return float(1 - (proportions**2).sum())


def calibration_in_words(
    y_true: NDArray[np.int64], probabilities: NDArray[np.float64]
) -> tuple[str, str]:
    """Write what calibration and Brier score say, for a reader who knows no statistics.

    Parameters
    ----------
    y_true : ndarray of int64, shape (n,)
    probabilities : ndarray of float64, shape (n, n_classes)

    Returns
    -------
    tuple of str
        On the calibration as a whole, and on the Brier score.

    References
    ----------
    G. W. Brier, *Verification of forecasts expressed in terms of probability*, Monthly Weather
    Review 78, 1950.

    Examples
    --------
    A model that is half right and always certain:

    >>> import numpy as np
    >>> calibration, score = calibration_in_words(np.array([0, 1] * 10), np.eye(2)[[0] * 20])
    >>> "overconfident" in calibration
    True
    >>> score[:26]
    'The *Brier score* is 1.000'
    """
    from sklearn.metrics import brier_score_loss

    n_classes = probabilities.shape[1]
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == y_true
    error = reliability(confidence, right).error
    mean, accuracy = float(confidence.mean()), Accuracy(int(right.sum()), len(right))
    low, high = accuracy.interval
    if low <= mean <= high:
        judged = "Good: on the whole the model is as sure as it should be."
    elif mean > high:
        judged = "The model is surer than it should be (*overconfident*)."
    else:
        judged = "The model could be surer than it is (*underconfident*)."
    score = brier_score_loss(
        y_true, probabilities, labels=np.arange(n_classes), scale_by_half=False
    )
    reference = reference_brier_score(y_true, n_classes)
    return (
        f"On average the model was {percent(mean)} sure of its answers, and {accuracy.percent} of "
        f"them were right. {judged} Group by group, the two lie {percent(error)} apart on average "
        "(*expected calibration error*).",
        f"The *Brier score* is {score:.3f}; smaller is better. Wrong answers cost points, and "
        "unsure ones too: 0 is certain and right every time, 2 certain and wrong every time. Pure "
        f"guessing scores {reference:.2f}.",
    )
