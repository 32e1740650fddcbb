"""How every page begins: its stylesheets, and the script of the menu."""

from functools import cache
from pathlib import Path

import streamlit as st

from digitrec.ui.shared.served import component_script_with_program
from digitrec.ui.shared.state import APP_HAS_RUN
from digitrec.ui.style import style

# Stylesheets of a page beside the shared ones, and the one that the program brings along.
STYLES = {
    "draw": ("draw",),
    "explore": ("gallery", "explore"),
    "train": ("train",),
    "evaluate": ("gallery", "evaluate"),
    "about": ("gallery", "about"),
}

_menu = st.components.v2.component(
    "digitrec-menu", js=component_script_with_program("menu"), isolate_styles=False
)


def add_style_and_menu() -> None:
    """Put the shared stylesheets on the page, and the script that closes the menu after use."""
    st.session_state[APP_HAS_RUN] = True
    st.html(_style_tag("colours", "internals", "shared"))
    with st.container(key="menu"):
        _menu(key="menu-script")


@cache
def _style_tag(*names: str) -> str:
    return f"<style>{style(*names)}</style>"


def begin_page(path: str) -> None:
    """Begin a page: add its stylesheets, and lead whoever did not come through app.py to it.

    Until app.py has run once, Streamlit serves the files in pages/ by themselves, at their names.
    It stops doing so with the first navigation, and app.py then finds the page that was asked for.

    Parameters
    ----------
    path : str
        The page's ``__file__``.
    """
    if APP_HAS_RUN not in st.session_state:
        st.navigation([st.Page("app.py", default=True), st.Page(path)], position="hidden")
        st.rerun()
    if names := STYLES.get(Path(path).stem):
        st.html(_style_tag(*names))
