"""The way of a number: which strokes may be one digit, and which of them are taken for one."""

from functools import cache

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.accuracy import percent
from digitrec.drawing import CANVAS_PX, draw_strokes, fit_on_canvas
from digitrec.drawing.invented import make_numbers
from digitrec.numbers import Considered, considered, read_number_strokes
from digitrec.ui.about.ways import way_html, ways_html
from digitrec.ui.shared import runs
from digitrec.ui.shared.sent_drawing import last_drawing

EXAMPLE_SEED = 19
MOST_SHOWN = 24

Strokes = list[NDArray[np.float64]]

WHY = """
A digit may have up to five strokes, so every group of neighbours is tried: alone, in twos, in
threes. Each way to part the whole row gets points: for what the model says of each group, for its
size, for gaps inside it and overlaps between it and the next. How much each counts was learned from
numbers that the program has invented (a *conditional random field*). The way with most points is
found without trying all of them (*dynamic programming*).

In a **photograph** it is the same with connected pieces of ink instead of strokes. Digits that
touch are cut where the way from top to foot goes through the least ink (*seams*).
"""


def show_number_way() -> None:
    """Show how the visitor's last number was parted, or one that is invented."""
    st.header("From a number to its digits", anchor=False)
    strokes: Strokes = list(last_drawing().number)
    if strokes:
        st.write("This is your last number.")
    else:
        strokes = _example()
        st.write(
            "This is an **example** that the program has made up. Choose *Number* on the Draw "
            "page, come back, and you see yours."
        )
    model = runs.reader()
    number = read_number_strokes(strokes, model)
    groups = considered(strokes, number, model)
    text = ", ".join(number.text.splitlines()) or "no digit"
    st.write(
        f"{len(strokes)} strokes, {len(groups)} groups that may be a digit; read as **{text}**. "
        "The groups with a thick frame are taken."
    )
    st.html(ways_html([_figure(group, strokes) for group in groups[:MOST_SHOWN]], "dr-small"))
    if len(groups) > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN} of {len(groups)} groups.")
    st.markdown(WHY)


def _figure(group: Considered, strokes: Strokes) -> str:
    ink = draw_strokes(fit_on_canvas([strokes[i] for i in group.strokes]), CANVAS_PX, pen_px=16)
    name = f"{group.digit}, {percent(group.probability, digits=0)}"
    said = "taken" if group.is_taken else ""
    return way_html(ink, name, said, "dr-taken" if group.is_taken else "")


@cache
def _example() -> Strokes:
    (number,) = make_numbers(1, random_state=EXAMPLE_SEED, n_digits=(4, 5), plain=True)
    return number.strokes
