"""Is this a digit at all, and which? What a model that must choose among ten cannot say.

All limits and sentences stand here; the browser is sent them for what it reads
(`digitrec/ui/live/refusals.js`). The limits of a drawing are wide: they refuse 3 of 7,494 real
drawings of digits (docs/recognition.md).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digitrec.datasets import load_digits

# Of the strokes of a digit.
SPECK_PX = 12.0
WIDEST = 2.5  # times as wide as high
LONGEST_LINE = 6.5  # times the height
MAX_DIGIT_STROKES = 5
# Of its picture.
FARTHEST = 37.0  # in counts, from the nearest training picture
# Of a model's answer.
NONE_FROM = 0.8  # above this probability of being no digit, it is none
DOUBTFUL_FROM = 0.55  # above this one, the answer is a guess
SURE_FROM = 0.45  # below this probability of the digit, it is one of several

SENTENCES = {
    "blank": "There is nothing on the canvas yet.",
    "speck": "This is only a speck. Draw the digit larger.",
    "wide": "This is much wider than high, and no digit is.",
    "strokes": "These are {n} strokes, and a digit has at most {most}. Draw one digit alone.",
    "scribble": "This is a scribble: its line is longer than any digit's of that height.",
    "inkless": "There is no ink in this picture.",
    "unlike": "This looks like none of the 1,797 digits that each drawing is compared with.",
    "none": "This looks more like a scribble or another shape than like a digit.",
    "doubtful": "This is like a {first}, but it may be no digit at all.",
    "unsure": "This could be a {first} or a {second}.",
}


def why_no_drawing(strokes: Sequence[NDArray[np.float64]]) -> str | None:
    """Say why these strokes are no digit, before they become a picture.

    Parameters
    ----------
    strokes : list of ndarray, each of shape (n, 2)
        In canvas pixels, as `digitrec.drawing.check_strokes` returns them.

    Returns
    -------
    str or None
        None where they may be one.
    """
    if not strokes:
        return SENTENCES["blank"]
    width, height = np.ptp(np.concatenate(strokes), axis=0)
    if max(width, height) < SPECK_PX:
        return SENTENCES["speck"]
    if width > WIDEST * height:
        return SENTENCES["wide"]
    if len(strokes) > MAX_DIGIT_STROKES:
        return SENTENCES["strokes"].format(n=len(strokes), most=MAX_DIGIT_STROKES)
    steps = np.concatenate([np.diff(stroke, axis=0) for stroke in strokes])
    line = np.sqrt((steps * steps).sum(axis=1)).sum()
    if line > LONGEST_LINE * max(height, width / 2):
        return SENTENCES["scribble"]
    return None


def why_no_digit(image: NDArray[np.float64], no_digit: float = 0.0) -> str | None:
    """Say why this picture is no digit.

    Parameters
    ----------
    image : ndarray of float64, shape (8, 8)
        Whole numbers 0..16.
    no_digit : float, default 0
        The probability that a model gives to its being none.

    Returns
    -------
    str or None
        None where it may be one.
    """
    if not image.any():
        return SENTENCES["inkless"]
    if load_digits().distances(image).min() > FARTHEST:
        return SENTENCES["unlike"]
    if no_digit > NONE_FROM:
        return SENTENCES["none"]
    return None


def why_unsure(probabilities: NDArray[np.float64], no_digit: float = 0.0) -> str | None:
    """Say why a model's answer cannot be relied on.

    Parameters
    ----------
    probabilities : ndarray of float64, shape (10,)
        Of the digits.
    no_digit : float, default 0
        The probability that the model gives to its being none.

    Returns
    -------
    str or None
        None where it can.
    """
    first, second = np.argsort(-probabilities, kind="stable")[:2]
    if no_digit > DOUBTFUL_FROM:
        return SENTENCES["doubtful"].format(first=first)
    if probabilities[first] < SURE_FROM:
        return SENTENCES["unsure"].format(first=first, second=second)
    return None
