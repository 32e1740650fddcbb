"""How every page begins, and what it is dressed in."""

from functools import cache
from pathlib import Path

import streamlit as st

from digitrec.ui.shared.served import part_with_program
from digitrec.ui.shared.state import ENTERED
from digitrec.ui.style import style

# What a page is dressed in beside what all share, and what the program brings along.
STYLES = {
    "draw": ("draw",),
    "explore": ("gallery", "explore"),
    "train": ("train",),
    "evaluate": ("gallery", "evaluate"),
}

_menu = st.components.v2.component(
    "digitrec-menu", js=part_with_program("menu"), isolate_styles=False
)


def dress():
    """Lay what all pages share over the page, and have its menu close once it is used."""
    st.session_state[ENTERED] = True
    st.html(_dress("colours", "internals", "shared"))
    with st.container(key="menu"):
        _menu(key="menu-script")


@cache
def _dress(*names):
    return f"<style>{style(*names)}</style>"


def enter(path):
    """Begin a page: dress it, and lead whoever has not come through app.py to it.

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
    if names := STYLES.get(Path(path).stem):
        st.html(_dress(*names))
