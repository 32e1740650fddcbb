"""What a visitor makes, as far as the server has been told; the browser owns it (`live/desk.js`).

The browser tells of each change: a revision, the strokes that are seen, the counts of the cells,
and which reader's form it could not use, if any. The server keeps that, and computes nothing of it
until something on the page needs it.
"""

import secrets
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import streamlit as st

from digitrec.canvas import MAX_STROKES
from digitrec.errors import InvalidDrawingError
from digitrec.formats import DIGITS_FORMAT, check_image
from digitrec.strokes import check_strokes
from digitrec.ui.served import part
from digitrec.ui.state import DESK, HEARD, MADE, PUT

HERE = Path(__file__).parent
TRY_AGAIN = "Clear it and draw again."

_answer = st.components.v2.component(
    "digitrec-answer",
    html=(HERE / "answer.html").read_text(encoding="utf-8"),
    js=part("answer"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Made:
    """What a visitor has made.

    Attributes
    ----------
    strokes : tuple of ndarray of float64, each of shape (n, 2)
        In canvas pixels.
    cells : ndarray of float64, shape (8, 8)
        Whole numbers 0..16.
    cannot : str
        Name of the form that the browser could not use; empty if there is none.
    """

    strokes: tuple
    cells: np.ndarray
    cannot: str


BLANK = Made((), np.zeros(DIGITS_FORMAT.shape), "")


def last_made():
    """Get what this visitor has made, as last told.

    Returns
    -------
    Made
    """
    return st.session_state.get(MADE, BLANK)


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


def put_image(image, *, name=None):
    """Put a picture into the cells.

    Parameters
    ----------
    image : array_like, shape (8, 8)
        Whole numbers 0..16.
    name : str, optional
        A picture of a name is put there once, also where a page is loaded again and finds in the
        browser what became of it.
    """
    image = check_image(image)
    st.session_state[MADE] = replace(last_made(), cells=image)
    st.session_state[PUT] = {
        "id": name or secrets.token_hex(8),
        "cells": image.astype(int).ravel().tolist(),
    }


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
