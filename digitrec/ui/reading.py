"""The answer as the Draw page shows it: one large digit, ten bars, and the strip of pictures."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import streamlit as st

from digitrec.model import Prediction
from digitrec.strokes import normalization_steps
from digitrec.ui.pictures import png_uri

HERE = Path(__file__).parent
WORDS = ((0.95, "Very sure"), (0.8, "Sure"), (0.6, "Fairly sure"), (0.0, "Probably"))
NAMES = ("Strokes", "Stretched", "Evened out", "Straightened", "8×8")
NOT_TAKEN = "Not needed: the cells are set directly"

_reading = st.components.v2.component(
    "digitrec-reading",
    html=(HERE / "reading.html").read_text(encoding="utf-8"),
    js=(HERE / "reading.js").read_text(encoding="utf-8"),
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
    steps : dict of str to ndarray
        As `digitrec.normalization_steps` gives them; only ``"8x8"`` where there are no strokes,
        and empty for a blank canvas.
    """

    prediction: Prediction
    strokes: list | None
    steps: dict

    @property
    def image(self):
        """The picture in the digits format, shape (8, 8), or None for a blank canvas."""
        return self.steps.get("8x8")


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
    steps = normalization_steps(strokes) if strokes else {}
    return Reading(model.predict_strokes(strokes), strokes, steps)


def read_image(model, image):
    """Read a picture in the digits format.

    Parameters
    ----------
    model : digitrec.Model
    image : ndarray, shape (8, 8)

    Returns
    -------
    Reading
    """
    return Reading(model.predict_image(image), None, {"8x8": image})


def show_reading(reading):
    """Show a reading in place of the one before."""
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
    if not reading.steps:
        return [_step(name, "", None) for name in NAMES]
    *_, image = reading.steps.values()
    counted = _step("8×8", f"Ink counted in each cell, 0 to 16: {image.sum():.0f} in all", image)
    if reading.strokes is None:
        return [*(_step(name, NOT_TAKEN, None) for name in NAMES[:-1]), counted]
    ink, stretched, evened, straight = list(reading.steps.values())[:-1]
    return [
        _step("Strokes", "Cut out, inked with a round pen", ink),
        _step("Stretched", "Pulled to 20 pixels wide, 32 high", stretched),
        _step("Evened out", _what_pen(stretched, evened), evened),
        _step("Straightened", _what_lean(evened, straight), straight),
        counted,
    ]


def _step(name, caption, picture):
    src = "" if picture is None else png_uri(picture)
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
