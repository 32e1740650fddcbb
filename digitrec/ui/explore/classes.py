"""The mean picture and the variation of each digit, and two digits side by side."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.charts import data as charts
from digitrec.formats import Format, png_uri
from digitrec.ui.explore.sample import DIGITS, Sample
from digitrec.ui.shared.figures import Table, show_figure
from digitrec.ui.shared.state import COMPARED_DIGITS


def show_classes(sample: Sample) -> None:
    """Show the mean picture and the variation of each digit, and two digits side by side."""
    pictures, kind = sample.class_pictures, sample.dataset.picture_format
    figures = []
    for digit in DIGITS:
        mean, deviation = pictures.means[digit], pictures.deviations[digit]
        figures.append(
            f'<figure class="dr-figure"><figcaption><b>{digit}</b></figcaption>'
            f'<img src="{png_uri(mean, max_value=kind.max_value)}" alt="The average {digit}">'
            f'<img src="{png_uri(deviation, max_value=kind.max_value / 2)}" '
            f'alt="How much the cells of the {digit}s vary">'
            f"<figcaption>± {deviation.mean():.1f}</figcaption></figure>"
        )
    st.markdown("**The average picture of each digit, and below it how much each cell varies**")
    st.html(f'<div class="dr-figures dr-figures-ten">{"".join(figures)}</div>')
    st.caption(
        "Above: the average of each cell (*mean*). Below: how far the pictures usually are from "
        "that average there (*standard deviation*). White cells are the same in all pictures. "
        f"Black is {kind.max_value / 2:g}, the most there can be. The number below is the average "
        "over all cells: the larger it is, the more the pictures of that digit differ."
    )
    _compare_two(pictures.means, kind)


def _compare_two(means: NDArray[np.float64], kind: Format) -> None:
    st.markdown("**Two digits side by side**")
    with st.container(horizontal=True, gap="medium"):
        first, second = (
            st.segmented_control(
                title,
                DIGITS,
                default=usual,
                required=True,
                key=f"{COMPARED_DIGITS} {title}",
                persist_state="session",
            )
            for title, usual in (("This digit", 3), ("with this one", 8))
        )
    difference = means[first] - means[second]
    pictures, where = st.columns([4, 7], gap="large", vertical_alignment="center")
    with pictures:
        both = "".join(
            f'<figure class="dr-figure"><img src="{source}" alt="The average {digit}">'
            f"<figcaption>the average <b>{digit}</b></figcaption></figure>"
            for digit in (first, second)
            for source in [png_uri(means[digit], max_value=kind.max_value)]
        )
        st.html(f'<div class="dr-figures dr-figures-two">{both}</div>')
        st.write(_difference_in_words(difference, first, second))
    with where:
        show_figure(
            charts.difference_figure(difference, first, second, max_value=kind.max_value),
            "difference",
            alt=f"Where the average {first} has more ink than the average {second}, or less",
            table=_difference_table(difference),
        )


def _difference_table(difference: NDArray[np.float64]) -> Table:
    sides = range(1, len(difference) + 1)
    head = ["Row", *(f"Column {side}" for side in sides)]
    rows = zip(sides, np.round(difference, 1).tolist(), strict=True)
    return head, [[side, *(f"{value:+.1f}" for value in row)] for side, row in rows]


def _difference_in_words(difference: NDArray[np.float64], first: int, second: int) -> str:
    if first == second:
        return "Choose two different digits: a digit does not differ from itself."
    sentences = []
    for digit, other, more in ((first, second, difference), (second, first, -difference)):
        row, column = divmod(int(more.argmax()), len(more))
        sentences.append(
            f"Compared with the {other}, the {digit} has the most extra ink in row {row + 1}, "
            f"column {column + 1}: {more.max():.1f} more on average."
        )
    return " ".join(sentences)
