"""One run: a plan in, one frozen result out.

A run is made of *parts*, each one fit: one for a plain split; for folds one for each, and one on
all pictures. Parts are independent, so that other processes can make them and a run can be stopped.
"""

import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import Accuracy
from digitrec.datasets import Dataset, load_dataset
from digitrec.errors import InvalidPlanError
from digitrec.training.classifiers import class_probabilities
from digitrec.training.estimators import ESTIMATORS
from digitrec.training.plan import Plan, check_plan, class_labels, n_parts, part_indices
from digitrec.training.result import FittedPart, Result, Score
from digitrec.training.splits import SPLITS, Labels

MAX_TRAIN_SCORED = 5_000  # pictures that the training accuracy is computed on
CALIBRATION_FOLDS = 5  # of scikit-learn's CalibratedClassifierCV


def make_estimator(plan: Plan) -> Any:
    """Make the unfitted scikit-learn classifier of a plan.

    Examples
    --------
    >>> make_estimator(Plan("decision-tree", {"max_depth": 3}, seed=1))
    DecisionTreeClassifier(max_depth=3, random_state=1)
    """
    entry = ESTIMATORS[plan.estimator]
    return entry.make(plan.seed, **entry.complete(plan.hyperparameters))


@cache
def _linear_algebra() -> list[Any]:
    import sklearn.svm  # noqa: F401 - loads the libraries that are to be found
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas").lib_controllers


@contextmanager
def _one_thread() -> Iterator[None]:
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


def fit(estimator: Any, X: NDArray[Any], y: Labels) -> Any:
    """Fit an estimator with one thread for linear algebra: on so few pictures, more are slower.

    Parameters
    ----------
    estimator : object
        An unfitted scikit-learn classifier.
    X : ndarray of float32 or float64, shape (n, n_features)
    y : ndarray of int64, shape (n,)

    Returns
    -------
    object
        The same, fitted.

    Raises
    ------
    InvalidPlanError
        If scikit-learn refuses its hyperparameters or the pictures.

    Examples
    --------
    >>> digits = load_dataset("digits")
    >>> model = fit(make_estimator(Plan("decision-tree")), digits.X, digits.y)
    >>> model.predict(digits.X[:3]).tolist()
    [0, 1, 2]
    """
    with _one_thread():
        try:
            return estimator.fit(X, y)
        except ValueError as error:
            raise InvalidPlanError(f"scikit-learn refuses this: {_first_line(error)}") from None


def _first_line(error: object) -> str:
    return str(error).strip().partition("\n")[0]


def fit_part(plan: Plan, i: int, dataset: Dataset | None = None) -> FittedPart:
    """Make one part of a run.

    Parameters
    ----------
    plan : Plan
    i : int
        Which part, 0 to ``n_parts(plan) - 1``.
    dataset : digitrec.datasets.Dataset, optional
        The plan's; by default it is loaded, which own drawings cannot be.

    Returns
    -------
    FittedPart

    Raises
    ------
    InvalidPlanError
        If the plan does not fit its data set, or scikit-learn refuses it.
    DatasetError
        If the data set is not at hand.

    Examples
    --------
    >>> part = fit_part(Plan("naive-bayes"), 0)
    >>> part.n_train, part.probabilities.shape
    (1347, (450, 10))
    """
    dataset = _dataset_of(plan, dataset)
    train, test = part_indices(dataset, plan)[i]
    y = class_labels(dataset.y, plan.target)
    _check_enough(plan, y[train])
    X_train = dataset.rows(train)
    estimator = make_estimator(plan)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        fit_begin = time.perf_counter()
        fit(estimator, X_train, y[train])
        fit_end = time.perf_counter()
    with _one_thread():
        X_test = dataset.rows(test)
        predict_begin = time.perf_counter()
        probabilities = class_probabilities(estimator, X_test, plan.n_classes)
        predict_end = time.perf_counter()
        X_scored, y_scored = X_train[:MAX_TRAIN_SCORED], y[train[:MAX_TRAIN_SCORED]]
        y_pred = class_probabilities(estimator, X_scored, plan.n_classes).argmax(axis=1)
    return FittedPart(
        test_indices=test,
        probabilities=probabilities,
        n_train=len(train),
        train_accuracy=Accuracy(int((y_pred == y_scored).sum()), len(y_scored)),
        fit_seconds=fit_end - fit_begin,
        predict_seconds=predict_end - predict_begin,
        notes=tuple(dict.fromkeys(_first_line(warning.message) for warning in caught)),
        estimator=estimator,
    )


