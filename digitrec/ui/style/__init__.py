"""Stylesheets, of which each page fetches its own (`digitrec.ui.shared.page`).

Colours are custom properties: the theme's (``--st-…``), which Streamlit sets around components, and
the project's own (``--dr-…``) in `colours.css`. All selectors of Streamlit's own elements are in
`internals.css`; the other files select the project's classes and the keys of its containers.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
NEEDLESS_SPACE = re.compile(r"\s+(?=[{}])|(?<=[{};,])\s+|(?<=:)\s+")
COLOUR = re.compile(r"--dr-([a-z]+): ([^;]+);")


def style(*names: str) -> str:
    """Join stylesheets, without comments, line breaks and needless spaces.

    Parameters
    ----------
    *names : str
        Files of this folder without their ending.

    Examples
    --------
    >>> style("train")[:13]
    '.dr-accuracy{'
    """
    text = "".join(COMMENT.sub("", _read(name)) for name in names)
    return re.sub(r"\s+", " ", NEEDLESS_SPACE.sub("", text)).strip()


def colour(name: str) -> str:
    """Get one of the colours of `colours.css`, by its name without ``--dr-``.

    Examples
    --------
    >>> colour("ink")
    '#111827'
    """
    return dict(COLOUR.findall(_read("colours")))[name]


def _read(name: str) -> str:
    return (HERE / f"{name}.css").read_text(encoding="utf-8")
