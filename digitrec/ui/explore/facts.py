"""Facts about a data set, and how many pictures of each digit it has."""

import html

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.ui.explore.sample import DIGITS, Sample


def show_facts(sample: Sample) -> None:
    """Show facts about the data set, and how many pictures of each digit it has."""
    dataset, kind = sample.dataset, sample.dataset.picture_format
    shown = f"{sample.n_all:,}" if sample.is_whole else f"{sample.n_all:,}; {sample.n:,} shown"
    facts = {
        "Data set": dataset.title,
        "Pictures": shown,
        "Shape": f"{kind.side}×{kind.side}, {kind.n_features} numbers each",
        "Range": f"whole numbers, 0 (paper) to {kind.max_value} (ink)",
        "Type": str(dataset.images.dtype),
        "Classes": f"{len(DIGITS)}, the digits 0 to 9",
    }
    terms = "".join(
        f"<div><dt>{term}</dt><dd>{html.escape(fact)}</dd></div>" for term, fact in facts.items()
    )
    with st.container(key="facts", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(f'<dl class="dr-facts">{terms}</dl>', width="content")
        st.html(_count_bars(sample.counts), width="content")


def _count_bars(counts: NDArray[np.int64]) -> str:
    largest = max(int(counts.max()), 1)
    bars = "".join(
        f'<li><span class="dr-count">{count:,}</span>'
        f'<span class="dr-column" style="--share:{count / largest:.3f}"></span>'
        f'<span class="dr-unseen">pictures labelled </span>{digit}</li>'
        for digit, count in enumerate(counts.tolist())
    )
    return f'<ul class="dr-counts" aria-label="How many of each digit">{bars}</ul>'
