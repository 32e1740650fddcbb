"""Texts that a visitor or a file has written, on a page that reads Markdown."""

import re

_MARKS = re.compile(r"([\\`*_~\[\]$:<&!])")  # of links, pictures, formulas, colours, icons and HTML


def plain(text):
    """Have Streamlit show a text as it stands.

    A name must not load a picture from elsewhere, nor become bold.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Markdown.
    """
    return _MARKS.sub(r"\\\1", text)
