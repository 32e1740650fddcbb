"""What a visitor has made, as far as the server has been told."""

import secrets
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from digitrec.formats import DIGITS_FORMAT, check_image
from digitrec.ui.shared.state import (
    MADE,
    PUT,
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


PEN, CELLS = "Pen", "Cells"
