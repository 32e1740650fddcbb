"""A fitted model and what it says of a drawing."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from digitrec import novelty
from digitrec.formats import SIDE, check_image, check_images
from digitrec.strokes import check_strokes, to_digits_format

N_DIGITS = 10
NO_DIGIT = 10  # the class, beside the digits 0..9, of drawings that are none
SURE_FROM = 0.45  # below this probability an answer is one of several
DOUBTFUL_FROM = 0.55  # of being no digit: above it, the answer is a guess; above the next, none
NONE_FROM = 0.8


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
        Whether the answer can be relied on.
    reason : str
        Why not, as a sentence; empty when sure.
    """

    digit: int | None
    probabilities: np.ndarray
    sure: bool
    reason: str


@dataclass(frozen=True)
class Model:
    """A fitted estimator with its card.

    Attributes
    ----------
    estimator : object
        A fitted scikit-learn classifier of rows of 64 counts, with ``predict_proba``. Its classes
        are the digits 0..9 and, where it learned what is no digit, `NO_DIGIT`.
    card : dict
        What is known of it: where it comes from, how it was fitted, how good it is.
    """

    estimator: Any
    card: dict

    def predict_images(self, images):
        """Give the probability of each digit for each picture.

        Parameters
        ----------
        images : array_like, shape (n, 8, 8)
            Whole numbers 0..16.

        Returns
        -------
        ndarray of float64, shape (n, 10)

        Raises
        ------
        InvalidDrawingError
            If the pictures are not in the digits format.
        """
        return _shares_of_digits(self._scores(check_images(images)))

    def _scores(self, images):
        """Probabilities of all classes, shape (n, 10 or 11)."""
        rows = images.reshape(-1, SIDE * SIDE)
        return self.estimator.predict_proba(rows) if len(rows) else np.empty((0, N_DIGITS))

    def predict_image(self, image):
        """Read one picture in the digits format.

        Parameters
        ----------
        image : array_like, shape (8, 8)
            Whole numbers 0..16.

        Returns
        -------
        Prediction
        """
        return self._predict(check_image(image)[np.newaxis])

    def predict_strokes(self, strokes):
        """Read a drawing, by the mean over the pens and leans that the card names.

        Parameters
        ----------
        strokes : list of array_like, each of shape (n, 2)
            In canvas pixels, y down.

        Returns
        -------
        Prediction

        Raises
        ------
        InvalidDrawingError
            If the strokes are not arrays of finite points.
        """
        strokes = check_strokes(strokes)
        why = novelty.why_no_drawing(strokes)
        if why:
            return Prediction(None, np.full(N_DIGITS, 1 / N_DIGITS), False, why)
        return self._predict(
            np.array([to_digits_format(strokes, **view) for view in self.card["views"]])
        )

    def _predict(self, views):
        """Read one drawing, given as one picture or several; the first is the usual one."""
        scores = self._scores(views).mean(axis=0)
        probabilities = _shares_of_digits(scores)
        why = novelty.why_no_digit(views[0])
        no_digit = scores[N_DIGITS:].sum()
        if not why and no_digit > NONE_FROM:
            why = "This looks more like a scribble or another shape than like a digit."
        if why:
            return Prediction(None, probabilities, False, why)
        first, second = (int(digit) for digit in np.argsort(-probabilities, kind="stable")[:2])
        reason = ""
        if no_digit > DOUBTFUL_FROM:
            reason = f"This is like a {first}, but it may be no digit at all."
        elif probabilities[first] < SURE_FROM:
            reason = f"This could be a {first} or a {second}."
        return Prediction(first, probabilities, not reason, reason)


def _shares_of_digits(scores):
    """The probabilities of the ten digits alone, given that it is one; shape (..., 10)."""
    if scores.shape[-1] == N_DIGITS:
        return scores
    digits = scores[..., :N_DIGITS]
    return digits / digits.sum(axis=-1, keepdims=True)
