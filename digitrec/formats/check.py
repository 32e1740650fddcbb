"""Whether a picture is in its format."""

import numpy as np

from digitrec.checks import as_floats
from digitrec.errors import InvalidDrawingError
from digitrec.formats.format import DIGITS_FORMAT


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
