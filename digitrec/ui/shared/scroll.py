"""Bring what is new on a page into view: on a phone it may be a screen or two away."""

import secrets
from pathlib import Path

import streamlit as st

from digitrec.ui.shared.state import SCROLL

_scroll = st.components.v2.component(
    "digitrec-scroll",
    js=(Path(__file__).parent / "scroll.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def bring_into_view(key: str) -> None:
    """Scroll to a container once the page has run, if it is not in sight.

    To be called when something happens, as from a button's callback or when a job is done, and
    not in every run: each call scrolls once. Whoever prefers less motion is taken there at once.

    Parameters
    ----------
    key : str
        Of the container; letters, digits and dashes.
    """
    st.session_state[SCROLL] = {"key": key, "event": secrets.token_hex(8)}


def scroll() -> None:
    """Carry out what was asked of `bring_into_view`; to be called after a page is run."""
    if asked := st.session_state.get(SCROLL):
        with st.container(key="scroll"):
            _scroll(key="scroll-script", data=asked)
