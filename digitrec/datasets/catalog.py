"""The table of data sets, by name."""

from collections.abc import Callable
from dataclasses import dataclass

from digitrec.datasets.dataset import Dataset
from digitrec.datasets.digits import load_digits
from digitrec.datasets.mnist import load_mnist
from digitrec.datasets.own import OWN_KINDS, own_kind
from digitrec.errors import DatasetError, InvalidPlanError
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


def dataset_entry(name: object) -> DatasetEntry:
    """Get what is known of a data set before it is loaded.

    Parameters
    ----------
    name : str
        A key of `DATASETS`, or the name of an own data set (`digitrec.datasets.own_dataset`).

    Raises
    ------
    InvalidPlanError
        If there is no such data set.

    Examples
    --------
    >>> from digitrec.datasets import dataset_entry
    >>> dataset_entry("mine-0123456789abcdef").title
    'My digits'
    """
    if isinstance(name, str):
        if name in DATASETS:
            return DATASETS[name]
        if kind := own_kind(name):
            own = OWN_KINDS[kind]
            return DatasetEntry(
                own.title, own.explanation, lambda: _own_is_away(own.title), own.picture_format
            )
    raise InvalidPlanError(f"There is no data set named {name!r}; there are {', '.join(DATASETS)}.")


def _own_is_away(title: str) -> Dataset:
    raise DatasetError(
        f"The drawings of this data set, {title}, are not here. Keep some with what they were "
        "meant to be, or train on those that there are now."
    )


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
        If it has not been fetched yet, or is made of somebody's own drawings, which are handed
        over and never loaded by name. The sentence says what to do.

    Examples
    --------
    >>> from digitrec.datasets import load_dataset
    >>> dataset = load_dataset("digits")
    >>> dataset.title, len(dataset.y)
    ('Digits', 1797)
    """
    return dataset_entry(name).load()
