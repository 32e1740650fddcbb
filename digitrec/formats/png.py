"""Pictures as PNG files."""

import base64
import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.formats.digits_recipe import MAX_COUNT
from digitrec.formats.format import Format

PAPER_GREY, INK_GREY = 255, 20


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


def sheet_uri(images: NDArray[Any], picture_format: Format) -> str:
    """Make one PNG of many pictures, one below the other, as an address within a page.

    Parameters
    ----------
    images : ndarray, shape (n, side, side)
    picture_format : digitrec.formats.Format
    """
    return png_uri(images.reshape(-1, picture_format.side), max_value=picture_format.max_value)
