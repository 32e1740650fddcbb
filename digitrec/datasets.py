"""What can be learned from: data sets, loaded once and read-only."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from digitrec.formats import SIDE


@dataclass(frozen=True)
class Dataset:
    """Pictures with their labels.

    Attributes
    ----------
    name : str
    images : ndarray of float64, shape (n, 8, 8)
        Read-only; whole numbers 0..16.
    y : ndarray of int64, shape (n,)
        Read-only; the digits 0..9.
    description : str
        Where the data come from, as their authors tell it.
    """

    name: str
    images: np.ndarray
    y: np.ndarray
    description: str

    @property
    def X(self):
        """The pictures as rows, shape (n, 64)."""
        return self.images.reshape(len(self.images), -1)

    def distances(self, image):
        """How far each picture is from one in the same format.

        Parameters
        ----------
        image : ndarray of float64, shape (8, 8)

        Returns
        -------
        ndarray of float64, shape (n,)
            Euclidean, in counts: the root of the 64 squared differences, added up.
        """
        differences = self.X - image.ravel()
        return np.sqrt((differences * differences).sum(axis=1))


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
    images = bunch.data.reshape(-1, SIDE, SIDE)
    images.flags.writeable = False
    y = bunch.target.astype(np.int64)
    y.flags.writeable = False
    return Dataset("Digits", images, y, bunch.DESCR)
