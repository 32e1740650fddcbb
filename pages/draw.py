"""Draw a digit and have it read: the heart of the app."""

import streamlit as st

from digitrec.errors import InvalidDrawingError, ModelFileError
from digitrec.ui import cached
from digitrec.ui.board import choose_tool, open_link
from digitrec.ui.details import show_details, show_link
from digitrec.ui.page import take_toolbar_away
from digitrec.ui.reading import read_strokes, show_reading


@st.fragment
def draw_and_read():
    """The part of the page that a stroke redraws.

    The board comes first, so that a person can draw while the model is still being loaded.
    """
    desk = st.container(key="desk", horizontal=True, gap="large")
    board, answer = desk.container(key="board"), desk.container(key="answer")
    with board:
        tool = choose_tool()
        read, error = tool.read, None
        try:
            made = tool.show()
        except InvalidDrawingError as invalid:
            made, read, error = [], read_strokes, invalid
        tool.show_controls()
    with answer:
        if error:
            st.error(str(error))
        try:
            reading = read(cached.model(), made)
        except (InvalidDrawingError, ModelFileError) as refused:
            st.error(str(refused))
            return
        show_reading(reading)
        show_link(reading)
    show_details(reading)


st.title("Draw a digit", anchor=False)
st.write("It is read after every stroke. Any handwriting will do.")
take_toolbar_away()
try:
    open_link()
except InvalidDrawingError as invalid:
    st.error(str(invalid))
draw_and_read()
