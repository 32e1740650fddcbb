"""How every page begins, and what it is dressed in."""

from pathlib import Path

import streamlit as st

from digitrec.ui.state import ENTERED

HERE = Path(__file__).parent

_menu = st.components.v2.component(
    "digitrec-menu",
    js=(HERE / "menu.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def dress():
    """Lay the project's stylesheet over the page, and have its menu close once it is used."""
    st.session_state[ENTERED] = True
    st.html(HERE / "style.css")
    with st.container(key="menu"):
        _menu(key="menu-script")


def enter(path):
    """Begin a page: lead whoever has not come through app.py to it.

    Until app.py has run once, Streamlit serves the files in pages/ by themselves, at their names.
    It stops doing so with the first navigation, and app.py then finds the page that was asked for.

    Parameters
    ----------
    path : str
        Of the page's file.
    """
    if ENTERED not in st.session_state:
        st.navigation([st.Page("app.py", default=True), st.Page(path)], position="hidden")
        st.rerun()
