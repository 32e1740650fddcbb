"""The plan of a run: all that decides it, and which rows it takes of a data set."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields

import numpy as np

from digitrec.datasets import N_DIGITS, Dataset
from digitrec.errors import InvalidPlanError
from digitrec.training.estimators import ESTIMATORS
from digitrec.training.splits import SPLITS, Split, cut, split_sizes

MAX_SEED = 2**31 - 1


@dataclass(frozen=True)
class Plan:
    """All that decides a run; the same plan gives the same result.

    Attributes
    ----------
    estimator : str
        A key of `digitrec.training.ESTIMATORS`.
    hyperparameters : mapping of str to object
        scikit-learn's names; what is not set has the table's default.
    dataset : str, default "digits"
        A key of `digitrec.datasets.DATASETS`.
    n_rows : int, optional
        How many of its pictures, chosen by lot but in file order; by default all.
    split : digitrec.Split
    seed : int, default 0
        0 to 2**31 - 1.
    target : int, optional
        0..9: one digit is to be told from all the others (a *detector*).
    n_learned : int, optional
        How many of the pictures to learn from are used; by default all. The test stays the same.
    """

    estimator: str
    hyperparameters: Mapping = field(default_factory=dict)
    dataset: str = "digits"
    n_rows: int | None = None
    split: Split = field(default_factory=Split)
    seed: int = 0
    target: int | None = None
    n_learned: int | None = None

    @property
    def n_classes(self):
        """Two for a detector, else ten."""
        return N_DIGITS if self.target is None else 2

    def as_dict(self):
        """The plan in what JSON can hold."""
        return asdict(self) | {"hyperparameters": dict(self.hyperparameters)}


def plan_from_dict(values: object) -> Plan:
    """Make a plan of what `Plan.as_dict` gave, as it comes back from JSON.

    Parameters
    ----------
    values : object
        A dict, if it is a plan.

    Returns
    -------
    Plan

    Raises
    ------
    InvalidPlanError
        If it is no plan.
    """
    is_plan = (
        _are_fields(values, Plan)
        and isinstance(values.get("estimator"), str)
        and isinstance(values.get("hyperparameters"), dict)
        and _are_fields(values.get("split"), Split)
    )
    if not is_plan:
        raise InvalidPlanError("This is not the plan of a run.")
    hyperparameters = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in values["hyperparameters"].items()
    }
    split = Split(**values["split"])
    plan = Plan(**values | {"split": split, "hyperparameters": hyperparameters})
    check_plan(plan)
    return plan


def _are_fields(values, kind):
    """Whether something is a dict of arguments for a dataclass."""
    return isinstance(values, dict) and values.keys() <= {each.name for each in fields(kind)}


def _is_whole(value, low, high):
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def check_plan(plan):
    """Say what is wrong with a plan before anything is loaded.

    Parameters
    ----------
    plan : Plan

    Raises
    ------
    InvalidPlanError
        If it names something that there is not, or a number out of its range.
    """
    if plan.estimator not in ESTIMATORS:
        raise InvalidPlanError(
            f"There is no model named {plan.estimator!r}; there are {', '.join(ESTIMATORS)}."
        )
    known = [each.name for each in ESTIMATORS[plan.estimator].hyperparameters]
    unknown = [str(name) for name in plan.hyperparameters if name not in known]
    if unknown:
        raise InvalidPlanError(
            f"{plan.estimator} has no hyperparameter {', '.join(unknown)}; it has "
            f"{', '.join(known) or 'none'}."
        )
    if not _is_whole(plan.seed, 0, MAX_SEED):
        raise InvalidPlanError(f"The seed must be a whole number from 0 to {MAX_SEED:,}.")
    if plan.target is not None and not _is_whole(plan.target, 0, N_DIGITS - 1):
        raise InvalidPlanError("The digit to be told from the others must be one of 0 to 9.")
    for name, value in (
        ("pictures", plan.n_rows),
        ("pictures to learn from", plan.n_learned),
        ("pictures to learn from", plan.split.n_train),
        ("pictures to test on", plan.split.n_test),
        ("folds", plan.split.n_folds),
    ):
        if value is not None and not _is_whole(value, 1, 10**6):
            raise InvalidPlanError(f"The number of {name} must be a whole number of 1 or more.")
    if not isinstance(plan.split.train_share, (int, float)):
        raise InvalidPlanError("The share to learn from must be a number between 0 and 1.")


def rows_of(dataset, plan):
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
        If it has fewer pictures than the plan wants.
    """
    n = len(dataset.y)
    if plan.n_rows is None:
        return np.arange(n)
    if plan.n_rows > n:
        raise InvalidPlanError(f"{dataset.title} has {n:,} pictures, not {plan.n_rows:,}.")
    return dataset.sample(plan.n_rows, random_state=plan.seed)


