"""The front door: what every page shares, and the way to each page."""

import streamlit as st

from digitrec.ui import memory
from digitrec.ui.shared.address import is_hidden, is_projector, open_address
from digitrec.ui.shared.class_model import follow_class_model
from digitrec.ui.shared.log import configure_log, log_if_slow
from digitrec.ui.shared.page import begin_page, show_view_button, tell_unknown_address
from digitrec.ui.shared.scroll import scroll

PAGES = [
    st.Page("pages/draw.py", title="Draw", icon=":material/draw:", default=True),
    st.Page("pages/my_digits.py", title="My digits", icon=":material/edit_note:"),
    st.Page("pages/explore.py", title="Explore", icon=":material/grid_view:"),
    st.Page("pages/train.py", title="Train", icon=":material/model_training:"),
    st.Page("pages/evaluate.py", title="Evaluate", icon=":material/fact_check:"),
    st.Page("pages/class_room.py", title="Class", icon=":material/groups:"),
    st.Page("pages/about.py", title="How it works", icon=":material/info:"),
]

configure_log()
st.set_page_config(page_icon="✍️")  # else the browser asks Google for a page's icon
refusals = open_address()
has_menu = not (is_projector() or is_hidden("menu"))
page = st.navigation(PAGES, position="top" if has_menu else "hidden")
st.set_page_config(page_title=f"{page.title} · digitrec")
begin_page(page.url_path or "draw")
show_view_button()
tell_unknown_address(page, PAGES)
memory.restore()
if page.url_path != "class_room":  # which looks at the room itself
    follow_class_model()
for refusal in refusals:
    st.warning(refusal)
with log_if_slow(f"the page {page.title}"):
    page.run()
scroll()
memory.save()
