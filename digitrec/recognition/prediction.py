"""What a model says of one drawing, and how sure it is in words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import percent
from digitrec.datasets import N_DIGITS

CONFIDENCE_WORDS = ((0.95, "Very sure"), (0.8, "Sure"), (0.6, "Fairly sure"), (0.0, "Probably"))
NOT_SURE = "Not sure"
READ_AS = "Read as {digit}. {headline}"


@dataclass(frozen=True)
class Prediction:
    """What a model says of one drawing.

    Attributes
    ----------
    digit : int or None
        0..9; None where the drawing is no digit at all.
    probabilities : ndarray of float64, shape (10,)
        One for each digit, summing to 1.
    sure : bool
        Whether one can rely on the answer.
    reason : str
        Why not, as a sentence; empty when sure.
    """

    digit: int | None
    probabilities: NDArray[np.float64]
    sure: bool
    reason: str


def refused(reason: str) -> Prediction:
    """Make the prediction of what no model was asked about; all digits are equally probable."""
    return Prediction(None, np.full(N_DIGITS, 1 / N_DIGITS), False, reason)


def confidence_in_words(prediction: Prediction) -> str:
    r"""Write how sure a prediction is, in words and percent.

    Examples
    --------
    >>> import numpy as np
    >>> confidence_in_words(Prediction(7, np.eye(10)[7] * 0.97, True, ""))
    'Very sure, 97\xa0%'
    """
    if prediction.digit is None:
        return NOT_SURE
    return confidence_of(float(prediction.probabilities[prediction.digit]), prediction.sure)


def confidence_of(probability: float, sure: bool) -> str:
    r"""Write how sure an answer is that has a probability, in words and percent.

    Examples
    --------
    >>> confidence_of(0.85, True), confidence_of(0.85, False)
    ('Sure, 85\xa0%', 'Not sure, 85\xa0%')
    """
    words = next(words for least, words in CONFIDENCE_WORDS if probability >= least)
    in_percent = percent(probability, digits=0).replace(">", "over ")
    return f"{words if sure else NOT_SURE}, {in_percent}"
