"""What comes out of a run."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from digitrec.accuracy import Accuracy
from digitrec.training.plan import Plan


@dataclass(frozen=True)
class Part:
    """One fit and what it read of its test pictures.

    Attributes
    ----------
    test_indices : ndarray of int64, shape (n,)
        Rows of the data set; none for the fit on all pictures.
    probabilities : ndarray of float64, shape (n, n_classes)
    n_train : int
    train_accuracy : digitrec.accuracy.Accuracy
        Of the training pictures, as far as they were read again.
    fit_seconds, predict_seconds : float
    notes : tuple of str
        What scikit-learn warned of.
    estimator : object
        Fitted.
    """

    test_indices: np.ndarray
    probabilities: np.ndarray
    n_train: int
    train_accuracy: Accuracy
    fit_seconds: float
    predict_seconds: float
    notes: tuple
    estimator: Any


@dataclass(frozen=True)
class Result:
    """What came out of a run.

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
        Of the training pictures, as far as they were read again.
    fit_seconds, predict_seconds : float
        To learn, the sum over all fits; to read all test pictures.
    notes : tuple of str
        What scikit-learn warned of.
    estimator : object
        A fitted scikit-learn classifier; with folds, the one that learned from all pictures.
    """

    plan: Plan
    test_indices: np.ndarray
    y_true: np.ndarray
    y_pred: np.ndarray
    probabilities: np.ndarray
    fold_sizes: tuple
    n_train: int
    train_accuracy: Accuracy
    fit_seconds: float
    predict_seconds: float
    notes: tuple
    estimator: Any

    @property
    def n_test(self):
        """Pictures tested on."""
        return len(self.y_true)

    @property
    def accuracy(self) -> Accuracy:
        """How many of them were read right."""
        return Accuracy(int((self.y_true == self.y_pred).sum()), self.n_test)

    @property
    def fold_accuracies(self):
        """The accuracy of each fold, as an array of shape (n_folds,)."""
        right = self.y_true == self.y_pred
        ends = np.cumsum(self.fold_sizes)
        return np.array([part.mean() for part in np.split(right, ends[:-1])])


@dataclass(frozen=True)
class Score:
    """What is left of a run where only its figures matter, as in a curve of many runs.

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
