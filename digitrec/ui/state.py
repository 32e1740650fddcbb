"""What a visit keeps between runs: every key of the session's state is named here.

The canvas and the grid of cells own their value in the browser. Such a part is begun with a value
and resets when that changes, so that the beginning must stay as it was while the person draws; it
shows another value at once only under another key; and Streamlit forgets it when it leaves the
page.
"""

from dataclasses import dataclass
from typing import Any

import streamlit as st

ENTERED = "entered"
PEN_WIDTH = "pen width"
TOOL = "tool"
OPENED_LINK = "opened link"
DRAWING_ON_GRID = "drawing on the grid"
N_RANDOM_DIGITS = "n random digits"
RUNS, RUN_NUMBER = "runs", "run number"
AWAITED, AWAITED_SHOWN = "awaited runs", "awaited runs shown"
MEMORY, ASKED, FORGOTTEN = "memory", "asked of the browser", "forgotten"
READER, READER_CHOICE = "reader", "reader choice"
FORMS = "forms"
THRESHOLD = "threshold"
CLOSER, SERIES = "closer", "series"
CHOSEN_RUN, COMPARED_RUN = "chosen run", "compared run"
UPLOAD, UPLOAD_REFUSED = "upload", "upload refused"
ARTICLE, ARTICLE_ROWS, ARTICLE_RUNS = "article", "article rows", "article runs"
EXPLORED, SAMPLE_SIZE, EXPLORE_PART = "explored", "sample size", "part"
GALLERY_DIGITS, GALLERY_ORDER, GALLERY_PAGE = "gallery digits", "gallery order", "gallery page"
COMPARED_DIGITS = "compared digits"
MAP_METHOD, MAP_LASSO = "map method", "map lasso"
EVALUATED, TESTED_ON, ANSWERS = "evaluated", "tested on", "answers"
EVALUATE_PART, FIGURE_KIND = "evaluate part", "figure kind"
MATRIX, MATRIX_BY, CELL_OF = "matrix", "matrix by", "cell of"
CELL_WAS, CELL_SAID, N_CELLS = "cell was", "cell said", "n cells"
INSIGHT, IMPORTANCES, IMAGE_OF = "insight", "importances", "image of"
CANVAS, GRID = "canvas", "grid"


@dataclass
class Kept:
    """The value of a part of the page that lives in the browser.

    Attributes
    ----------
    name : str
    start : object
        What the part was begun with.
    now : object
        What it holds, as far as that could be read.
    version : int
        Counts the beginnings.
    """

    name: str
    start: Any
    now: Any
    version: int = 0

    @property
    def key(self):
        """The part's key on the page, a new one for each beginning."""
        return f"{self.name}-{self.version}"

    def restart(self, value):
        """Begin the part anew with another value."""
        self.start = self.now = value
        self.version += 1


def kept(name, blank):
    """Get a part of this visitor's page, begun anew with its last value if it comes back.

    Parameters
    ----------
    name : str
        `CANVAS` or `GRID`.
    blank : object
        What it is begun with at first.

    Returns
    -------
    Kept
    """
    part = st.session_state.setdefault(f"kept {name}", Kept(name, blank, blank))
    if part.now is not part.start and part.key not in st.session_state:
        part.restart(part.now)
    return part


def plan_key(name):
    """Key of one choice of the Train page's form.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    return f"plan {name}"
