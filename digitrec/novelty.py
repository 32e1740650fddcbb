"""Is this a digit at all? What a model that must choose among ten cannot say.

The bounds are wide: they refuse 3 of 7,494 real drawings of digits (docs/recognition.md).
"""

import numpy as np

from digitrec.datasets import load_digits

SPECK_PX = 12.0
WIDEST = 2.5  # times as wide as high
LONGEST_LINE = 6.5  # times the height
MOST_STROKES = 5
FARTHEST = 37.0  # in counts, from the nearest training picture


def why_no_drawing(strokes):
    """Say why these strokes are no digit, before they become a picture, or None.

    Parameters
    ----------
    strokes : list of ndarray, each of shape (n, 2)
        In canvas pixels, as `digitrec.strokes.check_strokes` returns them.

    Returns
    -------
    str or None
    """
    if not strokes:
        return "There is nothing on the canvas yet."
    points = np.concatenate(strokes)
    width, height = np.ptp(points, axis=0)
    if max(width, height) < SPECK_PX:
        return "This is only a speck. Draw the digit larger."
    if width > WIDEST * height:
        return "This is much wider than high, and no digit is."
    if len(strokes) > MOST_STROKES:
        return (
            f"These are {len(strokes)} strokes, and a digit has at most {MOST_STROKES}. "
            "Draw one digit alone."
        )
    steps = np.concatenate([np.diff(stroke, axis=0) for stroke in strokes])
    line = np.sqrt((steps * steps).sum(axis=1)).sum()
    if line > LONGEST_LINE * max(height, width / 2):
        return "This is a scribble: its line is longer than any digit's of that height."
    return None


def why_no_digit(image):
    """Say why this picture is no digit, or None.

    Parameters
    ----------
    image : ndarray of float64, shape (8, 8)
        Whole numbers 0..16.

    Returns
    -------
    str or None
    """
    if not image.any():
        return "There is no ink in this picture."
    if load_digits().distances(image).min() > FARTHEST:
        return "This looks like none of the 1,797 digits that each drawing is compared with."
    return None
