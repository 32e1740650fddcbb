"""A fitted model and what it says of a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.datasets import N_DIGITS
from digitrec.drawing import (
    check_ink,
    check_strokes,
    direction_features,
    fit_on_canvas,
    slant_of,
    strokes_from_ink,
)
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
from digitrec.recognition.features import with_directions
from digitrec.recognition.judging import digit_probabilities, judge
from digitrec.recognition.prediction import Prediction, refused
from digitrec.recognition.reading import Reading, blank_reading
from digitrec.recognition.refusals import REFUSAL_SENTENCES, why_no_drawing
from digitrec.training import class_probabilities

CRUMB_PX = 16.0  # of strokes out of ink, in canvas pixels: what is smaller, no pen drew


@dataclass(frozen=True)
class Model:
    """A fitted estimator with its card.

    Attributes
    ----------
    estimator : object
        A fitted scikit-learn classifier with ``predict_proba``, of rows with a number for each
        cell of a picture and, if the card says so, the direction features of a drawing, which are
        0 where nothing but a picture is known. Its classes are digits 0..9 and, if it learned what
        is none, `digitrec.recognition.NO_DIGIT` and so on, one for each of the first families of
        `digitrec.recognition.NO_DIGIT_SENTENCES`.
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
        return digit_probabilities(self._tempered(probabilities))

    def _class_probabilities(
        self, images: NDArray[np.float64], directions: NDArray[np.float64] | None = None
    ) -> NDArray[np.float64]:
        """Also of what is no digit, if it was learned: shape (n, 10 or more)."""
        X = images.reshape(-1, self.picture_format.n_features)
        if self.card.with_directions:
            X = with_directions(X, directions)
        n_classes = max(N_DIGITS, int(self.estimator.classes_[-1]) + 1)
        return class_probabilities(self.estimator, X, n_classes)

    def drawing_probabilities(
        self, drawings: Sequence[list[NDArray[np.float64]]], *, n_views: int | None = None
    ) -> NDArray[np.float64]:
        """Predict the probabilities of all classes for many drawings at once.

        Parameters
        ----------
        drawings : sequence of list of ndarray of float64, each of shape (n, 2)
            Each as `digitrec.drawing.check_strokes` returns it, with at least one stroke.
        n_views : int, optional
            How many of the card's views to take; by default all.

        Returns
        -------
        ndarray of float64, shape (n, 10 or more)
            The mean over the views, at the card's temperature: of the digits, and of the families
            of what is none, if it learned them.

        Examples
        --------
        >>> import numpy as np
        >>> from digitrec import load_model
        >>> seven = [np.array([(90.0, 60.0), (200.0, 60.0), (130.0, 250.0)])]
        >>> load_model("svm").drawing_probabilities([seven, seven]).argmax(axis=1).tolist()
        [7, 7]
        """
        views = [
            np.array([self.picture_format.from_ink(view.ink(strokes)) for strokes in drawings])
            for view in self.card.views[:n_views]
        ]
        directions = None
        if self.card.with_directions:
            directions = np.array([direction_features(strokes) for strokes in drawings])
        each = [self._class_probabilities(images, directions) for images in views]
        return self._tempered(np.mean(each, axis=0))

    def _tempered(self, of_classes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Divide the logarithms of probabilities, shape (..., n), by the card's temperature."""
        if self.card.temperature == 1:
            return of_classes
        powers = of_classes ** (1 / self.card.temperature)
        return powers / powers.sum(axis=-1, keepdims=True)

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
            Of the mean probabilities over the card's views, at the card's temperature.

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

    def read_cells(self, counts: ArrayLike) -> Reading:
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
            directions = direction_features(checked) if self.card.with_directions else None
            prediction = self._predict(np.array([image, *more]), counts, directions)
        return Reading(prediction, checked, self.picture_format, steps, counts)

    def predict_drawings(self, drawings: Sequence[Sequence[ArrayLike]]) -> list[Prediction]:
        """Read many drawings at once, as `predict_strokes` reads one.

        Parameters
        ----------
        drawings : sequence of sequence of array_like, each of shape (n, 2)

        Returns
        -------
        list of Prediction

        Raises
        ------
        InvalidDrawingError
            If the strokes are not arrays of finite points.

        Examples
        --------
        >>> from digitrec import load_model
        >>> drawings = [[[(90, 60), (200, 60), (130, 250)]], []]
        >>> [each.digit for each in load_model("svm").predict_drawings(drawings)]
        [7, None]
        """
        checked = [check_strokes(strokes) for strokes in drawings]
        predictions = [refused(why_no_drawing(strokes) or "") for strokes in checked]
        asked = [i for i, prediction in enumerate(predictions) if not prediction.reason]
        if asked:
            some = [checked[i] for i in asked]
            first = self.card.views[0]
            of_classes = self.drawing_probabilities(some)
            for i, strokes, each in zip(asked, some, of_classes, strict=True):
                predictions[i] = judge(each, DIGITS_FORMAT.from_ink(first.ink(strokes)))
        return predictions

    def read_ink(self, ink: NDArray[np.bool_]) -> Reading:
        """Read ink that was found in an image, as the drawing that it may be of.

        Its strokes are drawn again in each view of the card, as they lean and with half of their
        slant taken out; and the ink is read as it is. The mean of the three counts. How the pen
        moved is not asked: strokes out of ink tell it less well than pictures do.

        Parameters
        ----------
        ink : ndarray of bool, shape (height, width)
            As `digitrec.drawing.ink_from_image` finds it.

        Returns
        -------
        Reading
            Its strokes are those that the ink may have been drawn with, in canvas pixels.

        Raises
        ------
        InvalidDrawingError
            If it is no such array.

        Examples
        --------
        >>> from digitrec import load_model
        >>> from digitrec.drawing import draw_strokes
        >>> seven = draw_strokes([[(90, 60), (200, 60), (130, 250)]], 280, pen_px=12)
        >>> load_model("svm").read_ink(seven).prediction.digit
        7
        """
        if not np.any(ink):
            return blank_reading(self.picture_format, REFUSAL_SENTENCES["inkless"])
        checked = check_ink(ink)
        strokes = fit_on_canvas(strokes_from_ink(checked))
        usual, *others = self._views_of_ink(checked, strokes)
        steps = self.picture_format.steps_from_ink(usual)
        image = steps[self.picture_format.name]
        counts = image if self.picture_format is DIGITS_FORMAT else DIGITS_FORMAT.from_ink(usual)
        if why := why_no_drawing(_without_crumbs(strokes)):
            return Reading(refused(why), strokes, self.picture_format, steps, counts)
        images = np.array([image, *(self.picture_format.from_ink(one) for one in others)])
        prediction = judge(self._probabilities_of_ink(images[np.newaxis])[0], counts)
        return Reading(prediction, strokes, self.picture_format, steps, counts)

    def ink_probabilities(
        self, inks: Sequence[NDArray[np.bool_]], *, n_views: int | None = None
    ) -> NDArray[np.float64]:
        """Predict the probabilities of all classes for much ink at once, as `read_ink` does.

        Parameters
        ----------
        inks : sequence of ndarray of bool, each of shape (height, width)
            Each with at least one pixel of ink.
        n_views : int, optional
            How many of the card's views to take; by default all.

        Returns
        -------
        ndarray of float64, shape (n, 10 or more)
            Of the digits, and of the families of what is none, if the model learned them.

        Examples
        --------
        >>> from digitrec import load_model
        >>> from digitrec.drawing import draw_strokes
        >>> seven = draw_strokes([[(90, 60), (200, 60), (130, 250)]], 280, pen_px=12)
        >>> load_model("svm").ink_probabilities([seven, seven]).argmax(axis=1).tolist()
        [7, 7]
        """
        images = []
        for ink in inks:
            strokes = fit_on_canvas(strokes_from_ink(ink))
            views = self._views_of_ink(ink, strokes, n_views)
            images.append([self.picture_format.from_ink(view) for view in views])
        return self._probabilities_of_ink(np.array(images))

    def _views_of_ink(
        self,
        ink: NDArray[np.bool_],
        strokes: list[NDArray[np.float64]],
        n_views: int | None = None,
    ) -> list[NDArray[np.bool_]]:
        """Its strokes in views, again in as many without half of the slant, and the ink itself."""
        views = self.card.views[:n_views]
        straighter = -slant_of(ink) / 2
        upright = [replace(view, lean=view.lean + straighter) for view in views]
        return [*(view.ink(strokes) for view in (*views, *upright)), ink]

    def _probabilities_of_ink(self, images: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of all classes, for pictures of `_views_of_ink`, shape (n, n_views, side, side)."""
        of_each = self._class_probabilities(images.reshape(-1, *images.shape[2:]))
        of_each = of_each.reshape(*images.shape[:2], -1)
        n = images.shape[1] // 2
        routes = [of_each[:, :n].mean(axis=1), of_each[:, n:-1].mean(axis=1), of_each[:, -1]]
        return self._tempered(np.mean(routes, axis=0))

    def _predict(
        self,
        images: NDArray[np.float64],
        counts: NDArray[np.float64],
        directions: NDArray[np.float64] | None = None,
    ) -> Prediction:
        """Read one drawing: its picture in each view, and its picture in the digits format."""
        of_classes = self._tempered(self._class_probabilities(images, directions).mean(axis=0))
        return judge(of_classes, counts)


def _without_crumbs(strokes: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Leave out what the crossings of thinned ink left over, where there are longer strokes."""
    extents = [np.ptp(stroke, axis=0).max() for stroke in strokes]
    least = min(CRUMB_PX, max(extents))
    return [each for each, extent in zip(strokes, extents, strict=True) if extent >= least]
