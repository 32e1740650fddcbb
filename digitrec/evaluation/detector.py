"""A detector of one digit: what it finds and what it misses at a threshold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import Accuracy


@dataclass(frozen=True)
class Detection:
    """The predictions of a detector at one threshold, counted.

    Attributes
    ----------
    true_positives, false_negatives : int
        Pictures of the digit that it says yes to, and that it says no to.
    false_positives, true_negatives : int
        Pictures of other digits that it says yes to, and that it says no to.
    """

    true_positives: int
    false_negatives: int
    false_positives: int
    true_negatives: int

    @property
    def positives(self) -> int:
        """Pictures of the digit."""
        return self.true_positives + self.false_negatives

    @property
    def negatives(self) -> int:
        """Pictures of other digits."""
        return self.false_positives + self.true_negatives

    @property
    def predicted_positives(self) -> int:
        """Pictures that the detector says yes to."""
        return self.true_positives + self.false_positives

    @property
    def accuracy(self) -> Accuracy:
        """How many predictions are right."""
        n_right = self.true_positives + self.true_negatives
        return Accuracy(n_right, self.positives + self.negatives)

    @property
    def accuracy_of_no(self) -> Accuracy:
        """How many predictions would be right if the detector always said no."""
        return Accuracy(self.negatives, self.positives + self.negatives)

    @property
    def precision(self) -> float:
        """The proportion of the digit among what is said to be it; 1 where nothing is."""
        predicted = self.predicted_positives
        return self.true_positives / predicted if predicted else 1.0

    @property
    def recall(self) -> float:
        """The proportion of the digit's pictures that are found; 1 where there are none."""
        return self.true_positives / self.positives if self.positives else 1.0


def detect(
    y_true: NDArray[np.int64], scores: NDArray[np.float64], threshold: float = 0.5
) -> Detection:
    """Count the right and the wrong predictions of a detector.

    Parameters
    ----------
    y_true : ndarray of int64, shape (n,)
        1 for pictures of the digit, 0 for others.
    scores : ndarray of float64, shape (n,)
        Probabilities of the digit, 0..1.
    threshold : float, default 0.5
        The detector says yes from this probability on.

    Returns
    -------
    Detection

    Examples
    --------
    >>> import numpy as np
    >>> y_true, scores = np.array([1, 1, 0, 0, 0]), np.array([0.9, 0.4, 0.6, 0.1, 0.1])
    >>> detect(y_true, scores)
    Detection(true_positives=1, false_negatives=1, false_positives=1, true_negatives=2)
    >>> detect(y_true, scores, threshold=0.3).recall
    1.0
    """
    said_yes, is_digit = scores >= threshold, y_true == 1
    return Detection(
        true_positives=int((said_yes & is_digit).sum()),
        false_negatives=int((~said_yes & is_digit).sum()),
        false_positives=int((said_yes & ~is_digit).sum()),
        true_negatives=int((~said_yes & ~is_digit).sum()),
    )


def precision_recall(
    y_true: NDArray[np.int64], scores: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Compute precision and recall at every threshold that makes a difference.

    Parameters
    ----------
    y_true : ndarray of int64, shape (n,)
        1 for pictures of the digit, 0 for others.
    scores : ndarray of float64, shape (n,)
        Probabilities of the digit, 0..1.

    Returns
    -------
    precision, recall : ndarray of float64, shape (m,)
        From the lowest threshold to the highest.

    Examples
    --------
    >>> import numpy as np
    >>> precision_recall(np.array([0, 1]), np.array([0.2, 0.7]))
    (array([0.5, 1. , 1. ]), array([1., 1., 0.]))
    """
    from sklearn.metrics import precision_recall_curve

    precision, recall, _ = precision_recall_curve(y_true, scores)
    return np.asarray(precision), np.asarray(recall)
