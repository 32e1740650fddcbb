"""Look at the data that the models learn from."""

import streamlit as st

from digitrec.ui.explore.classes import show_classes
from digitrec.ui.explore.downloads import show_description, show_downloads
from digitrec.ui.explore.facts import show_facts
from digitrec.ui.explore.picture_map import show_map
from digitrec.ui.explore.pictures import show_pictures
from digitrec.ui.explore.sample import choose_sample
from digitrec.ui.shared.page import begin_page
from digitrec.ui.shared.state import EXPLORE_TAB

TABS = {
    "Pictures": show_pictures,
    "Each digit": show_classes,
    "Map": show_map,
    "Download": show_downloads,
    "Where from": show_description,
}

begin_page(__file__)
st.title("Explore the data", anchor=False)
st.write("These are the pictures that the models learn from. How would you read them?")
sample = choose_sample()
if sample:
    show_facts(sample)
    # Only the part that is open is computed and sent.
    tabs = st.tabs(list(TABS), key=EXPLORE_TAB, on_change="rerun", bind="query-params")
    for tab, show in zip(tabs, TABS.values(), strict=True):
        if tab.open:
            with tab:
                show(sample)
