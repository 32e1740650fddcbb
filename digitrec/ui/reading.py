"""What a model says of what was made, as the Draw page shows it where the server reads."""

from dataclasses import dataclass

import numpy as np

from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT, Format, greys_of
from digitrec.model import N_DIGITS, WORDS, Prediction
from digitrec.novelty import why_no_drawing
from digitrec.ui.strip import strip


@dataclass(frozen=True)
class Reading:
    """A drawing or a picture, and what a model says of it.

    Attributes
    ----------
    prediction : digitrec.Prediction
    strokes : list of ndarray or None
        None where the picture was not drawn but set cell by cell.
    picture_format : digitrec.formats.Format
        Of the model.
    steps : dict of str to ndarray
        As `digitrec.normalization_steps` gives them in the model's format; of cells only
        ``"8x8"`` and the picture in the model's format. Empty for a blank canvas.
    image : ndarray of float64, shape (8, 8), or None
        The picture in the digits format, whatever the model reads; None for a blank canvas.
    """

    prediction: Prediction
    strokes: list | None
    picture_format: Format
    steps: dict
    image: np.ndarray | None

    @property
    def picture(self):
        """The picture that the model read, shape (side, side), or None for a blank canvas."""
        return self.steps.get(self.picture_format.name)


def read_strokes(model, strokes):
    """Read a drawing.

    Parameters
    ----------
    model : digitrec.Model
    strokes : list of ndarray, each of shape (n, 2)

    Returns
    -------
    Reading
    """
    prediction, steps, image = model.read_strokes(strokes)
    return Reading(prediction, strokes, model.picture_format, steps, image)


def read_image(model, image):
    """Read a picture in the digits format, brought into the model's if that is another.

    Parameters
    ----------
    model : digitrec.Model
    image : ndarray, shape (8, 8)

    Returns
    -------
    Reading
    """
    steps = {DIGITS_FORMAT.name: image}
    if model.picture_format is MNIST_FORMAT:
        steps[MNIST_FORMAT.name] = greys_of(image)
    prediction = model.predict_image(steps[model.picture_format.name])
    return Reading(prediction, None, model.picture_format, steps, image)


BLANK = Reading(
    Prediction(None, np.full(N_DIGITS, 1 / N_DIGITS), False, why_no_drawing([])),
    [],
    DIGITS_FORMAT,
    {},
    None,
)


def answer_of(reading):
    """Put a reading into words and pictures, as `live/reading.js` shows them.

    Parameters
    ----------
    reading : Reading

    Returns
    -------
    dict
    """
    prediction = reading.prediction
    digit = "?" if prediction.digit is None else str(prediction.digit)
    headline = confidence_in_words(prediction)
    announcement = f"Read as {digit}. {headline}" if prediction.digit is not None else headline
    return {
        "digit": digit,
        "sure": prediction.sure,
        "headline": headline,
        "reason": prediction.reason,
        "announcement": f"{announcement}. {prediction.reason}".strip(),
        "shares": [round(float(p), 3) for p in prediction.probabilities],
        "percents": [percent(p) for p in prediction.probabilities],
        "steps": strip(reading),
    }


def percent(probability):
    """Write a probability as a person reads it; only what is certain is 0 or 100 %."""
    if 0 < probability < 0.005:
        return "<1 %"
    if 0.995 <= probability < 1:
        return ">99 %"
    return f"{100 * probability:.0f} %"


def confidence_in_words(prediction):
    """Say how sure a prediction is, in words and percent."""
    if prediction.digit is None:
        return "Not sure"
    probability = prediction.probabilities[prediction.digit]
    words = next(words for least, words in WORDS if probability >= least)
    share = percent(probability).replace(">", "over ")
    return f"{words if prediction.sure else 'Not sure'}, {share}"
