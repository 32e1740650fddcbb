"""The drawing canvas with its own undo, clear and pen."""

import streamlit as st
from streamlit_drawable_canvas import st_canvas

from digitrec.canvas import CANVAS_PX, strokes_from_canvas
from digitrec.errors import InvalidDrawingError
from digitrec.ui.state import CANVAS, PEN_WIDTH, kept

PENS_PX = {"Thin": 8, "Medium": 16, "Thick": 26}
INK, PAPER = "#111827", "#ffffff"  # in both themes: a change of the paper would wipe the drawing


def drawing_canvas():
    """Show the canvas, with the pen that `canvas_controls` offers.

    Returns
    -------
    list of ndarray of float64, each of shape (n, 2)
        The strokes on it, as `digitrec.strokes_from_canvas` gives them.

    Raises
    ------
    InvalidDrawingError
        If what the browser sent is no drawing. The canvas is on the page all the same.
    """
    part = kept(CANVAS, None)
    pen_px = PENS_PX[st.session_state[PEN_WIDTH]]
    with st.container(key="canvas"):
        try:
            json_data = st_canvas(
                stroke_width=pen_px,
                stroke_color=INK,
                background_color=PAPER,
                width=CANVAS_PX,
                height=CANVAS_PX,
                initial_drawing=part.start,
                key=part.key,
            ).json_data
        except (AttributeError, KeyError, TypeError):  # the canvas trusts what the browser sends
            raise InvalidDrawingError(
                "The canvas sent something that is not a drawing. Clear the canvas and draw again."
            ) from None
    strokes = strokes_from_canvas(json_data)
    part.now = json_data
    return strokes


def canvas_in_browser():
    """What the browser's own reading must know of the canvas.

    Returns
    -------
    dict
        ``"key"``, another for each beginning, and ``"pen"``, its width in pixels.
    """
    return {"key": kept(CANVAS, None).key, "pen": PENS_PX[st.session_state[PEN_WIDTH]]}


def canvas_controls():
    """Show undo, clear and the pen's width, each large enough for a thumb."""
    with st.container(key="canvas-controls", horizontal=True, gap="small"):
        st.button("Undo", icon=":material/undo:", on_click=undo, width="stretch")
        st.button("Clear", icon=":material/delete:", on_click=clear, width="stretch")
    st.session_state.setdefault(PEN_WIDTH, "Medium")
    st.segmented_control(
        "Pen",
        list(PENS_PX),
        required=True,
        key=PEN_WIDTH,
        persist_state="session",
        label_visibility="collapsed",
        width="stretch",
    )


def last_strokes():
    """Get what was last on the canvas, whether it is on the page or not.

    Returns
    -------
    json_data : dict or None
    strokes : list of ndarray of float64, each of shape (n, 2)
    """
    json_data = kept(CANVAS, None).now
    return json_data, strokes_from_canvas(json_data)


def undo():
    """Take the last stroke off the canvas."""
    part = kept(CANVAS, None)
    drawing = _latest(part)
    if drawing:
        part.restart(drawing | {"objects": drawing.get("objects", [])[:-1]})


def clear():
    """Empty the canvas."""
    kept(CANVAS, None).restart(None)


def _latest(part):
    """The drawing as the browser sent it with this very click, where that can be read."""
    try:
        json_data = st.session_state[part.key]["drawing"]["raw"]
        strokes_from_canvas(json_data)
        return json_data
    except (AttributeError, KeyError, TypeError, InvalidDrawingError):
        return part.now
