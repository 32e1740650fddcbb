"""The front door: what every page shares, and the way to each page."""

import streamlit as st

from digitrec.ui import memory
from digitrec.ui.shared.address import open_address
from digitrec.ui.shared.log import configure_log, log_if_slow
from digitrec.ui.shared.page import add_style_and_menu
from digitrec.ui.shared.scroll import scroll

PAGES = [
    st.Page("pages/draw.py", title="Draw", icon=":material/draw:", default=True),
    st.Page("pages/explore.py", title="Explore", icon=":material/grid_view:"),
    st.Page("pages/train.py", title="Train", icon=":material/model_training:"),
    st.Page("pages/evaluate.py", title="Evaluate", icon=":material/fact_check:"),
    st.Page("pages/about.py", title="How it works", icon=":material/info:"),
]

configure_log()
st.set_page_config(page_title="digitrec", page_icon="✍️", layout="wide")
add_style_and_menu()
page = st.navigation(PAGES, position="top")
memory.restore()
for refusal in open_address():
    st.warning(refusal)
with log_if_slow(f"the page {page.title}"):
    page.run()
scroll()
memory.save()
