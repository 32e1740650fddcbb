"""One picture of a data set, large."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.datasets import Dataset
from digitrec.evaluation import nearest_pictures
from digitrec.formats import DIGITS_FORMAT, Format, png_uri
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
    dataset = sample.dataset
    image, label = dataset.images[place], int(dataset.y[place])
    st.markdown(f"**Picture {sample.rows[place]:,}: labelled {label}**")
    if dataset.picture_format == DIGITS_FORMAT:
        st.html(ink_table_html(image, f"Ink in each cell, 0 to {DIGITS_FORMAT.max_value}"))
    else:
        _show_large(image, dataset.picture_format, label, key)
    st.caption(_oddness_in_words(float(sample.oddness[place]), label))
    open_on_draw_button(image, dataset.picture_format, key=f"open {key}", reader=reader_key())
    st.markdown("**Most like it** (*nearest neighbours*)")
    st.html(_neighbours(dataset, place))
    st.caption(
        "Label and distance: the differences of all cells, squared and added up, and the root of "
        "that (*Euclidean distance*)."
    )


def _show_large(image: NDArray[np.generic], picture_format: Format, label: int, key: str) -> None:
    source = png_uri(image, max_value=picture_format.max_value)
    st.html(f'<img class="dr-large" src="{source}" alt="Picture labelled {label}">')
    title = f"Its {picture_format.n_features} numbers"
    numbers = st.expander(title, key=f"numbers {key}", on_change="rerun")
    if numbers.open:
        rows = (" ".join(f"{grey:3d}" for grey in row) for row in image.tolist())
        numbers.code("\n".join(rows), language=None, height=300)


def _oddness_in_words(odd: float, label: int) -> str:
    if odd < 0.85:
        kind = f"a typical {label}"
    elif odd < 1.25:
        kind = f"a usual {label}"
    else:
        kind = f"an odd {label}" if odd < 1.5 else f"a very odd {label}"
    return f"Oddness {odd:.2f}: {kind}."


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
