"""What a picture is, and the one way from ink to each kind.

The *digits format* is the one of scikit-learn's digits data set: 8x8 whole numbers 0..16, each the
number of ink pixels in a 4x4 block of a 32x32 bitmap. *MNIST's format* is 28x28 greys 0..255, the
ink light.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from digitrec.errors import InvalidDrawingError
from digitrec.normalization import MAX_COUNT, SIDE, steps_from_ink


@dataclass(frozen=True)
class Format:
    """One kind of picture of one digit.

    Attributes
    ----------
    name : str
        Also the name of the last of its steps.
    side : int
        Pixels, or cells, in a row and in a column.
    max_value : int
        What a cell full of ink holds; an empty one holds 0.
    steps_from_ink : callable
        From ink, an array of bool, to a dict of named pictures in the order in which they are
        made; the last is the picture in this format.
    """

    name: str
    side: int
    max_value: int
    steps_from_ink: Callable

    @property
    def shape(self):
        """Shape of one picture."""
        return self.side, self.side

    @property
    def n_features(self):
        """Numbers in one picture."""
        return self.side * self.side

    def from_ink(self, ink):
        """Bring ink into this format.

        Parameters
        ----------
        ink : array_like of bool, shape (height, width)

        Returns
        -------
        ndarray of float64, shape (side, side)

        Raises
        ------
        InvalidDrawingError
            If there is no ink, or the array is not a picture.
        """
        return self.steps_from_ink(ink)[self.name]


def _centring_steps(ink):
    from digitrec.centring import centring_steps  # with Pillow, which few visits need

    return centring_steps(ink)


DIGITS_FORMAT = Format("8x8", SIDE, MAX_COUNT, steps_from_ink)
MNIST_FORMAT = Format("28x28", 28, 255, _centring_steps)
FORMATS = {kind.name: kind for kind in (DIGITS_FORMAT, MNIST_FORMAT)}
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
    from digitrec.images import ink_from_image

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


def as_floats(values):
    """Turn whatever should be an array of real numbers into one.

    Parameters
    ----------
    values : array_like of bool, int or float

    Returns
    -------
    ndarray of float64

    Raises
    ------
    TypeError, ValueError
        If it is ragged, or holds text, dates, complex numbers or anything else.
    """
    array = np.asarray(values)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"an array of {array.dtype} is not one of real numbers")
    with np.errstate(over="ignore", invalid="ignore"):  # what is beyond a float64 becomes infinite
        return array.astype(np.float64)


def check_images(images, picture_format=DIGITS_FORMAT):
    """Return pictures of one format as floats, or say what is wrong with them.

    Parameters
    ----------
    images : array_like, shape (n, side, side) or (side, side)
        Whole numbers from 0 to the format's largest.
    picture_format : Format, default: the digits format

    Returns
    -------
    ndarray of float64, shape (n, side, side) or (side, side)

    Raises
    ------
    InvalidDrawingError
        If the shape, the type or a value is another.
    """
    allowed_cells = (
        f"each of its {picture_format.n_features} cells must be a whole number from 0 to "
        f"{picture_format.max_value}."
    )
    try:
        images = as_floats(images)
    except (TypeError, ValueError):
        raise InvalidDrawingError(
            f"The picture holds something that is not a number; {allowed_cells}"
        ) from None
    if images.ndim not in (2, 3) or images.shape[-2:] != picture_format.shape:
        side = picture_format.side
        raise InvalidDrawingError(
            f"The picture has the shape {images.shape}; it must have {side} rows of {side} cells."
        )
    allowed = (images >= 0) & (images <= picture_format.max_value) & (images == np.floor(images))
    if not allowed.all():  # NaN compares false, so it is caught here as well
        raise InvalidDrawingError(
            f"The picture holds {images[~allowed].flat[0]:g}; {allowed_cells}"
        )
    return images


def check_image(image, picture_format=DIGITS_FORMAT):
    """Return one picture as floats, or say what is wrong with it.

    Parameters
    ----------
    image : array_like, shape (side, side)
        Whole numbers from 0 to the format's largest.
    picture_format : Format, default: the digits format

    Returns
    -------
    ndarray of float64, shape (side, side)

    Raises
    ------
    InvalidDrawingError
        If the shape, the type or a value is another.
    """
    image = check_images(image, picture_format)
    if image.ndim != 2:
        raise InvalidDrawingError(
            f"There are {len(image)} pictures where one is expected. Give them one by one."
        )
    return image
