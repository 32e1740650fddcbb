"""Whether a picture is in its format."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.checks import as_floats
from digitrec.errors import InvalidDrawingError
from digitrec.formats.format import DIGITS_FORMAT, Format


def check_images(images: ArrayLike, picture_format: Format = DIGITS_FORMAT) -> NDArray[np.float64]:
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
        checked = as_floats(images)
    except (TypeError, ValueError):
        raise InvalidDrawingError(
            f"The picture holds something that is not a number; {allowed_cells}"
        ) from None
    if checked.ndim not in (2, 3) or checked.shape[-2:] != picture_format.shape:
        side = picture_format.side
        raise InvalidDrawingError(
            f"The picture has the shape {checked.shape}; it must have {side} rows of {side} cells."
        )
    in_range = (checked >= 0) & (checked <= picture_format.max_value)  # NaN compares false
    allowed = in_range & (checked == np.floor(checked))
    if not allowed.all():
        raise InvalidDrawingError(
            f"The picture holds {checked[~allowed].flat[0]:g}; {allowed_cells}"
        )
    return checked


def check_image(image: ArrayLike, picture_format: Format = DIGITS_FORMAT) -> NDArray[np.float64]:
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
    checked = check_images(image, picture_format)
    if checked.ndim != 2:
        raise InvalidDrawingError(
            f"There are {len(checked)} pictures where one is expected. Give them one by one."
        )
    return checked
