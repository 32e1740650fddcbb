"""Series of plans that differ in one thing or two: repeats, curves and grids."""

from dataclasses import replace

import numpy as np

from digitrec.errors import InvalidPlanError
from digitrec.training.estimators import ESTIMATORS
from digitrec.training.plan import MAX_SEED, part_sizes
from digitrec.training.splits import SPLITS

FEWEST_LEARNED = 100  # of a learning curve: some of every class
MOST_GRID_VALUES = 5  # of each of the two hyperparameters


def repeats(plan, n=10):
    """The same run with other splits.

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
    """
    if not SPLITS[plan.split.kind].by_lot:
        raise InvalidPlanError(
            "In file order there is only one split. Choose one that is drawn by lot to repeat it."
        )
    return [replace(plan, seed=(plan.seed + i) % MAX_SEED) for i in range(n)]


def learning_curve(plan, dataset, n=6):
    """The same run with fewer pictures to learn from, tested on the same ones.

    Parameters
    ----------
    plan : Plan
    dataset : digitrec.datasets.Dataset
    n : int, default 6

    Returns
    -------
    list of Plan
        From a few dozen pictures to all, in equal ratios.

    Raises
    ------
    InvalidPlanError
        As `cuts`.
    """
    n_most = min(n_train for n_train, _ in part_sizes(dataset, replace(plan, n_learned=None)))
    steps = np.geomspace(min(FEWEST_LEARNED, n_most), n_most, n)
    return [replace(plan, n_learned=int(size)) for size in np.unique(steps.round().astype(int))]


def validation_curve(plan, name):
    """The same run with every value of one hyperparameter.

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


def grid(plan, row_name, column_name):
    """The same run with pairs of values of two hyperparameters.

    Parameters
    ----------
    plan : Plan
    row_name, column_name : str
        Two of the estimator's hyperparameters.

    Returns
    -------
    list of Plan
        Row by row.
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


def grid_values(estimator, name):
    """The values of a hyperparameter that a grid tries: all, or five spread over them.

    Parameters
    ----------
    estimator, name : str

    Returns
    -------
    tuple
    """
    values = values_of(estimator, name)
    chosen = np.linspace(0, len(values) - 1, min(MOST_GRID_VALUES, len(values)))
    return tuple(values[i] for i in chosen.round().astype(int))


def values_of(estimator, name):
    """The values that a slider offers.

    Parameters
    ----------
    estimator, name : str
        Of `digitrec.training.ESTIMATORS`, and of its hyperparameters.

    Returns
    -------
    tuple
    """
    return next(h.values for h in ESTIMATORS[estimator].hyperparameters if h.name == name)
