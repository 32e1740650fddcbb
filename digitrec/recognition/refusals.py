"""Refuse what is no digit, and doubt what is not sure.

All limits and sentences are here; the browser is sent them (`digitrec/ui/live/refusals.js`). The
limits of a drawing are wide: they refuse 3 of 7,494 real drawings of digits (docs/recognition.md).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digitrec.datasets import load_digits
from digitrec.words import with_article

# Of strokes.
SPECK_PX = 12.0
MAX_ASPECT = 2.5  # width / height
MAX_LINE_LENGTH = 6.5  # heights
MAX_DIGIT_STROKES = 5
# Of a picture.
MAX_DISTANCE = 37.0  # in counts, to the nearest training picture
# Of probabilities.
NO_DIGIT_ABOVE = 0.8  # of being no digit: it is none
DOUBTFUL_ABOVE = 0.4  # of being no digit: the answer is a guess
SURE_FROM = 0.45  # of the digit: below, it may be another

REFUSAL_SENTENCES = {
    "blank": "There is nothing on the canvas yet.",
    "speck": "This is only a speck. Draw the digit larger.",
    "wide": "This is much wider than high. No digit is.",
    "strokes": "These are {n} strokes; a digit has at most {most}. Draw just one.",
    "scribble": "This is a scribble: far too much line for a digit.",
    "inkless": "There is no ink in this picture.",
    "unlike": "This looks like none of the 1,797 digits I know.",
    "unsure": "This could be {first} or {second}.",
}

# By the family of what is no digit, in the order of the classes after those of the digits: what a
# picture is instead, and what it may be instead.
NO_DIGIT_SENTENCES = {
    "scribble": (
        "This looks more like a scribble than like a digit.",
        "A little like {first}, but perhaps no digit at all.",
    ),
    "letter": (
        "This looks more like a letter than like a digit.",
        "A little like {first}, but perhaps a letter.",
    ),
    "sign": (
        "This looks more like a sign than like a digit.",
        "A little like {first}, but perhaps a sign.",
    ),
    "picture": (
        "This looks more like a picture of something than like a digit.",
        "A little like {first}, but perhaps a picture of something.",
    ),
    "several": (
        "There is more than one digit here. Draw just one.",
        "A little like {first}, but perhaps more than one digit.",
    ),
    "struck": (
        "This looks like a digit that is crossed out.",
        "A little like {first}, but perhaps crossed out.",
    ),
}


def why_no_drawing(strokes: Sequence[NDArray[np.float64]]) -> str | None:
    """Say why strokes are no digit, before they become a picture.

    Parameters
    ----------
    strokes : list of ndarray, each of shape (n, 2)
        In canvas pixels, as `digitrec.drawing.check_strokes` returns them.

    Returns
    -------
    str or None
        None where they may be one.

    Examples
    --------
    >>> import numpy as np
    >>> why_no_drawing([np.array([[100.0, 100.0], [102.0, 103.0]])])
    'This is only a speck. Draw the digit larger.'
    """
    if not strokes:
        return REFUSAL_SENTENCES["blank"]
    width, height = np.ptp(np.concatenate(strokes), axis=0)
    if max(width, height) < SPECK_PX:
        return REFUSAL_SENTENCES["speck"]
    if width > MAX_ASPECT * height:
        return REFUSAL_SENTENCES["wide"]
    if len(strokes) > MAX_DIGIT_STROKES:
        return REFUSAL_SENTENCES["strokes"].format(n=len(strokes), most=MAX_DIGIT_STROKES)
    steps = np.concatenate([np.diff(stroke, axis=0) for stroke in strokes])
    length = np.sqrt((steps * steps).sum(axis=1)).sum()
    if length > MAX_LINE_LENGTH * max(height, width / 2):
        return REFUSAL_SENTENCES["scribble"]
    return None


def why_no_digit(image: NDArray[np.float64], none: NDArray[np.float64] | None = None) -> str | None:
    """Say why a picture is no digit.

    Parameters
    ----------
    image : ndarray of float64, shape (8, 8)
        Whole numbers 0..16.
    none : ndarray of float64, shape (n,), optional
        The probability of each of the first families of `NO_DIGIT_SENTENCES`. Without it the
        distance to the training pictures decides.

    Returns
    -------
    str or None
        None where it may be one.

    Examples
    --------
    >>> import numpy as np
    >>> why_no_digit(load_digits().images[0], np.array([0.1, 0.8]))
    'This looks more like a letter than like a digit.'
    """
    if not image.any():
        return REFUSAL_SENTENCES["inkless"]
    if none is None or not len(none):  # a model that knows nothing but digits
        is_far = load_digits().distances(image).min() > MAX_DISTANCE
        return REFUSAL_SENTENCES["unlike"] if is_far else None
    return _sentences_of_likeliest(none)[0] if none.sum() > NO_DIGIT_ABOVE else None


def _sentences_of_likeliest(none: NDArray[np.float64]) -> tuple[str, str]:
    return list(NO_DIGIT_SENTENCES.values())[none.argmax()]


def why_unsure(
    probabilities: NDArray[np.float64], none: NDArray[np.float64] | None = None
) -> str | None:
    """Say why a model's answer cannot be relied on.

    Parameters
    ----------
    probabilities : ndarray of float64, shape (10,)
        Of the digits.
    none : ndarray of float64, shape (n,), optional
        As `why_no_digit` takes it.

    Returns
    -------
    str or None
        None where it can.

    Examples
    --------
    >>> import numpy as np
    >>> why_unsure(np.array([0, 0.4, 0, 0, 0, 0, 0, 0.35, 0.25, 0]))
    'This could be a 1 or a 7.'
    """
    first, second = np.argsort(-probabilities, kind="stable")[:2]
    if none is not None and len(none) and none.sum() > DOUBTFUL_ABOVE:
        return _sentences_of_likeliest(none)[1].format(first=with_article(first))
    if probabilities[first] < SURE_FROM:
        return REFUSAL_SENTENCES["unsure"].format(
            first=with_article(first), second=with_article(second)
        )
    return None
