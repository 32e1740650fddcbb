"""Arrays as pictures that a web page can hold."""

import base64
import html
import io

import numpy as np
from PIL import Image

from digitrec.formats import DIGITS_FORMAT
from digitrec.normalization import MAX_COUNT

PAPER_GREY, INK_GREY = 255, 20


def png_bytes(picture, *, max_value=MAX_COUNT, scale=1):
    """Make a PNG, the ink dark on white.

    Parameters
    ----------
    picture : ndarray of bool or number, shape (height, width)
        Ink, or values 0..max_value.
    max_value : int, default 16
        What a cell full of ink holds.
    scale : int, default 1
        How many pixels wide and high a cell becomes.

    Returns
    -------
    bytes
    """
    share = picture / (1 if picture.dtype == bool else max_value)
    grey = np.round(PAPER_GREY + (INK_GREY - PAPER_GREY) * share).astype(np.uint8)
    image = Image.fromarray(grey.repeat(scale, axis=0).repeat(scale, axis=1))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def png_uri(picture, *, max_value=MAX_COUNT):
    """Make a PNG as the address of a picture within a page.

    Parameters and colours: as `png_bytes`.

    Returns
    -------
    str
    """
    data = png_bytes(picture, max_value=max_value)
    return "data:image/png;base64," + base64.b64encode(data).decode("ascii")


def sheet_uri(images, picture_format):
    """Make one PNG of many pictures, one below the other, as an address within a page.

    Parameters
    ----------
    images : ndarray, shape (n, side, side)
    picture_format : digitrec.formats.Format

    Returns
    -------
    str
    """
    return png_uri(images.reshape(-1, picture_format.side), max_value=picture_format.max_value)


def figure_html(image, title, caption, *, picture_format=DIGITS_FORMAT, mark=""):
    """Write one picture with the lines below it as HTML. What is not a constant is escaped.

    Parameters
    ----------
    image : ndarray, shape (side, side)
    title, caption : str
        The first in bold.
    picture_format : digitrec.formats.Format, default: the digits format
    mark : str, optional
        A class of the stylesheet.

    Returns
    -------
    str
    """
    title, caption = html.escape(title), html.escape(caption)
    source = png_uri(image, max_value=picture_format.max_value)
    return (
        f'<figure class="dr-figure {mark}"><img src="{source}" alt="{title}, {caption}">'
        f"<figcaption><b>{title}</b><br>{caption}</figcaption></figure>"
    )
