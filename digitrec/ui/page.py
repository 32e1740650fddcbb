"""What every page is dressed in."""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent

_toolbar = st.components.v2.component(
    "digitrec-toolbar",
    js=(HERE / "toolbar.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def dress():
    """Lay the project's stylesheet over the page."""
    st.html(HERE / "style.css")


def take_toolbar_away():
    """Keep the canvas's own toolbar out of the way of strokes (see toolbar.js)."""
    with st.container(key="toolbar"):
        _toolbar(key="toolbar-script")
