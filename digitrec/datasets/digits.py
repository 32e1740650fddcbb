"""The digits that come inside scikit-learn."""

from functools import cache

import numpy as np

from digitrec.datasets.dataset import Dataset
from digitrec.formats import DIGITS_FORMAT


@cache
def load_digits() -> Dataset:
    """Load the 1,797 pictures that come inside scikit-learn.

    References
    ----------
    E. Alpaydin and C. Kaynak, *Optical Recognition of Handwritten Digits*, UCI, 1998.

    Examples
    --------
    >>> from digitrec.datasets import load_digits
    >>> digits = load_digits()
    >>> digits.images.shape, digits.y[:5].tolist()
    ((1797, 8, 8), [0, 1, 2, 3, 4])
    """
    from sklearn import datasets

    bunch = datasets.load_digits()
    images = bunch.data.reshape(-1, *DIGITS_FORMAT.shape)
    images.flags.writeable = False
    y = bunch.target.astype(np.int64)
    y.flags.writeable = False
    return Dataset("digits", "Digits", DIGITS_FORMAT, images, y, bunch.DESCR)
