"""From the probabilities of all classes to what is said of a drawing."""

import numpy as np
from numpy.typing import NDArray

from digitrec.datasets import N_DIGITS
from digitrec.recognition.prediction import Prediction
from digitrec.recognition.refusals import why_no_digit, why_unsure

NO_DIGIT = N_DIGITS  # the first of the classes, after the digits 0..9, of what is no digit


def judge(of_classes: NDArray[np.float64], counts: NDArray[np.float64]) -> Prediction:
    """Say what is read.

    Parameters
    ----------
    of_classes : ndarray of float64, shape (10 or more,)
        The probabilities of the digits, and of the families of what is none, if they were learned.
    counts : ndarray of float64, shape (8, 8)
        The drawing's picture in the digits format.

    Returns
    -------
    Prediction
    """
    probabilities, none = digit_probabilities(of_classes), of_classes[NO_DIGIT:]
    if why := why_no_digit(counts, none):
        return Prediction(None, probabilities, False, why)
    why = why_unsure(probabilities, none)
    return Prediction(int(probabilities.argmax()), probabilities, why is None, why or "")


def digit_probabilities(of_classes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Renormalise over the ten digits, given that it is one of them.

    Parameters
    ----------
    of_classes : ndarray of float64, shape (..., 10 or more)

    Returns
    -------
    ndarray of float64, shape (..., 10)
    """
    if of_classes.shape[-1] == N_DIGITS:
        return of_classes
    digits = of_classes[..., :N_DIGITS]
    return digits / digits.sum(axis=-1, keepdims=True)
