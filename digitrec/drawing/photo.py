"""From an image, a photograph or a scan, to ink."""

from typing import TYPE_CHECKING, Any, TypeGuard

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.checks import as_floats
from digitrec.drawing.ink import MAX_INK_SIDE_PX
from digitrec.errors import InvalidDrawingError

if TYPE_CHECKING:
    from PIL.Image import Image

GREY_LEVELS = 256
ENOUGH_PX = 1024  # larger photographs are reduced
DEEP_MODES = ("I", "I;16", "I;16L", "I;16B", "I;16N", "F")  # of Pillow, over 8 bits per grey
LUMA = np.array([0.299, 0.587, 0.114])  # of red, green and blue, ITU-R BT.601


def _to_grey(image: "ArrayLike | Image") -> NDArray[np.float64]:
    """Greys 0..255 of any image, on white where it is transparent."""
    if _is_pillow(image):
        return _pillow_to_grey(image)
    try:
        array = np.asarray(image)
        grey = as_floats(array) * (255.0 if array.dtype == bool else 1.0)
    except (TypeError, ValueError):
        raise InvalidDrawingError(
            "The image is not an array of numbers; give rows of greys or colours from 0 to 255."
        ) from None
    colours = grey.ndim == 3 and grey.shape[2] in (1, 3, 4)
    if not (grey.ndim == 2 or colours) or not 0 < min(grey.shape) <= max(grey.shape[:2]) <= (
        MAX_INK_SIDE_PX
    ):
        raise _wrong_shape(grey.shape)
    if not ((grey >= 0) & (grey <= 255)).all():  # NaN compares false
        raise InvalidDrawingError("The image holds values that are not between 0 and 255.")
    return grey if grey.ndim == 2 else _without_colour(grey)


def _is_pillow(image: object) -> TypeGuard["Image"]:
    return hasattr(image, "convert")  # Pillow need not be imported


def _pillow_to_grey(image: "Image") -> NDArray[np.float64]:
    if not 0 < min(image.size) <= max(image.size) <= MAX_INK_SIDE_PX:
        raise _wrong_shape(image.size[::-1])
    # As floats, all pixels of a photograph would fill the memory.
    step = -(-max(image.size) // ENOUGH_PX)
    try:
        if image.mode in DEEP_MODES:  # Pillow would cut these off at 255
            array = as_floats(np.asarray(image)[::step, ::step])
        else:
            colours = image.convert("RGBA" if image.has_transparency_data else "RGB")
            array = np.asarray(colours.reduce(step))
    except (OSError, SyntaxError, ValueError):
        raise InvalidDrawingError(
            "The image is damaged or of an unusual kind. Save it as a PNG or JPEG and try again."
        ) from None
    return _spread(array) if array.ndim == 2 else _without_colour(array)


def _without_colour(image: NDArray[Any]) -> NDArray[np.float64]:
    """Greys of colours with or without opacity."""
    if image.shape[2] == 1:
        return image[:, :, 0]
    grey = image[:, :, :3] @ LUMA
    if image.shape[2] == 4:
        opaque = image[:, :, 3] / 255
        grey = grey * opaque + 255 * (1 - opaque)
    return grey


def _spread(grey: NDArray[np.float64]) -> NDArray[np.float64]:
    """Spread greys of any scale, such as a faint pencil's or 16 bits, over 0..255."""
    low, high = grey.min(), grey.max()
    if low == high:
        raise InvalidDrawingError("The image is all of one shade. Choose one that shows a digit.")
    if not np.isfinite([low, high]).all():
        raise InvalidDrawingError("The image holds values that are not numbers.")
    return (grey - low) / (high - low) * 255.0


def _wrong_shape(shape: tuple[int, ...]) -> InvalidDrawingError:
    return InvalidDrawingError(
        f"The image has the shape {shape}; a grey or colour image of at most {MAX_INK_SIDE_PX} "
        "pixels on a side can be read. Make it smaller."
    )


def _otsu_threshold(grey: NDArray[np.float64]) -> int:
    """The grey that best separates ink from paper (Otsu, IEEE Transactions SMC 9, 1979)."""
    counts = np.bincount(np.floor(grey).astype(np.intp).ravel(), minlength=GREY_LEVELS)
    below = counts.cumsum()
    above = below[-1] - below
    total = (counts * np.arange(GREY_LEVELS)).cumsum()
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * above * (total / below - (total[-1] - total) / above) ** 2
    return int(np.nan_to_num(between).argmax()) + 1


def ink_from_image(image: "ArrayLike | Image") -> NDArray[np.bool_]:
    """Find the ink in an image of one digit.

    The threshold is Otsu's. Where most of the border is dark, the ink is light.

    Parameters
    ----------
    image : array_like, shape (height, width) or (height, width, 1, 3 or 4), or PIL.Image.Image
        Values 0..255, or bool; greys in a narrower range, such as 0..1, will do. A fourth channel
        is the opacity, 0..255. Pillow images may have any mode.

    Returns
    -------
    ndarray of bool, shape (height, width)

    Raises
    ------
    InvalidDrawingError
        If it is no such image, is larger than 4096 pixels on a side, or shows nothing.

    Examples
    --------
    >>> from digitrec.drawing import ink_from_image
    >>> photo = [[200, 210, 190], [205, 30, 195], [190, 40, 200]]
    >>> ink_from_image(photo).astype(int)
    array([[0, 0, 0],
           [0, 1, 0],
           [0, 1, 0]])
    """
    grey = _spread(_to_grey(image))
    dark = grey < _otsu_threshold(grey)
    border = np.concatenate([dark[0], dark[-1], dark[1:-1, 0], dark[1:-1, -1]])
    return ~dark if border.mean() > 0.5 else dark
