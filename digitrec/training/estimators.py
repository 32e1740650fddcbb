"""The table of estimators, each with its factory, its hyperparameters and its explanation.

A new kind of model is one entry here; no page changes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from digitrec.errors import InvalidPlanError
from digitrec.training import classifiers
from digitrec.training.hyperparameters import Hyperparameter, parse


@dataclass(frozen=True)
class EstimatorEntry:
    """One kind of model.

    Attributes
    ----------
    name : str
        As on the command line and in file names.
    title : str
        As a reader sees it.
    explanation : str
        How it decides, in words that need no mathematics.
    make : callable
        ``make(random_state, **hyperparameters)`` gives an unfitted scikit-learn classifier.
    hyperparameters : tuple of Hyperparameter
    seconds : callable
        ``seconds(n_rows, n_features, hyperparameters)`` estimates how long it takes to fit, as
        measured by ``benchmarks.training``; of neighbours, how long a run takes to predict.
    """

    name: str
    title: str
    explanation: str
    make: Callable[..., Any]
    hyperparameters: tuple[Hyperparameter, ...]
    seconds: Callable[[int, int, Mapping[str, Any]], float]

    def complete(self, hyperparameters: Mapping[str, Any]) -> dict[str, Any]:
        """Add the defaults of those that are not set, all in the order of the table."""
        return {
            each.name: hyperparameters.get(each.name, each.default) for each in self.hyperparameters
        }


def _neighbours_seconds(n: int, d: int, h: Mapping[str, Any]) -> float:
    """A run predicts a third as many pictures, and up to 5,000 training pictures."""
    by_product = h["metric"] in ("euclidean", "cosine")  # of matrices, which is quick
    return (4e-11 if by_product else 8e-10) * n * d * (n / 3 + min(n, 5_000))


def _network_seconds(n: int, d: int, h: Mapping[str, Any]) -> float:
    """A large network with a high learning rate needs fewer epochs until it stops by itself."""
    layers = (d, *h["hidden_layer_sizes"], 10)
    n_weights = sum(inputs * units for inputs, units in pairwise(layers))
    size = d * sum(h["hidden_layer_sizes"])
    n_epochs = min(h["max_iter"], 630 / (h["learning_rate_init"] * size) ** 0.5)
    return (1.2e-6 + 7.5e-11 * n_weights) * n * n_epochs


SCALED = Hyperparameter(
    "scaled",
    "Scale first (MinMaxScaler)",
    "Brings the numbers of every cell to 0 to 1 before it learns. That makes learning steadier.",
    (False, True),
    True,
    short="scaled {}",
)
DEPTHS = (None, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20)

ESTIMATORS = {
    entry.name: entry
    for entry in (
        EstimatorEntry(
            "svm",
            "Support vector machine",
            "Keeps the few hundred training pictures that lie at the borders between the digits "
            "(support vectors). They vote on every new picture, and the nearest count most.",
            classifiers.svm,
            (
                Hyperparameter(
                    "C",
                    "Strictness",
                    "How hard it tries to get every training picture right. Large is strict and "
                    "may learn odd pictures by heart, small lets some mistakes pass.",
                    (0.01, 0.1, 0.3, 1, 3, 10, 30, 100, 1000),
                    100,
                    short="C {}",
                ),
                Hyperparameter(
                    "gamma",
                    "Reach",
                    "How near a training picture must be to have a say. Large means only the very "
                    "nearest, small means that far ones count too. 'scale' lets scikit-learn "
                    "choose from the numbers in the pictures, which is best for MNIST.",
                    ("scale", 1e-7, 1e-6, 0.00001, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.1),
                    0.001,
                    short="gamma {}",
                ),
                Hyperparameter(
                    "kernel",
                    "Kind of border",
                    "How the border between two digits may run: 'rbf' bends it any way, 'poly' a "
                    "little, 'linear' keeps it straight.",
                    ("rbf", "poly", "linear"),
                    "rbf",
                ),
            ),
            lambda n, d, _h: 1e-8 * d * n**1.75,
        ),
        EstimatorEntry(
            "logistic-regression",
            "Logistic regression",
            "Gives the ink in each cell points for and against each digit (weights), adds them up,"
            " and turns the ten sums into probabilities.",
            classifiers.logistic_regression,
            (
                Hyperparameter(
                    "C",
                    "Freedom of the weights",
                    "Small keeps all weights small, so that no single cell decides "
                    "(regularisation). Large lets them grow.",
                    (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 100),
                    1,
                    short="C {}",
                ),
                Hyperparameter(
                    "max_iter",
                    "Most steps",
                    "How many steps of learning it may take. Then it has to stop.",
                    (5, 10, 20, 50, 100, 200, 500, 1000),
                    1000,
                    short="{} steps",
                ),
                SCALED,
            ),
            lambda n, d, h: 3.5e-9 * n * d * min(h["max_iter"], 200),
        ),
        EstimatorEntry(
            "decision-tree",
            "Decision tree",
            "Asks one question after another, each about one cell: is there more ink in it than so"
            " much? The last answer leads to a digit (a leaf of the tree).",
            classifiers.decision_tree,
            (
                Hyperparameter(
                    "criterion",
                    "How it picks the next question",
                    "How it measures which question sorts the digits best (impurity).",
                    ("gini", "entropy", "log_loss"),
                    "gini",
                ),
                Hyperparameter(
                    "max_depth",
                    "Most questions in a row",
                    "With many questions it can learn every training picture by heart. With few it"
                    " has to find what matters.",
                    DEPTHS,
                    None,
                    short="depth {}",
                ),
                Hyperparameter(
                    "min_samples_leaf",
                    "Smallest leaf",
                    "How many training pictures must share the same last answer.",
                    (1, 2, 3, 5, 10, 20, 50),
                    1,
                    short="leaf {}",
                ),
            ),
            lambda n, d, _h: 1.8e-7 * n * d,
        ),
        EstimatorEntry(
            "random-forest",
            "Random forest",
            "Grows many decision trees, each from a random part of the training pictures and "
            "cells, and takes the average of their answers.",
            classifiers.random_forest,
            (
                Hyperparameter(
                    "n_estimators",
                    "Trees",
                    "How many trees there are. More are steadier, but slower.",
                    (1, 2, 5, 10, 20, 50, 100, 150, 300),
                    150,
                    short="{} trees",
                ),
                Hyperparameter(
                    "max_depth",
                    "Most questions in a row",
                    "How many questions each tree may ask.",
                    DEPTHS,
                    None,
                    short="depth {}",
                ),
                Hyperparameter(
                    "max_features",
                    "Cells to choose from",
                    "How many cells, picked at random, each question may choose from: the square "
                    "root or the logarithm of all, or a part of them (0.1 is a tenth). With fewer,"
                    " the trees differ more.",
                    ("sqrt", "log2", 0.1, 0.3, 1.0),
                    "sqrt",
                    short="cells {}",
                ),
            ),
            lambda n, d, h: 1.8e-7 * n * h["n_estimators"] * d**0.5,
        ),
        EstimatorEntry(
            "nearest-neighbours",
            "k nearest neighbours",
            "Looks up the training pictures that are most like the new one (its neighbours) and "
            "lets them vote.",
            classifiers.nearest_neighbours,
            (
                Hyperparameter(
                    "n_neighbors",
                    "Neighbours (k)",
                    "How many of the nearest pictures vote.",
                    (1, 2, 3, 4, 5, 7, 10, 15, 20, 50, 100),
                    3,
                    short="k {}",
                ),
                Hyperparameter(
                    "weights",
                    "Whose vote counts",
                    "'uniform' gives every neighbour one vote, 'distance' gives nearer ones more.",
                    ("uniform", "distance"),
                    "uniform",
                ),
                Hyperparameter(
                    "metric",
                    "Distance",
                    "How it measures how different two pictures are: 'euclidean' squares the "
                    "differences of the cells, 'manhattan' adds them up, 'chebyshev' takes the "
                    "largest, 'cosine' compares the pattern and leaves out how dark it is.",
                    ("euclidean", "manhattan", "chebyshev", "cosine"),
                    "euclidean",
                ),
            ),
            _neighbours_seconds,
        ),
        EstimatorEntry(
            "neural-network",
            "Neural network",
            "Many small units each look for a pattern in the picture. A second layer of units "
            "weighs what they found.",
            classifiers.neural_network,
            (
                Hyperparameter(
                    "hidden_layer_sizes",
                    "Layers",
                    "How many units look at the picture. Two numbers mean two layers, one after "
                    "the other (hidden layers).",
                    ((8,), (16,), (32,), (64,), (128,), (64, 32), (128, 64), (160, 80)),
                    (64,),
                    short="layers {}",
                ),
                Hyperparameter(
                    "alpha",
                    "Weight decay",
                    "Pulls all weights towards zero, so that it does not learn by heart "
                    "(regularisation).",
                    (0.0, 0.00001, 0.0001, 0.001, 0.01, 0.1, 1.0),
                    0.0001,
                    short="decay {}",
                ),
                Hyperparameter(
                    "learning_rate_init",
                    "Learning rate",
                    "How big a step it takes after each handful of pictures. Too small is slow, "
                    "too large never settles.",
                    (0.00001, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1),
                    0.001,
                    short="rate {}",
                ),
                Hyperparameter(
                    "max_iter",
                    "Epochs",
                    "How often it goes through all training pictures at most.",
                    (1, 2, 5, 10, 20, 50, 100, 200, 500),
                    500,
                    short="{} epochs",
                ),
                SCALED,
            ),
            _network_seconds,
        ),
        EstimatorEntry(
            "gradient-boosting",
            "Gradient boosting",
            "Grows small trees one after the other. Each mends what the ones before it still get "
            "wrong.",
            classifiers.gradient_boosting,
            (
                Hyperparameter(
                    "max_iter",
                    "Rounds",
                    "How many rounds there are. Each adds ten trees, one for each digit.",
                    (1, 2, 5, 10, 20, 50, 100, 200),
                    50,
                    short="{} rounds",
                ),
                Hyperparameter(
                    "learning_rate",
                    "Learning rate",
                    "How much of its correction each round may make.",
                    (0.01, 0.03, 0.1, 0.3, 1.0),
                    0.1,
                    short="rate {}",
                ),
                Hyperparameter(
                    "max_leaf_nodes",
                    "Leaves of a tree",
                    "How many answers each small tree can give.",
                    (2, 4, 8, 15, 31, 63),
                    31,
                    short="{} leaves",
                ),
            ),
            lambda n, d, h: (1.5e-2 + 9e-8 * n * d) * h["max_iter"],
        ),
        EstimatorEntry(
            "naive-bayes",
            "Naive Bayes",
            "Learns for each digit how much ink each cell usually holds and how much that varies. "
            "It looks at each cell alone, as if the cells had nothing to do with each other.",
            classifiers.naive_bayes,
            (
                Hyperparameter(
                    "var_smoothing",
                    "Smoothing",
                    "Lets every cell vary a little more, so that one that never varied does not "
                    "decide alone.",
                    (1e-9, 1e-6, 0.0001, 0.001, 0.01, 0.03, 0.1, 0.3, 1.0),
                    1e-9,
                    short="smoothing {}",
                ),
            ),
            lambda n, d, _h: 5e-9 * n * d,
        ),
        EstimatorEntry(
            "dummy",
            "Always the same guess",
            "Looks at nothing and always guesses the digit that is most frequent in the training "
            "pictures. Every other model has to beat that.",
            classifiers.dummy,
            (),
            lambda _n, _d, _h: 0.0,
        ),
    )
}


def parse_all(estimator: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """Read the values of an estimator's hyperparameters from text.

    Parameters
    ----------
    estimator : str
        A key of `digitrec.training.ESTIMATORS`.
    texts : dict of str to str
        By scikit-learn's names.

    Returns
    -------
    dict of str to object

    Raises
    ------
    InvalidPlanError
        If it has no such hyperparameter, or the hyperparameter cannot have such a value.
    """
    known = known_hyperparameters(estimator, texts)
    return {name: parse(known[name], text) for name, text in texts.items()}


def known_hyperparameters(estimator: str, names: Iterable[object]) -> dict[str, Hyperparameter]:
    """Look an estimator's hyperparameters up, by name.

    Parameters
    ----------
    estimator : str
        A key of `ESTIMATORS`.
    names : iterable of str
        Those that are wanted.

    Returns
    -------
    dict of str to Hyperparameter
        All that it has.

    Raises
    ------
    InvalidPlanError
        If it has not all that are wanted.
    """
    known = {each.name: each for each in ESTIMATORS[estimator].hyperparameters}
    unknown = [str(name) for name in names if name not in known]
    if unknown:
        raise InvalidPlanError(
            f"{estimator} has no hyperparameter {', '.join(unknown)}; it has "
            f"{', '.join(known) or 'none'}."
        )
    return known
