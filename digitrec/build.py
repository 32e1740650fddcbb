"""Build the models that the project ships, each with its card."""

from collections.abc import Callable

import numpy as np

from digitrec.datasets import load_digits
from digitrec.estimators import ESTIMATORS
from digitrec.evaluation import wilson_interval
from digitrec.model import Model
from digitrec.store import MODELS_FOLDER, RECIPE_VERSION, built_with, save_model

SEED = 0
N_FOLDS = 5
ONE_VIEW = [{"pen": 4.0, "lean": 0.0}]


def _fold_accuracy(make: Callable, dataset, splitter):
    """Fit on all folds but one, read that one, and so on; count what was read right."""
    n_right = 0
    for train, test in splitter.split(dataset.X, dataset.y):
        estimator = make().fit(dataset.X[train], dataset.y[train])
        n_right += int((estimator.predict(dataset.X[test]) == dataset.y[test]).sum())
    low, high = wilson_interval(n_right, len(dataset.y))
    return {
        "right": n_right,
        "of": len(dataset.y),
        "share": round(n_right / len(dataset.y), 4),
        "interval_95": [round(low, 4), round(high, 4)],
    }


def build_model(name, *, random_state=SEED):
    """Fit one model of the table on all digits and cross-validate it twice.

    Parameters
    ----------
    name : str
        A key of `digitrec.estimators.ESTIMATORS`.
    random_state : int, default 0

    Returns
    -------
    Model
        Without the sum of its file, which saving adds.
    """
    from sklearn.model_selection import KFold, StratifiedKFold
    from threadpoolctl import threadpool_limits

    entry = ESTIMATORS[name]
    dataset = load_digits()

    def make():
        return entry.make(random_state)

    # One thread: sums in one order, so that the same seed gives the same model.
    with threadpool_limits(1):
        estimator = make().fit(dataset.X, dataset.y)
        accuracy = {
            "shuffled": _fold_accuracy(
                make, dataset, StratifiedKFold(N_FOLDS, shuffle=True, random_state=random_state)
            ),
            "file_order": _fold_accuracy(make, dataset, KFold(N_FOLDS)),
        }
    card = {
        "name": name,
        "title": entry.title,
        "recipe_version": RECIPE_VERSION,
        "built_with": built_with(),
        "hyperparameters": {
            key: value
            for key, value in estimator.get_params().items()
            if isinstance(value, (str, int, float, bool, type(None)))
        },
        "seed": random_state,
        "views": ONE_VIEW,
        "trained_on": "the 1,797 pictures of sklearn.datasets.load_digits",
        "tested_on": f"the same pictures in {N_FOLDS} folds, each read by a model fitted without it",
        "accuracy": accuracy,
    }
    return Model(estimator, card)
