"""A model as a form that a browser reads drawings with, by `digitrec/ui/live/models.js`.

The form is a chain of steps, each of which turns one row of numbers into the next: the 64 counts
into what scales them, multiplies them or asks its way down trees, at the end into probabilities.
All arrays lie in one deflated block, and a step names them by their place in it.
"""

import base64
import json
import zlib
from dataclasses import asdict

import numpy as np

from digitrec.browser.steps import probability_steps
from digitrec.datasets import load_digits
from digitrec.errors import NoBrowserFormError
from digitrec.formats import DIGITS_FORMAT
from digitrec.recognition import (
    CONFIDENCE_WORDS,
    DOUBTFUL_ABOVE,
    NO_DIGIT_ABOVE,
    REFUSAL_SENTENCES,
    SURE_FROM,
)

FORM_VERSION = 1  # which `digitrec/ui/live/reader.js` understands
MAX_FORM_BYTES = 3_000_000
TYPES = ("uint8", "int16", "int32", "float32", "float64")  # little-endian; the first that fits


def browser_form(model):
    """Turn a fitted model into what a browser needs to read drawings with it.

    Parameters
    ----------
    model : digitrec.Model

    Returns
    -------
    dict
        As JSON can hold it. The browser gives the same probabilities to within 1e-9, but for
        pictures of which several are just equally near to a model of nearest neighbours by
        cosine, or from single precision: which of them count is left to numpy's sorting there.

    Raises
    ------
    NoBrowserFormError
        If the model reads other pictures than those of the digits format, is of a kind that the
        browser part does not know, or is too large to be sent.
    """
    title = model.card.title
    if model.picture_format is not DIGITS_FORMAT:
        raise NoBrowserFormError(
            f"{title} reads pictures of {model.picture_format.name} cells; the browser part reads "
            f"{DIGITS_FORMAT.name} pictures only."
        )
    arrays = _Arrays()
    form = {
        "version": FORM_VERSION,
        "classes": [int(label) for label in model.estimator.classes_],
        "steps": probability_steps(model.estimator, arrays),
        "views": [asdict(view) for view in model.card.views],
        **_not_read_any_more(),
        "digits": arrays.put(load_digits().X),
    } | arrays.packed()
    n_bytes = len(json.dumps(form))
    if n_bytes > MAX_FORM_BYTES:
        raise NoBrowserFormError(
            f"{title} is too large for the browser: it would be sent {n_bytes / 1e6:.1f} MB, and "
            f"{MAX_FORM_BYTES / 1e6:.0f} MB are the most."
        )
    return form


def _not_read_any_more():
    """What version 1 holds, though the browser is sent it with its program (`digitrec.ui.live`)."""
    return {
        "limits": {
            "sure": SURE_FROM,
            "doubtful": DOUBTFUL_ABOVE,
            "none": NO_DIGIT_ABOVE,
        },
        "reasons": {name: REFUSAL_SENTENCES[name] for name in ("none", "doubtful", "unsure")},
        "words": [list(each) for each in CONFIDENCE_WORDS],
    }


class _Arrays:
    """Arrays put one behind the other, each in the smallest type that keeps its values."""

    def __init__(self):
        self.kinds = []
        self.blocks = []

    def put(self, array):
        """Add an array and return its place."""
        array = np.ascontiguousarray(array).ravel()
        with np.errstate(invalid="ignore", over="ignore"):
            casts = (array.astype(np.dtype(name).newbyteorder("<")) for name in TYPES)
            small = next(cast for cast in casts if np.array_equal(cast, array))
        # All first bytes, all second bytes and so on: alike bytes side by side deflate better.
        self.blocks.append(small.view(np.uint8).reshape(-1, small.itemsize).T.tobytes())
        self.kinds.append([small.dtype.name, small.size])
        return len(self.kinds) - 1

    def packed(self):
        """What the browser makes the arrays of."""
        block = zlib.compress(b"".join(self.blocks), 9)
        return {"arrays": self.kinds, "bytes": base64.b64encode(block).decode()}
