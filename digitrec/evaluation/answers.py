"""What a model read: which pictures, their true labels, and what it predicted of each."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import Accuracy
from digitrec.datasets import N_DIGITS, Dataset, in_format, load_dataset
from digitrec.formats import Format
from digitrec.training import SPLITS, Result, class_labels


@dataclass(frozen=True)
class Answers:
    """A model's predictions for n pictures, beside their true labels.

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
    probabilities : ndarray of float64, shape (n, n_classes)
    target : int or None
        The digit of a detector.
    source : str
        A key of `digitrec.datasets.DATASETS`, whatever format the pictures were brought into.
    source_rows : ndarray of int64, shape (n,)
        The rows of the pictures in `source`.
    """

    model: str
    tested_on: str
    dataset: Dataset
    rows: NDArray[np.int64]
    y_true: NDArray[np.int64]
    y_pred: NDArray[np.int64]
    probabilities: NDArray[np.float64]
    target: int | None
    source: str
    source_rows: NDArray[np.int64]

    @property
    def n(self) -> int:
        """The number of pictures."""
        return len(self.y_true)

    @property
    def right(self) -> NDArray[np.bool_]:
        """Where the prediction is the true label, shape (n,)."""
        return self.y_true == self.y_pred

    @property
    def accuracy(self) -> Accuracy:
        """How many predictions are right."""
        return Accuracy(int(self.right.sum()), self.n)

    @property
    def confidence(self) -> NDArray[np.float64]:
        """The probability of the predicted class, shape (n,)."""
        return self.probabilities.max(axis=1)

    @property
    def class_names(self) -> list[str]:
        """The names of the classes."""
        return class_names(self.target)

    @property
    def picture_format(self) -> Format:
        """The format of the pictures."""
        return self.dataset.picture_format

    def images(self, places: NDArray[np.int64]) -> NDArray[np.float64 | np.uint8]:
        """Get the pictures at some places, shape (m, side, side)."""
        return self.dataset.images[self.rows[places]]

    def in_cell(self, true: int, predicted: int) -> NDArray[np.int64]:
        """Find the pictures of one cell of the confusion matrix.

        Parameters
        ----------
        true, predicted : int
            Classes.

        Returns
        -------
        ndarray of int64
            Their places, the highest confidence first.
        """
        return self._by_confidence((self.y_true == true) & (self.y_pred == predicted))

    def misread(self) -> NDArray[np.int64]:
        """Find the pictures that were read wrong: their places, the highest confidence first."""
        return self._by_confidence(~self.right)

    def _by_confidence(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        places = np.flatnonzero(mask)
        return places[np.argsort(-self.confidence[places], kind="stable")]

    def subset(self, places: NDArray[np.int64]) -> "Answers":
        """Get the answers at some places."""
        return replace(
            self,
            rows=self.rows[places],
            y_true=self.y_true[places],
            y_pred=self.y_pred[places],
            probabilities=self.probabilities[places],
            source_rows=self.source_rows[places],
        )


def class_names(target: int | None) -> list[str]:
    """Name the classes: the ten digits, or the two of a detector.

    Parameters
    ----------
    target : int or None
        The digit of a detector.

    Returns
    -------
    list of str

    Examples
    --------
    >>> class_names(target=2)
    ['not 2', '2']
    """
    if target is None:
        return [str(digit) for digit in range(N_DIGITS)]
    return [f"not {target}", str(target)]


def make_answers(
    dataset: Dataset,
    rows: NDArray[np.int64],
    probabilities: NDArray[np.float64],
    *,
    model: str = "",
    tested_on: str = "",
    target: int | None = None,
) -> Answers:
    """Put the probabilities that a model gave beside the true labels.

    Parameters
    ----------
    dataset : digitrec.datasets.Dataset
    rows : ndarray of int64, shape (n,)
        Of the pictures in the data set.
    probabilities : ndarray of float64, shape (n, n_classes)
    model, tested_on : str
        As in `Answers`.
    target : int, optional
        The digit of a detector.

    Returns
    -------
    Answers
        The most probable class is the predicted one.

    Examples
    --------
    >>> import numpy as np
    >>> from digitrec.datasets import load_digits
    >>> probabilities = np.eye(10)[[0, 7]]  # certain of a 0 and of a 7
    >>> answers = make_answers(load_digits(), np.array([0, 1]), probabilities)
    >>> answers.y_true, answers.y_pred
    (array([0, 1]), array([0, 7]))
    >>> answers.accuracy.counts
    '1 of 2'
    """
    y = dataset.y[rows]
    return Answers(
        model=model,
        tested_on=tested_on,
        dataset=dataset,
        rows=rows,
        y_true=class_labels(y, target),
        y_pred=probabilities.argmax(axis=1),
        probabilities=probabilities,
        target=target,
        source=_source_of(dataset.name),
        source_rows=rows,
    )


def _source_of(name: str) -> str:
    """MNIST in 8x8 holds the same pictures, in the same order, as in 28x28."""
    return name.removesuffix("-8x8")


def answers_of_run(result: Result, model: str, dataset: Dataset | None = None) -> Answers:
    """Get what a run's model predicted for its test pictures.

    Parameters
    ----------
    result : digitrec.training.Result
    model : str
        The model's title.
    dataset : digitrec.datasets.Dataset, optional
        The plan's; by default it is loaded, which own drawings cannot be.

    Returns
    -------
    Answers

    Examples
    --------
    >>> from digitrec.training import Plan, run
    >>> answers = answers_of_run(run(Plan("naive-bayes")), "Naive Bayes")
    >>> answers.tested_on
    '450 pictures of Digits that it had not learned from'
    """
    plan = result.plan
    dataset = load_dataset(plan.dataset) if dataset is None else dataset
    if SPLITS[plan.split.kind].has_folds:
        kind = SPLITS[plan.split.kind]
        from_what = "that writer" if kind.needs_writers else "it"
        folds = f"in {plan.split.n_folds} {kind.title.lower()}"
        tested_on = (
            f"{result.n_test:,} pictures of {dataset.title}, {folds}, each read by a model that "
            f"had not learned from {from_what}"
        )
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


def read_answers(
    predict: Callable[[NDArray[np.float64 | np.uint8]], NDArray[np.float64]],
    dataset: Dataset,
    *,
    model: str,
    picture_format: Format,
    n: int,
    target: int | None = None,
) -> Answers:
    """Let a model read pictures of a data set, brought into its format.

    Parameters
    ----------
    predict : callable
        From images, shape (m, side, side), to probabilities, shape (m, n_classes).
    dataset : digitrec.datasets.Dataset
    model : str
        The model's title.
    picture_format : digitrec.formats.Format
        That the model reads.
    n : int
        How many pictures, picked at random with seed 0; all if there are not more.
    target : int, optional
        The digit of a detector.

    Returns
    -------
    Answers
    """
    source_rows = dataset.sample(n, random_state=0)
    pictures = in_format(dataset, picture_format, source_rows)
    answers = make_answers(
        pictures,
        np.arange(len(source_rows)),
        predict(pictures.images),
        model=model,
        tested_on=_sample_in_words(dataset, len(source_rows)),
        target=target,
    )
    return replace(answers, source=_source_of(dataset.name), source_rows=source_rows)


def _sample_in_words(dataset: Dataset, n: int) -> str:
    n_all = len(dataset.y)
    if n == n_all:
        return f"all {n:,} pictures of {dataset.title}"
    return f"a sample of {n:,} of the {n_all:,} pictures of {dataset.title}"
