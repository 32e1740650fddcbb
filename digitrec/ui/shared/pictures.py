"""Pictures with the lines below them, as HTML of a page."""

import html

from digitrec.formats import DIGITS_FORMAT, png_uri


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
