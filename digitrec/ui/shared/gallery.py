"""Many small pictures as one sheet, of which a person can choose one."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.formats import Format, sheet_uri

HERE = Path(__file__).parent

_gallery = st.components.v2.component(
    "digitrec-gallery",
    html='<div class="dr-gallery" role="listbox"></div>',
    js=(HERE / "gallery.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show_gallery(
    key: str,
    images: NDArray[np.generic],
    captions: Sequence[str],
    *,
    picture_format: Format,
    label: str,
    descriptions: Sequence[str] | None = None,
) -> int | None:
    """Show pictures, sent to the browser as one sheet, with a caption below each.

    Parameters
    ----------
    key : str
        Of this gallery on its page; letters, digits and dashes.
    images : ndarray, shape (n, side, side)
    captions : sequence of str, length n
        Short ones.
    picture_format : digitrec.formats.Format
    label : str
        What the gallery shows, for a screen reader.
    descriptions : sequence of str, length n, optional
        For a screen reader, and shown when pointing at a picture; by default the captions.

    Returns
    -------
    int or None
        Index of the chosen picture; None until one of these is chosen.
    """
    sheet = sheet_uri(images, picture_format)
    name = hashlib.sha256(repr((sheet, captions)).encode()).hexdigest()[:16]
    with st.container(key=f"gallery-{key}"):
        value = _gallery(
            key=key,
            data={
                "name": name,
                "sheet": sheet,
                "captions": list(captions),
                "descriptions": list(descriptions or captions),
                "label": label,
            },
            default={"chosen": None},
            on_chosen_change=lambda: None,
        )
    chosen = value.get("chosen")
    if not isinstance(chosen, dict) or chosen.get("name") != name:
        return None
    index = chosen.get("index")
    return index if type(index) is int and 0 <= index < len(images) else None
