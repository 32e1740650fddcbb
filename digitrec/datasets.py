"""What can be learned from: data sets, loaded once and read-only."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from digitrec.errors import InvalidPlanError
from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT, Format, counts_of, greys_of

BLOCK_ROWS = 1000  # taken at a time where floats of all rows would fill the memory


@dataclass(frozen=True)
class Dataset:
    """Pictures with their labels.

    Attributes
    ----------
    name : str
        A key of `DATASETS`.
    title : str
        As a reader sees it.
    picture_format : digitrec.formats.Format
    images : ndarray of float64 or uint8, shape (n, side, side)
        Read-only; whole numbers from 0 to the format's largest.
    y : ndarray of int64, shape (n,)
        Read-only; the digits 0..9.
    description : str
        Where the data come from, as their authors tell it.
    n_published_train : int, optional
        How many of the first rows were published to learn from, the rest to test on.
    """

    name: str
    title: str
    picture_format: Format
    images: np.ndarray
    y: np.ndarray
    description: str
    n_published_train: int | None = None

    @property
    def X(self):
        """The pictures as rows, shape (n, n_features)."""
        return self.images.reshape(len(self.images), -1)

    def rows(self, indices):
        """Rows in the type that estimators learn from.

        Parameters
        ----------
        indices : ndarray of int64, shape (m,)

        Returns
        -------
        ndarray, shape (m, n_features)
            float64, or float32 where the pictures are bytes: half the memory, and exact.
        """
        rows = self.X[indices]
        return rows.astype(np.float32) if rows.dtype == np.uint8 else rows

    def sample(self, n, *, random_state):
        """Choose rows by lot, as many of the published test part as is its share.

        Parameters
        ----------
        n : int
            At most as many as there are.
        random_state : int

        Returns
        -------
        ndarray of int64, shape (n,)
            In file order.
        """
        rng = np.random.default_rng(random_state)
        n_all = len(self.y)
        if n >= n_all:
            return np.arange(n_all)
        n_first = self.n_published_train or n_all
        n_of_first = round(n * n_first / n_all)
        first = rng.choice(n_first, n_of_first, replace=False)
        rest = n_first + rng.choice(n_all - n_first, n - n_of_first, replace=False)
        return np.sort(np.concatenate([first, rest]))

    def distances(self, image):
        """How far each picture is from one in the same format.

        Parameters
        ----------
        image : ndarray of float64, shape (side, side)

        Returns
        -------
        ndarray of float64, shape (n,)
            Euclidean, in counts or greys: the root of the squared differences, added up.
        """
        blocks = range(0, len(self.X), BLOCK_ROWS)
        differences = (self.X[at : at + BLOCK_ROWS] - image.ravel() for at in blocks)
        return np.sqrt(np.concatenate([(block * block).sum(axis=1) for block in differences]))


def convert_images(images, given, wanted):
    """Bring pictures from one format into another.

    Parameters
    ----------
    images : ndarray, shape (n, side, side)
    given, wanted : digitrec.formats.Format
        From 28x28 to 8x8 by the steps of a drawing; from 8x8 to 28x28 approximately (see
        `digitrec.formats.greys_of`).

    Returns
    -------
    ndarray of uint8, shape (n, side, side)
    """
    if given == wanted:
        return images.astype(np.uint8)
    changed = [
        counts_of(image, given) if wanted == DIGITS_FORMAT else greys_of(image) for image in images
    ]
    return np.array(changed, dtype=np.uint8).reshape(-1, *wanted.shape)


def in_format(dataset, picture_format, indices=None):
    """A data set, or some of its rows, in another format, so that another model can read it.

    Parameters
    ----------
    dataset : Dataset
    picture_format : digitrec.formats.Format
    indices : ndarray of int64, shape (m,), optional
        By default all rows.

    Returns
    -------
    Dataset
        Itself where there is nothing to change. Bringing takes about 0.1 ms a picture.
    """
    same = dataset.picture_format == picture_format
    if same and indices is None:
        return dataset
    rows = slice(None) if indices is None else indices
    images, y = dataset.images[rows], dataset.y[rows]
    title, side = dataset.title, picture_format.side
    if not same:
        images = convert_images(images, dataset.picture_format, picture_format)
        title = f"{title} as {side}×{side}"
    images.flags.writeable = y.flags.writeable = False
    return replace(
        dataset,
        title=title,
        picture_format=picture_format,
        images=images,
        y=y,
        n_published_train=dataset.n_published_train if indices is None else None,
    )


@cache
def load_digits():
    """Load the 1,797 pictures that come inside scikit-learn.

    Returns
    -------
    Dataset

    References
    ----------
    E. Alpaydin and C. Kaynak, *Optical Recognition of Handwritten Digits*, UCI, 1998.
    """
    from sklearn import datasets

    bunch = datasets.load_digits()
    images = bunch.data.reshape(-1, *DIGITS_FORMAT.shape)
    images.flags.writeable = False
    y = bunch.target.astype(np.int64)
    y.flags.writeable = False
    return Dataset("digits", "Digits", DIGITS_FORMAT, images, y, bunch.DESCR)


def _mnist(picture_format):
    from digitrec.mnist import load_mnist

    return load_mnist(picture_format)


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
        Without arguments; gives a `Dataset`, or raises `DatasetError` where it is not at hand.
    picture_format : digitrec.formats.Format
        Of its pictures, known before they are loaded.
    """

    title: str
    explanation: str
    load: Callable
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
        lambda: _mnist(MNIST_FORMAT),
        MNIST_FORMAT,
    ),
    "mnist-8x8": DatasetEntry(
        "MNIST, 8×8",
        "The same 70,000 pictures, brought into the 8×8 format as a drawing is.",
        lambda: _mnist(DIGITS_FORMAT),
        DIGITS_FORMAT,
    ),
}


def load_dataset(name):
    """Load a data set that is at hand.

    Parameters
    ----------
    name : str
        A key of `DATASETS`.

    Returns
    -------
    Dataset

    Raises
    ------
    InvalidPlanError
        If there is no such data set.
    DatasetError
        If it has not been fetched yet. The sentence says how to get it.
    """
    if name not in DATASETS:
        raise InvalidPlanError(
            f"There is no data set named {name!r}; there are {', '.join(DATASETS)}."
        )
    return DATASETS[name].load()
