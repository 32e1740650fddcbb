"""The visitor's drawing, as far as the browser has sent it."""

import secrets
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st
from numpy.typing import ArrayLike, NDArray

from digitrec.formats import DIGITS_FORMAT, check_image
from digitrec.ui.shared.state import IMAGE_FOR_CELLS, SENT_DRAWING

PEN, CELLS, PHOTO, NUMBER = "Pen", "Cells", "Photo", "Number"  # the tools


@dataclass(frozen=True)
class SentDrawing:
    """What the browser has sent.

    Attributes
    ----------
    strokes : tuple of ndarray of float64, each of shape (n, 2)
        In canvas pixels.
    cells : ndarray of float64, shape (8, 8)
        Whole numbers 0..16.
    failed_form : str
        Name of the form that the browser could not use; empty if there is none.
    number : tuple of ndarray of float64, each of shape (n, 2)
        The strokes of a number, in pixels of its own canvas.
    """

    strokes: tuple[NDArray[np.float64], ...]
    cells: NDArray[np.float64]
    failed_form: str
    number: tuple[NDArray[np.float64], ...] = ()


BLANK = SentDrawing((), np.zeros(DIGITS_FORMAT.shape), "")


def last_drawing() -> SentDrawing:
    """Get what the browser sent last."""
    return st.session_state.get(SENT_DRAWING, BLANK)


def put_image(image: ArrayLike) -> None:
    """Put a picture into the cells.

    Parameters
    ----------
    image : array_like, shape (8, 8)
        Whole numbers 0..16.
    """
    cells = check_image(image)
    st.session_state[SENT_DRAWING] = replace(last_drawing(), cells=cells)
    st.session_state[IMAGE_FOR_CELLS] = {
        "id": secrets.token_hex(8),
        "cells": cells.astype(int).ravel().tolist(),
    }
