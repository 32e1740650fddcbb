"""Arrays from outside, checked."""

import numpy as np


def as_floats(values):
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
    """
    array = np.asarray(values)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"an array of {array.dtype} is not one of real numbers")
    with np.errstate(over="ignore", invalid="ignore"):  # what is beyond a float64 becomes infinite
        return array.astype(np.float64)
