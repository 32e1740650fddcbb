"""Look at the data that the models learn from."""

import streamlit as st

from digitrec.ui.explore.classes import show_classes
from digitrec.ui.explore.downloads import show_downloads
from digitrec.ui.explore.facts import show_facts
from digitrec.ui.explore.link import parts_with
from digitrec.ui.explore.picture_map import show_map
from digitrec.ui.explore.pictures import show_pictures
from digitrec.ui.explore.quiz import show_quiz
from digitrec.ui.explore.sample import choose_sample
from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.link import open_link, show_link
from digitrec.ui.shared.own_digits import receive_own_drawings
from digitrec.ui.shared.page import keep_tab, lead_through_app
from digitrec.ui.shared.state import EXPLORE_TAB

TABS = {
    "Pictures": show_pictures,
    "Quiz": show_quiz,
    "Each digit": show_classes,
    "Map": show_map,
    "Facts": show_facts,
    "Download": show_downloads,
}
PARTS = parts_with(TABS)
HIDEABLE = {"Quiz": "quiz", "Facts": "facts", "Download": "download"}

lead_through_app(__file__)
head = st.container(key="explore-head", horizontal=True, vertical_alignment="center")
head.title("Explore the data", anchor=False, width="content")
open_link("explore", PARTS)
sample = choose_sample(head)
head.markdown("Models learn from these. Can you read them?", width="content")
if sample:
    titles = [title for title in TABS if title not in HIDEABLE or not is_hidden(HIDEABLE[title])]
    keep_tab(EXPLORE_TAB, titles)
    if is_hidden("tabs"):
        TABS[st.session_state[EXPLORE_TAB]](sample)
    else:
        # Only the part that is open is computed and sent.
        tabs = st.tabs(titles, key=EXPLORE_TAB, on_change="rerun")
        for tab, title in zip(tabs, titles, strict=True):
            if tab.open:
                with tab:
                    TABS[title](sample)
show_link("explore", PARTS)
receive_own_drawings()
