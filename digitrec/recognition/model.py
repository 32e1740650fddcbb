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
from digitrec.training import ESTIMATORS, Result, class_probabilities

NO_DIGIT = 10  # the class, beside the digits 0..9, of drawings that are none


@dataclass(frozen=True)
class Model:
    """A fitted estimator with its card.

    Attributes
    ----------
    estimator : object
        A fitted scikit-learn classifier with ``predict_proba``, of rows with a number for each
        cell of a picture. Its classes are digits 0..9 and, if it learned what is none, `NO_DIGIT`.
    card : digitrec.recognition.Card
        What is known of it.
    """

    estimator: Any
    card: Card

    @property
    def picture_format(self) -> Format:
        """The format of the pictures that it learned from and reads."""
        return self.card.picture_format

    def predict_images(self, images: ArrayLike) -> NDArray[np.float64]:
        """Predict the probability of each digit for each picture.

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
        probabilities = self._class_probabilities(check_images(images, self.picture_format))
        return _digit_probabilities(probabilities)

    def _class_probabilities(self, images: NDArray[np.float64]) -> NDArray[np.float64]:
        """Also of `NO_DIGIT`, if it was learned: shape (n, 10) or (n, 11)."""
        X = images.reshape(-1, self.picture_format.n_features)
        n_classes = NO_DIGIT + 1 if NO_DIGIT in self.estimator.classes_ else N_DIGITS
        return class_probabilities(self.estimator, X, n_classes)

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

        Examples
        --------
        >>> from digitrec import load_model
        >>> from digitrec.datasets import load_digits
        >>> load_model("svm").predict_image(load_digits().images[0]).digit
        0
        """
        checked = check_image(image, self.picture_format)
        return self._predict(checked[np.newaxis], counts_of(checked, self.picture_format))

    def predict_strokes(self, strokes: Sequence[ArrayLike]) -> Prediction:
        """Read a drawing, with the card's test-time augmentation.

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

        Examples
        --------
        >>> from digitrec import load_model
        >>> prediction = load_model("svm").predict_strokes([[(90, 60), (200, 60), (130, 250)]])
        >>> prediction.digit, prediction.sure
        (7, True)
        """
        return self.read_strokes(strokes).prediction

    def read_image(self, counts: ArrayLike) -> Reading:
        """Read one picture in the digits format, converted into the model's.

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
        image = check_image(counts)
        steps = {DIGITS_FORMAT.name: image}
        if self.picture_format is MNIST_FORMAT:
            steps[MNIST_FORMAT.name] = greys_of(image)
        prediction = self.predict_image(steps[self.picture_format.name])
        return Reading(prediction, None, self.picture_format, steps, image)

    def read_strokes(self, strokes: Sequence[ArrayLike]) -> Reading:
        """Read a drawing, with the pictures that it became on the way.

        Parameters and raises: as `predict_strokes`.

        Returns
        -------
        Reading

        Examples
        --------
        >>> from digitrec import load_model
        >>> reading = load_model("svm").read_strokes([[(90, 60), (200, 60), (130, 250)]])
        >>> list(reading.steps)
        ['ink', 'stretched', 'evened out', 'straightened', '8x8']
        >>> reading.picture.shape, int(reading.picture.max())
        ((8, 8), 16)
        """
        checked = check_strokes(strokes)
        if not checked:
            return blank_reading(self.picture_format)
        first, *others = self.card.views
        ink = first.ink(checked)
        steps = self.picture_format.steps_from_ink(ink)
        image = steps[self.picture_format.name]
        counts = image if self.picture_format is DIGITS_FORMAT else DIGITS_FORMAT.from_ink(ink)
        if why := why_no_drawing(checked):
            prediction = refused(why)
        else:
            more = [self.picture_format.from_ink(view.ink(checked)) for view in others]
            prediction = self._predict(np.array([image, *more]), counts)
        return Reading(prediction, checked, self.picture_format, steps, counts)

    def _predict(self, images: NDArray[np.float64], counts: NDArray[np.float64]) -> Prediction:
        """Read one drawing: its picture in each view, and its picture in the digits format."""
        of_classes = self._class_probabilities(images).mean(axis=0)
        probabilities = _digit_probabilities(of_classes)
        no_digit = float(of_classes[N_DIGITS:].sum())
        if why := why_no_digit(counts, no_digit):
            return Prediction(None, probabilities, False, why)
        why = why_unsure(probabilities, no_digit)
        return Prediction(int(probabilities.argmax()), probabilities, why is None, why or "")


def _digit_probabilities(of_classes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Renormalise over the ten digits, given that it is one of them; shape (..., 10)."""
    if of_classes.shape[-1] == N_DIGITS:
        return of_classes
    digits = of_classes[..., :N_DIGITS]
    return digits / digits.sum(axis=-1, keepdims=True)


def to_model(result: Result, title: str | None = None) -> Model:
    """Make a model that reads drawings from the result of a run.

    Parameters
    ----------
    result : digitrec.training.Result
    title : str, optional
        By default its estimator's.

    Returns
    -------
    digitrec.Model
        Its card holds the plan.

    Raises
    ------
    InvalidPlanError
        If it is a detector, which knows one digit only.

    Examples
    --------
    >>> from digitrec.training import Plan, run
    >>> model = to_model(run(Plan("naive-bayes")))
    >>> model.card.title, model.card.trained_on
    ('Naive Bayes', '1,347 pictures of Digits')
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
