"""One run: data set, split, estimator, hyperparameters and seed in, one frozen result out.

A run is made of *parts*, each one fit: one for a plain split, one for each fold and one on all
pictures for a split into folds. Parts are independent, so that they can be made elsewhere, shown
as progress, and left off in between.
"""

import time
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from digitrec.accuracy import Accuracy
from digitrec.card import Card
from digitrec.datasets import load_dataset
from digitrec.errors import InvalidPlanError
from digitrec.estimators import ESTIMATORS
from digitrec.model import Model, class_probabilities
from digitrec.plans import Plan, check_plan, classes, cuts, n_parts

MOST_CHECKED = 5_000  # training pictures that are read again for the training accuracy
CALIBRATION_FOLDS = 5  # of scikit-learn's CalibratedClassifierCV


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


def make_estimator(plan):
    """Make the unfitted scikit-learn classifier of a plan.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    object
    """
    entry = ESTIMATORS[plan.estimator]
    return entry.make(plan.seed, **entry.complete(plan.hyperparameters))


@cache
def _linear_algebra():
    import sklearn.svm  # noqa: F401 - loads the libraries that are to be found
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas").lib_controllers


@contextmanager
def _one_thread():
    """Let linear algebra use one thread; threadpoolctl's own way takes longer than some fits."""
    libraries = _linear_algebra()
    before = [library.get_num_threads() for library in libraries]
    try:
        for library in libraries:
            library.set_num_threads(1)
        yield
    finally:
        for library, n_threads in zip(libraries, before, strict=True):
            library.set_num_threads(n_threads)


def fit(estimator, X, y):
    """Fit an estimator with one thread for linear algebra; on so little more would be slower.

    Parameters
    ----------
    estimator : object
        An unfitted scikit-learn classifier.
    X : ndarray, shape (n, n_features)
    y : ndarray of int64, shape (n,)

    Returns
    -------
    object
        The same, fitted.

    Raises
    ------
    InvalidPlanError
        If scikit-learn refuses its hyperparameters or the pictures.
    """
    with _one_thread():
        try:
            return estimator.fit(X, y)
        except ValueError as error:
            raise InvalidPlanError(f"scikit-learn refuses this: {_first_line(error)}") from None


def _first_line(error):
    return str(error).strip().partition("\n")[0]


def fit_part(plan, i):
    """Make one part of a run.

    Parameters
    ----------
    plan : Plan
    i : int
        Which part, 0 to the number of parts - 1.

    Returns
    -------
    Part

    Raises
    ------
    InvalidPlanError
        If the plan does not fit its data set, or scikit-learn refuses it.
    DatasetError
        If the data set is not at hand.
    """
    dataset = load_dataset(plan.dataset)
    train, test = cuts(dataset, plan)[i]
    y = classes(dataset.y, plan)
    _check_enough(plan, y[train])
    X_train = dataset.rows(train)
    estimator = make_estimator(plan)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        begin = time.perf_counter()
        fit(estimator, X_train, y[train])
        fitted = time.perf_counter()
    with _one_thread():
        X_test = dataset.rows(test)
        begin_reading = time.perf_counter()
        probabilities = class_probabilities(estimator, X_test, plan.n_classes)
        read = time.perf_counter()
        checked = X_train[:MOST_CHECKED]
        answers = class_probabilities(estimator, checked, plan.n_classes).argmax(axis=1)
    return Part(
        test_indices=test,
        probabilities=probabilities,
        n_train=len(train),
        train_accuracy=Accuracy(int((answers == y[train[:MOST_CHECKED]]).sum()), len(checked)),
        fit_seconds=fitted - begin,
        predict_seconds=read - begin_reading,
        notes=tuple(dict.fromkeys(_first_line(warning.message) for warning in caught)),
        estimator=estimator,
    )


