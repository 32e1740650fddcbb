"""Changes of a room that a button makes, and why one was refused."""

from collections.abc import Callable

import streamlit as st

from digitrec.errors import RoomError
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.state import CLASS_REFUSED


def change(method: Callable[..., object], *arguments: object) -> None:
    """Let a widget's callback change a room; if it is refused, keep why for `show_refused`."""
    try:
        method(*arguments)
    except RoomError as error:
        st.session_state[CLASS_REFUSED] = log_refusal(error)


def show_refused() -> None:
    """Say once why the last change was refused, if it was."""
    if refused := st.session_state.pop(CLASS_REFUSED, None):
        st.error(refused)
