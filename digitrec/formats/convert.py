"""From an image or a picture of one format to another format."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.drawing import check_ink, ink_by_threshold, ink_from_image, re_ink, strokes_from_ink
from digitrec.formats.check import check_image
from digitrec.formats.format import DIGITS_FORMAT, MNIST_FORMAT, Format

if TYPE_CHECKING:
    from PIL.Image import Image

ENLARGED_PX = 64  # side of a picture of counts in which ink is looked for


def image_to_digits_format(
    image: "ArrayLike | Image | str | Path | bytes",
) -> NDArray[np.float64]:
    """Bring an image of one digit into the digits format.

    Its ink becomes strokes, which are inked again by the pen of a drawing.

    Parameters
    ----------
    image : PIL.Image.Image, path, bytes or array_like
        As in `ink_from_image`.

    Returns
    -------
    ndarray of float64, shape (8, 8)
        Whole numbers 0..16.

    Raises
    ------
    InvalidDrawingError
        As in `ink_from_image`; or if there is no ink.

    Examples
    --------
    >>> import numpy as np
    >>> from digitrec import image_to_digits_format
    >>> photo = np.full((40, 40), 230)  # paper
    >>> photo[5:35, 18:22] = 40  # ink: a post ...
    >>> photo[25:29, 14:26] = 40  # ... and a bar
    >>> image_to_digits_format(photo).astype(int)
    array([[ 0,  0,  0, 15, 15,  0,  0,  0],
           [ 0,  0,  0, 16, 16,  0,  0,  0],
           [ 0,  0,  0, 16, 16,  0,  0,  0],
           [ 0,  0,  0, 16, 16,  0,  0,  0],
           [ 0,  0,  0, 16, 16,  0,  0,  0],
           [ 0,  6, 12, 16, 16, 12,  6,  0],
           [ 0,  6, 12, 16, 16, 12,  6,  0],
           [ 0,  0,  0, 15, 15,  0,  0,  0]])
    """
    strokes = strokes_from_ink(check_ink(ink_from_image(image)))
    return DIGITS_FORMAT.from_ink(re_ink(strokes))


def counts_of(image: NDArray[Any], picture_format: Format) -> NDArray[np.float64]:
    """Bring a picture of any format into the digits format, by the same steps as a drawing.

    Parameters
    ----------
    image : ndarray, shape (side, side)
        What is lighter than Otsu's threshold is ink.
    picture_format : Format

    Returns
    -------
    ndarray of float64, shape (8, 8)
        Whole numbers 0..16; all 0 where there is no ink.

    Examples
    --------
    >>> from digitrec import MNIST_FORMAT, counts_of, to_format
    >>> rhombus = [[(60, 10), (10, 70), (60, 130), (110, 70), (60, 10)]]
    >>> counts_of(to_format(rhombus, MNIST_FORMAT), MNIST_FORMAT).shape
    (8, 8)
    """
    if picture_format is DIGITS_FORMAT:
        return np.asarray(image, dtype=np.float64)
    ink = ink_by_threshold(image) if image.min() < image.max() else image > 0
    return DIGITS_FORMAT.from_ink(ink) if ink.any() else np.zeros(DIGITS_FORMAT.shape)


def greys_of(counts: ArrayLike) -> NDArray[np.float64]:
    """Bring a picture of the digits format into MNIST's, approximately.

    The counts are enlarged to 64x64 pixels by bicubic interpolation; what is darker than half of
    the darkest is ink, which goes the way of a drawing. What the digits format's recipe did to the
    digit's proportions and pen stays: models that learned from MNIST and read 96 % of its pictures
    read about 80 % of the digits that way.

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

    Examples
    --------
    >>> from digitrec import greys_of, to_digits_format
    >>> one = [[(20, 60), (100, 10), (100, 250)]]
    >>> greys = greys_of(to_digits_format(one))
    >>> greys.shape, int(greys.max())
    ((28, 28), 255)
    """
    from PIL import Image

    checked = check_image(counts)
    if not checked.any():
        return np.zeros(MNIST_FORMAT.shape)
    picture = Image.fromarray(checked.astype(np.float32))
    shades = np.asarray(picture.resize((ENLARGED_PX, ENLARGED_PX), Image.Resampling.BICUBIC))
    return MNIST_FORMAT.from_ink(shades > shades.max() / 2)


def convert_images(images: NDArray[Any], given: Format, wanted: Format) -> NDArray[np.uint8]:
    """Bring pictures from one format into another.

    Parameters
    ----------
    images : ndarray, shape (n, side, side)
    given, wanted : digitrec.formats.Format
        From 28x28 to 8x8 as `counts_of`, from 8x8 to 28x28 approximately as `greys_of`.

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
