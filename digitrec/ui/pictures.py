"""Arrays as pictures that a web page can hold."""

import base64
import io

import numpy as np
from PIL import Image

from digitrec.normalization import MAX_COUNT

PAPER_GREY, INK_GREY = 255, 20


def png_bytes(picture, *, scale=1):
    """Make a PNG, the ink dark on white.

    Parameters
    ----------
    picture : ndarray of bool or float64, shape (height, width)
        Ink, or counts 0..16.
    scale : int, default 1
        How many pixels wide and high a cell becomes.

    Returns
    -------
    bytes
    """
    share = picture / (1 if picture.dtype == bool else MAX_COUNT)
    grey = np.round(PAPER_GREY + (INK_GREY - PAPER_GREY) * share).astype(np.uint8)
    image = Image.fromarray(grey.repeat(scale, axis=0).repeat(scale, axis=1))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def png_uri(picture):
    """Make a PNG as the address of a picture within a page.

    Parameters and colours: as `png_bytes`.

    Returns
    -------
    str
    """
    return "data:image/png;base64," + base64.b64encode(png_bytes(picture)).decode("ascii")
