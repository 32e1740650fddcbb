"""The plan of a run: all that decides it, and the rows of a data set that it uses."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from digitrec.datasets import N_DIGITS, Dataset, dataset_entry
from digitrec.errors import InvalidPlanError
from digitrec.training.estimators import ESTIMATORS, known_hyperparameters
from digitrec.training.hyperparameters import check_value
from digitrec.training.splits import (
    SPLITS,
    Indices,
    Labels,
    Sizes,
    Split,
    Writers,
    check_train_share,
    proportional_order,
    split_indices,
    split_sizes,
)

MAX_SEED = 2**31 - 1


@dataclass(frozen=True)
class Plan:
    """All that decides a run; the same plan gives the same result.

    Attributes
    ----------
    estimator : str
        A key of `digitrec.training.ESTIMATORS`.
    hyperparameters : mapping of str to object
        By scikit-learn's names; the others have the table's defaults.
    dataset : str, default "digits"
        As `digitrec.datasets.dataset_entry` knows it.
    n_rows : int, optional
        How many of its pictures, chosen at random, in file order; by default all.
    split : digitrec.training.Split
    seed : int, default 0
        0 to 2**31 - 1.
    target : int, optional
        0..9: the plan tells this digit from all others (a *detector*).
    n_learned : int, optional
        How many of the pictures to learn from are used; by default all. The test stays the same.
        Pictures of unknown writers, as the digits before own drawings, come first.

    Examples
    --------
    >>> from digitrec.training import run
    >>> plan = Plan("decision-tree", {"max_depth": 3}, split=Split("random", 0.5), seed=1)
    >>> plan == plan_from_dict(plan.as_dict())
    True
    >>> result = run(plan)
    >>> result.n_train, result.n_test
    (898, 899)
    >>> 0.3 < result.accuracy.proportion < 0.6
    True
    """

    estimator: str
    hyperparameters: Mapping[str, Any] = field(default_factory=dict)
    dataset: str = "digits"
    n_rows: int | None = None
    split: Split = field(default_factory=Split)
    seed: int = 0
    target: int | None = None
    n_learned: int | None = None

    @property
    def n_classes(self) -> int:
        """Two for a detector, else ten."""
        return N_DIGITS if self.target is None else 2

    def as_dict(self) -> dict[str, Any]:
        """Give the plan as JSON can hold it."""
        return asdict(self) | {"hyperparameters": dict(self.hyperparameters)}


def plan_identity(plan: Plan) -> str:
    """Write a plan as text that is the same where the result is.

    1 and 1.0 are equal in Python, but not the same to scikit-learn; a hyperparameter that is left
    away is one with its default.

    Examples
    --------
    >>> plan_identity(Plan("svm")) == plan_identity(Plan("svm", {"gamma": 0.001}))
    True
    """
    complete = ESTIMATORS[plan.estimator].complete(plan.hyperparameters)
    return json.dumps(plan.as_dict() | {"hyperparameters": complete}, sort_keys=True)


def plan_from_dict(values: object) -> Plan:
    """Make a plan from the dict of `Plan.as_dict`, as it comes back from JSON.

    Parameters
    ----------
    values : object

    Returns
    -------
    Plan

    Raises
    ------
    InvalidPlanError
        If it is no plan.

    Examples
    --------
    >>> plan = Plan("svm", {"C": 10}, seed=7)
    >>> plan_from_dict(plan.as_dict()) == plan
    True
    """
    if not (
        _are_fields(values, Plan)
        and isinstance(values.get("estimator"), str)
        and isinstance(values.get("hyperparameters"), dict)
        and _are_fields(values.get("split"), Split)
    ):
        raise InvalidPlanError("This is not the plan of a run.")
    hyperparameters = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in values["hyperparameters"].items()
    }
    split = Split(**values["split"])
    plan = Plan(**values | {"split": split, "hyperparameters": hyperparameters})
    check_plan(plan)
    return plan


def _are_fields(values: object, kind: type[Plan | Split]) -> TypeGuard[dict[str, Any]]:
    return isinstance(values, dict) and values.keys() <= {each.name for each in fields(kind)}


def _is_whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def check_plan(plan: Plan) -> None:
    """Check a plan without loading its data set.

    Parameters
    ----------
    plan : Plan

    Raises
    ------
    InvalidPlanError
        If it names something unknown, a hyperparameter cannot have its value, or a number is out
        of its range.

    Examples
    --------
    >>> check_plan(Plan("svm", seed=-1))
    Traceback (most recent call last):
        ...
    digitrec.errors.InvalidPlanError: The seed must be a whole number from 0 to 2,147,483,647.
    """
    _check_names(plan)
    if not _is_whole(plan.seed, 0, MAX_SEED):
        raise InvalidPlanError(f"The seed must be a whole number from 0 to {MAX_SEED:,}.")
    if plan.target is not None and not _is_whole(plan.target, 0, N_DIGITS - 1):
        raise InvalidPlanError("The digit that a detector detects must be one of 0 to 9.")
    for name, value in (
        ("pictures", plan.n_rows),
        ("pictures to learn from", plan.n_learned),
        ("pictures to learn from", plan.split.n_train),
        ("pictures to test on", plan.split.n_test),
        ("folds", plan.split.n_folds),
    ):
        if value is not None and not _is_whole(value, 1, 10**6):
            raise InvalidPlanError(f"The number of {name} must be a whole number of 1 or more.")
    check_train_share(plan.split)


def _check_names(plan: Plan) -> None:
    """Check what a plan takes from the tables, and the values of its hyperparameters."""
    for what, name, table in (
        ("model", plan.estimator, ESTIMATORS),
        ("split", plan.split.kind, SPLITS),
    ):
        if not isinstance(name, str) or name not in table:
            raise InvalidPlanError(
                f"There is no {what} named {name!r}; there are {', '.join(table)}."
            )
    dataset_entry(plan.dataset)
    known = known_hyperparameters(plan.estimator, plan.hyperparameters)
    for name, value in plan.hyperparameters.items():
        check_value(known[name], value)


def row_indices(dataset: Dataset, plan: Plan) -> NDArray[np.int64]:
    """Choose the rows of a data set that a plan uses.

    Parameters
    ----------
    dataset : digitrec.datasets.Dataset
    plan : Plan

    Returns
    -------
    ndarray of int64, shape (n,)
        In file order.

    Raises
    ------
    InvalidPlanError
        If the data set has fewer pictures than the plan wants.
    """
    n = len(dataset.y)
    if plan.n_rows is None:
        return np.arange(n)
    if plan.n_rows > n:
        raise InvalidPlanError(f"{dataset.title} has {n:,} pictures, not {plan.n_rows:,}.")
    return dataset.sample(plan.n_rows, random_state=plan.seed)


def class_labels(y: Labels, target: int | None) -> Labels:
    """Label pictures by the classes of a model.

    Parameters
    ----------
    y : ndarray of int64, shape (n,)
        The digits 0..9.
    target : int or None
        The digit of a detector.

    Returns
    -------
    ndarray of int64, shape (n,)
        The digits; for a detector 1 where it is its digit, else 0.
    """
    return y if target is None else (y == target).astype(np.int64)


def part_indices(dataset: Dataset, plan: Plan) -> Indices:
    """Choose the rows to learn from and to test on, for each part of a plan.

    Parameters
    ----------
    dataset : digitrec.datasets.Dataset
    plan : Plan

    Returns
    -------
    list of tuple of ndarray of int64
        With folds, the last pair is all rows to learn from and none to test on.

    Raises
    ------
    InvalidPlanError
        If the plan does not fit the data set.
    """
    check_plan(plan)
    rows = row_indices(dataset, plan)
    y, writers = class_labels(dataset.y[rows], plan.target), _writers(dataset, rows)
    pairs = split_indices(y, plan.split, plan.seed, writers)
    if SPLITS[plan.split.kind].has_folds:
        pairs = [*pairs, (np.arange(len(rows)), np.arange(0))]
    if plan.n_learned is not None:
        pairs = [(_first_learned(plan, y, writers, train), test) for train, test in pairs]
    return [(rows[train], rows[test]) for train, test in pairs]


def part_sizes(dataset: Dataset, plan: Plan) -> Sizes:
    """Count the pictures of each part of a plan without splitting.

    Parameters
    ----------
    dataset : digitrec.datasets.Dataset
    plan : Plan

    Returns
    -------
    list of tuple of int
        Pairs (n_train, n_test), the sizes of what `part_indices` gives.

    Raises
    ------
    InvalidPlanError
        As `part_indices`.
    """
    check_plan(plan)
    rows = row_indices(dataset, plan)
    y = class_labels(dataset.y[rows], plan.target)
    pairs = split_sizes(y, plan.split, _writers(dataset, rows))
    if SPLITS[plan.split.kind].has_folds:
        pairs = [*pairs, (len(y), 0)]
    if plan.n_learned is None:
        return pairs
    for n_train, _ in pairs:
        _check_learned(plan.n_learned, n_train)
    return [(plan.n_learned, n_test) for _, n_test in pairs]


def _check_learned(n_learned: int, n_train: int) -> None:
    if n_learned > n_train:
        raise InvalidPlanError(f"There are {n_train:,} pictures to learn from, not {n_learned:,}.")


def _writers(dataset: Dataset, rows: NDArray[np.int64]) -> Writers:
    return None if dataset.writers is None else dataset.writers[rows]


def _first_learned(
    plan: Plan, y: Labels, writers: Writers, train: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Choose so many of the rows to learn from as the plan wants, each class in proportion.

    Rows of unknown writers come before all others. A smaller number gives the first of them.
    """
    assert plan.n_learned is not None
    _check_learned(plan.n_learned, len(train))
    order = proportional_order(y[train], plan.seed)
    if writers is not None:
        order = order[np.argsort(writers[train][order] >= 0, kind="stable")]
    return train[order[: plan.n_learned]]


def n_parts(plan: Plan) -> int:
    """Count the fits of a plan: one, or with folds one for each and one on all pictures."""
    return plan.split.n_folds + 1 if SPLITS[plan.split.kind].has_folds else 1


def estimate_seconds(plans: Iterable[Plan], dataset: Dataset) -> float:
    """Estimate how long plans take to run, one after the other.

    Parameters
    ----------
    plans : iterable of Plan
    dataset : digitrec.datasets.Dataset

    Returns
    -------
    float
        Seconds, on a machine like that of docs/performance.md; good to a factor of two or three.

    Raises
    ------
    InvalidPlanError
        As `part_indices`.
    """
    return sum(
        ESTIMATORS[plan.estimator].seconds(
            n_train,
            dataset.picture_format.n_features,
            ESTIMATORS[plan.estimator].complete(plan.hyperparameters),
        )
        for plan in plans
        for n_train, _ in part_sizes(dataset, plan)
    )
