"""The answer as the Draw page shows it: one large digit, ten bars, and the strip of pictures."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import streamlit as st

from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT, Format, greys_of
from digitrec.model import WORDS, Prediction
from digitrec.ui.live import bundle
from digitrec.ui.pictures import png_uri

HERE = Path(__file__).parent
NOT_TAKEN = "Not needed: the cells are set directly"

_reading = st.components.v2.component(
    "digitrec-reading",
    html=(HERE / "reading.html").read_text(encoding="utf-8"),
    js=bundle("canvas", "pen", "picture", "reading", "live", "answer"),
    isolate_styles=False,
)


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


def show_reading(reading, drawing=None):
    """Show a reading in place of the one before.

    Parameters
    ----------
    reading : Reading
    drawing : dict, optional
        What the browser must know to read on by itself while the pen moves: the canvas's
        ``"key"``, the width of its ``"pen"``, and the name of the ``"reader"``'s form.
    """
    prediction = reading.prediction
    digit = "?" if prediction.digit is None else str(prediction.digit)
    headline = confidence_in_words(prediction)
    announcement = f"Read as {digit}. {headline}" if prediction.digit is not None else headline
    _reading(
        key="reading",
        data={
            "digit": digit,
            "sure": prediction.sure,
            "headline": headline,
            "reason": prediction.reason,
            "announcement": f"{announcement}. {prediction.reason}".strip(),
            "shares": [round(float(p), 3) for p in prediction.probabilities],
            "percents": [percent(p) for p in prediction.probabilities],
            "steps": _strip(reading),
            "by": "server",
            "drawing": drawing and drawing | {"strokes": [s.tolist() for s in reading.strokes]},
        },
    )


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


def _strip(reading):
    """Name, caption and picture of each step; without pictures what is blank or left out."""
    steps = STEPS[reading.picture_format.name]
    if not reading.steps:
        return [_step(name, "", None) for name, _ in steps.values()]
    if reading.strokes is None and reading.picture_format is MNIST_FORMAT:
        return [
            _step("8×8", "The cells as they are set", reading.image),
            _step("28×28", "Drawn out, only roughly as a pen would", reading.picture, MNIST_FORMAT),
        ]
    strip, before = [], None
    for key, (name, caption) in steps.items():
        picture = reading.steps.get(key)
        said = NOT_TAKEN if picture is None else caption(before, picture)
        strip.append(_step(name, said, picture, reading.picture_format))
        before = picture
    return strip


def _step(name, caption, picture, picture_format=DIGITS_FORMAT):
    src = "" if picture is None else png_uri(picture, max_value=picture_format.max_value)
    return {"name": name, "caption": caption, "src": src, "alt": f"{name}: {caption}"}


def _what_pen(before, after):
    change = int(after.sum()) - int(before.sum())
    if change == 0:
        return "The pen was just right"
    if change > 0:
        return f"The pen was too thin: {change} pixels more"
    return f"The pen was too thick: {-change} pixels less"


def _what_lean(before, after):
    if np.array_equal(before, after):
        return "It stood straight already"
    return "Rows shifted until it stands upright"


# For each format the key of each step, its name, and what is said of it and the one before.
_INK = {"ink": ("Strokes", lambda *_: "Cut out, inked with a round pen")}
STEPS = {
    DIGITS_FORMAT.name: _INK
    | {
        "stretched": ("Stretched", lambda *_: "Pulled to 20 pixels wide, 32 high"),
        "evened out": ("Evened out", _what_pen),
        "straightened": ("Straightened", _what_lean),
        "8x8": (
            "8×8",
            lambda _, image: f"Ink counted in each cell, 0 to 16: {image.sum():.0f} in all",
        ),
    },
    MNIST_FORMAT.name: _INK
    | {
        "shrunk": ("Shrunk to 20×20", lambda *_: "Its shape is kept, its edges become grey"),
        "28x28": ("Centred in 28×28", lambda *_: "Its centre of mass is in the middle"),
    },
}
