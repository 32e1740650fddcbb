"""What the browser tells of a drawing, checked; and the place of the answer, which it fills.

The browser owns what a visitor makes (`live/desk.js`). It tells of each change: a revision, the
strokes that are seen, the counts of the cells, and which reader's form it could not use, if any.
The server keeps that, and computes nothing of it until something on the page needs it.
"""

from pathlib import Path

import streamlit as st

from digitrec.drawing import MAX_STROKES, check_strokes
from digitrec.errors import InvalidDrawingError
from digitrec.formats import DIGITS_FORMAT, check_image
from digitrec.ui.shared.desk import Made, last_made
from digitrec.ui.shared.served import part
from digitrec.ui.shared.state import DESK, HEARD, MADE, PUT

HERE = Path(__file__).parent
TRY_AGAIN = "Clear it and draw again."

_answer = st.components.v2.component(
    "digitrec-answer",
    html=(HERE / "answer.html").read_text(encoding="utf-8"),
    js=part("answer"),
    isolate_styles=False,
)


def take():
    """Take what the browser tells.

    Returns
    -------
    Made

    Raises
    ------
    InvalidDrawingError
        If what it tells is no drawing. What was told before is kept.
    """
    told = (st.session_state.get(DESK) or {}).get("made")  # once: to look there is not cheap
    if told is None:
        return last_made()
    if not isinstance(told, dict):
        raise InvalidDrawingError(f"The page sent something that is not a drawing. {TRY_AGAIN}")
    revision = told.get("revision")
    if type(revision) is not int or revision != st.session_state.get(HEARD):
        st.session_state[HEARD] = revision
        st.session_state[MADE] = _checked(told)
    return last_made()


def _checked(told):
    revision, strokes, cells, cannot = (
        told.get(key) for key in ("revision", "strokes", "cells", "cannot")
    )
    if type(revision) is not int or not isinstance(cannot, str):
        raise InvalidDrawingError(f"The page sent something that is not a drawing. {TRY_AGAIN}")
    if not isinstance(strokes, list):
        raise InvalidDrawingError(f"The canvas sent no list of strokes. {TRY_AGAIN}")
    if len(strokes) > MAX_STROKES:
        raise InvalidDrawingError(
            f"The drawing has {len(strokes):,} strokes; at most {MAX_STROKES:,} are read. "
            f"{TRY_AGAIN}"
        )
    side = DIGITS_FORMAT.side
    if not isinstance(cells, list) or len(cells) != side * side:
        raise InvalidDrawingError(f"The cells are not {side * side} numbers. {TRY_AGAIN}")
    rows = [cells[start : start + side] for start in range(0, len(cells), side)]
    return Made(tuple(check_strokes(strokes)), check_image(rows), cannot[:100])


def show_answer(tool, pen, form, answer):
    """Show the place of the answer, which the browser fills.

    Parameters
    ----------
    tool : str
    pen : str
        Its width, as chosen.
    form : str
        Name of the form by which the browser reads; empty where the model has none.
    answer : dict or None
        The server's own answer, where it was needed.
    """
    _answer(
        key=DESK,
        data={
            "tool": tool,
            "pen": pen,
            "reader": form,
            "put": st.session_state.get(PUT),
            "heard": st.session_state.get(HEARD),
            "answer": answer,
        },
        default={"made": None},
        on_made_change=lambda: None,
    )
