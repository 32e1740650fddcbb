"""The models that the Evaluate page looks at, and what each can be tested on."""

from dataclasses import dataclass

from digitrec.evaluation import Answers, Unwrapped, unwrap_estimator
from digitrec.formats import Format
from digitrec.training import Plan, class_probabilities
from digitrec.ui.shared import cached, runs

OWN, SHUFFLED, FILE_ORDER, ELSEWHERE = "own", "folds", "folds-file-order", "elsewhere"
TESTS = {
    OWN: "Its own test part",
    SHUFFLED: "All pictures, in shuffled folds",
    FILE_ORDER: "All pictures, in folds in file order",
    ELSEWHERE: "The other data set",
}


@dataclass(frozen=True)
class Subject:
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
    def plan(self) -> Plan | None:
        """How it was made; None for a shipped model."""
        return (self.run.result or self.run.model.card).plan if self.run else None

    @property
    def number(self):
        """The number of its run; 0 for a shipped model."""
        return self.run.number if self.run else 0

    @property
    def is_shipped(self):
        """Whether it belongs to everyone."""
        return self.run is None

    @property
    def target(self):
        """The digit of a detector, else None."""
        return self.plan.target if self.plan else None

    @property
    def estimator(self):
        """The fitted scikit-learn classifier; a shipped one is loaded for it."""
        result = None if self.is_shipped else self.run.result
        return result.estimator if result else runs.model(self.key).estimator

    @property
    def dataset_name(self):
        """The data set that it learned from."""
        return self.plan.dataset if self.plan else "digits"

    @property
    def picture_format(self) -> Format:
        """The format that it reads."""
        if self.is_shipped or self.run.model:
            return runs.model(self.key).picture_format
        return cached.dataset(self.dataset_name).picture_format

    @property
    def tests(self):
        """What it can be tested on, keys of `TESTS`."""
        own = [OWN] if self.run and self.run.result else []
        folds = [SHUFFLED, FILE_ORDER] if self.is_shipped or self.plan else []
        return [*own, *folds, ELSEWHERE]

    def read(self, images):
        """Give the probabilities of its classes for images in its format."""
        if self.target is None:
            return runs.model(self.key).predict_images(images)
        rows = images.reshape(len(images), -1)
        return class_probabilities(self.estimator, rows, self.plan.n_classes)


@dataclass(frozen=True)
class Evaluated:
    """A model and what it read: all that a part of the Evaluate page may need.

    Attributes
    ----------
    subject : Subject
    answers : digitrec.evaluation.Answers
    """

    subject: Subject
    answers: Answers

    @property
    def key(self) -> tuple[str, str]:
        """Tells what is kept of this model and these pictures from that of others."""
        return self.subject.key, self.answers.tested_on

    @property
    def unwrapped(self) -> Unwrapped:
        """The estimator without its wrappers; a shipped one is loaded for it."""
        return unwrap_estimator(self.subject.estimator)


def subjects():
    """List every model that can be looked at: the shipped ones, then this session's.

    Returns
    -------
    dict of str to Subject
        No two titles are alike; no model is loaded for it.
    """
    titles = runs.model_titles()
    mine = {run.key: run for run in runs.runs()}
    for key, run in mine.items():
        if key not in titles:  # a detector
            taken = run.name in titles.values()
            titles[key] = f"{run.name} ({run.number})" if taken else run.name
    return {key: Subject(key, title, mine.get(key)) for key, title in titles.items()}
