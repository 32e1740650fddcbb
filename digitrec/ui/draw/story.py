"""The story of a drawing: how the ten probabilities changed while it grew."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.ui.draw.reader_form import form_name
from digitrec.ui.shared.served import component_script

_story = st.components.v2.component(
    "digitrec-story",
    html=(Path(__file__).parents[1] / "live" / "story.html").read_text(encoding="utf-8"),
    js=component_script("story"),
    isolate_styles=False,
)


def show_story(strokes: Sequence[NDArray[np.float64]]) -> None:
    """Show how the answer changed while a drawing grew.

    Parameters
    ----------
    strokes : sequence of ndarray, each of shape (n, 2)
    """
    from digitrec.charts.style import (
        DIGIT_COLOURS,
    )  # with Plotly, which a first visit can do without

    _story(
        key="story-component",
        data={
            "strokes": [stroke.tolist() for stroke in strokes],
            "form": form_name(),
            "colours": DIGIT_COLOURS,
        },
    )
