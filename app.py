"""The front door: what every page shares, and the way to each page."""

import streamlit as st

from digitrec.ui.page import dress

# No page's address is its file's name: until the first run of this script, Streamlit would serve
# such a file by itself, without what is laid over every page here.
PAGES = [
    st.Page("pages/draw.py", title="Draw", icon=":material/draw:", default=True),
    st.Page(
        "pages/explore.py",
        title="Explore",
        icon=":material/grid_view:",
        url_path="explore-the-data",
    ),
    st.Page(
        "pages/train.py", title="Train", icon=":material/model_training:", url_path="train-a-model"
    ),
    st.Page(
        "pages/evaluate.py",
        title="Evaluate",
        icon=":material/fact_check:",
        url_path="evaluate-a-model",
    ),
    st.Page(
        "pages/about.py", title="How it works", icon=":material/info:", url_path="how-it-works"
    ),
]

st.set_page_config(page_title="digitrec", page_icon="✍️", layout="wide")
dress()
page = st.navigation(PAGES, position="top")
page.run()
