"""A fitted model and what it says of a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.datasets import N_DIGITS, load_dataset
from digitrec.drawing import check_strokes
from digitrec.errors import InvalidPlanError
from digitrec.formats import (
    DIGITS_FORMAT,
    MNIST_FORMAT,
    Format,
    check_image,
    check_images,
    counts_of,
    greys_of,
)
from digitrec.recognition.card import Card
from digitrec.recognition.prediction import Prediction, refused
from digitrec.recognition.reading import Reading, blank_reading
from digitrec.recognition.refusals import why_no_digit, why_no_drawing, why_unsure
from digitrec.training import (
    ESTIMATORS,
    class_probabilities,
)

NO_DIGIT = 10  # the class, beside the digits 0..9, of drawings that are none


@dataclass(frozen=True)
class Model:
    """A fitted estimator with its card.

    Attributes
    ----------
    estimator : object
        A fitted scikit-learn classifier, with ``predict_proba``, of rows as long as a picture of
        its format has cells. Its classes are digits 0..9 and, where it learned what is no digit,
        `NO_DIGIT`.
    card : digitrec.recognition.Card
        What is known of it: what it reads, where it comes from, how it was fitted, how good it is.
    """

    estimator: Any
    card: Card

    @property
    def picture_format(self) -> Format:
        """The `digitrec.formats.Format` of the pictures that it learned from."""
        return self.card.picture_format

    def predict_images(self, images: ArrayLike) -> NDArray[np.float64]:
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

    def predict_image(self, image: ArrayLike) -> Prediction:
        """Read one picture.

        Parameters
        ----------
        image : array_like, shape (side, side)
            In the model's format.

        Returns
        -------
        Prediction

        Raises
        ------
        InvalidDrawingError
            If the picture is not in the model's format.
        """
        image = check_image(image, self.picture_format)
        return self._predict(image[np.newaxis], counts_of(image, self.picture_format))

    def predict_strokes(self, strokes: Sequence[ArrayLike]) -> Prediction:
        """Read a drawing, with the test-time augmentation that the card names.

        Parameters
        ----------
        strokes : sequence of array_like, each of shape (n, 2)
            In canvas pixels, y down.

        Returns
        -------
        Prediction
            Of the mean probabilities over the card's views.

        Raises
        ------
        InvalidDrawingError
            If the strokes are not arrays of finite points.
        """
        return self.read_strokes(strokes).prediction

    def read_image(self, counts: ArrayLike) -> Reading:
        """Read one picture in the digits format, brought into the model's if that is another.

        Parameters
        ----------
        counts : array_like, shape (8, 8)
            Whole numbers 0..16.

        Returns
        -------
        Reading

        Raises
        ------
        InvalidDrawingError
            If the picture is not in the digits format.
        """
        counts = check_image(counts)
        steps = {DIGITS_FORMAT.name: counts}
        if self.picture_format is MNIST_FORMAT:
            steps[MNIST_FORMAT.name] = greys_of(counts)
        prediction = self.predict_image(steps[self.picture_format.name])
        return Reading(prediction, None, self.picture_format, steps, counts)

    def read_strokes(self, strokes: Sequence[ArrayLike]) -> Reading:
        """Read a drawing, and keep the pictures that it became on the way.

        Parameters and raises: as `predict_strokes`.

        Returns
        -------
        Reading
        """
        strokes = check_strokes(strokes)
        if not strokes:
            return blank_reading(self.picture_format)
        first, *others = self.card.views
        ink = first.ink(strokes)
        steps = self.picture_format.steps_from_ink(ink)
        image = steps[self.picture_format.name]
        counts = image if self.picture_format is DIGITS_FORMAT else DIGITS_FORMAT.from_ink(ink)
        if why := why_no_drawing(strokes):
            prediction = refused(why)
        else:
            more = [self.picture_format.from_ink(view.ink(strokes)) for view in others]
            prediction = self._predict(np.array([image, *more]), counts)
        return Reading(prediction, strokes, self.picture_format, steps, counts)

    def _predict(self, views, counts):
        """Read one drawing, given as one picture or several, and as one in the digits format."""
        scores = self._scores(views).mean(axis=0)
        probabilities = _shares_of_digits(scores)
        no_digit = scores[N_DIGITS:].sum()
        if why := why_no_digit(counts, no_digit):
            return Prediction(None, probabilities, False, why)
        why = why_unsure(probabilities, no_digit)
        return Prediction(int(probabilities.argmax()), probabilities, why is None, why or "")


def _shares_of_digits(scores):
    """The probabilities of the ten digits alone, given that it is one; shape (..., 10)."""
    if scores.shape[-1] == N_DIGITS:
        return scores
    digits = scores[..., :N_DIGITS]
    return digits / digits.sum(axis=-1, keepdims=True)


def to_model(result, title=None):
    """Make a model that reads drawings of what a run has learned.

    Parameters
    ----------
    result : Result
    title : str, optional
        How to call it; by default as its estimator.

    Returns
    -------
    digitrec.Model
        Its card holds the plan.

    Raises
    ------
    InvalidPlanError
        If it is a detector, which knows one digit only.
    """
    plan = result.plan
    if plan.target is not None:
        raise InvalidPlanError(
            f"This detector only tells {plan.target} from what is none; a drawing needs a model of "
            "all ten digits."
        )
    entry = ESTIMATORS[plan.estimator]
    dataset = load_dataset(plan.dataset)
    card = Card(
        dataset.picture_format,
        name=plan.estimator,
        title=title or entry.title,
        explanation=entry.explanation,
        hyperparameters=entry.complete(plan.hyperparameters),
        seed=plan.seed,
        trained_on=f"{result.n_train:,} pictures of {dataset.title}",
        tested_on=f"{result.n_test:,} other pictures of {dataset.title}",
        accuracy={"held_out": result.accuracy},
        plan=plan,
    )
    return Model(result.estimator, card)
