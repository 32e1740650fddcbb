"""What a run gives."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import Accuracy
from digitrec.training.plan import Plan
from digitrec.training.splits import Labels


@dataclass(frozen=True)
class FittedPart:
    """One fit of a run, and what it predicted of its test pictures.

    Attributes
    ----------
    test_indices : ndarray of int64, shape (n,)
        Rows of the data set; none for the fit on all pictures.
    probabilities : ndarray of float64, shape (n, n_classes)
    n_train : int
    train_accuracy : digitrec.accuracy.Accuracy
        On the training pictures, or the first `digitrec.training.MAX_TRAIN_SCORED` of them.
    fit_seconds, predict_seconds : float
    notes : tuple of str
        What scikit-learn warned of.
    estimator : object
        Fitted.
    """

    test_indices: NDArray[np.int64]
    probabilities: NDArray[np.float64]
    n_train: int
    train_accuracy: Accuracy
    fit_seconds: float
    predict_seconds: float
    notes: tuple[str, ...]
    estimator: Any


@dataclass(frozen=True)
class Result:
    """What a run gives.

    Attributes
    ----------
    plan : Plan
    test_indices : ndarray of int64, shape (n,)
        Rows of the data set.
    y_true, y_pred : ndarray of int64, shape (n,)
        Digits 0..9; for a detector 1 where it is the digit, 0 where it is not.
    probabilities : ndarray of float64, shape (n, n_classes)
    fold_sizes : tuple of int
        How many of the test pictures, in order, belong to each fold; one number without folds.
    n_train : int
        Pictures learned from by `estimator`.
    train_accuracy : digitrec.accuracy.Accuracy
        On the training pictures, or the first `digitrec.training.MAX_TRAIN_SCORED` of them.
    fit_seconds, predict_seconds : float
        To learn, the sum over all fits; to read all test pictures.
    notes : tuple of str
        What scikit-learn warned of.
    estimator : object
        A fitted scikit-learn classifier; with folds, the one that learned from all pictures.
    """

    plan: Plan
    test_indices: NDArray[np.int64]
    y_true: Labels
    y_pred: Labels
    probabilities: NDArray[np.float64]
    fold_sizes: tuple[int, ...]
    n_train: int
    train_accuracy: Accuracy
    fit_seconds: float
    predict_seconds: float
    notes: tuple[str, ...]
    estimator: Any

    @property
    def n_test(self) -> int:
        """How many pictures it was tested on."""
        return len(self.y_true)

    @property
    def accuracy(self) -> Accuracy:
        """On the test pictures."""
        return Accuracy(int((self.y_true == self.y_pred).sum()), self.n_test)

    @property
    def fold_accuracies(self) -> NDArray[np.float64]:
        """The proportion right in each fold, shape (n_folds,)."""
        right = self.y_true == self.y_pred
        starts = np.cumsum(self.fold_sizes)[:-1]
        return np.array([fold.mean() for fold in np.split(right, starts)])


@dataclass(frozen=True)
class Score:
    """The figures of a run, without arrays: for curves of many runs.

    Attributes
    ----------
    plan : Plan
    accuracy : digitrec.accuracy.Accuracy
        On the test pictures.
    train_accuracy : digitrec.accuracy.Accuracy
    fit_seconds : float
    """

    plan: Plan
    accuracy: Accuracy
    train_accuracy: Accuracy
    fit_seconds: float
