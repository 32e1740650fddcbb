"""Where a digit is made, with the pen or cell by cell, and who reads it."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from digitrec.formats import counts_of
from digitrec.links import decode_image
from digitrec.strokes import to_digits_format
from digitrec.ui import runs
from digitrec.ui.canvas import canvas_controls, drawing_canvas, last_strokes
from digitrec.ui.grid import cell_grid, grid_controls, show_image
from digitrec.ui.plain import plain
from digitrec.ui.reading import read_image, read_strokes
from digitrec.ui.state import DRAWING_ON_GRID, OPENED_LINK, READER_CHOICE, TOOL

PEN, CELLS = "Pen", "Cells"
CHOSEN = ":material/check: "


@dataclass(frozen=True)
class Tool:
    """A way to make a digit.

    Attributes
    ----------
    show : callable
        Shows it and returns what was made.
    show_controls : callable
    read : callable
        ``read(model, made)`` gives the `digitrec.ui.reading.Reading` of what was made.
    """

    show: Callable
    show_controls: Callable
    read: Callable


TOOLS = {
    PEN: Tool(drawing_canvas, canvas_controls, read_strokes),
    CELLS: Tool(cell_grid, grid_controls, read_image),
}


def choose_tool():
    """Show the choice between pen and cells.

    Returns
    -------
    Tool
    """
    st.session_state.setdefault(TOOL, PEN)
    name = st.segmented_control(
        "Draw with",
        list(TOOLS),
        required=True,
        key=TOOL,
        on_change=_bring_drawing,
        persist_state="session",
        label_visibility="collapsed",
        width="stretch",
    )
    return TOOLS[name]


def choose_reader():
    """Show the choice of the model that reads: those shipped, and those of this session.

    A menu, since a list box makes a first visit fetch 14 files more (docs/performance.md).
    """
    titles, chosen = runs.model_titles(), runs.reader_key()
    st.menu_button(
        f"Read by {plain(titles[chosen])}",
        list(titles),
        format_func=lambda key: (CHOSEN if key == chosen else "") + plain(titles[key]),
        key=READER_CHOICE,
        on_click=lambda: runs.let_read(st.session_state[READER_CHOICE]),
    )


def _bring_drawing():
    """Put a new drawing on the grid as well, to see what a change of one cell does to it."""
    if st.session_state[TOOL] != CELLS:
        return
    drawing, strokes = last_strokes()
    if strokes and drawing != st.session_state.get(DRAWING_ON_GRID):
        st.session_state[DRAWING_ON_GRID] = drawing
        show_image(to_digits_format(strokes))


def open_on_draw_button(image, picture_format, *, key):
    """Show the button that puts a picture on the Draw page's grid and goes there.

    Parameters
    ----------
    image : ndarray, shape (side, side)
    picture_format : digitrec.formats.Format
    key : str
        Of the button.
    """
    if st.button("Open on the Draw page", icon=":material/draw:", key=key):
        show_image(counts_of(image, picture_format))
        st.session_state[TOOL] = CELLS
        st.switch_page("pages/draw.py")


def open_link():
    """Put the picture of the page's address, if it has one, on the grid.

    Raises
    ------
    InvalidDrawingError
        The first time that the address's picture cannot be read.
    """
    text = st.query_params.get("p")
    if text is None or text == st.session_state.get(OPENED_LINK):
        return
    st.session_state[OPENED_LINK] = text
    show_image(decode_image(text))
    st.session_state[TOOL] = CELLS
