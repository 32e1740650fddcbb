"""A model as a form that a browser reads drawings with, by `digitrec/ui/live/models.js`.

The form is a chain of steps from the 64 counts to the probabilities; each turns a row of numbers
into the next. All arrays lie in one deflated block; a step names an array by its index.
"""

import base64
import json
import zlib
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.browser.steps import probability_steps
from digitrec.datasets import load_digits
from digitrec.errors import NoBrowserFormError
from digitrec.formats import DIGITS_FORMAT
from digitrec.recognition import Model

FORM_VERSION = 2  # which `digitrec/ui/live/reader.js` understands
MAX_FORM_BYTES = 3_000_000
TYPES = ("uint8", "int16", "int32", "float32", "float64")  # little-endian; the first that fits


def browser_form(model: Model) -> dict[str, Any]:
    """Turn a fitted model into what a browser needs to read drawings with it.

    Parameters
    ----------
    model : digitrec.Model

    Returns
    -------
    dict
        As JSON can hold it. The browser gives the same probabilities to within 1e-9, except for
        ties of nearest neighbours by cosine or in single precision, which numpy's sorting decides.

    Raises
    ------
    NoBrowserFormError
        If the model reads another format than the digits, is of a kind that the browser part does
        not know, or is too large to be sent.

    Examples
    --------
    >>> from digitrec import load_model
    >>> form = browser_form(load_model("decision-tree"))
    >>> [step["kind"] for step in form["steps"]]
    ['forest', 'log', 'softmax']
    >>> form["classes"]
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
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
        "with_directions": model.card.with_directions,
        "temperature": model.card.temperature,
        "digits": arrays.put(load_digits().X),
    } | arrays.packed()
    n_bytes = len(json.dumps(form))
    if n_bytes > MAX_FORM_BYTES:
        raise NoBrowserFormError(
            f"{title} is too large for the browser: it would be sent {n_bytes / 1e6:.1f} MB, and "
            f"{MAX_FORM_BYTES / 1e6:.0f} MB are the most."
        )
    return form


class _Arrays:
    """Arrays one after the other, each in the smallest type that keeps its values."""

    def __init__(self) -> None:
        self.types: list[tuple[str, int]] = []
        self.blocks: list[bytes] = []

    def put(self, array: NDArray[Any]) -> int:
        """Add an array and return its index."""
        row = np.ascontiguousarray(array).ravel()
        with np.errstate(invalid="ignore", over="ignore"):
            casts = (row.astype(np.dtype(name).newbyteorder("<")) for name in TYPES)
            small = next(cast for cast in casts if np.array_equal(cast, row))
        # All first bytes, all second bytes and so on: alike bytes side by side deflate better.
        self.blocks.append(small.view(np.uint8).reshape(-1, small.itemsize).T.tobytes())
        self.types.append((small.dtype.name, small.size))
        return len(self.types) - 1

    def packed(self) -> dict[str, Any]:
        """Give all arrays as JSON can hold them."""
        block = zlib.compress(b"".join(self.blocks), 9)
        return {
            "arrays": [list(each) for each in self.types],
            "bytes": base64.b64encode(block).decode(),
        }
