"""A grid of 8x8 cells: a picture set, or changed, cell by cell, without a pointer if need be."""

from pathlib import Path

import numpy as np
import streamlit as st

from digitrec.errors import InvalidDrawingError
from digitrec.formats import check_images
from digitrec.normalization import SIDE
from digitrec.ui import cached
from digitrec.ui.state import GRID, N_RANDOM_DIGITS, kept

BLANK = [0] * (SIDE * SIDE)

_grid = st.components.v2.component(
    "digitrec-grid",
    html='<div class="dr-grid-root"></div>',
    js=Path(__file__).with_name("grid.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def cell_grid():
    """Show the grid.

    Returns
    -------
    ndarray of float64, shape (8, 8)
        The picture on it, whole numbers 0..16.

    Raises
    ------
    InvalidDrawingError
        If what the browser sent is no picture. The grid is on the page all the same.
    """
    part = kept(GRID, BLANK)
    with st.container(key="grid"):
        value = _grid(
            key=part.key,
            data={"cells": part.start},
            default={"cells": part.start},
            on_cells_change=lambda: None,
        )
    cells = value.get("cells")
    if not isinstance(cells, list) or len(cells) != SIDE * SIDE:
        raise InvalidDrawingError(
            f"The grid sent something that is not {SIDE * SIDE} numbers. Clear it and begin again."
        )
    image = check_images(_rows(cells))
    part.now = cells
    return image


def _rows(cells):
    return [cells[start : start + SIDE] for start in range(0, len(cells), SIDE)]


def show_image(image):
    """Put a picture on the grid.

    Parameters
    ----------
    image : array_like, shape (8, 8)
        Whole numbers 0..16.
    """
    kept(GRID, BLANK).restart(check_images(image).astype(int).ravel().tolist())


def drawn_image():
    """Get what was last on the grid, whether it is on the page or not.

    Returns
    -------
    ndarray of float64, shape (8, 8), or None
        None where it holds no ink.
    """
    image = check_images(_rows(kept(GRID, BLANK).now))
    return image if image.any() else None


def grid_controls():
    """Show the buttons that empty the grid and that put a picture of the data set on it."""
    with st.container(key="grid-controls", horizontal=True, gap="small"):
        st.button("Clear", icon=":material/delete:", on_click=clear, width="stretch")
        st.button(
            "Random digit",
            icon=":material/casino:",
            on_click=show_random_digit,
            width="stretch",
        )
    st.caption(
        "A click adds ink. Keys: arrows move, 0 to 16 and + − set the ink, space fills or empties."
    )


def clear():
    """Empty the grid."""
    kept(GRID, BLANK).restart(BLANK)


def show_random_digit():
    """Put a picture of the data set on the grid; every visitor meets them in the same order."""
    n_shown = st.session_state.get(N_RANDOM_DIGITS, 0)
    st.session_state[N_RANDOM_DIGITS] = n_shown + 1
    images = cached.digits().images
    show_image(images[np.random.default_rng(n_shown).integers(len(images))])
