"""The gallery of a data set's pictures."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.datasets import ORDERS, arrange
from digitrec.ui.explore.closeup import show_closeup
from digitrec.ui.explore.sample import DIGITS, Sample
from digitrec.ui.shared.gallery import show_gallery
from digitrec.ui.shared.state import GALLERY_DIGITS, GALLERY_ORDER, GALLERY_PAGE, PICTURES

PER_PAGE = 60
NOTHING_CHOSEN = (
    "Choose a picture to see it large, with its numbers and the pictures that are most like it."
)


def show_pictures(sample: Sample) -> None:
    """Show the gallery, with what is chosen in it beside it."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        digits, order = _choose_pictures()
        places = arrange(sample.dataset.y, sample.oddness, digits=digits, order=order)
        # Another choice is another widget, which begins on its first page.
        page = st.pagination(
            max(1, -(-len(places) // PER_PAGE)),
            key=f"{GALLERY_PAGE} {sample.key} {order} {sorted(digits)}",
            persist_state="session",
        )
    shown = places[(page - 1) * PER_PAGE : page * PER_PAGE]
    st.caption(
        f"{len(places):,} pictures. Below each: its **label** and its **oddness**, how far it is "
        "from the ten pictures of its digit that are most like it; 1 is usual for the digit."
    )
    if not len(shown):
        st.write("There are no such pictures in this sample.")
        return
    all_pictures, one = st.columns([8, 5], gap="medium")
    with all_pictures:
        chosen = show_picture_gallery(sample, shown, key=PICTURES)
    with one:
        if chosen is None:
            st.caption(NOTHING_CHOSEN)
        else:
            show_closeup(sample, chosen, key="picture")


def _choose_pictures() -> tuple[list[int], str]:
    digits = st.pills(
        "Only these digits",
        DIGITS,
        selection_mode="multi",
        key=GALLERY_DIGITS,
        persist_state="session",
    )
    order = st.segmented_control(
        "In which order",
        ORDERS,
        default=ORDERS[0],
        required=True,
        key=GALLERY_ORDER,
        persist_state="session",
    )
    return digits, order


def show_picture_gallery(sample: Sample, places: NDArray[np.int64], *, key: str) -> int | None:
    """Show pictures of a sample as one sheet.

    Parameters
    ----------
    sample : Sample
    places : ndarray of int64, shape (n,)
        Their indices in the sample; at least one.
    key : str

    Returns
    -------
    int or None
        The index, in the sample, of the picture that is chosen.
    """
    labels, odd = sample.dataset.y[places].tolist(), sample.oddness[places].tolist()
    chosen = show_gallery(
        key,
        sample.dataset.images[places],
        [f"{label} · {value:.1f}" for label, value in zip(labels, odd, strict=True)],
        picture_format=sample.dataset.picture_format,
        label="Pictures of the data set",
        descriptions=[
            f"Picture {row}: labelled {label}, oddness {value:.2f}"
            for row, label, value in zip(sample.rows[places].tolist(), labels, odd, strict=True)
        ],
    )
    return None if chosen is None else int(places[chosen])
