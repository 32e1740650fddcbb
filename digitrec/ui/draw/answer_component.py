"""The browser's place of the answer: it sends the drawing, which is checked here.

The browser owns the drawing (`live/store.js`). After each change it sends a revision, the visible
strokes of a digit and of a number, the counts of the cells, and the name of the form that it could
not use, if any. The server stores that, and computes nothing of it until something on the page
needs it.
"""

from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.drawing import MAX_STROKES, check_strokes
from digitrec.errors import InvalidDrawingError
from digitrec.formats import DIGITS_FORMAT, check_image
from digitrec.ui.draw.number import number_kind, numbers_program
from digitrec.ui.shared.sent_drawing import SentDrawing, last_drawing
from digitrec.ui.shared.served import component_script
from digitrec.ui.shared.state import (
    ANSWER_COMPONENT,
    IMAGE_FOR_CELLS,
    RECEIVED_REVISION,
    SENT_DRAWING,
)

HERE = Path(__file__).parent
TRY_AGAIN = "Clear it and draw again."

_answer = st.components.v2.component(
    "digitrec-answer",
    html=(HERE / "answer.html").read_text(encoding="utf-8"),
    js=component_script("answer"),
    isolate_styles=False,
)


def receive_drawing() -> SentDrawing:
    """Receive the drawing that the browser has sent last.

    Raises
    ------
    InvalidDrawingError
        If it is no drawing. The one before is kept.
    """
    sent = (st.session_state.get(ANSWER_COMPONENT) or {}).get("drawing")  # slow: look only once
    if sent is None:
        return last_drawing()
    if not isinstance(sent, dict):
        raise InvalidDrawingError(f"The page sent something that is not a drawing. {TRY_AGAIN}")
    revision = sent.get("revision")
    if type(revision) is not int or revision != st.session_state.get(RECEIVED_REVISION):
        st.session_state[RECEIVED_REVISION] = revision
        st.session_state[SENT_DRAWING] = _check(sent)
    return last_drawing()


def _check(sent: dict[str, Any]) -> SentDrawing:
    revision, cells, failed_form = (sent.get(key) for key in ("revision", "cells", "failedForm"))
    if type(revision) is not int or not isinstance(failed_form, str):
        raise InvalidDrawingError(f"The page sent something that is not a drawing. {TRY_AGAIN}")
    strokes, number = (_check_strokes(sent.get(key)) for key in ("strokes", "number"))
    side = DIGITS_FORMAT.side
    if not isinstance(cells, list) or len(cells) != side * side:
        raise InvalidDrawingError(f"The cells are not {side * side} numbers. {TRY_AGAIN}")
    rows = [cells[start : start + side] for start in range(0, len(cells), side)]
    return SentDrawing(strokes, check_image(rows), failed_form[:100], number)


def _check_strokes(strokes: object) -> tuple[NDArray[np.float64], ...]:
    if not isinstance(strokes, list):
        raise InvalidDrawingError(f"The canvas sent no list of strokes. {TRY_AGAIN}")
    if len(strokes) > MAX_STROKES:
        raise InvalidDrawingError(
            f"The drawing has {len(strokes):,} strokes; at most {MAX_STROKES:,} are read. "
            f"{TRY_AGAIN}"
        )
    return tuple(check_strokes(strokes))


def show_answer_component(tool: str, pen: str, form: str, answer: dict[str, Any] | None) -> None:
    """Show the place of the answer, which the browser fills.

    Parameters
    ----------
    tool : str
        `PEN`, `CELLS`, `PHOTO` or `NUMBER`.
    pen : str
        Its width, as chosen.
    form : str
        Name of the form by which the browser reads; empty where the model has none.
    answer : dict or None
        The server's own answer, where it was needed.
    """
    _answer(
        key=ANSWER_COMPONENT,
        data={
            "tool": tool,
            "pen": pen,
            "kind": number_kind(),
            "numbers": numbers_program().as_dict(),
            "form": form,
            "image": st.session_state.get(IMAGE_FOR_CELLS),
            "received": st.session_state.get(RECEIVED_REVISION),
            "answer": answer,
        },
        default={"drawing": None},
        on_drawing_change=lambda: None,
    )
