"""The drawing canvas and its pen. What is on it, the browser owns (`live/store.js`)."""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit_drawable_canvas import st_canvas

from digitrec.drawing import CANVAS_PX
from digitrec.drawing.invented import make_drawings
from digitrec.ui.shared.served import component_script
from digitrec.ui.shared.state import CANVAS_COMPONENT, PEN_WIDTH
from digitrec.ui.style import colour

SHARPNESS = 4
PENS_PX = {"Thin": 8, "Medium": 16, "Thick": 26}
INK, PAPER = colour("ink"), colour("paper")  # a change of the paper would wipe the drawing
GHOST_SEED = 24  # a three

_hint = st.components.v2.component(
    "digitrec-hint",
    html=(Path(__file__).parent / "hint.html").read_text(encoding="utf-8"),
    js=component_script("hint"),
    isolate_styles=False,
)


def show_canvas() -> None:
    """Show the canvas, and over it, while it is blank, what to do."""
    show_strokes_canvas(CANVAS_COMPONENT, CANVAS_PX, SHARPNESS)
    with st.container(key="hint"):
        _hint(key="hint-component", data={"ghost": ghost()})


@st.fragment
def show_strokes_canvas(key: str, width: int, sharpness: int, *, pen: float = 1.0) -> None:
    """Show a canvas with the pen that is chosen.

    It is a fragment of its own: all that it sends is that it was emptied, which nothing needs.

    Parameters
    ----------
    key : str
    width : int
        In the pixels of a drawing, of which it is `CANVAS_PX` high.
    sharpness : int
        The canvas's own pixels for each of these, so that ink is sharp on any screen.
    pen : float, default 1
        By how much to multiply the pen's width.
    """
    with st.container(key="canvas"):
        st_canvas(
            stroke_width=round(PENS_PX[st.session_state[PEN_WIDTH]] * sharpness * pen),
            stroke_color=INK,
            background_color=PAPER,
            update_streamlit=False,
            width=width * sharpness,
            height=CANVAS_PX * sharpness,
            key=key,
        )


@cache
def ghost() -> list[list[list[int]]]:
    """Give the digit that draws itself before a visitor does, as strokes in canvas pixels."""
    (strokes,), _ = make_drawings(1, random_state=GHOST_SEED)
    middle = CANVAS_PX / 2, CANVAS_PX / 2 - 12  # above the hint
    return [(stroke + middle).round().astype(int).tolist() for stroke in strokes]
