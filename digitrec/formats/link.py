"""A picture as a link: 64 characters, one for each cell, row by row from the top left.

Each character is a count as a digit of base 17, ``0`` to ``9`` and ``a`` (10) to ``g`` (16). It is
safe in a URL, and a person can read the picture off the link.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.errors import InvalidDrawingError
from digitrec.formats.check import check_image
from digitrec.formats.digits_recipe import SIDE

COUNT_CHARACTERS = "0123456789abcdefg"
N_CELLS = SIDE * SIDE


def encode_image(image: ArrayLike) -> str:
    """Write a picture as the text that a link carries.

    Parameters
    ----------
    image : array_like, shape (8, 8)
        Whole numbers 0..16.

    Returns
    -------
    str
        64 characters.

    Raises
    ------
    InvalidDrawingError
        If the picture is not in the digits format.

    Examples
    --------
    >>> import numpy as np
    >>> from digitrec.formats import encode_image
    >>> image = np.zeros((8, 8))
    >>> image[:, 3:5] = 9, 16
    >>> encode_image(image)
    '0009g0000009g0000009g0000009g0000009g0000009g0000009g0000009g000'
    """
    cells = check_image(image).astype(np.intp)
    return "".join(COUNT_CHARACTERS[count] for count in cells.flat)


def decode_image(text: str) -> NDArray[np.float64]:
    """Read a picture from the text of a link.

    Parameters
    ----------
    text : str
        64 of the characters ``0`` to ``9`` and ``a`` to ``g``.

    Returns
    -------
    ndarray of float64, shape (8, 8)
        Whole numbers 0..16.

    Raises
    ------
    InvalidDrawingError
        If the text is longer, shorter, or holds another character.

    Examples
    --------
    >>> from digitrec.formats import decode_image
    >>> decode_image(8 * "0009g000")[0].tolist()
    [0.0, 0.0, 0.0, 9.0, 16.0, 0.0, 0.0, 0.0]
    """
    if not isinstance(text, str) or len(text) != N_CELLS:
        length = len(text) if isinstance(text, str) else "no"
        raise InvalidDrawingError(
            f"The link's picture has {length} characters; it must have {N_CELLS}, one for each "
            "cell. Copy the whole link and open it again."
        )
    counts = [COUNT_CHARACTERS.find(character) for character in text]
    if min(counts) < 0:
        wrong = text[counts.index(-1)]
        raise InvalidDrawingError(
            f"The link's picture holds {wrong!a}; only 0 to 9 and a to g are allowed. Copy the "
            "whole link and open it again."
        )
    return np.array(counts, dtype=np.float64).reshape(SIDE, SIDE)
