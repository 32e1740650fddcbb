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
    make : callable, optional
        ``make(random_state)`` gives an unfitted scikit-learn classifier for rows of 64 counts.
        None for the networks of `digitrec.shipped.networks`.
    views : tuple of digitrec.recognition.View, default: one
        The first is the default one.
    n_invented : int, default 0
        How many invented drawings the networks learn from beside the digits.
    """

    title: str
    explanation: str
    make: Callable[[int], Any] | None = None
    views: tuple[View, ...] = ONE_VIEW
    n_invented: int = 0


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
        "Three neural networks that learned from the digits, from invented handwriting, and "
        "from invented letters, signs, pictures and scribbles. They see the 64 cells and how the "
        "pen moved. They read each drawing five times, with thinner and thicker pens and leaning "
        "to either side, and the mean of their answers counts.",
        views=FIVE_VIEWS,
        n_invented=240_000,
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
