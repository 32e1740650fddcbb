"""The models that the Evaluate page looks at, and what each can be tested on."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.datasets import dataset_entry
from digitrec.evaluation import Answers, Unwrapped, unwrap_estimator
from digitrec.formats import Format
from digitrec.training import Plan, Result, class_probabilities
from digitrec.ui.shared import runs, visitor_data

OWN, SHUFFLED, FILE_ORDER, ELSEWHERE = "own", "folds", "folds-file-order", "elsewhere"
TESTS = {
    OWN: "Its own test part",
    SHUFFLED: "All pictures, in shuffled folds",
    FILE_ORDER: "All pictures, in folds in file order",
    ELSEWHERE: "The other data set",
    visitor_data.MINE: "Your own drawings",
    visitor_data.CLASS: "The class's drawings",
}


@dataclass(frozen=True)
class EvaluatedModel:
    """A model to be looked at.

    Attributes
    ----------
    key : str
        A key of `digitrec.ui.shared.runs.model_titles`, or of a detector's run.
    title : str
    run : digitrec.ui.shared.runs.Run or None
        None for a shipped model.
    """

    key: str
    title: str
    run: runs.Run | None

    @property
    def result(self) -> Result | None:
        """The result of its run; None for a shipped or an uploaded model."""
        return self.run.result if self.run else None

    @property
    def plan(self) -> Plan | None:
        """How it was made; None for a shipped model, and for an uploaded one without a plan."""
        if self.result:
            return self.result.plan
        return self.run.model.card.plan if self.run and self.run.model else None

    @property
    def number(self) -> int:
        """The number of its run; 0 for a shipped model."""
        return self.run.number if self.run else 0

    @property
    def is_shipped(self) -> bool:
        """Whether it belongs to everyone."""
        return self.run is None

    @property
    def target(self) -> int | None:
        """The digit of a detector, else None."""
        return self.plan.target if self.plan else None

    @property
    def estimator(self) -> Any:
        """The fitted scikit-learn classifier; a shipped model is loaded for it."""
        return self.result.estimator if self.result else runs.model(self.key).estimator

    @property
    def dataset_name(self) -> str:
        """The data set that it learned from."""
        return self.plan.dataset if self.plan else "digits"

    @property
    def picture_format(self) -> Format:
        """The format that it reads."""
        if self.run and not self.run.model:  # a detector
            return dataset_entry(self.dataset_name).picture_format
        return runs.model(self.key).picture_format

    @property
    def with_directions(self) -> bool:
        """Whether its estimator is told, beside the cells, how the pen moved."""
        return self.is_shipped and runs.model(self.key).card.with_directions

    @property
    def tests(self) -> list[str]:
        """What it can be tested on, keys of `TESTS`."""
        own = [OWN] if self.result else []
        folds = [SHUFFLED, FILE_ORDER] if self.is_shipped or self.plan else []
        return [*own, *folds, ELSEWHERE, *visitor_data.own_tests()]

    def read(self, images: NDArray[np.generic]) -> NDArray[np.float64]:
        """Predict the probabilities of its classes.

        Parameters
        ----------
        images : ndarray, shape (n, side, side)
            In its format.

        Returns
        -------
        ndarray of float64, shape (n, n_classes)
        """
        if self.plan is None or self.target is None:
            return runs.model(self.key).predict_images(images)
        rows = images.reshape(len(images), -1)
        return class_probabilities(self.estimator, rows, self.plan.n_classes)


@dataclass(frozen=True)
class Evaluation:
    """A model and its answers: all that a part of the Evaluate page may need."""

    model: EvaluatedModel
    answers: Answers

    @property
    def key(self) -> tuple[str, str]:
        """The model and what it was tested on, as the key of what is computed from both."""
        return self.model.key, self.answers.tested_on

    @property
    def unwrapped(self) -> Unwrapped:
        """The estimator without its wrappers; a shipped model is loaded for it."""
        return unwrap_estimator(self.model.estimator)


def evaluated_models() -> dict[str, EvaluatedModel]:
    """List every model that can be looked at: the shipped ones, then this session's.

    Returns
    -------
    dict of str to EvaluatedModel
        By key; no two titles are alike. No model is loaded for it.
    """
    titles = runs.model_titles()
    own = {run.key: run for run in runs.runs()}
    for key, run in own.items():
        if key not in titles:  # a detector
            taken = run.name in titles.values()
            titles[key] = f"{run.name} ({run.number})" if taken else run.name
    return {key: EvaluatedModel(key, title, own.get(key)) for key, title in titles.items()}