def _check_enough(plan: Plan, y: Labels) -> None:
    """Refuse what scikit-learn would refuse with words that tell a visitor little."""
    labels, counts = np.unique(y, return_counts=True)
    if len(labels) < 2 and plan.estimator != "dummy":
        raise InvalidPlanError(
            "The pictures to learn from are of one class only; there must be two or more. Take "
            "more pictures or another split."
        )
    if plan.estimator == "svm" and counts.min() < CALIBRATION_FOLDS:
        raise InvalidPlanError(
            f"The support vector machine needs at least {CALIBRATION_FOLDS} pictures of each class "
            f"to learn how sure it may be; here are {counts.min()} of the rarest. Take more "
            "pictures."
        )
    k = plan.hyperparameters.get("n_neighbors", 1)
    if k > len(y):
        raise InvalidPlanError(
            f"{k} neighbours are more than the {len(y):,} pictures to learn from. Choose a "
            "smaller k or take more pictures."
        )


def _dataset_of(plan: Plan, dataset: Dataset | None) -> Dataset:
    if dataset is None:
        return load_dataset(plan.dataset)
    if dataset.name != plan.dataset:
        raise InvalidPlanError(f"The plan is for the data set {plan.dataset}, not {dataset.name}.")
    return dataset


def combine(plan: Plan, parts: Sequence[FittedPart], dataset: Dataset | None = None) -> Result:
    """Put the parts of a run together, all of them and in order.

    Parameters
    ----------
    plan : Plan
    parts : sequence of FittedPart
    dataset : digitrec.datasets.Dataset, optional
        As in `fit_part`.

    Examples
    --------
    >>> from digitrec.training import Split
    >>> plan = Plan("naive-bayes", split=Split("folds", n_folds=3))
    >>> result = combine(plan, [fit_part(plan, i) for i in range(n_parts(plan))])
    >>> result.fold_sizes, result.n_train
    ((599, 599, 599), 1797)
    """
    tested = [part for part in parts if len(part.test_indices)]
    test_indices = np.concatenate([part.test_indices for part in tested])
    probabilities = np.concatenate([part.probabilities for part in tested])
    y = class_labels(_dataset_of(plan, dataset).y, plan.target)
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


def run(
    plan: Plan, dataset: Dataset | None = None, *, progress: Callable[[], object] = lambda: None
) -> Result:
    """Run a plan.

    Parameters
    ----------
    plan : Plan
    dataset : digitrec.datasets.Dataset, optional
        As in `fit_part`.
    progress : callable, optional
        Called without arguments after each of the `digitrec.training.n_parts`.

    Returns
    -------
    Result

    Raises
    ------
    InvalidPlanError
        If the plan does not fit its data set, or scikit-learn refuses it.
    DatasetError
        If the data set is not at hand.

    Examples
    --------
    >>> from digitrec.training import Split
    >>> result = run(Plan("naive-bayes", split=Split("folds", n_folds=3)))
    >>> result.n_test, result.fold_sizes
    (1797, (599, 599, 599))
    >>> 0.7 < result.accuracy.proportion < 0.9
    True
    """
    check_plan(plan)
    parts = []
    for i in range(n_parts(plan)):
        parts.append(fit_part(plan, i, dataset))
        progress()
    return combine(plan, parts, dataset)


def score(plan: Plan, dataset: Dataset | None = None) -> Score:
    """Run a plan and keep its figures only. Parameters and raises as `run`.

    With folds, the fit on all pictures is left out: it is tested on none.
    """
    check_plan(plan)
    tested = n_parts(plan) - SPLITS[plan.split.kind].has_folds
    parts = [fit_part(plan, i, dataset) for i in range(tested)]
    result = combine(plan, parts, dataset)
    return Score(plan, result.accuracy, result.train_accuracy, result.fit_seconds)
