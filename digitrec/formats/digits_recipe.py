"""From ink to the digits format, in the steps of the form reader that made the data set.

That is NIST's form reader (Garris et al., *NIST Form-Based Handprint Recognition
System*, NISTIR 5469, 1994, release 2.2, `normaliz.c` and `shear.c`). It made scikit-learn's
digits data set (Alpaydin and Kaynak, *Optical Recognition of Handwritten Digits*, UCI, 1998).

All arithmetic is on whole numbers, so that another language can repeat it to the bit.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.drawing import check_ink, crop

SIDE = 8
BLOCK_PX = 4
BITMAP_PX = SIDE * BLOCK_PX
MAX_COUNT = BLOCK_PX * BLOCK_PX
BOX_WIDTH_PX = 20  # the digit's box within the bitmap; its height is the whole bitmap
BOX_LEFT_PX = (BITMAP_PX - BOX_WIDTH_PX) // 2

# Ink pixels of the 32x32 bitmap beyond which the pen counts as too thick or too thin.
MUCH_INK, VERY_MUCH_INK = 412, 560
LITTLE_INK, VERY_LITTLE_INK = 256, 108


def _overlaps(n_from: int, n_to: int) -> NDArray[np.float64]:
    """How long each of `n_to` equal parts of a line overlaps each of `n_from`, in whole units."""
    start_to = np.arange(n_to)[:, np.newaxis] * n_from
    start_from = np.arange(n_from) * n_to
    end = np.minimum(start_to + n_from, start_from + n_to)
    return np.maximum(end - np.maximum(start_to, start_from), 0).astype(np.float64)


def stretch(
    box: NDArray[np.bool_], *, width: int = BOX_WIDTH_PX, height: int = BITMAP_PX
) -> NDArray[np.bool_]:
    """Stretch a box to 20 wide and 32 high, each axis by its own factor, in the middle of 32x32.

    A pixel is ink where at least half of the area that it covers is. Areas are whole numbers and
    need no rounding.

    Parameters
    ----------
    box : ndarray of bool, shape (box height, box width)
    width, height : int, default 20 and 32
        At most 32.

    Returns
    -------
    ndarray of bool, shape (32, 32)
    """
    inked_area = _overlaps(len(box), height) @ box @ _overlaps(box.shape[1], width).T
    top, left = (BITMAP_PX - height) // 2, (BITMAP_PX - width) // 2
    bitmap = np.zeros((BITMAP_PX, BITMAP_PX), dtype=bool)
    bitmap[top : top + height, left : left + width] = 2 * inked_area >= box.size
    return bitmap


def _dilate(bitmap: NDArray[np.bool_]) -> NDArray[np.bool_]:
    grown = bitmap.copy()
    grown[1:] |= bitmap[:-1]
    grown[:-1] |= bitmap[1:]
    grown[:, 1:] |= bitmap[:, :-1]
    grown[:, :-1] |= bitmap[:, 1:]
    return grown


def _erode(bitmap: NDArray[np.bool_]) -> NDArray[np.bool_]:
    # Eroding the ink dilates the paper; there is no paper beyond the edge.
    return ~_dilate(~bitmap)


def add_layers(bitmap: NDArray[np.bool_], n: int) -> NDArray[np.bool_]:
    """Add layers of ink all around (dilation) or, if `n` is negative, take layers away (erosion).

    The neighbourhood is the four direct neighbours.

    Parameters
    ----------
    bitmap : ndarray of bool, shape (32, 32)
    n : int

    Returns
    -------
    ndarray of bool, shape (32, 32)
    """
    for _ in range(abs(n)):
        bitmap = _dilate(bitmap) if n > 0 else _erode(bitmap)
    return bitmap


def missing_layers(bitmap: NDArray[np.bool_]) -> int:
    """Count the layers that a thin pen lacks, or, as a negative number, a thick one has too many.

    A bitmap of fewer than 108 ink pixels lacks two, one of fewer than 256 lacks one; one of more
    than 412 has one too many, one of more than 560 has two.

    Parameters
    ----------
    bitmap : ndarray of bool, shape (32, 32)
    """
    n_ink = int(bitmap.sum())
    too_thin = (n_ink < LITTLE_INK) + (n_ink < VERY_LITTLE_INK)
    return too_thin - (n_ink > MUCH_INK) - (n_ink > VERY_MUCH_INK)


def even_out(bitmap: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Make a thick pen thinner and a thin one thicker, by its `missing_layers`.

    Parameters
    ----------
    bitmap : ndarray of bool, shape (32, 32)

    Returns
    -------
    ndarray of bool, shape (32, 32)
    """
    return add_layers(bitmap, missing_layers(bitmap))


