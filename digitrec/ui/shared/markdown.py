"""Texts that a visitor or a file has written, on a page that reads Markdown."""

import re

_MARKS = re.compile(r"([\\`*_~\[\]$:<&!])")  # of links, pictures, formulas, colours, icons and HTML
MAX_CODE_CHARS = 60


def escape_markdown(text: str) -> str:
    r"""Escape a text so that Streamlit shows it as it stands.

    A name must not load a picture from elsewhere, nor become bold.

    Examples
    --------
    >>> print(escape_markdown("my *best* model"))
    my \*best\* model
    """
    return _MARKS.sub(r"\\\1", text)


def code_markdown(text: str) -> str:
    """Write a text from outside as code within a sentence, on one line and cut short.

    Nothing in it is read as Markdown, nor made into a link.

    Examples
    --------
    >>> print(code_markdown("see www.example.org"))
    `see www.example.org`
    """
    shown = " ".join(text.replace("`", "'").split())
    if len(shown) > MAX_CODE_CHARS:
        shown = f"{shown[:MAX_CODE_CHARS]}…"
    return f"`{shown}`"
