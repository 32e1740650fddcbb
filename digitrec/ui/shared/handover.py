"""From one page to another, with something chosen."""

import streamlit as st

from digitrec.formats import counts_of
from digitrec.ui.shared.desk import CELLS, put_image
from digitrec.ui.shared.state import (
    EVALUATED,
    TOOL,
)


def open_on_draw_button(image, picture_format, *, key):
    """Show the button that puts a picture on the Draw page's grid and goes there.

    Parameters
    ----------
    image : ndarray, shape (side, side)
    picture_format : digitrec.formats.Format
    key : str
        Of the button.
    """
    if st.button("Open on the Draw page", icon=":material/draw:", key=key):
        put_image(counts_of(image, picture_format))
        st.session_state[TOOL] = CELLS
        st.switch_page("pages/draw.py")


def evaluate(key):
    """Let the Evaluate page show a model from now on.

    Parameters
    ----------
    key : str
        As `digitrec.ui.shared.runs.Run.key`, or the name of a shipped model.
    """
    st.session_state[EVALUATED] = key