def measure_lean(bitmap: NDArray[np.bool_]) -> tuple[int, int]:
    """Measure how far the leftmost ink near the foot is to the right of that near the top.

    Parameters
    ----------
    bitmap : ndarray of bool, shape (32, 32)

    Returns
    -------
    tuple of int
        The lean in pixels, and over how many rows. It is measured two rows inside the top and the
        bottom row of ink. A character of at most five rows, or with one of the two rows blank,
        has none: (0, 1).
    """
    rows = np.flatnonzero(bitmap.any(axis=1))
    if len(rows) == 0 or rows[-1] - rows[0] < 5:
        return 0, 1
    top, bottom = rows[0] + 2, rows[-1] - 2
    if not (bitmap[top].any() and bitmap[bottom].any()):
        return 0, 1
    return int(bitmap[bottom].argmax() - bitmap[top].argmax()), int(bottom - top)


def shear(bitmap: NDArray[np.bool_], lean: int, height: int) -> NDArray[np.bool_]:
    """Shift rows sideways, by whole pixels that grow linearly with the distance from row 16.

    Ink pushed past the edge is lost.

    Parameters
    ----------
    bitmap : ndarray of bool, shape (32, 32)
    lean, height : int
        How many pixels are taken out, over how many rows; as `measure_lean` gives them.

    Returns
    -------
    ndarray of bool, shape (32, 32)
    """
    from_middle = np.arange(BITMAP_PX) - BITMAP_PX // 2
    shifts = (2 * from_middle * lean + height) // (2 * height)  # rounded, a half upwards
    shifts = shifts.clip(-BITMAP_PX, BITMAP_PX)  # low ink that leans much leaves
    padded = np.zeros((BITMAP_PX, 3 * BITMAP_PX), dtype=bool)
    padded[:, BITMAP_PX : 2 * BITMAP_PX] = bitmap
    columns = np.arange(BITMAP_PX, 2 * BITMAP_PX) + shifts[:, np.newaxis]
    return np.take_along_axis(padded, columns, axis=1)


def straighten(bitmap: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Shift the rows sideways until the leftmost ink near the top stands above that at the foot.

    Parameters
    ----------
    bitmap : ndarray of bool, shape (32, 32)

    Returns
    -------
    ndarray of bool, shape (32, 32)
    """
    return shear(bitmap, *measure_lean(bitmap))


def count_blocks(bitmap: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Count the ink pixels in each 4x4 block.

    Parameters
    ----------
    bitmap : ndarray of bool, shape (32, 32)

    Returns
    -------
    ndarray of float64, shape (8, 8)
        Whole numbers 0..16, as in `sklearn.datasets.load_digits`.
    """
    blocks = bitmap.reshape(SIDE, BLOCK_PX, SIDE, BLOCK_PX)
    return blocks.sum(axis=(1, 3)).astype(np.float64)


def steps_from_ink(ink: ArrayLike) -> dict[str, NDArray[Any]]:
    """Compute the named pictures on the way from ink to the digits format, in order.

    Parameters
    ----------
    ink : array_like of bool, shape (height, width)

    Returns
    -------
    dict of str to ndarray
        ``"ink"`` (bool, the bounding box of the ink), ``"stretched"``, ``"evened out"``,
        ``"straightened"`` (bool, 32x32) and ``"8x8"`` (float64, 8x8, whole numbers 0..16).

    Raises
    ------
    InvalidDrawingError
        If there is no ink, or the array is not a picture.

    Examples
    --------
    >>> steps = steps_from_ink([[True, True], [False, True]])
    >>> {name: picture.shape for name, picture in steps.items()}
    {'ink': (2, 2), 'stretched': (32, 32), 'evened out': (32, 32), 'straightened': (32, 32),
    '8x8': (8, 8)}
    """
    box = crop(check_ink(ink))
    stretched = stretch(box)
    evened = even_out(stretched)
    straightened = straighten(evened)
    return {
        "ink": box,
        "stretched": stretched,
        "evened out": evened,
        "straightened": straightened,
        "8x8": count_blocks(straightened),
    }
