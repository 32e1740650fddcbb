"""From ink to MNIST's format: a box of 20x20, its centre of mass in the middle of 28x28.

After Y. LeCun, C. Cortes and C. Burges, *The MNIST database of handwritten digits*, 1998.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.drawing import check_ink, crop

MNIST_PX = 28
MNIST_BOX_PX = 20
MAX_GREY = 255


def centring_steps(ink: ArrayLike) -> dict[str, NDArray[Any]]:
    """Compute the named pictures on the way from ink to MNIST's format, in order.

    Parameters
    ----------
    ink : array_like of bool, shape (height, width)

    Returns
    -------
    dict of str to ndarray
        ``"ink"`` (bool, the bounding box of the ink), ``"shrunk"`` (float64, 20x20, greys
        0..255) and ``"28x28"`` (float64, 28x28, whole numbers 0..255).

    Raises
    ------
    InvalidDrawingError
        If there is no ink, or the array is not a picture.
    """
    box = crop(check_ink(ink))
    small = _shrink(box)
    shrunk = np.zeros((MNIST_BOX_PX, MNIST_BOX_PX))
    top, left = ((MNIST_BOX_PX - length) // 2 for length in small.shape)
    shrunk[top : top + small.shape[0], left : left + small.shape[1]] = small
    return {"ink": box, "shrunk": shrunk, "28x28": _centre(small).astype(np.float64)}


def mnist_picture(ink: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Shrink ink into a box of 20x20, keeping its aspect ratio, and centre it by mass in 28x28.

    Parameters
    ----------
    ink : ndarray of bool, shape (height, width)
        With at least one ink pixel.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        Greys 0..255, the ink light.
    """
    return _centre(_shrink(crop(ink)))


def _shrink(box: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The ink in greys 0..255, the longer side 20 pixels."""
    from PIL import Image

    scale = MNIST_BOX_PX / max(box.shape)
    height, width = (max(1, round(length * scale)) for length in box.shape)
    picture = Image.fromarray(box.astype(np.uint8) * MAX_GREY)
    return np.asarray(picture.resize((width, height), Image.Resampling.BOX))


def _centre(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Place a small picture in 28x28, its centre of mass in the middle."""
    height, width = grey.shape
    mass = grey.sum(dtype=np.float64)
    middle_y = (grey.sum(axis=1) @ np.arange(height)) / mass
    middle_x = (grey.sum(axis=0) @ np.arange(width)) / mass
    top = int(np.clip(round(MNIST_PX / 2 - 0.5 - middle_y), 0, MNIST_PX - height))
    left = int(np.clip(round(MNIST_PX / 2 - 0.5 - middle_x), 0, MNIST_PX - width))
    picture = np.zeros((MNIST_PX, MNIST_PX), dtype=np.uint8)
    picture[top : top + height, left : left + width] = grey
    return picture
