"""Test a model on one's own digits, and look after those that were kept."""

import streamlit as st

from digitrec.ui.my_digits.kept import show_kept
from digitrec.ui.my_digits.ten_digits import show_test
from digitrec.ui.shared.link import open_link, open_tab, show_link
from digitrec.ui.shared.page import keep_tab, lead_through_app
from digitrec.ui.shared.state import MINE_TAB

TABS = {"Ten digits": show_test, "My digits": show_kept}
PARTS = (open_tab(MINE_TAB, TABS),)

lead_through_app(__file__)
st.title("My digits", anchor=False)
open_link("my_digits", PARTS)
keep_tab(MINE_TAB, list(TABS))
# Only the part that is open is computed and sent.
for tab, show in zip(
    st.tabs(list(TABS), key=MINE_TAB, on_change="rerun"), TABS.values(), strict=True
):
    if tab.open:
        with tab:
            show()
show_link("my_digits", PARTS)
