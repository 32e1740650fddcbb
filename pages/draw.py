"""Draw a digit and have it read: the heart of the app."""

import streamlit as st

from digitrec.errors import InvalidDrawingError
from digitrec.links import decode_image
from digitrec.ui import cached
from digitrec.ui.canvas import canvas_controls, drawing_canvas
from digitrec.ui.details import show_details
from digitrec.ui.grid import cell_grid, grid_controls, show_image
from digitrec.ui.page import take_toolbar_away
from digitrec.ui.reading import read_image, read_strokes, show_reading

PEN, CELLS = "Pen", "Cells"
TOOLS = {
    PEN: (drawing_canvas, canvas_controls, read_strokes),
    CELLS: (cell_grid, grid_controls, read_image),
}


def open_link():
    """Put the picture of a link on the grid, once."""
    text = st.query_params.get("p")
    if text is None or st.session_state.get("opened link") == text:
        return
    st.session_state["opened link"] = text
    try:
        show_image(decode_image(text))
        st.session_state["tool"] = CELLS
    except InvalidDrawingError as error:
        st.session_state["link error"] = str(error)


@st.fragment
def draw_and_read():
    """The part of the page that a stroke redraws."""
    error = None
    with st.container(key="desk", horizontal=True, gap="large"):
        with st.container(key="board"):
            tool = st.segmented_control(
                "Draw with",
                list(TOOLS),
                default=PEN,
                required=True,
                key="tool",
                persist_state="session",
                label_visibility="collapsed",
                width="stretch",
            )
            show, show_controls, read = TOOLS[tool]
            try:
                drawn = show()
            except InvalidDrawingError as invalid:
                drawn, read, error = [], read_strokes, invalid
            show_controls()
        with st.container(key="answer"):
            if error:
                st.error(str(error))
            reading = read(cached.model(), drawn)
            show_reading(reading)
    show_details(reading)


st.title("Draw a digit", anchor=False)
st.write("It is read after every stroke, in any handwriting.")
take_toolbar_away()
open_link()
if "link error" in st.session_state:
    st.error(st.session_state.pop("link error"))
draw_and_read()
