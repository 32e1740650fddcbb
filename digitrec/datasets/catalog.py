"""The table of data sets, by name."""

from collections.abc import Callable
from dataclasses import dataclass

from digitrec.datasets.dataset import Dataset
from digitrec.datasets.digits import load_digits
from digitrec.datasets.mnist import load_mnist
from digitrec.errors import InvalidPlanError
from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT, Format


@dataclass(frozen=True)
class DatasetEntry:
    """One data set that a page offers.

    Attributes
    ----------
    title : str
        As a reader sees it.
    explanation : str
        One sentence.
    load : callable
        Without arguments; gives a `Dataset`, or raises `DatasetError` if it is not available.
    picture_format : digitrec.formats.Format
        Of its pictures, known before they are loaded.
    """

    title: str
    explanation: str
    load: Callable[[], Dataset]
    picture_format: Format


DATASETS = {
    "digits": DatasetEntry(
        "Digits",
        "1,797 pictures of 8×8 cells, inside scikit-learn.",
        load_digits,
        DIGITS_FORMAT,
    ),
    "mnist": DatasetEntry(
        "MNIST, 28×28",
        "70,000 pictures of 28×28 greys, the best-known data set of digits.",
        lambda: load_mnist(MNIST_FORMAT),
        MNIST_FORMAT,
    ),
    "mnist-8x8": DatasetEntry(
        "MNIST, 8×8",
        "The same 70,000 pictures, brought into the 8×8 format as a drawing is.",
        lambda: load_mnist(DIGITS_FORMAT),
        DIGITS_FORMAT,
    ),
}


def load_dataset(name: str) -> Dataset:
    """Load a data set that is available on this computer.

    Parameters
    ----------
    name : str
        A key of `DATASETS`.

    Raises
    ------
    InvalidPlanError
        If there is no such data set.
    DatasetError
        If it has not been fetched yet. The sentence says how to get it.

    Examples
    --------
    >>> from digitrec.datasets import load_dataset
    >>> dataset = load_dataset("digits")
    >>> dataset.title, len(dataset.y)
    ('Digits', 1797)
    """
    if name not in DATASETS:
        raise InvalidPlanError(
            f"There is no data set named {name!r}; there are {', '.join(DATASETS)}."
        )
    return DATASETS[name].load()
