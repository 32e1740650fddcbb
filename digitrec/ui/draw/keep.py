"""Right or wrong: below the answer, what keeps the drawing with the digit that was meant."""

from pathlib import Path

import streamlit as st

from digitrec.ui.shared import runs
from digitrec.ui.shared.address import is_projector
from digitrec.ui.shared.own_digits import kept_program
from digitrec.ui.shared.sent_drawing import PEN
from digitrec.ui.shared.served import component_script

_keep = st.components.v2.component(
    "digitrec-keep",
    html=(Path(__file__).parent / "keep.html").read_text(encoding="utf-8"),
    js=component_script("keep"),
    isolate_styles=False,
)


def show_keep(tool: str) -> None:
    """Show the labels that a drawing can be kept with, once it is read; only for the pen."""
    if tool == PEN and not is_projector():
        model = runs.model_titles()[runs.reader_key()]
        _keep(key="keep-component", data={"program": kept_program().as_dict(), "model": model})
