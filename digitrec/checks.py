"""Arrays from outside, checked."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def as_floats(values: ArrayLike) -> NDArray[np.float64]:
    """Turn whatever should be an array of real numbers into one.

    Parameters
    ----------
    values : array_like of bool, int or float

    Returns
    -------
    ndarray of float64

    Raises
    ------
    TypeError, ValueError
        If it is ragged, or holds text, dates, complex numbers or anything else.

    Examples
    --------
    >>> as_floats([[1, 2], [3, 4]])
    array([[1., 2.],
           [3., 4.]])
    >>> as_floats(["1", "2"])
    Traceback (most recent call last):
    ...
    TypeError: an array of <U1 is not one of real numbers
    """
    array = np.asarray(values)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"an array of {array.dtype} is not one of real numbers")
    with np.errstate(over="ignore", invalid="ignore"):  # what is beyond a float64 becomes infinite
        return array.astype(np.float64)
