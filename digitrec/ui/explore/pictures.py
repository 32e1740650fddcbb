"""The gallery of a data set's pictures."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.datasets import ORDERS, arrange
from digitrec.ui.explore import labels
from digitrec.ui.explore.closeup import show_closeup
from digitrec.ui.explore.sample import DIGITS, Sample
from digitrec.ui.shared.gallery import chosen_in, show_gallery
from digitrec.ui.shared.state import GALLERY_DIGITS, GALLERY_ORDER, GALLERY_PAGE, PICTURES

PER_PAGE = 40  # whole rows of 5, 8 and 10 (explore.css)


def show_pictures(sample: Sample) -> None:
    """Show the gallery, with one of its pictures large beside it."""
    with st.container(key="which-pictures", horizontal=True, vertical_alignment="center"):
        digits, order = _choose_pictures()
        labels.choose_hidden()
    places = arrange(sample.dataset.y, sample.oddness, digits=digits, order=order)
    if not len(places):
        st.write("There are no such pictures in this sample.")
        return
    all_pictures, one = st.columns([8, 5], gap="medium")
    # Another choice is another widget, which begins on its first page.
    page_key = f"{GALLERY_PAGE} {sample.key} {order} {sorted(digits)}"
    page = st.session_state.get(page_key) or 1
    shown = places[(page - 1) * PER_PAGE : page * PER_PAGE]
    with all_pictures:
        chosen = show_picture_gallery(sample, shown, key=PICTURES)
        st.pagination(-(-len(places) // PER_PAGE), key=page_key, persist_state="session")
        st.caption(_explain(len(places)))
    with one, st.container(key=chosen_in(PICTURES)):
        show_closeup(sample, int(shown[0]) if chosen is None else chosen, key="picture")


def _choose_pictures() -> tuple[list[int], str]:
    st.session_state.setdefault(GALLERY_ORDER, ORDERS[0])
    st.segmented_control(
        "In which order",
        ORDERS,
        required=True,
        key=GALLERY_ORDER,
        persist_state="session",
        label_visibility="collapsed",
    )
    digits = st.pills(
        "Only these digits",
        DIGITS,
        selection_mode="multi",
        key=GALLERY_DIGITS,
        persist_state="session",
        label_visibility="collapsed",
    )
    return digits, st.session_state[GALLERY_ORDER]


def _explain(n: int) -> str:
    pictures = "1 picture" if n == 1 else f"{n:,} pictures"
    if labels.are_hidden():
        return f"{pictures}. Below each is its number in the file."
    return (
        f"{pictures}. Below each is the digit that its writer meant (its **label**), and how odd "
        "it looks (its **oddness**): how far it is from the ten pictures of the same digit that "
        "are most like it. 1 is usual."
    )


def show_picture_gallery(sample: Sample, places: NDArray[np.int64], *, key: str) -> int | None:
    """Show pictures of a sample as one sheet.

    Parameters
    ----------
    sample : Sample
    places : ndarray of int64, shape (n,)
        Their indices in the sample; at least one.
    key : str
        As in `digitrec.ui.shared.gallery.show_gallery`.

    Returns
    -------
    int or None
        The index, in the sample, of the picture that is chosen.
    """
    rows = sample.rows[places].tolist()
    if labels.are_hidden():
        captions = [f"#{row}" for row in rows]
        descriptions = [f"Picture {row}" for row in rows]
    else:
        labelled = sample.dataset.y[places].tolist()
        odd = sample.oddness[places].tolist()
        captions = [f"{label} · {value:.1f}" for label, value in zip(labelled, odd, strict=True)]
        descriptions = [
            f"Picture {row}: labelled {label}, oddness {value:.2f}"
            for row, label, value in zip(rows, labelled, odd, strict=True)
        ]
    chosen = show_gallery(
        key,
        sample.dataset.images[places],
        captions,
        picture_format=sample.dataset.picture_format,
        label="Pictures of the data set",
        descriptions=descriptions,
    )
    return None if chosen is None else int(places[chosen])
