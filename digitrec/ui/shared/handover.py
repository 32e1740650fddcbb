"""From one page to another, with something chosen."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.formats import Format, counts_of
from digitrec.ui.shared import runs
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.scroll import bring_into_view
from digitrec.ui.shared.sent_drawing import CELLS, put_image
from digitrec.ui.shared.state import EVALUATED, HANDED_OVER, TOOL


def open_on_draw_button(
    image: NDArray[np.generic], picture_format: Format, *, key: str, reader: str
) -> None:
    """Show the button that puts a picture into the Draw page's cells and goes there.

    The model that reads there is the one that the picture was looked at with, and the page says so.

    Parameters
    ----------
    image : ndarray, shape (side, side)
    picture_format : digitrec.formats.Format
    key : str
        The button's.
    reader : str
        Key of the model, as `digitrec.ui.shared.runs.Run.key`, or the name of a shipped model. A
        detector cannot read: then the model that reads already stays, and the page says that.
    """
    if st.button("Open on the Draw page", icon=":material/draw:", key=key):
        put_image(counts_of(image, picture_format))
        st.session_state[TOOL] = CELLS
        _go_to_draw_page(reader, "This picture")


def use_on_draw_button(run: runs.Run) -> None:
    """Show the button that lets a run's model read the visitor's drawings, and goes there."""
    if st.button("Use on the Draw page", icon=":material/draw:", type="primary"):
        _go_to_draw_page(run.key, "Your drawing")


def _go_to_draw_page(reader: str, what: str) -> None:
    cannot_read = "" if reader in runs.model_titles() else "A detector cannot read digits. "
    if not cannot_read:
        runs.set_reader(reader)
    title = escape_markdown(runs.model_titles()[runs.reader_key()])
    st.session_state[HANDED_OVER] = f"{cannot_read}{what} is read by **{title}**."
    bring_into_view("draw")  # else it is as far down as the page that it comes from
    st.switch_page("pages/draw.py")


def show_handover() -> None:
    """Say which model came along from another page; to be called on the Draw page."""
    if sentence := st.session_state.pop(HANDED_OVER, None):
        st.toast(sentence, icon=":material/visibility:", duration="long")


def set_evaluated(key: str) -> None:
    """Choose the model that the Evaluate page shows.

    Parameters
    ----------
    key : str
        As `digitrec.ui.shared.runs.Run.key`, or the name of a shipped model.
    """
    st.session_state[EVALUATED] = key
