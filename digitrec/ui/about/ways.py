"""A row of pictures with what happens in each."""

import html
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from digitrec.formats import png_uri


def way_html(picture: NDArray[np.bool_] | str, name: str, text: str, mark: str = "") -> str:
    """Write one picture with its name and a text, in which terms stand between asterisks.

    Parameters
    ----------
    picture : ndarray of bool, shape (height, width), or str
        Ink, or the address of a picture.
    name, text : str
    mark : str, optional
        A class of the stylesheet.
    """
    uri = picture if isinstance(picture, str) else png_uri(picture, max_value=1)
    parts = html.escape(text).split("*")
    said = "".join(f"<i>{part}</i>" if i % 2 else part for i, part in enumerate(parts))
    name = html.escape(name)
    return (
        f'<figure class="dr-way {mark}"><img src="{uri}" alt="{name}">'
        f"<figcaption><b>{name}</b><br>{said}</figcaption></figure>"
    )


def ways_html(ways: Iterable[str], mark: str = "") -> str:
    """Put pictures of `way_html` side by side."""
    return f'<div class="dr-ways {mark}">{"".join(ways)}</div>'
