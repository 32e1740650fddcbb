"""A fitted model and what it says of a drawing."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from digitrec import novelty
from digitrec.formats import DIGITS_FORMAT, FORMATS, check_image, check_images, counts_of
from digitrec.strokes import check_strokes, re_ink, to_format

N_DIGITS = 10
NO_DIGIT = 10  # the class, beside the digits 0..9, of drawings that are none
SURE_FROM = 0.45  # below this probability an answer is one of several
DOUBTFUL_FROM = 0.55  # of being no digit: above it, the answer is a guess; above the next, none
NONE_FROM = 0.8
NONE_REASON = "This looks more like a scribble or another shape than like a digit."
DOUBTFUL_REASON = "This is like a {first}, but it may be no digit at all."
UNSURE_REASON = "This could be a {first} or a {second}."
WORDS = ((0.95, "Very sure"), (0.8, "Sure"), (0.6, "Fairly sure"), (0.0, "Probably"))


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
        A fitted scikit-learn classifier, with ``predict_proba``, of rows as long as a picture of
        its format has cells. Its classes are digits 0..9 and, where it learned what is no digit,
        `NO_DIGIT`.
    card : dict
        What is known of it: where it comes from, how it was fitted, how good it is.
    """

    estimator: Any
    card: dict

    @property
    def picture_format(self):
        """The `digitrec.formats.Format` of the pictures that it learned from."""
        return FORMATS[self.card["format"]]

    def predict_images(self, images):
        """Give the probability of each digit for each picture.

        Parameters
        ----------
        images : array_like, shape (n, side, side)
            In the model's format.

        Returns
        -------
        ndarray of float64, shape (n, 10)

        Raises
        ------
        InvalidDrawingError
            If the pictures are not in the model's format.
        """
        return _shares_of_digits(self._scores(check_images(images, self.picture_format)))

    def _scores(self, images):
        """Probabilities of all classes, shape (n, 10 or 11)."""
        rows = images.reshape(-1, self.picture_format.n_features)
        n_classes = NO_DIGIT + 1 if NO_DIGIT in self.estimator.classes_ else N_DIGITS
        return class_probabilities(self.estimator, rows, n_classes)

    def predict_image(self, image):
        """Read one picture.

        Parameters
        ----------
        image : array_like, shape (side, side)
            In the model's format.

        Returns
        -------
        Prediction
        """
        image = check_image(image, self.picture_format)
        return self._predict(image[np.newaxis], counts_of(image, self.picture_format))

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
        prediction, _, _ = self.read_strokes(strokes)
        return prediction

    def read_strokes(self, strokes):
        """Read a drawing, and keep the pictures that it became on the way.

        Parameters and raises: as `predict_strokes`.

        Returns
        -------
        prediction : Prediction
        steps : dict of str to ndarray
            The first of the card's views, as `digitrec.normalization_steps` gives it in the
            model's format; empty for a blank canvas.
        counts : ndarray of float64, shape (8, 8), or None
            The same view in the digits format; None for a blank canvas.
        """
        strokes = check_strokes(strokes)
        why = novelty.why_no_drawing(strokes)
        refused = why and Prediction(None, np.full(N_DIGITS, 1 / N_DIGITS), False, why)
        if not strokes:
            return refused, {}, None
        first, *others = self.card["views"]
        ink = re_ink(strokes, **first)
        steps = self.picture_format.steps_from_ink(ink)
        image = steps[self.picture_format.name]
        counts = image if self.picture_format is DIGITS_FORMAT else DIGITS_FORMAT.from_ink(ink)
        if why:
            return refused, steps, counts
        views = [image, *(to_format(strokes, self.picture_format, **view) for view in others)]
        return self._predict(np.array(views), counts), steps, counts

    def _predict(self, views, counts):
        """Read one drawing, given as one picture or several, and as one in the digits format."""
        scores = self._scores(views).mean(axis=0)
        probabilities = _shares_of_digits(scores)
        why = novelty.why_no_digit(counts)
        no_digit = scores[N_DIGITS:].sum()
        if not why and no_digit > NONE_FROM:
            why = NONE_REASON
        if why:
            return Prediction(None, probabilities, False, why)
        first, second = (int(digit) for digit in np.argsort(-probabilities, kind="stable")[:2])
        reason = ""
        if no_digit > DOUBTFUL_FROM:
            reason = DOUBTFUL_REASON.format(first=first)
        elif probabilities[first] < SURE_FROM:
            reason = UNSURE_REASON.format(first=first, second=second)
        return Prediction(first, probabilities, not reason, reason)


def class_probabilities(estimator, rows, n_classes):
    """Give the probability of each of the classes 0..n_classes - 1, also of those never learned.

    Parameters
    ----------
    estimator : object
        A fitted scikit-learn classifier with ``predict_proba`` whose classes are such numbers.
    rows : ndarray, shape (n, n_features)
    n_classes : int

    Returns
    -------
    ndarray of float64, shape (n, n_classes)
        0 where no example of the class was learned from.
    """
    probabilities = np.zeros((len(rows), n_classes))
    if len(rows):
        probabilities[:, estimator.classes_.astype(np.intp)] = estimator.predict_proba(rows)
    return probabilities


def _shares_of_digits(scores):
    """The probabilities of the ten digits alone, given that it is one; shape (..., 10)."""
    if scores.shape[-1] == N_DIGITS:
        return scores
    digits = scores[..., :N_DIGITS]
    return digits / digits.sum(axis=-1, keepdims=True)
