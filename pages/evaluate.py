"""See what a model reads right, and what it confuses."""

import streamlit as st

from digitrec.errors import DatasetError, ModelFileError
from digitrec.ui.evaluate.accuracy import show_accuracy
from digitrec.ui.evaluate.choice import choose_answers
from digitrec.ui.evaluate.classes import show_classes
from digitrec.ui.evaluate.compare import show_two
from digitrec.ui.evaluate.confidence import show_confidence
from digitrec.ui.evaluate.download import show_downloads
from digitrec.ui.evaluate.insight import show_insight
from digitrec.ui.evaluate.link import left_out, parts_with
from digitrec.ui.evaluate.matrix import show_matrix
from digitrec.ui.evaluate.pictures import show_misread
from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.link import open_link, show_link
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.own_digits import receive_own_drawings
from digitrec.ui.shared.page import keep_tab, lead_through_app
from digitrec.ui.shared.state import EVALUATE_TAB

TABS = {
    "Confused": show_matrix,
    "Misread": show_misread,
    "Each digit": show_classes,
    "How sure": show_confidence,
    "Two models": show_two,
    "What it looks at": show_insight,
    "Download": show_downloads,
}
PARTS = parts_with(TABS)

lead_through_app(__file__)
st.title("Evaluate a model", anchor=False)
open_link("evaluate", PARTS)
evaluation = choose_answers()
if evaluation:
    show_accuracy(evaluation)
    # Only the part that is open is computed and sent.
    titles = [title for title in TABS if title != "Download" or not is_hidden("download")]
    keep_tab(EVALUATE_TAB, titles)
    if is_hidden("tabs"):
        titles = [st.session_state[EVALUATE_TAB]]
    tabs = st.tabs(titles, key=EVALUATE_TAB, on_change="rerun")
    for tab, title in zip(tabs, titles, strict=True):
        if tab.open:
            with tab:
                try:
                    TABS[title](evaluation)
                except (DatasetError, ModelFileError) as refused:
                    st.error(log_refusal(refused))
    st.caption(f"Tested on {evaluation.answers.tested_on}.")
show_link("evaluate", PARTS, left_out=left_out())
receive_own_drawings()
