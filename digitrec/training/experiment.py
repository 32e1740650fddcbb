"""One run: a plan in, one frozen result out.

A run is made of *parts*, each one fit: one for a plain split, one for each fold and one on all
pictures for a split into folds. Parts are independent, so that they can be made elsewhere, shown
as progress, and left off in between.
"""

import time
import warnings
from contextlib import contextmanager
from functools import cache

import numpy as np

from digitrec.accuracy import Accuracy
from digitrec.datasets import load_dataset
from digitrec.errors import InvalidPlanError
from digitrec.training.estimators import ESTIMATORS, class_probabilities
from digitrec.training.plan import check_plan, classes, cuts, n_parts
from digitrec.training.result import Part, Result, Score

MOST_CHECKED = 5_000  # training pictures that are read again for the training accuracy
CALIBRATION_FOLDS = 5  # of scikit-learn's CalibratedClassifierCV


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
        Called without arguments after each of its parts (`digitrec.training.n_parts`).

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