def classes(y, plan):
    """The classes that a plan learns: the digits, or for a detector 1 where it is its digit.

    Parameters
    ----------
    y : ndarray of int64, shape (n,)
        Digits 0..9.
    plan : Plan

    Returns
    -------
    ndarray of int64, shape (n,)
    """
    return y if plan.target is None else (y == plan.target).astype(np.int64)


def cuts(dataset, plan):
    """Row numbers of the data set to learn from and to test on, for each part of a plan.

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
    rows = rows_of(dataset, plan)
    pairs = cut(classes(dataset.y[rows], plan), plan.split, plan.seed)
    if SPLITS[plan.split.kind].has_folds:
        pairs = [*pairs, (np.arange(len(rows)), np.arange(0))]
    if plan.n_learned is not None:
        learned = classes(dataset.y[rows], plan)
        pairs = [(train[_some(learned[train], plan)], test) for train, test in pairs]
    return [(rows[train], rows[test]) for train, test in pairs]


def part_sizes(dataset: Dataset, plan: Plan) -> list[tuple[int, int]]:
    """Count the pictures of each part of a plan, as `cuts` would give them, without cutting.

    Parameters
    ----------
    dataset : digitrec.datasets.Dataset
    plan : Plan

    Returns
    -------
    list of tuple of int
        Pairs (n_train, n_test). With folds, the last is all pictures to learn from and none to
        test on.

    Raises
    ------
    InvalidPlanError
        As `cuts`.
    """
    check_plan(plan)
    y = classes(dataset.y[rows_of(dataset, plan)], plan)
    pairs = split_sizes(y, plan.split)
    if SPLITS[plan.split.kind].has_folds:
        pairs = [*pairs, (len(y), 0)]
    if plan.n_learned is None:
        return pairs
    for n_train, _ in pairs:
        _check_learned(plan, n_train)
    return [(plan.n_learned, n_test) for _, n_test in pairs]


def _check_learned(plan, n_train):
    if plan.n_learned > n_train:
        raise InvalidPlanError(
            f"There are {n_train:,} pictures to learn from, not {plan.n_learned:,}."
        )


def _some(y, plan):
    """Places of as many as the plan learns from, drawn by lot in the mixture that there is."""
    _check_learned(plan, len(y))
    lot = np.random.default_rng(plan.seed).permutation(len(y))
    place = np.empty(len(y))  # of each within its class, as a share of the class
    for each in np.unique(y):
        drawn = lot[y[lot] == each]
        place[drawn] = (np.arange(len(drawn)) + 0.5) / len(drawn)
    return np.argsort(place, kind="stable")[: plan.n_learned]


def n_parts(plan):
    """How many fits a plan is.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    int
    """
    return plan.split.n_folds + 1 if SPLITS[plan.split.kind].has_folds else 1


def estimate_seconds(plans, dataset):
    """Say about how long plans take to run, one after the other.

    Parameters
    ----------
    plans : list of Plan
    dataset : digitrec.datasets.Dataset

    Returns
    -------
    float
        Seconds, on a machine like that of docs/performance.md; good to a factor of two or three.

    Raises
    ------
    InvalidPlanError
        As `cuts`.
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
