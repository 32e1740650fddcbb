"""Draw a digit and have it read: the heart of the app."""

import streamlit as st

from digitrec.ui.draw.answer import show_answer
from digitrec.ui.draw.board import choose_reader, show_board
from digitrec.ui.draw.explanations import show_explanations
from digitrec.ui.draw.link import PARTS
from digitrec.ui.draw.reader_form import form_name, offer_form
from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.handover import show_handover
from digitrec.ui.shared.link import open_link, show_link
from digitrec.ui.shared.page import begin_page

begin_page(__file__)
st.title("Draw a digit", anchor=False)
st.write("It is read while you draw. Any handwriting will do.")
open_link("", PARTS)

columns = st.container(key="board-and-answer", horizontal=True, gap="large")
with columns.container(key="board"):
    tool = show_board()
with columns.container(key="answer"):
    place = st.container()
    with st.container(key="answer-tools", horizontal=True):
        if not is_hidden("reader"):
            choose_reader()
        show_link("", PARTS, "Copy a link", with_picture=True)
unfolded = show_explanations()
with place:
    show_answer(tool, unfolded, form_name())
offer_form()
show_handover()
