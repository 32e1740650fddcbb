"""Pictures with the lines below them, as HTML."""

import html

import numpy as np
from numpy.typing import NDArray

from digitrec.formats import DIGITS_FORMAT, Format, png_uri


def figure_html(
    image: NDArray[np.generic],
    title: str,
    caption: str,
    *,
    picture_format: Format = DIGITS_FORMAT,
    mark: str = "",
) -> str:
    """Write one picture with the lines below it as HTML. Title and caption are escaped.

    Parameters
    ----------
    image : ndarray, shape (side, side)
    title, caption : str
        The first in bold.
    picture_format : digitrec.formats.Format, default: the digits format
    mark : str, optional
        A class of the stylesheet.
    """
    title, caption = html.escape(title), html.escape(caption)
    source = png_uri(image, max_value=picture_format.max_value)
    return (
        f'<figure class="dr-figure {mark}"><img src="{source}" alt="{title}, {caption}">'
        f"<figcaption><b>{title}</b><br>{caption}</figcaption></figure>"
    )
