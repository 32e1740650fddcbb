"""The story of a drawing: how the ten probabilities moved while it grew."""

from pathlib import Path

import streamlit as st

from digitrec.ui.draw.reader_form import form_name
from digitrec.ui.shared.served import part

_story = st.components.v2.component(
    "digitrec-story",
    html=(Path(__file__).parents[1] / "live" / "story.html").read_text(encoding="utf-8"),
    js=part("story"),
    isolate_styles=False,
)


def show_story(strokes):
    """Show how the answer changed while a drawing grew.

    Parameters
    ----------
    strokes : list of ndarray, each of shape (n, 2)
    """
    from digitrec.charts.style import (
        DIGIT_COLOURS,
    )  # with Plotly, which a first visit can do without

    _story(
        key="story-part",
        data={
            "strokes": [stroke.tolist() for stroke in strokes],
            "reader": form_name(),
            "colours": DIGIT_COLOURS,
        },
    )
