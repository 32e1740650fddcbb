"""Labels that can be hidden, so that a class guesses first and sees them after."""

import streamlit as st

from digitrec.ui.explore.sample import Sample
from digitrec.ui.shared.state import LABEL_SHOWN, LABELS_HIDDEN


def choose_hidden() -> None:
    """Show the switch that hides all labels."""
    st.toggle("Hide the labels", key=LABELS_HIDDEN, persist_state="session")


def are_hidden() -> bool:
    """Whether this visitor has hidden the labels."""
    return bool(st.session_state.get(LABELS_HIDDEN))


def is_hidden(sample: Sample, place: int) -> bool:
    """Whether the label of one picture is hidden, since nobody has asked for it yet."""
    return are_hidden() and st.session_state.get(LABEL_SHOWN) != _name(sample, place)


def show_button(sample: Sample, place: int, *, key: str) -> None:
    """Show the button that shows the label of one picture, until another picture is chosen."""
    st.button("Show the label", icon=":material/visibility:", key=key, on_click=_show,
              args=(_name(sample, place),))  # fmt: skip


def _show(name: str) -> None:
    st.session_state[LABEL_SHOWN] = name


def _name(sample: Sample, place: int) -> str:
    return f"{sample.dataset.name} {sample.rows[place]}"
