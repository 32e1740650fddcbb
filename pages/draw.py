"""Draw a digit and have it read: the heart of the app."""

import streamlit as st

from digitrec.errors import InvalidDrawingError, ModelFileError
from digitrec.ui import runs
from digitrec.ui.board import choose_reader, choose_tool, open_link
from digitrec.ui.canvas import canvas_in_browser
from digitrec.ui.details import details, fill_details, link_button
from digitrec.ui.live_part import form_name, send_form
from digitrec.ui.page import enter, take_toolbar_away
from digitrec.ui.reading import read_strokes, show_reading


@st.fragment
def draw_and_read(tool, sheet, unfolded):
    """Redraw what a stroke changes: the answer, and what is unfolded below it.

    The sheet comes first, so that a person can draw while the model is still being loaded.
    """
    read = tool.read
    try:
        with sheet:
            made = tool.show()
    except InvalidDrawingError as invalid:
        st.error(str(invalid))
        made, read = [], read_strokes
    try:
        reading = read(runs.reader(), made)
    except (InvalidDrawingError, ModelFileError) as refused:
        st.error(str(refused))
        return
    drawing = None
    if reading.strokes is not None:
        drawing = canvas_in_browser() | {"reader": form_name()}
    show_reading(reading, drawing)
    fill_details(unfolded, reading)


enter(__file__)
st.title("Draw a digit", anchor=False)
st.write("It is read while you draw. Any handwriting will do.")
take_toolbar_away()
try:
    open_link()
except InvalidDrawingError as invalid:
    st.error(str(invalid))

desk = st.container(key="desk", horizontal=True, gap="large")
board, answer = desk.container(key="board"), desk.container(key="answer")
with board:
    tool = choose_tool()
    sheet = st.container(key="sheet")
    tool.show_controls()
with answer:
    reading_place = st.container()
    with st.container(key="answer-tools", horizontal=True):
        unfolded = link_button()
        choose_reader()
unfolded += details()
with reading_place:
    draw_and_read(tool, sheet, unfolded)
send_form()
