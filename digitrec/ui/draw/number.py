"""A number of several digits: what kind it is, and the wide canvas on which it is written."""

from functools import cache
from pathlib import Path

import streamlit as st

from digitrec.drawing import NUMBER_CANVAS_PX
from digitrec.ui.draw.canvas import show_strokes_canvas
from digitrec.ui.live import NUMBER_PROGRAM, bundle
from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.sent_drawing import NUMBER
from digitrec.ui.shared.served import ServedFile, component_script, serve_text
from digitrec.ui.shared.state import NUMBER_CANVAS, NUMBER_KIND

ANY, ZIP, AMOUNT = "Number", "ZIP code", "Amount"
# What the canvas says while it is blank, by the kind's name in JavaScript and in a link.
KINDS = {
    "number": (ANY, "Write a number"),
    "zip": (ZIP, "Write a ZIP code of five digits"),
    "amount": (AMOUNT, "Write an amount, such as 12.50"),
}
SHARPNESS = 3  # the canvas has 2,400 by 960 pixels
PEN = 0.6  # of the pen for a single digit, which is larger

_number = st.components.v2.component(
    "digitrec-number",
    html=(Path(__file__).parent / "number.html").read_text(encoding="utf-8"),
    js=component_script("number"),
    isolate_styles=False,
)


def number_kind() -> str:
    """Name the kind of number that is chosen, by its key in `KINDS`."""
    chosen = st.session_state.get(NUMBER_KIND, ANY)
    return next(name for name, (title, _) in KINDS.items() if title == chosen)


def show_kinds(tool: str) -> None:
    """Show the choice of what is written, for the tool that needs it."""
    st.session_state.setdefault(NUMBER_KIND, ANY)
    if tool == NUMBER and not is_hidden("tools"):
        st.segmented_control(
            "What is written",
            [title for title, _ in KINDS.values()],
            required=True,
            key=NUMBER_KIND,
            persist_state="session",
            label_visibility="collapsed",
        )


def show_number() -> None:
    """Show the wide canvas, and over it a box around each digit that is found."""
    show_strokes_canvas(NUMBER_CANVAS, NUMBER_CANVAS_PX, SHARPNESS, pen=PEN)
    with st.container(key="number"):
        _, hint = KINDS[number_kind()]
        _number(key="number-component", data={"hint": hint, "program": numbers_program().as_dict()})


@cache
def numbers_program() -> ServedFile:
    """Serve the program that reads and shows numbers, for when it is needed."""
    return serve_text("number.js", bundle(*NUMBER_PROGRAM))
