"""Names and captions of the pictures from a drawing to the one that a model reads.

Python sends them to the browser (`digitrec/ui/live/strip.js`).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT, Format
from digitrec.recognition.reading import Reading

STEP_NAMES = {
    DIGITS_FORMAT.name: {
        "ink": "Strokes",
        "stretched": "Stretched",
        "evened out": "Evened out",
        "straightened": "Straightened",
        "8x8": "8×8",
    },
    MNIST_FORMAT.name: {
        "ink": "Strokes",
        "shrunk": "Shrunk to 20×20",
        "28x28": "Centred in 28×28",
    },
}
STEP_CAPTIONS = {
    "ink": "Cut out, inked with a round pen",
    "stretched": "Pulled to 20 pixels wide, 32 high",
    "right": "The pen was just right",
    "thin": "The pen was too thin: {n} pixels more",
    "thick": "The pen was too thick: {n} pixels less",
    "straight": "It stood straight already",
    "leaning": "Rows shifted until it stands upright",
    "8x8": "Ink counted in each cell, 0 to 16: {n} in all",
    "shrunk": "Its shape is kept, its edges become grey",
    "28x28": "Its centre of mass is in the middle",
    "not taken": "Not needed: the cells are set directly",
    "cells": "The cells as they are set",
    "drawn out": "Drawn out, only roughly as a pen would",
}


@dataclass(frozen=True)
class Step:
    """A picture on the way from a drawing to what a model reads.

    Attributes
    ----------
    name, caption : str
    picture : ndarray of bool or float64, shape (height, width), or None
        None for a blank canvas, and for a step that was not taken.
    picture_format : digitrec.formats.Format
        Whose largest value a picture that is not of ink can hold.
    """

    name: str
    caption: str
    picture: NDArray[Any] | None
    picture_format: Format


def steps_in_words(reading: Reading) -> list[Step]:
    """Name each picture on the way of a reading, and say how it was made.

    Parameters
    ----------
    reading : digitrec.recognition.Reading

    Returns
    -------
    list of Step
        In order. Of a blank canvas all, without captions and pictures.

    Examples
    --------
    >>> from digitrec.shipped import load_model
    >>> reading = load_model("svm").read_strokes([[(90, 60), (200, 60), (130, 250)]])
    >>> for step in steps_in_words(reading)[:2]:
    ...     print(f"{step.name}: {step.caption}")
    Strokes: Cut out, inked with a round pen
    Stretched: Pulled to 20 pixels wide, 32 high
    """
    kind = reading.picture_format
    names = STEP_NAMES[kind.name]
    if not reading.steps:
        return [Step(name, "", None, kind) for name in names.values()]
    if reading.strokes is None and kind is MNIST_FORMAT:
        return [
            Step("8×8", STEP_CAPTIONS["cells"], reading.image, DIGITS_FORMAT),
            Step("28×28", STEP_CAPTIONS["drawn out"], reading.picture, kind),
        ]
    steps: list[Step] = []
    before = None
    for key, name in names.items():
        picture = reading.steps.get(key)
        steps.append(Step(name, _caption(key, before, picture), picture, kind))
        before = picture
    return steps


def _caption(key: str, before: NDArray[Any] | None, picture: NDArray[Any] | None) -> str:
    if picture is None:
        return STEP_CAPTIONS["not taken"]
    if before is not None and key == "evened out":
        change = int(picture.sum()) - int(before.sum())
        kind = "thin" if change > 0 else "thick" if change < 0 else "right"
        return STEP_CAPTIONS[kind].format(n=abs(change))
    if before is not None and key == "straightened":
        return STEP_CAPTIONS["straight" if np.array_equal(before, picture) else "leaning"]
    return STEP_CAPTIONS[key].format(n=int(picture.sum()))
