"""A grid of 8x8 cells: a picture is set or changed cell by cell, also without a pointer."""

import numpy as np
import streamlit as st

from digitrec.ui.shared import cached
from digitrec.ui.shared.sent_drawing import put_image
from digitrec.ui.shared.served import component_script
from digitrec.ui.shared.state import N_RANDOM_DIGITS

_grid = st.components.v2.component(
    "digitrec-grid",
    html='<div class="dr-grid-root"></div>',
    js=component_script("grid"),
    isolate_styles=False,
)


def show_grid() -> None:
    """Show the grid. What it holds, the browser owns (`live/store.js`)."""
    with st.container(key="grid"):
        _grid(key="grid-component")


def show_random_button() -> None:
    """Show the button that puts a picture of the data set on the grid."""
    st.button("Random digit", on_click=put_random_digit)


def show_grid_hint() -> None:
    """Say how to set cells: by a finger where there is one, else by mouse and keys."""
    st.html(
        '<p class="dr-how dr-by-finger">Tap a cell for more ink, slide to paint.</p>'
        '<p class="dr-how dr-by-mouse">Click a cell for more ink, drag to paint. Keys: arrows '
        "move; 0 to 16, + and − set the ink; space fills or empties.</p>"
    )


def put_random_digit() -> None:
    """Put a picture of the data set on the grid, in the same order for every visitor."""
    n_shown = st.session_state.get(N_RANDOM_DIGITS, 0)
    st.session_state[N_RANDOM_DIGITS] = n_shown + 1
    images = cached.digits().images
    put_image(images[np.random.default_rng(n_shown).integers(len(images))])
