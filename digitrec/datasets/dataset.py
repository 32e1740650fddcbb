"""What a data set is, and a data set in another format."""

from dataclasses import dataclass, replace

import numpy as np

from digitrec.formats import (
    Format,
    convert_images,
)

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


N_DIGITS = 10
