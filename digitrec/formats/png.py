"""Pictures as PNG files."""

import base64
import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.formats.digits_recipe import MAX_COUNT
from digitrec.formats.format import Format

PAPER_GREY, INK_GREY = 255, 20
FOUND_INK = (0, 90, 160)  # red, green, blue; as the blue of the charts
SHOWN_PX = 1024  # of a photograph's longer side
PALE = 0.7  # of the darkness of what is no ink


def png_bytes(picture: NDArray[Any], *, max_value: float = MAX_COUNT, scale: int = 1) -> bytes:
    """Make a PNG, the ink dark on white.

    Parameters
    ----------
    picture : ndarray of bool or number, shape (height, width)
        Ink, or values 0..max_value.
    max_value : float, default 16
        What a cell full of ink holds.
    scale : int, default 1
        How many pixels wide and high a cell becomes.
    """
    from PIL import Image

    ink = picture / (1 if picture.dtype == bool else max_value)
    grey = np.round(PAPER_GREY + (INK_GREY - PAPER_GREY) * ink).astype(np.uint8)
    image = Image.fromarray(grey.repeat(scale, axis=0).repeat(scale, axis=1))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def png_uri(picture: NDArray[Any], *, max_value: float = MAX_COUNT) -> str:
    """Make a PNG as the address of a picture within a page.

    Parameters
    ----------
    picture, max_value
        As for `png_bytes`.

    Returns
    -------
    str
        Beginning with ``data:image/png;base64,``.
    """
    data = png_bytes(picture, max_value=max_value)
    return "data:image/png;base64," + base64.b64encode(data).decode("ascii")


def photograph_uri(greys: NDArray[np.float32], ink: NDArray[np.bool_]) -> str:
    """Make a picture of a photograph with the ink that was found in it, as an address in a page.

    Parameters
    ----------
    greys : ndarray of float32, shape (height, width)
        0..255, as `digitrec.drawing.open_image` gives them.
    ink : ndarray of bool, shape (height, width) or larger
        As `digitrec.drawing.ink_from_image` finds it. The ink is blue, and all else is pale.
        Where the ink is light, all is shown inverted.

    Returns
    -------
    str
        Beginning with ``data:image/jpeg;base64,``.

    Examples
    --------
    >>> import numpy as np
    >>> from digitrec.formats import photograph_uri
    >>> photograph_uri(np.zeros((8, 8), np.float32), np.eye(8, dtype=bool))[:23]
    'data:image/jpeg;base64,'
    """
    from PIL import Image

    step = -(-max(ink.shape) // SHOWN_PX)
    ink = ink[::step, ::step]
    image = np.asarray(Image.fromarray(greys.astype(np.uint8)).resize(ink.shape[::-1]))
    if (
        ink.any() and image[ink].mean() > image.mean()
    ):  # light on dark: blue would not be seen there
        image = 255 - image
    pale = PALE * image[..., np.newaxis] + (1 - PALE) * PAPER_GREY
    colours = np.where(ink[..., np.newaxis], FOUND_INK, pale)
    file = io.BytesIO()
    Image.fromarray(colours.astype(np.uint8)).save(file, "JPEG", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode("ascii")


def sheet_uri(images: NDArray[Any], picture_format: Format) -> str:
    """Make one PNG of many pictures, one below the other, as an address within a page.

    Parameters
    ----------
    images : ndarray, shape (n, side, side)
    picture_format : digitrec.formats.Format
    """
    return png_uri(images.reshape(-1, picture_format.side), max_value=picture_format.max_value)
