"""A digit on paper: from a file or the camera to the ink that was found."""

import threading
from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.drawing import ink_from_image, open_image
from digitrec.errors import InvalidDrawingError
from digitrec.formats import photograph_uri
from digitrec.ui.shared.log import log_if_slow, log_refusal
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.served import component_script
from digitrec.ui.shared.state import FOUND_PHOTO, N_PHOTOS, PHOTO_REFUSED, PHOTO_SOURCE

KINDS = ["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff"]
MAX_MB = 20  # a telephone's photograph; .streamlit/config.toml lets no more through
FILE, CAMERA = "A file", "The camera"
WHAT_IS_KEPT = (
    "One digit, large, on a sheet of its own. Paste it or drop it anywhere here, too. The picture "
    "is made small, read and never stored: the server forgets it when you take another or leave."
)


_photo = st.components.v2.component(
    "digitrec-photo", js=component_script("photo"), isolate_styles=False
)


@dataclass(frozen=True)
class Photo:
    """What was found in an image.

    Attributes
    ----------
    ink : ndarray of bool, shape (height, width)
        As `digitrec.drawing.ink_from_image` finds it.
    uri : str
        A picture of paper and ink, as an address within a page.
    """

    ink: NDArray[np.bool_]
    uri: str


def current_photo() -> Photo | None:
    """Get the photograph that is shown, if there is one."""
    return st.session_state.get(FOUND_PHOTO)


def show_photo() -> None:
    """Show the photograph with the ink that was found; before there is one, where it comes from."""
    with st.container(key="photo"):
        if photo := current_photo():
            alt = "Your picture. What is taken for ink is blue, all else is pale."
            st.html(f'<img class="dr-photo" src="{photo.uri}" alt="{alt}">')
            return
        if refusal := st.session_state.get(PHOTO_REFUSED):
            st.error(escape_markdown(refusal))
        source = st.segmented_control(
            "Where the picture comes from",
            [FILE, CAMERA],
            default=FILE,
            required=True,
            key=PHOTO_SOURCE,
            label_visibility="collapsed",
        )
        key = f"photo {st.session_state.setdefault(N_PHOTOS, 0)}"
        if source == CAMERA:
            st.camera_input("A picture of one digit", key=key, on_change=_take, args=(key,))
        else:
            _photo(key="photo-component")
            st.file_uploader(
                "A picture of one digit",
                KINDS,
                key=key,
                max_upload_size=MAX_MB,
                on_change=_take,
                args=(key,),
            )
        st.caption(WHAT_IS_KEPT)


def show_photo_button() -> None:
    """Show the button that puts the photograph away for another."""
    st.button("Another picture", on_click=_put_away, disabled=current_photo() is None)


def _put_away() -> None:
    st.session_state.pop(FOUND_PHOTO, None)


def _take(key: str) -> None:
    """Find the ink in the picture before the page is shown, or store why it was refused.

    Either way the next picture finds an empty place, and the server lets go of this one.
    """
    file = st.session_state[key]
    st.session_state[PHOTO_REFUSED] = ""
    if file is None:
        return
    st.session_state[N_PHOTOS] += 1
    try:
        # One after the other: thirty pupils at once would need the memory of thirty photographs.
        with _one_at_a_time(), log_if_slow("finding the ink"):
            greys = open_image(file.getvalue())
            ink = ink_from_image(greys)
    except InvalidDrawingError as refused:
        st.session_state[PHOTO_REFUSED] = log_refusal(refused)
        return
    st.session_state[FOUND_PHOTO] = Photo(ink, photograph_uri(greys, ink))


@st.cache_resource(show_spinner=False)
def _one_at_a_time() -> threading.Lock:
    return threading.Lock()
