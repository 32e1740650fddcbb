"""Stylesheets, each sent where it is needed and no further.

Colours have names: the theme's (``--st-…``), which Streamlit sets around components, and the
project's own (``--dr-…``) in `colours.css`. What names Streamlit's own elements is in
`internals.css`; all others name the project's classes and the keys of its containers.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
NEEDLESS_SPACE = re.compile(r"\s+(?=[{}])|(?<=[{};,])\s+|(?<=:)\s+")
COLOUR = re.compile(r"--dr-([a-z]+): ([^;]+);")


def style(*names: str) -> str:
    """Join stylesheets, without their comments, line breaks and needless spaces.

    Parameters
    ----------
    *names : str
        Files of this folder without their ending.
    """
    text = "".join(COMMENT.sub("", _read(name)) for name in names)
    return re.sub(r"\s+", " ", NEEDLESS_SPACE.sub("", text)).strip()


def colour(name: str) -> str:
    """Give one of the colours of `colours.css`, for what is no stylesheet.

    Parameters
    ----------
    name : str
        Without the ``--dr-`` before it.
    """
    return dict(COLOUR.findall(_read("colours")))[name]


def _read(name):
    return (HERE / f"{name}.css").read_text(encoding="utf-8")
