"""Draw a digit and have it read: the heart of the app."""

import streamlit as st

from digitrec.errors import InvalidDrawingError
from digitrec.ui.draw.answer import show_answer
from digitrec.ui.draw.board import choose_reader, open_link, show_board
from digitrec.ui.draw.explanations import show_explanations, show_link_button
from digitrec.ui.draw.reader_form import form_name, offer_form
from digitrec.ui.shared.handover import show_handover
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.page import begin_page

begin_page(__file__)
st.title("Draw a digit", anchor=False)
st.write("It is read while you draw. Any handwriting will do.")
try:
    open_link()
except InvalidDrawingError as invalid:
    st.error(log_refusal(invalid))

columns = st.container(key="board-and-answer", horizontal=True, gap="large")
with columns.container(key="board"):
    tool = show_board()
with columns.container(key="answer"):
    place = st.container()
    with st.container(key="answer-tools", horizontal=True):
        unfolded = show_link_button()
        choose_reader()
unfolded += show_explanations()
with place:
    show_answer(tool, unfolded, form_name())
offer_form()
show_handover()
