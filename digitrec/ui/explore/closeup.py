"""One picture of a data set, large."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.datasets import Dataset
from digitrec.evaluation import ODD_FROM, nearest_pictures
from digitrec.formats import DIGITS_FORMAT, Format, png_uri
from digitrec.ui.explore import labels
from digitrec.ui.explore.sample import Sample
from digitrec.ui.shared.handover import open_on_draw_button
from digitrec.ui.shared.ink_table import ink_table_html
from digitrec.ui.shared.pictures import figure_html
from digitrec.ui.shared.runs import reader_key

N_NEIGHBOURS = 8


def show_closeup(sample: Sample, place: int, *, key: str) -> None:
    """Show a picture with its numbers, its nearest neighbours, and the way to the Draw page.

    Parameters
    ----------
    sample : Sample
    place : int
        Index of the picture in the sample.
    key : str
        Of this close-up on its page.
    """
    dataset, row = sample.dataset, sample.rows[place]
    image, label = dataset.images[place], int(dataset.y[place])
    hidden = labels.is_hidden(sample, place)
    st.markdown(f"**Picture {row:,}: {'what is it?' if hidden else f'labelled {label}'}**")
    if hidden:
        labels.show_button(sample, place, key=f"show {key}")
    if dataset.picture_format == DIGITS_FORMAT:
        caption = f"Ink in each cell, from 0 to {DIGITS_FORMAT.max_value}"
        st.container(key=f"ink-of-{key}").html(ink_table_html(image, caption))
    else:
        _show_large(image, dataset.picture_format, f"Picture {row}", key)
    open_on_draw_button(image, dataset.picture_format, key=f"open {key}", reader=reader_key())
    if not hidden:
        st.caption(_oddness_in_words(float(sample.oddness[place]), label))
        _show_neighbours(dataset, place, key)


def _show_large(image: NDArray[np.generic], picture_format: Format, title: str, key: str) -> None:
    source = png_uri(image, max_value=picture_format.max_value)
    st.html(f'<img class="dr-large" src="{source}" alt="{title}">')
    numbers = st.expander(
        f"Its {picture_format.n_features} numbers", key=f"numbers {key}", on_change="rerun"
    )
    if numbers.open:
        greys = "\n".join(" ".join(f"{grey:3d}" for grey in row) for row in image.tolist())
        numbers.html(
            f'<pre class="dr-scroll dr-greys" tabindex="0" role="region" '
            f'aria-label="The numbers of {title}">{greys}</pre>'
        )


def _oddness_in_words(odd: float, label: int) -> str:
    if odd < 0.85:
        kind = f"a typical {label}"
    elif odd < ODD_FROM:
        kind = f"a usual {label}"
    else:
        kind = f"an odd {label}" if odd < 1.5 else f"a very odd {label}"
    return f"Oddness {odd:.2f}: {kind}. 1 is usual."


def _show_neighbours(dataset: Dataset, place: int, key: str) -> None:
    st.markdown("**The pictures most like it** (*nearest neighbours*)")
    st.container(key=f"near-{key}").html(_neighbours(dataset, place))
    st.caption(
        "Below each: its label, and how different it is. For that, subtract cell from cell, square "
        "the differences, add them up and take the root (*Euclidean distance*)."
    )


def _neighbours(dataset: Dataset, place: int) -> str:
    near = nearest_pictures(dataset.images[place], dataset, n=N_NEIGHBOURS + 1)
    found = zip(near.rows, near.images, near.labels, near.distances, strict=True)
    figures = [
        figure_html(
            image,
            str(label),
            f"{distance:.1f}",
            picture_format=dataset.picture_format,
            mark="" if label == dataset.y[place] else "dr-differs",
        )
        for index, image, label, distance in found
        if index != place
    ]
    return f'<div class="dr-figures dr-figures-small">{"".join(figures[:N_NEIGHBOURS])}</div>'
