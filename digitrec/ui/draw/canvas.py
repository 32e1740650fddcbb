"""The drawing canvas and its pen. What is on it, the browser owns (`live/store.js`)."""

import streamlit as st
from streamlit_drawable_canvas import st_canvas

from digitrec.drawing import CANVAS_PX
from digitrec.ui.shared.state import CANVAS_COMPONENT, PEN_WIDTH
from digitrec.ui.style import colour

SHARPNESS = 3  # the canvas's own pixels for each of a drawing's, so that ink is sharp on any screen
PENS_PX = {"Thin": 8, "Medium": 16, "Thick": 26}
INK, PAPER = colour("ink"), colour("paper")  # a change of the paper would wipe the drawing


@st.fragment
def show_canvas() -> None:
    """Show the canvas, with the pen that `choose_pen` offers.

    It is a fragment of its own: all that it sends is that it was emptied, which nothing needs.
    """
    with st.container(key="canvas"):
        st_canvas(
            stroke_width=PENS_PX[st.session_state[PEN_WIDTH]] * SHARPNESS,
            stroke_color=INK,
            background_color=PAPER,
            update_streamlit=False,
            width=CANVAS_PX * SHARPNESS,
            height=CANVAS_PX * SHARPNESS,
            key=CANVAS_COMPONENT,
        )


def choose_pen() -> None:
    """Show the choice of the pen's width, with buttons large enough for a thumb."""
    st.segmented_control(
        "Pen",
        list(PENS_PX),
        required=True,
        key=PEN_WIDTH,
        persist_state="session",
        label_visibility="collapsed",
        width="stretch",
    )
