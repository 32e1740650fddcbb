"""The table of the shipped models."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from digitrec.drawing import PEN_32NDS
from digitrec.recognition import ONE_VIEW, View
from digitrec.training import ESTIMATORS, calibrated

FIVE_VIEWS = (
    *ONE_VIEW,
    *(View(PEN_32NDS + pen, lean) for pen in (-1.0, 1.0) for lean in (-0.12, 0.12)),
)


@dataclass(frozen=True)
class ShippedEntry:
    """One model to be built.

    Attributes
    ----------
    title, explanation : str
        As a reader sees them.
    make : callable
        ``make(random_state)`` gives an unfitted scikit-learn classifier for rows of 64 counts.
    views : tuple of digitrec.recognition.View, default: one
        The first is the default one.
    n_invented : int, default 0
        How many invented drawings it learns from beside the digits.
    """

    title: str
    explanation: str
    make: Callable[[int], Any]
    views: tuple[View, ...] = ONE_VIEW
    n_invented: int = 0


def _three_networks(random_state: int) -> Any:
    from sklearn.ensemble import VotingClassifier

    networks = [
        (
            f"network {i}",
            ESTIMATORS["neural-network"].make(
                random_state + i,
                scaled=True,
                hidden_layer_sizes=(160, 80),
                batch_size=256,
                max_iter=12,
            ),
        )
        for i in (1, 2, 3)
    ]
    return VotingClassifier(networks, voting="soft")


def _calibrated_entry(name: str) -> ShippedEntry:
    """Make the entry of an estimator with default hyperparameters and calibrated probabilities."""
    entry = ESTIMATORS[name]

    def make(random_state: int) -> Any:
        estimator = entry.make(random_state, **entry.complete({}))
        return estimator if name == "svm" else calibrated(estimator)

    return ShippedEntry(entry.title, entry.explanation, make)


SHIPPED = {
    "default": ShippedEntry(
        "Three neural networks",
        "Three neural networks that learned from the digits, from invented handwriting and "
        "from invented scribbles. They read each drawing five times, with thinner and thicker "
        "pens and leaning to either side, and the mean of their answers counts.",
        _three_networks,
        views=FIVE_VIEWS,
        n_invented=160_000,
    ),
} | {
    name: _calibrated_entry(name)
    for name in (
        "svm",
        "logistic-regression",
        "decision-tree",
        "random-forest",
        "nearest-neighbours",
        "neural-network",
    )
}
