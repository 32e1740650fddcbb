"""The place of the pictures from a drawing to what is read; before there is ink, things to try."""

from pathlib import Path

import streamlit as st

from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.sent_drawing import NUMBER
from digitrec.ui.shared.served import component_script

_steps = st.components.v2.component(
    "digitrec-steps",
    html=(Path(__file__).parent / "steps.html").read_text(encoding="utf-8"),
    js=component_script("steps"),
    isolate_styles=False,
)


def show_steps(tool: str) -> None:
    """Show the place, which the browser fills (`live/reading.js`); a number needs none."""
    if tool != NUMBER:
        _steps(key="steps-alone" if is_hidden("try") else "steps-component")
