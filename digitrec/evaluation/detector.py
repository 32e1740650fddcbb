"""One digit against the rest: what a detector finds, and what it misses, at every threshold."""

from dataclasses import dataclass

import numpy as np

from digitrec.accuracy import Accuracy


@dataclass(frozen=True)
class Detection:
    """What a detector does at one threshold.

    Attributes
    ----------
    threshold : float
        It says yes from this probability on, 0..1.
    n_found, n_missed : int
        Pictures of the digit that it says yes to, and that it does not.
    n_false_alarms, n_rightly_left : int
        Pictures of other digits that it says yes to, and that it does not.
    """

    threshold: float
    n_found: int
    n_missed: int
    n_false_alarms: int
    n_rightly_left: int

    @property
    def n(self):
        """All pictures."""
        return self.n_found + self.n_missed + self.n_false_alarms + self.n_rightly_left

    @property
    def accuracy(self) -> Accuracy:
        """Pictures answered rightly, yes or no."""
        return Accuracy(self.n_found + self.n_rightly_left, self.n)

    @property
    def always_no(self):
        """Share that always answering no would get right, 0..1."""
        return (self.n_false_alarms + self.n_rightly_left) / self.n

    @property
    def precision(self):
        """Of those that it says yes to, the share that are the digit; 1 where there are none."""
        said = self.n_found + self.n_false_alarms
        return self.n_found / said if said else 1.0

    @property
    def recall(self):
        """Of those that are the digit, the share that it says yes to; 1 where there are none."""
        are = self.n_found + self.n_missed
        return self.n_found / are if are else 1.0


def detect(y_true, scores, threshold=0.5):
    """Count what a detector does at a threshold.

    Parameters
    ----------
    y_true : ndarray of int64, shape (n,)
        1 where it is the digit, 0 where it is not.
    scores : ndarray of float64, shape (n,)
        Probabilities that it is, 0..1.
    threshold : float, default 0.5

    Returns
    -------
    Detection
    """
    said, is_it = scores >= threshold, y_true == 1
    return Detection(
        threshold,
        n_found=int((said & is_it).sum()),
        n_missed=int((~said & is_it).sum()),
        n_false_alarms=int((said & ~is_it).sum()),
        n_rightly_left=int((~said & ~is_it).sum()),
    )


def precision_recall(y_true, scores):
    """Precision and recall at every threshold that makes a difference.

    Parameters
    ----------
    y_true : ndarray of int64, shape (n,)
    scores : ndarray of float64, shape (n,)

    Returns
    -------
    precision, recall : ndarray of float64, shape (m,)
        From the lowest threshold to the highest, the recall falling.
    """
    from sklearn.metrics import precision_recall_curve

    precision, recall, _ = precision_recall_curve(y_true, scores)
    return np.asarray(precision), np.asarray(recall)
