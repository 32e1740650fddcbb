"""The strip of pictures from a drawing to the picture that is read, and what is said of each.

What the browser reads, it draws by itself (`live/strip.js`), with the same words.
"""

import numpy as np

from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT
from digitrec.ui.pictures import png_uri

NAMES = {
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
CAPTIONS = {
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
    "notTaken": "Not needed: the cells are set directly",
    "cells": "The cells as they are set",
    "drawn out": "Drawn out, only roughly as a pen would",
}


def strip(reading):
    """Name, caption and picture of each step.

    Parameters
    ----------
    reading : digitrec.reading.Reading

    Returns
    -------
    list of dict
        Without pictures what is blank or left out.
    """
    names = NAMES[reading.picture_format.name]
    if not reading.steps:
        return [_step(name, "", None) for name in names.values()]
    if reading.strokes is None and reading.picture_format is MNIST_FORMAT:
        return [
            _step("8×8", CAPTIONS["cells"], reading.image),
            _step("28×28", CAPTIONS["drawn out"], reading.picture, MNIST_FORMAT),
        ]
    steps, before = [], None
    for key, name in names.items():
        picture = reading.steps.get(key)
        said = CAPTIONS["notTaken"] if picture is None else _said(key, before, picture)
        steps.append(_step(name, said, picture, reading.picture_format))
        before = picture
    return steps


def _said(key, before, picture):
    if key == "evened out":
        change = int(picture.sum()) - int(before.sum())
        kind = "thin" if change > 0 else "thick" if change < 0 else "right"
        return CAPTIONS[kind].format(n=abs(change))
    if key == "straightened":
        return CAPTIONS["straight" if np.array_equal(before, picture) else "leaning"]
    return CAPTIONS[key].format(n=int(picture.sum()))


def _step(name, caption, picture, picture_format=DIGITS_FORMAT):
    src = "" if picture is None else png_uri(picture, max_value=picture_format.max_value)
    return {"name": name, "caption": caption, "src": src, "alt": f"{name}: {caption}"}
