"""Texts that a visitor or a file has written, on a page that reads Markdown."""

import re

_MARKS = re.compile(r"([\\`*_~\[\]$:<&!])")  # of links, pictures, formulas, colours, icons and HTML


def escape_markdown(text: str) -> str:
    r"""Escape a text so that Streamlit shows it as it stands.

    A name must not load a picture from elsewhere, nor become bold.

    Examples
    --------
    >>> print(escape_markdown("my *best* model"))
    my \*best\* model
    """
    return _MARKS.sub(r"\\\1", text)
