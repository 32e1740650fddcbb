"""Draw a digit and have it read: the heart of the app."""

import streamlit as st

from digitrec.ui.draw.answer import show_answer
from digitrec.ui.draw.board import choose_reader, show_board, show_tools
from digitrec.ui.draw.explanations import show_explanations
from digitrec.ui.draw.keep import show_keep
from digitrec.ui.draw.link import PARTS, left_out
from digitrec.ui.draw.number import show_kinds
from digitrec.ui.draw.reader_form import form_name, offer_form
from digitrec.ui.draw.steps import show_steps
from digitrec.ui.shared.handover import show_handover
from digitrec.ui.shared.link import open_link, show_link
from digitrec.ui.shared.page import lead_through_app

lead_through_app(__file__)
st.title("Draw a digit", anchor=False)
open_link("", PARTS)

# The parts in the order in which they are read aloud; draw.css says where each lies.
parts = st.container(key="draw")
board, tools, kind, answer, keep, reader, steps = (
    parts.container(key=key)
    for key in ("board", "tools", "kind", "answer", "keep", "reader", "steps")
)
with tools:
    tool = show_tools()
with kind:
    show_kinds(tool)
with board:
    show_board(tool)
with reader, st.container(key="reader-row", horizontal=True):
    choose_reader()
    show_link("", PARTS, "Copy a link", with_picture=True, left_out=left_out())
with steps:
    show_steps(tool)
unfolded = show_explanations(tool)
with answer:
    show_answer(tool, unfolded, form_name())
with keep:
    show_keep(tool)
offer_form()
show_handover()
