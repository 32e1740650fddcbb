"""From one page to another, with something chosen."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.formats import Format, counts_of
from digitrec.ui.shared.sent_drawing import CELLS, put_image
from digitrec.ui.shared.state import EVALUATED, TOOL


def open_on_draw_button(image: NDArray[np.generic], picture_format: Format, *, key: str) -> None:
    """Show the button that puts a picture into the Draw page's cells and goes there.

    Parameters
    ----------
    image : ndarray, shape (side, side)
    picture_format : digitrec.formats.Format
    key : str
        The button's.
    """
    if st.button("Open on the Draw page", icon=":material/draw:", key=key):
        put_image(counts_of(image, picture_format))
        st.session_state[TOOL] = CELLS
        st.switch_page("pages/draw.py")


def set_evaluated(key: str) -> None:
    """Choose the model that the Evaluate page shows.

    Parameters
    ----------
    key : str
        As `digitrec.ui.shared.runs.Run.key`, or the name of a shipped model.
    """
    st.session_state[EVALUATED] = key
