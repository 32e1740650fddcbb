"""The digits that come inside scikit-learn."""

from functools import cache

import numpy as np

from digitrec.datasets.dataset import Dataset
from digitrec.formats import DIGITS_FORMAT


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
