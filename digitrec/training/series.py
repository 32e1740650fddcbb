"""Series of plans that differ in one or two settings: repeats, curves and grids."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod
from typing import Any

import numpy as np

from digitrec.datasets import Dataset
from digitrec.errors import InvalidPlanError
from digitrec.training.estimators import ESTIMATORS
from digitrec.training.plan import MAX_SEED, Plan, part_sizes, plan_identity
from digitrec.training.splits import SPLITS

MIN_LEARNED = 100  # of a learning curve: some of every class
MIN_OWN = 5  # of a curve of own drawings
MAX_GRID_VALUES = 5  # of each of the two hyperparameters
MAX_COMBINATIONS = 10_000


def repeats(plan: Plan, n: int = 10) -> list[Plan]:
    """Repeat a plan with other seeds, and so other splits.

    Parameters
    ----------
    plan : Plan
    n : int, default 10

    Returns
    -------
    list of Plan
        The first is the plan itself; the others have the seeds that follow.

    Raises
    ------
    InvalidPlanError
        If the split does not depend on the seed.

    Examples
    --------
    >>> [plan.seed for plan in repeats(Plan("naive-bayes"), n=3)]
    [0, 1, 2]
    """
    if not SPLITS[plan.split.kind].is_random:
        raise InvalidPlanError(
            "In file order there is only one split. Choose a random one to repeat it."
        )
    return [replace(plan, seed=(plan.seed + i) % (MAX_SEED + 1)) for i in range(n)]


def learning_curve(plan: Plan, dataset: Dataset, n: int = 6) -> list[Plan]:
    """Let a plan learn from fewer pictures, tested on the same ones.

    Parameters
    ----------
    plan : Plan
    dataset : digitrec.datasets.Dataset
    n : int, default 6

    Returns
    -------
    list of Plan
        From 100 pictures to all, in equal ratios.

    Raises
    ------
    InvalidPlanError
        As `digitrec.training.part_indices`.

    Examples
    --------
    >>> from digitrec.datasets import load_dataset
    >>> plans = learning_curve(Plan("naive-bayes"), load_dataset("digits"), n=4)
    >>> [plan.n_learned for plan in plans]
    [100, 238, 566, 1347]
    """
    n_most = min(n_train for n_train, _ in part_sizes(dataset, replace(plan, n_learned=None)))
    steps = np.geomspace(min(MIN_LEARNED, n_most), n_most, n)
    return [replace(plan, n_learned=int(size)) for size in np.unique(steps.round().astype(int))]


def own_curve(plan: Plan, dataset: Dataset, n: int = 5) -> list[Plan]:
    """Let a plan learn from the digits and more and more own drawings, tested on the same ones.

    Parameters
    ----------
    plan : Plan
        Of a data set that begins with pictures of unknown writers; tested on others.
    dataset : digitrec.datasets.Dataset
    n : int, default 5
        How many of them learn from own drawings.

    Returns
    -------
    list of Plan
        The first learns from no own drawing, the last from all.

    Raises
    ------
    InvalidPlanError
        If nothing else than own drawings is there to learn from, or all is tested; or as
        `digitrec.training.part_indices`.

    Examples
    --------
    >>> import numpy as np
    >>> from digitrec.datasets import load_digits, own_dataset
    >>> from digitrec.training import Split
    >>> images, y = load_digits().images[:40], load_digits().y[:40]
    >>> dataset = own_dataset("digits-and-mine", images, y, np.zeros(40, dtype=np.int64), ("",))
    >>> plans = own_curve(Plan("svm", dataset=dataset.name, split=Split("own")), dataset)
    >>> [plan.n_learned - 1797 for plan in plans]
    [0, 5, 8, 12, 19, 30]
    """
    n_base = 0 if dataset.writers is None else int((dataset.writers < 0).sum())
    if not n_base or not SPLITS[plan.split.kind].needs_writers:
        raise InvalidPlanError(
            "This is for the digits and own drawings together, tested on own drawings alone. "
            "Choose that data set, and a split by own drawings or by writers."
        )
    most = min(n_train for n_train, _ in part_sizes(dataset, replace(plan, n_learned=None)))
    n_own = most - n_base
    steps = np.geomspace(min(MIN_OWN, n_own), n_own, n).round().astype(int)
    return [replace(plan, n_learned=n_base + int(k)) for k in (0, *np.unique(steps))]


def validation_curve(plan: Plan, name: str) -> list[Plan]:
    """Give a plan every value that a slider offers for one hyperparameter.

    Parameters
    ----------
    plan : Plan
    name : str
        One of the estimator's hyperparameters.

    Returns
    -------
    list of Plan
    """
    return [
        replace(plan, hyperparameters=dict(plan.hyperparameters) | {name: value})
        for value in values_of(plan.estimator, name)
    ]


def grid(plan: Plan, row_name: str, column_name: str) -> list[Plan]:
    """Give a plan all pairs of values of two hyperparameters.

    Parameters
    ----------
    plan : Plan
    row_name, column_name : str
        Two of the estimator's hyperparameters.

    Returns
    -------
    list of Plan
        Row by row.

    Examples
    --------
    >>> plans = grid(Plan("nearest-neighbours"), "weights", "metric")
    >>> [tuple(plan.hyperparameters.values()) for plan in plans[:2]], len(plans)
    ([('uniform', 'euclidean'), ('uniform', 'manhattan')], 8)
    """
    rows, columns = (grid_values(plan.estimator, name) for name in (row_name, column_name))
    return [
        replace(
            plan,
            hyperparameters=dict(plan.hyperparameters) | {row_name: row, column_name: column},
        )
        for row in rows
        for column in columns
    ]


def combinations(
    plan: Plan, values: Mapping[str, Sequence[Any]], n_random: int | None = None
) -> list[Plan]:
    """Give a plan all combinations of values of several hyperparameters, or some at random.

    Parameters
    ----------
    plan : Plan
        Its seed decides which ones are taken at random.
    values : mapping of str to sequence
        For each hyperparameter at least one value. The last changes first.
    n_random : int, optional
        How many are taken, each once; all where there are not more.

    Returns
    -------
    list of Plan
        No two alike.

    Raises
    ------
    InvalidPlanError
        If there are more than 10,000, or a number to take below 1.

    Examples
    --------
    >>> plans = combinations(Plan("svm"), {"C": [1, 10], "gamma": [0.001, 0.01]})
    >>> [tuple(plan.hyperparameters.values()) for plan in plans]
    [(1, 0.001), (1, 0.01), (10, 0.001), (10, 0.01)]
    >>> len(combinations(Plan("svm"), {"C": range(1, 1000), "gamma": range(1, 1000)}, 5))
    5
    """
    sizes = tuple(len(each) for each in values.values())
    n_all = prod(sizes)
    if n_random is not None and n_random < 1:
        raise InvalidPlanError("The number of combinations to take at random must be 1 or more.")
    n = n_all if n_random is None else min(n_random, n_all)
    if n > MAX_COMBINATIONS:
        raise InvalidPlanError(
            f"These are {n:,} combinations; at most {MAX_COMBINATIONS:,} are run. Give fewer "
            "values, or take some of them at random with --random."
        )
    which = sorted(random.Random(plan.seed).sample(range(n_all), n))
    plans = []
    for number in which:
        places = np.unravel_index(number, sizes) if sizes else ()
        chosen = {
            name: values[name][int(place)] for name, place in zip(values, places, strict=True)
        }
        plans.append(replace(plan, hyperparameters=dict(plan.hyperparameters) | chosen))
    return list({plan_identity(each): each for each in plans}.values())


def grid_values(estimator: str, name: str) -> tuple[Any, ...]:
    """Give the values of a hyperparameter that a grid tries: all, or five spread over them.

    Parameters
    ----------
    estimator, name : str

    Returns
    -------
    tuple
    """
    values = values_of(estimator, name)
    chosen = np.linspace(0, len(values) - 1, min(MAX_GRID_VALUES, len(values)))
    return tuple(values[i] for i in chosen.round().astype(int))


def values_of(estimator: str, name: str) -> tuple[Any, ...]:
    """Give the values that a slider offers.

    Parameters
    ----------
    estimator, name : str
        Of `digitrec.training.ESTIMATORS`, and of its hyperparameters.

    Returns
    -------
    tuple
    """
    return next(h.values for h in ESTIMATORS[estimator].hyperparameters if h.name == name)
