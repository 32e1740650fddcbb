"""What a model read: which pictures, what they are, and what it said of each."""

from dataclasses import dataclass, replace

import numpy as np

from digitrec.accuracy import Accuracy
from digitrec.datasets import N_DIGITS, Dataset, in_format, load_dataset
from digitrec.training import SPLITS


@dataclass(frozen=True)
class Answers:
    """What a model read.

    Attributes
    ----------
    model : str
        Its title.
    tested_on : str
        Which pictures, in words that follow "tested on".
    dataset : digitrec.datasets.Dataset
        Where the pictures are.
    rows : ndarray of int64, shape (n,)
        Their rows in it.
    y_true, y_pred : ndarray of int64, shape (n,)
        Digits 0..9; for a detector 1 where it is its digit, 0 where it is not.
    probabilities : ndarray of float, shape (n, n_classes)
    target : int, optional
        The digit of a detector.
    source : str
        A key of `digitrec.datasets.DATASETS`, whatever format the pictures were brought into.
    numbers : ndarray of int64, shape (n,)
        The rows of the pictures in `source`.
    """

    model: str
    tested_on: str
    dataset: Dataset
    rows: np.ndarray
    y_true: np.ndarray
    y_pred: np.ndarray
    probabilities: np.ndarray
    target: int | None
    source: str
    numbers: np.ndarray

    @property
    def n(self):
        """Pictures read."""
        return len(self.y_true)

    @property
    def right(self):
        """Which were read right, as an array of bool of shape (n,)."""
        return self.y_true == self.y_pred

    @property
    def accuracy(self) -> Accuracy:
        """How many were."""
        return Accuracy(int(self.right.sum()), self.n)

    @property
    def confidence(self):
        """The probability of what was said, as an array of shape (n,)."""
        return self.probabilities.max(axis=1)

    @property
    def class_names(self):
        """What each class is called."""
        return class_names(self.target)

    @property
    def picture_format(self):
        """The `digitrec.formats.Format` of the pictures."""
        return self.dataset.picture_format

    def images(self, which):
        """Get some of the pictures.

        Parameters
        ----------
        which : ndarray of int64, shape (m,)
            Places among the answers.

        Returns
        -------
        ndarray, shape (m, side, side)
        """
        return self.dataset.images[self.rows[which]]

    def in_cell(self, was, said):
        """Find the pictures of one cell of the confusion matrix, the surest first.

        Parameters
        ----------
        was, said : int
            Classes.

        Returns
        -------
        ndarray of int64
            Places among the answers.
        """
        return self._surest_first((self.y_true == was) & (self.y_pred == said))

    def misread(self):
        """Find the pictures that were read wrong, the surest first.

        Returns
        -------
        ndarray of int64
            Places among the answers.
        """
        return self._surest_first(~self.right)

    def _surest_first(self, chosen):
        places = np.flatnonzero(chosen)
        return places[np.argsort(-self.confidence[places], kind="stable")]

    def of(self, which):
        """Keep some of the answers.

        Parameters
        ----------
        which : ndarray of int64
            Places among them.

        Returns
        -------
        Answers
        """
        parts = ("rows", "y_true", "y_pred", "probabilities", "numbers")
        return replace(self, **{name: getattr(self, name)[which] for name in parts})


def class_names(target):
    """Name the classes: the ten digits, or for a detector *not 2* and *2*.

    Parameters
    ----------
    target : int or None

    Returns
    -------
    list of str
    """
    if target is None:
        return [str(digit) for digit in range(N_DIGITS)]
    return [f"not {target}", str(target)]


def make_answers(dataset, rows, probabilities, *, model="", tested_on="", target=None):
    """Put together what a model read.

    Parameters
    ----------
    dataset : digitrec.datasets.Dataset
    rows : ndarray of int64, shape (n,)
    probabilities : ndarray of float, shape (n, n_classes)
    model, tested_on : str
    target : int, optional

    Returns
    -------
    Answers
        The likeliest class is what was said.
    """
    y = dataset.y[rows]
    return Answers(
        model=model,
        tested_on=tested_on,
        dataset=dataset,
        rows=rows,
        y_true=y if target is None else (y == target).astype(np.int64),
        y_pred=probabilities.argmax(axis=1),
        probabilities=probabilities,
        target=target,
        source=_pictures_of(dataset.name),
        numbers=rows,
    )


def _pictures_of(name):
    """MNIST in 8x8 holds the same pictures, in the same order, as in 28x28."""
    return name.removesuffix("-8x8")


def answers_of_run(result, model):
    """What a run's model read of its test pictures.

    Parameters
    ----------
    result : digitrec.training.Result
    model : str
        The model's title.

    Returns
    -------
    Answers
    """
    plan, dataset = result.plan, load_dataset(result.plan.dataset)
    if SPLITS[plan.split.kind].has_folds:
        order = "in file order" if plan.split.kind == "folds-file-order" else "shuffled"
        how = f"in {plan.split.n_folds} folds, {order}, each read by a model that had not learned"
        tested_on = f"{result.n_test:,} pictures of {dataset.title}, {how} from it"
    else:
        tested_on = f"{result.n_test:,} pictures of {dataset.title} that it had not learned from"
    return make_answers(
        dataset,
        result.test_indices,
        result.probabilities,
        model=model,
        tested_on=tested_on,
        target=plan.target,
    )


def read_answers(read, dataset, *, model, picture_format, n, target=None):
    """Let a model read pictures of a data set, brought into its format.

    Parameters
    ----------
    read : callable
        From images, shape (m, side, side), to probabilities, shape (m, n_classes).
    dataset : digitrec.datasets.Dataset
    model : str
        The model's title.
    picture_format : digitrec.formats.Format
        That the model reads.
    n : int
        How many pictures, drawn by lot with seed 0; all if there are not more.
    target : int, optional
        The digit of a detector.

    Returns
    -------
    Answers
    """
    numbers = dataset.sample(n, random_state=0)
    pictures = in_format(dataset, picture_format, numbers)
    answers = make_answers(
        pictures,
        np.arange(len(numbers)),
        read(pictures.images),
        model=model,
        tested_on=_how_many(dataset, len(numbers)),
        target=target,
    )
    return replace(answers, source=_pictures_of(dataset.name), numbers=numbers)


def _how_many(dataset, n):
    n_all = len(dataset.y)
    if n == n_all:
        return f"all {n:,} pictures of {dataset.title}"
    return f"a sample of {n:,} of the {n_all:,} pictures of {dataset.title}"
