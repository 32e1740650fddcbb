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
        "evened out": "Line thickness",
        "straightened": "Slant",
        "8x8": "8×8",
    },
    MNIST_FORMAT.name: {
        "ink": "Strokes",
        "shrunk": "Shrunk to 20×20",
        "28x28": "Centred in 28×28",
    },
}
STEP_CAPTIONS = {
    "ink": "cut out",
    "stretched": "to 20 by 32 pixels",
    "right": "just right",
    "thin": "{n} pixels added",
    "thick": "{n} pixels taken off",
    "straight": "left edge upright",
    "leaning": "left edge set upright",
    "8x8": "ink in each cell, {n} in all",
    "shrunk": "its shape is kept",
    "28x28": "its ink's middle in the middle",
    "cells": "the cells as you set them",
    "drawn out": "drawn out roughly as by a pen",
}


@dataclass(frozen=True)
class Step:
    """A picture on the way from a drawing to what a model reads.

    Attributes
    ----------
    name, caption : str
    picture : ndarray of bool or float64, shape (height, width), or None
        None for a blank canvas.
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
        In order; of cells those that were taken. Of a blank canvas all, without captions and
        pictures.

    Examples
    --------
    >>> from digitrec.shipped import load_model
    >>> reading = load_model("svm").read_strokes([[(90, 60), (200, 60), (130, 250)]])
    >>> for step in steps_in_words(reading)[:2]:
    ...     print(f"{step.name}: {step.caption}")
    Strokes: cut out
    Stretched: to 20 by 32 pixels
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
        if (picture := reading.steps.get(key)) is not None:
            steps.append(Step(name, _caption(key, before, picture), picture, kind))
            before = picture
    return steps


def _caption(key: str, before: NDArray[Any] | None, picture: NDArray[Any]) -> str:
    if before is not None and key == "evened out":
        change = int(picture.sum()) - int(before.sum())
        kind = "thin" if change > 0 else "thick" if change < 0 else "right"
        return STEP_CAPTIONS[kind].format(n=abs(change))
    if before is not None and key == "straightened":
        return STEP_CAPTIONS["straight" if np.array_equal(before, picture) else "leaning"]
    return STEP_CAPTIONS[key].format(n=int(picture.sum()))