def _check_enough(plan, y):
    """Say what is missing where scikit-learn would fail with words that say little."""
    classes, counts = np.unique(y, return_counts=True)
    if len(classes) < 2 and plan.estimator != "dummy":
        raise InvalidPlanError(
            "The pictures to learn from are of one class only; there must be two or more. Take "
            "more pictures or another split."
        )
    if plan.estimator == "svm" and counts.min() < CALIBRATION_FOLDS:
        raise InvalidPlanError(
            "The support vector machine needs at least 5 pictures of each class to learn how sure "
            f"it may be; here are {counts.min()} of the rarest. Take more pictures."
        )
    k = plan.hyperparameters.get("n_neighbors", 1)
    if k > len(y):
        raise InvalidPlanError(
            f"{k} neighbours are more than the {len(y):,} pictures to learn from. Choose a "
            "smaller k or take more pictures."
        )


def combine(plan, parts):
    """Put the parts of a run together.

    Parameters
    ----------
    plan : Plan
    parts : list of Part
        All of them, in order.

    Returns
    -------
    Result
    """
    tested = [part for part in parts if len(part.test_indices)]
    test_indices = np.concatenate([part.test_indices for part in tested])
    probabilities = np.concatenate([part.probabilities for part in tested])
    y = classes(load_dataset(plan.dataset).y, plan)
    return Result(
        plan=plan,
        test_indices=test_indices,
        y_true=y[test_indices],
        y_pred=probabilities.argmax(axis=1),
        probabilities=probabilities,
        fold_sizes=tuple(len(part.test_indices) for part in tested),
        n_train=parts[-1].n_train,
        train_accuracy=Accuracy(
            sum(part.train_accuracy.n_right for part in tested),
            sum(part.train_accuracy.n for part in tested),
        ),
        fit_seconds=sum(part.fit_seconds for part in parts),
        predict_seconds=sum(part.predict_seconds for part in tested),
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
        estimator=parts[-1].estimator,
    )


def run(plan, *, progress=lambda: None):
    """Run a plan from beginning to end.

    Parameters
    ----------
    plan : Plan
    progress : callable, optional
        Called without arguments after each of its parts (`digitrec.plans.n_parts`).

    Returns
    -------
    Result

    Raises
    ------
    InvalidPlanError
        If the plan does not fit its data set, or scikit-learn refuses it.
    DatasetError
        If the data set is not at hand.
    """
    check_plan(plan)
    parts = []
    for i in range(n_parts(plan)):
        parts.append(fit_part(plan, i))
        progress()
    return combine(plan, parts)


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


def score(plan):
    """Run a plan and keep its figures only.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    Score

    Raises
    ------
    InvalidPlanError
        If the plan does not fit its data set, or scikit-learn refuses it.
    DatasetError
        If the data set is not at hand.
    """
    result = run(plan)
    return Score(plan, result.accuracy, result.train_accuracy, result.fit_seconds)


def to_model(result, title=None):
    """Make a model that reads drawings of what a run has learned.

    Parameters
    ----------
    result : Result
    title : str, optional
        How to call it; by default as its estimator.

    Returns
    -------
    digitrec.Model
        Its card holds the plan.

    Raises
    ------
    InvalidPlanError
        If it is a detector, which knows one digit only.
    """
    plan = result.plan
    if plan.target is not None:
        raise InvalidPlanError(
            f"This detector only tells {plan.target} from what is none; a drawing needs a model of "
            "all ten digits."
        )
    entry = ESTIMATORS[plan.estimator]
    dataset = load_dataset(plan.dataset)
    card = Card(
        dataset.picture_format,
        name=plan.estimator,
        title=title or entry.title,
        explanation=entry.explanation,
        hyperparameters=entry.complete(plan.hyperparameters),
        seed=plan.seed,
        trained_on=f"{result.n_train:,} pictures of {dataset.title}",
        tested_on=f"{result.n_test:,} other pictures of {dataset.title}",
        accuracy={"held_out": result.accuracy},
        plan=plan,
    )
    return Model(result.estimator, card)
