"""Facts about a data set in plain sentences, and how many pictures of each digit it has."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.ui.explore.sample import DIGITS, Sample


def show_facts(sample: Sample) -> None:
    """Show what the pictures are, how many of each digit there are, and where they come from."""
    dataset, kind = sample.dataset, sample.dataset.picture_format
    here = (
        "All of them are here."
        if sample.is_whole
        else f"**{sample.n:,}** of them, picked at random, are shown here."
    )
    st.markdown(
        f"- The data set **{dataset.title}** has **{sample.n_all:,} pictures**. {here}\n"
        f"- Each picture has {kind.side} × {kind.side} cells. Each cell holds a whole number from "
        f"0 (paper) to {kind.max_value} (full of ink). So a picture is {kind.n_features} numbers "
        "(*features*), and they are all that a model gets.\n"
        "- Each picture has a *label*: the digit that its writer meant. There are "
        f"{len(DIGITS)} labels (*classes*), 0 to 9.\n"
        f"- In Python, the numbers have the type `{dataset.images.dtype}`."
    )
    st.markdown("**How many pictures there are of each digit**")
    st.html(_count_bars(sample.counts))
    st.markdown("**Where they come from, in the words of their authors**")
    st.text(dataset.description)


def _count_bars(counts: NDArray[np.int64]) -> str:
    largest = max(int(counts.max()), 1)
    bars = "".join(
        f'<li><span class="dr-count">{count:,}</span>'
        f'<span class="dr-column" style="--share:{count / largest:.3f}"></span>'
        f'<span class="dr-unseen">pictures labelled </span>{digit}</li>'
        for digit, count in enumerate(counts.tolist())
    )
    return f'<ul class="dr-counts" aria-label="How many of each digit">{bars}</ul>'
