"""How long fitting takes through the library, beside plain scikit-learn, and as it was estimated.

    python -m benchmarks.training

Every estimator with its usual hyperparameters learns from three quarters of the digits, by turns
in each way; then, where less than half a minute is expected, from larger data made up for it.
Prints one JSON line.
"""

import argparse
import json
import time
import warnings
from collections.abc import Callable
from statistics import median

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController, threadpool_limits

from benchmarks.environment import environment
from digitrec import to_digits_format
from digitrec.datasets import load_digits
from digitrec.drawing.invented import make_drawings
from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT, Format, convert_images
from digitrec.training import (
    ESTIMATORS,
    MAX_TRAIN_SCORED,
    Plan,
    class_probabilities,
    fit,
    make_estimator,
    part_indices,
    run,
)

SEED = 0
TURN_S = 0.1  # what is quicker is called again and again, for as long as this
N_8X8, N_28X28 = 20_000, 10_000
LONGEST_S = 30


def fit_plain(plan: Plan, X: NDArray[np.floating], y: NDArray[np.int64]) -> float:
    """Measure the seconds of a fit as in a notebook."""
    return _seconds(make_estimator(plan).fit, X, y)


def fit_by_library(plan: Plan, X: NDArray[np.floating], y: NDArray[np.int64]) -> float:
    """Measure the seconds of a fit as in a run."""
    return _seconds(fit, make_estimator(plan), X, y)


def _seconds(function: Callable[..., object], *arguments: object) -> float:
    begin = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - begin


def take_turns(ways: dict[str, Callable[[], float]], n_repeats: int) -> dict[str, dict[str, float]]:
    """Measure several ways in turn, the quick ones often.

    Parameters
    ----------
    ways : dict of str to callable
        Each measures itself in seconds. The others are compared with the first.
    n_repeats : int

    Returns
    -------
    dict of str to dict of str to float
        ``ms``, the median for each way; of all but the first ``ratio``, the median over the repeats
        of its milliseconds to those of the first in the same repeat, and ``ratio_of_best``, of the
        shortest of each, which other programs on the machine change less.
    """
    first = next(iter(ways))
    for way in ways.values():
        way()  # imports what it needs
    n_calls = max(1, round(TURN_S / max(way() for way in ways.values())))
    turns = []
    for i in range(n_repeats):
        order = list(ways) if i % 2 else list(ways)[::-1]
        turn = {name: sum(ways[name]() for _ in range(n_calls)) / n_calls for name in order}
        turns.append(turn)
    others = [name for name in ways if name != first]
    best = {name: min(turn[name] for turn in turns) for name in ways}
    return {
        "ms": {name: round(median(turn[name] for turn in turns) * 1e3, 3) for name in ways},
        "ratio": {
            name: round(median(turn[name] / turn[first] for turn in turns), 3) for name in others
        },
        "ratio_of_best": {name: round(best[name] / best[first], 3) for name in others},
    }


def compare(name: str, n_repeats: int) -> dict[str, dict[str, dict[str, float]]]:
    """Compare the library with plain scikit-learn on three quarters of the digits.

    Parameters
    ----------
    name : str
        Of the estimator.
    n_repeats : int

    Returns
    -------
    dict of str to dict
        ``fit``: to learn. ``run``: all that a run does, beside plain learning and reading the test
        pictures.
    """
    plan, digits = Plan(name), load_digits()
    ((train, test),) = part_indices(digits, plan)
    X, y, X_test = digits.rows(train), digits.y[train], digits.rows(test)

    def fit_and_predict():
        estimator = make_estimator(plan)
        return _seconds(lambda: estimator.fit(X, y).predict(X_test))

    threads = ThreadpoolController()

    def fit_plain_on_one_thread():
        with threads.limit(limits=1, user_api="blas"):
            return fit_plain(plan, X, y)

    fits = {
        "plain": lambda: fit_plain(plan, X, y),
        "plain_one_thread": fit_plain_on_one_thread,
        "library": lambda: fit_by_library(plan, X, y),
    }
    runs = {"plain": fit_and_predict, "library": lambda: _seconds(run, plan)}
    return {"fit": take_turns(fits, n_repeats), "run": take_turns(runs, n_repeats)}


def make_data(n: int, picture_format: Format) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Invent pictures of digits to learn from.

    Parameters
    ----------
    n : int
    picture_format : digitrec.formats.Format

    Returns
    -------
    X : ndarray of float64, shape (n, n_features)
    y : ndarray of int64, shape (n,)
    """
    drawings, y = make_drawings(n, random_state=SEED)
    images = np.array([to_digits_format(strokes) for strokes in drawings])
    return convert_images(images, DIGITS_FORMAT, picture_format).reshape(n, -1).astype(float), y


def check_estimate(
    name: str, X: NDArray[np.floating], y: NDArray[np.int64]
) -> dict[str, float | None]:
    """Fit once, if that is to take less than half a minute, and read as many pictures as a run.

    On one thread, as each of the two processes of the app's queue has on two cores.

    Parameters
    ----------
    name : str
        Of the estimator.
    X : ndarray, shape (n, n_features)
    y : ndarray of int64, shape (n,)

    Returns
    -------
    dict of str to float or None
        Seconds ``estimated`` by the table, ``to_learn``, and ``to_read``.
    """
    entry, plan, (n_rows, n_features) = ESTIMATORS[name], Plan(name), X.shape
    estimated = round(entry.seconds(n_rows, n_features, entry.complete({})), 3)
    if estimated > LONGEST_S:
        return {"estimated": estimated, "to_learn": None, "to_read": None}
    estimator = make_estimator(plan)
    n_read = len(X) // 3 + min(len(X), MAX_TRAIN_SCORED)
    pictures = X[np.arange(n_read) % len(X)]
    with threadpool_limits(1):
        to_learn = _seconds(fit, estimator, X, y)
        to_read = _seconds(class_probabilities, estimator, pictures, plan.n_classes)
    return {"estimated": estimated, "to_learn": round(to_learn, 3), "to_read": round(to_read, 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=7, help="of each fit; default 7")
    parser.add_argument("--only", nargs="+", default=list(ESTIMATORS), choices=ESTIMATORS)
    parser.add_argument("--digits-only", action="store_true", help="no larger data")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")  # scikit-learn's, of what has not converged
    compared = {name: compare(name, arguments.repeats) for name in arguments.only}

    digits = load_digits()
    ((train, _),) = part_indices(digits, Plan("dummy"))
    tables = [(digits.rows(train), digits.y[train])]
    if not arguments.digits_only:
        tables += [make_data(N_8X8, DIGITS_FORMAT), make_data(N_28X28, MNIST_FORMAT)]
    result = {
        "n_repeats": arguments.repeats,
        **{what: {name: compared[name][what] for name in compared} for what in ("fit", "run")},
        "largest_fit_ratio": max(one["fit"]["ratio"]["library"] for one in compared.values()),
        "seconds_to_learn": {
            f"{X.shape[0]} x {X.shape[1]}": {
                name: check_estimate(name, X, y) for name in arguments.only
            }
            for X, y in tables
        },
    }
    print(json.dumps({"benchmark": "training"} | environment() | result))


if __name__ == "__main__":
    main()
