"""The Python that gives the answer of the Draw page again, wherever scikit-learn is installed."""

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import percent
from digitrec.recognition import Model, Reading
from digitrec.shipped import SHIPPED, shipped_code
from digitrec.ui.shared import cached, runs

WRITTEN_OUT = "svm"  # instead of a shipped model that is too large to be written out


def snippet(reading: Reading, image: NDArray[np.float64]) -> tuple[str, str]:
    """Write the Python that reads a drawing or a picture as the page does.

    Parameters
    ----------
    reading : digitrec.recognition.Reading
        The page's.
    image : ndarray, shape (8, 8)
        The picture, for one that was set cell by cell.

    Returns
    -------
    code : str
        Empty for a model of which nobody knows how it learned.
    note : str
        What to know about the code.
    """
    from digitrec.training.code import python_code, write_counts, write_strokes

    drawn = write_counts(image) if reading.strokes is None else write_strokes(reading.strokes)
    key, model = runs.reader_key(), runs.reader()
    usual = "It trains the model anew, then reads. Drawings that are no digit get an answer, too."
    if key in SHIPPED:
        if not SHIPPED[key].n_invented:
            return shipped_code(key, drawn), usual
        return shipped_code(WRITTEN_OUT, drawn), _other_model(model, reading, image)
    if model.card.plan is None:
        return "", "This model came from a file that does not say how it learned."
    return python_code(model.card.plan, drawn), usual


def _other_model(model: Model, reading: Reading, image: NDArray[np.float64]) -> str:
    other = cached.model(WRITTEN_OUT)
    answer = (
        other.predict_image(image)
        if reading.strokes is None
        else other.predict_strokes(reading.strokes)
    ).probabilities
    digit = int(answer.argmax())
    return (
        f"*{model.card.title}* learned from invented drawings, too, which are too many to write "
        f"out. So this trains another of the models here, *{other.card.title}*. It says {digit} "
        f"({percent(answer[digit], digits=0)})."
    )
