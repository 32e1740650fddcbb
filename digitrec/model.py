"""A fitted model and what it says of a drawing."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from digitrec import novelty
from digitrec.formats import SIDE, check_images
from digitrec.strokes import check_strokes, to_digits_format

SURE_FROM = 0.5  # below this probability an answer is one of several


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
        A fitted scikit-learn classifier of rows of 64 counts, with ``predict_proba``.
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
        images = check_images(images)
        rows = images.reshape(-1, SIDE * SIDE)
        return self.estimator.predict_proba(rows) if len(rows) else np.empty((0, 10))

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
        image = check_images(image)
        return self._predict(image[np.newaxis])

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
            return Prediction(None, np.full(10, 0.1), False, why)
        return self._predict(
            np.array([to_digits_format(strokes, **view) for view in self.card["views"]])
        )

    def _predict(self, views):
        """Read one drawing, given as one picture or several; the first is the usual one."""
        probabilities = self.predict_images(views).mean(axis=0)
        why = novelty.why_no_digit(views[0])
        if why:
            return Prediction(None, probabilities, False, why)
        first, second = np.argsort(-probabilities, kind="stable")[:2]
        sure = bool(probabilities[first] >= SURE_FROM)
        reason = "" if sure else f"This could be a {first} or a {second}."
        return Prediction(int(first), probabilities, sure, reason)
