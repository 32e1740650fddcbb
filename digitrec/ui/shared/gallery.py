"""Many small pictures as one sheet, of which a person can choose one."""

import hashlib
from pathlib import Path

import streamlit as st

from digitrec.formats import sheet_uri

HERE = Path(__file__).parent

_gallery = st.components.v2.component(
    "digitrec-gallery",
    html='<div class="dr-gallery" role="listbox"></div>',
    js=(HERE / "gallery.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def gallery(key, images, captions, *, picture_format, label, descriptions=None):
    """Show pictures, sent to the browser as one sheet, with a caption below each.

    Parameters
    ----------
    key : str
        Of this gallery on its page; letters, digits and dashes.
    images : ndarray, shape (n, side, side)
    captions : list of str
        Short; one for each picture.
    picture_format : digitrec.formats.Format
    label : str
        What the gallery shows, for a screen reader.
    descriptions : list of str, optional
        What a screen reader says of each picture, and what is shown when pointing at it; by
        default the captions.

    Returns
    -------
    int or None
        Which of the pictures the person has chosen; None until one is chosen from these.
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
