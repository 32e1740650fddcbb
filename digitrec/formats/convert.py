"""From an image or a picture of one format to another format."""

import numpy as np

from digitrec.drawing import ink_from_image
from digitrec.formats.check import check_image
from digitrec.formats.digits_recipe import steps_from_ink
from digitrec.formats.format import DIGITS_FORMAT, MNIST_FORMAT


def image_to_digits_format(image):
    """Bring an image of one digit into the digits format.

    Parameters
    ----------
    image : ndarray or PIL.Image.Image
        As in `ink_from_image`.

    Returns
    -------
    ndarray of float64, shape (8, 8)
        Whole numbers 0..16.

    Raises
    ------
    InvalidDrawingError
        As in `ink_from_image`.
    """
    return steps_from_ink(ink_from_image(image))["8x8"]


ENLARGED_PX = 64  # of the 8x8 counts before they are taken for ink


def counts_of(image, picture_format):
    """Bring a picture of any format into the digits format, by the same steps as a drawing.

    Parameters
    ----------
    image : ndarray, shape (side, side)
        Its ink is found as in a photograph.
    picture_format : Format

    Returns
    -------
    ndarray of float64, shape (8, 8)
        Whole numbers 0..16; all 0 where there is no ink.
    """
    if picture_format is DIGITS_FORMAT:
        return image
    ink = ink_from_image(image) if image.min() < image.max() else image > 0
    return DIGITS_FORMAT.from_ink(ink) if ink.any() else np.zeros(DIGITS_FORMAT.shape)


def greys_of(counts):
    """Bring a picture of the digits format into MNIST's, approximately.

    The 64 counts are drawn out smoothly to 64x64 pixels, what is darker than half of the darkest
    is taken for ink, and the ink goes the way of a drawing. What the recipe of the digits format
    has done, to the proportions of a digit and to its pen, cannot be undone: models that learned
    from MNIST and read 96 % of its pictures read about 80 % of the digits that way.

    Parameters
    ----------
    counts : array_like, shape (8, 8)
        Whole numbers 0..16.

    Returns
    -------
    ndarray of float64, shape (28, 28)
        Whole numbers 0..255; all 0 where there is no ink.

    Raises
    ------
    InvalidDrawingError
        If the picture is not in the digits format.
    """
    from PIL import Image

    counts = check_image(counts)
    if not counts.any():
        return np.zeros(MNIST_FORMAT.shape)
    picture = Image.fromarray(counts.astype(np.float32))
    shades = np.asarray(picture.resize((ENLARGED_PX, ENLARGED_PX), Image.Resampling.BICUBIC))
    return MNIST_FORMAT.from_ink(shades > shades.max() / 2)


def convert_images(images, given, wanted):
    """Bring pictures from one format into another.

    Parameters
    ----------
    images : ndarray, shape (n, side, side)
    given, wanted : digitrec.formats.Format
        From 28x28 to 8x8 by the steps of a drawing; from 8x8 to 28x28 approximately (see
        `digitrec.formats.greys_of`).

    Returns
    -------
    ndarray of uint8, shape (n, side, side)
    """
    if given == wanted:
        return images.astype(np.uint8)
    changed = [
        counts_of(image, given) if wanted == DIGITS_FORMAT else greys_of(image) for image in images
    ]
    return np.array(changed, dtype=np.uint8).reshape(-1, *wanted.shape)
