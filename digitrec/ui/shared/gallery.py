"""Many small pictures as one sheet, of which a person can choose one."""

import hashlib
from collections.abc import Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.formats import Format, sheet_uri
from digitrec.ui.live import GALLERY_PROGRAM, bundle
from digitrec.ui.shared.scroll import bring_into_view

_gallery = st.components.v2.component(
    "digitrec-gallery",
    html='<div class="dr-gallery" role="listbox" aria-label="Pictures"></div>',
    js=bundle(*GALLERY_PROGRAM) + "export default mountGallery;",
    isolate_styles=False,
)


def chosen_in(key: str) -> str:
    """Make the key of the container that shows what is chosen in a gallery, by the gallery's."""
    return f"chosen-in-{key}"


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

    When one is chosen, the container with the key `chosen_in` comes into view.

    Parameters
    ----------
    key : str
        Of this gallery on its page; letters, digits and dashes.
    images : ndarray, shape (n, side, side)
    captions : sequence of str, length n
        Short ones; each is the name of its picture for a screen reader, too.
    picture_format : digitrec.formats.Format
    label : str
        What the gallery shows, for a screen reader.
    descriptions : sequence of str, length n, optional
        Shown when pointing at a picture, and read out after its name; by default the captions.

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
            on_chosen_change=lambda: bring_into_view(chosen_in(key)),
        )
    chosen = value.get("chosen")
    if not isinstance(chosen, dict) or chosen.get("name") != name:
        return None
    index = chosen.get("index")
    return index if type(index) is int and 0 <= index < len(images) else None
