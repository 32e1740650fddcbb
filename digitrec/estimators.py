"""What can learn: a table of estimators, each a name, a factory and a paragraph that explains it.

A new model is one entry here; no page changes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from digitrec.strokes import PEN_32NDS

ONE_VIEW = ({"pen": PEN_32NDS, "lean": 0.0},)
FIVE_VIEWS = (
    *ONE_VIEW,
    *({"pen": PEN_32NDS + pen, "lean": lean} for pen in (-1.0, 1.0) for lean in (-0.12, 0.12)),
)


@dataclass(frozen=True)
class EstimatorEntry:
    """One kind of model.

    Attributes
    ----------
    name : str
        As in file names and on the command line.
    title : str
        As a reader sees it.
    explanation : str
        How it decides, in words that need no mathematics.
    make : callable
        ``make(random_state)`` gives an unfitted scikit-learn classifier for rows of 64 counts.
    views : tuple of dict, default: one
        With which pens and leans a drawing is brought into the digits format; the answer is the
        mean over them. The first is the usual one.
    n_invented : int, default 0
        How many invented drawings are learned from beside the digits.
    """

    name: str
    title: str
    explanation: str
    make: Callable
    views: tuple = ONE_VIEW
    n_invented: int = 0


def _calibrated(estimator):
    """Let the estimator's scores become probabilities by one temperature (Guo et al., 2017)."""
    from sklearn.calibration import CalibratedClassifierCV

    return CalibratedClassifierCV(estimator, method="temperature", ensemble=False)


def _scaled(estimator):
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MinMaxScaler

    return make_pipeline(MinMaxScaler(), estimator)


def _svm(random_state):
    from sklearn.svm import SVC

    return _calibrated(SVC(gamma=0.001, C=100, random_state=random_state))


def _logistic_regression(random_state):
    from sklearn.linear_model import LogisticRegression

    return _calibrated(_scaled(LogisticRegression(max_iter=1000, random_state=random_state)))


def _decision_tree(random_state):
    from sklearn.tree import DecisionTreeClassifier

    return _calibrated(DecisionTreeClassifier(random_state=random_state))


def _random_forest(random_state):
    from sklearn.ensemble import RandomForestClassifier

    return _calibrated(RandomForestClassifier(n_estimators=150, random_state=random_state))


def _nearest_neighbours(random_state):
    from sklearn.neighbors import KNeighborsClassifier

    return _calibrated(KNeighborsClassifier(n_neighbors=3))


def _neural_network(random_state):
    from sklearn.neural_network import MLPClassifier

    network = MLPClassifier(hidden_layer_sizes=(64,), max_iter=500, random_state=random_state)
    return _calibrated(_scaled(network))


def _three_networks(random_state):
    from sklearn.ensemble import VotingClassifier
    from sklearn.neural_network import MLPClassifier

    networks = [
        (
            f"network {i}",
            _scaled(
                MLPClassifier(
                    hidden_layer_sizes=(160, 80),
                    batch_size=256,
                    max_iter=12,
                    random_state=random_state + i,
                )
            ),
        )
        for i in (1, 2, 3)
    ]
    return VotingClassifier(networks, voting="soft")


ESTIMATORS = {
    entry.name: entry
    for entry in (
        EstimatorEntry(
            "default",
            "Three neural networks",
            "Three neural networks that learned from the digits, from invented handwriting and "
            "from invented scribbles. They read each drawing five times, with thinner and thicker "
            "pens and leaning to either side, and the mean of their answers counts.",
            _three_networks,
            views=FIVE_VIEWS,
            n_invented=160_000,
        ),
        EstimatorEntry(
            "svm",
            "Support vector machine",
            "Compares the picture with the few hundred training pictures that lie at the borders "
            "between the digits (the support vectors) and lets them vote, the near ones loudest.",
            _svm,
        ),
        EstimatorEntry(
            "logistic-regression",
            "Logistic regression",
            "Gives each of the 64 cells a weight for and against each digit, adds them up, and "
            "turns the ten sums into probabilities.",
            _logistic_regression,
        ),
        EstimatorEntry(
            "decision-tree",
            "Decision tree",
            "Asks one question after another, each about a single cell: is there more ink in it "
            "than so much? The answers lead to a leaf, and the leaf names the digit.",
            _decision_tree,
        ),
        EstimatorEntry(
            "random-forest",
            "Random forest",
            "Grows 150 decision trees, each on a different draw of the training pictures and "
            "cells, and averages what they say.",
            _random_forest,
        ),
        EstimatorEntry(
            "nearest-neighbours",
            "k nearest neighbours",
            "Looks up the 3 training pictures that differ least from this one and answers with "
            "their digits.",
            _nearest_neighbours,
        ),
        EstimatorEntry(
            "neural-network",
            "Neural network",
            "64 small units each look for a pattern of their own in the picture; a second layer "
            "weighs what they found.",
            _neural_network,
        ),
    )
}
