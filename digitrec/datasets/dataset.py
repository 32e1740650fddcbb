"""What a data set is, and a data set in another format."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from digitrec.formats import Format, convert_images

N_DIGITS = 10
BLOCK_ROWS = 1000  # converted at a time, as floats of all rows would fill the memory


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
        Where the data come from, in their authors' words.
    n_published_train : int, optional
        How many of the first rows were published to learn from, the rest to test on.
    writers : ndarray of int64, shape (n,), optional
        Read-only; whose handwriting each picture is, as a place in `writer_names`; -1 where nobody
        knows. None where nobody knows of any.
    writer_names : tuple of str
    """

    name: str
    title: str
    picture_format: Format
    images: NDArray[np.float64] | NDArray[np.uint8]
    y: NDArray[np.int64]
    description: str
    n_published_train: int | None = None
    writers: NDArray[np.int64] | None = None
    writer_names: tuple[str, ...] = ()

    @property
    def X(self) -> NDArray[np.float64] | NDArray[np.uint8]:
        """The pictures as rows, shape (n, n_features)."""
        return self.images.reshape(len(self.images), -1)

    def rows(self, indices: NDArray[np.int64]) -> NDArray[np.float64] | NDArray[np.float32]:
        """Take rows in the type that estimators learn from.

        Parameters
        ----------
        indices : ndarray of int64, shape (m,)

        Returns
        -------
        ndarray, shape (m, n_features)
            float64, or float32 where the pictures are bytes: exact in half the memory.
        """
        rows = self.X[indices]
        if rows.dtype == np.uint8:
            return rows.astype(np.float32)
        return rows.astype(np.float64, copy=False)

    def sample(self, n: int, *, random_state: int) -> NDArray[np.int64]:
        """Choose random rows, in proportion from the published training and test parts.

        Parameters
        ----------
        n : int
            All rows are taken if there are not more.
        random_state : int

        Returns
        -------
        ndarray of int64, shape (n,)
            Indices in file order.

        Examples
        --------
        >>> from digitrec.datasets import load_digits
        >>> digits = load_digits()
        >>> indices = digits.sample(100, random_state=0)
        >>> digits.rows(indices).shape
        (100, 64)
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

    def distances(self, image: NDArray[np.float64]) -> NDArray[np.float64]:
        """Measure the distance of each picture from one in the same format.

        Parameters
        ----------
        image : ndarray of float64, shape (side, side)

        Returns
        -------
        ndarray of float64, shape (n,)
            Euclidean, in counts or greys.
        """
        blocks = range(0, len(self.X), BLOCK_ROWS)
        differences = (self.X[at : at + BLOCK_ROWS] - image.ravel() for at in blocks)
        return np.sqrt(np.concatenate([(block * block).sum(axis=1) for block in differences]))


def in_format(
    dataset: Dataset, picture_format: Format, indices: NDArray[np.int64] | None = None
) -> Dataset:
    """Convert a data set, or some of its rows, to the format that a model reads.

    Parameters
    ----------
    dataset : Dataset
    picture_format : digitrec.formats.Format
    indices : ndarray of int64, shape (m,), optional
        By default all rows.

    Returns
    -------
    Dataset
        The same one where nothing changes. Converting takes about 0.1 ms per picture.
    """
    same = dataset.picture_format == picture_format
    if same and indices is None:
        return dataset
    rows = slice(None) if indices is None else indices
    images, y = dataset.images[rows], dataset.y[rows]
    writers = None if dataset.writers is None else dataset.writers[rows]
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
        writers=writers,
    )
