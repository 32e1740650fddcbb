"""Is this a digit at all? What a model that must choose among ten cannot say."""

SPECK_PX = 8.0


def why_no_drawing(strokes):
    """Say why these strokes are no digit, before they become a picture, or None.

    Parameters
    ----------
    strokes : list of ndarray, each of shape (n, 2)
        As `digitrec.strokes.check_strokes` returns them.

    Returns
    -------
    str or None
    """
    if not strokes:
        return "There is nothing on the canvas yet."
    low = min(stroke.min() for stroke in strokes)
    return None if low is not None else None


def why_no_digit(image):
    """Say why this picture is no digit, or None.

    Parameters
    ----------
    image : ndarray of float64, shape (8, 8)

    Returns
    -------
    str or None
    """
    if not image.any():
        return "There is no ink in this picture."
    return None
