"""Digits on paper: from a file or the camera to the ink that was found, with a box around each."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from digitrec.drawing import PAGE_PX, ink_from_image, open_image, page_ink
from digitrec.errors import InvalidDrawingError, ModelFileError
from digitrec.formats import photograph_uri, png_uri
from digitrec.numbers import Box, Boxes, Number, make_number, read_number_ink
from digitrec.recognition import Model, Reading, confidence_in_words
from digitrec.ui.shared import runs
from digitrec.ui.shared.found_photo import Photo, current_photo
from digitrec.ui.shared.log import log_if_slow, log_refusal
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.served import component_script
from digitrec.ui.shared.state import (
    BOXES_COMPONENT,
    FOUND_PHOTO,
    N_PHOTOS,
    PHOTO_READINGS,
    PHOTO_REFUSED,
    PHOTO_SOURCE,
)

KINDS = ["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff"]
MAX_MB = 20  # a telephone's photograph; .streamlit/config.toml lets no more through
FILE, CAMERA = "A file", "The camera"
WHAT_IS_KEPT = (
    "A digit or a number, large, on a sheet of its own. Paste it or drop it anywhere here, too. "
    "The picture is made small, read and never stored: the server forgets it when you take another "
    "or leave."
)
ALT = "Your picture. What is taken for ink is blue, all else is pale."
MAX_UNDO = 100
STRANGE = "The page sent something that is no change of a box. Choose a box and try again."


_photo = st.components.v2.component(
    "digitrec-photo", js=component_script("photo"), isolate_styles=False
)
_boxes = st.components.v2.component(
    "digitrec-boxes",
    html=(Path(__file__).parent / "boxes.html").read_text(encoding="utf-8"),
    js=component_script("boxes"),
    isolate_styles=False,
)


def read_photo(photo: Photo, model: Model) -> Reading | Number:
    """Read the box that is opened; otherwise all boxes as a number."""
    readings = photo_readings(photo, model)
    if not photo.boxes.boxes:
        return model.read_ink(photo.boxes.ink)
    if photo.opened is None:
        return make_number([(photo.boxes.parts(readings), 1.0)])
    return readings[photo.boxes.boxes[photo.opened]]


def photo_readings(photo: Photo, model: Model) -> dict[Box, Reading]:
    """Read each box; those that are as they were are not read again."""
    ink, by, readings = st.session_state.get(PHOTO_READINGS, (None, None, {}))
    if ink is not photo.boxes.ink or by is not model:
        readings = {}
    readings = readings | photo.boxes.read(model, already=readings)
    readings = {box: readings[box] for box in photo.boxes.boxes}
    st.session_state[PHOTO_READINGS] = photo.boxes.ink, model, readings
    return readings


def photo_steps(photo: Photo, model: Model) -> list[dict[str, str]]:
    """Give the picture of each box, as the strip of pictures shows it."""
    readings = photo_readings(photo, model)
    steps = []
    for part in photo.boxes.parts(readings):
        digit, image = part.prediction.digit, readings[part.box].image
        src = "" if image is None else png_uri(image)
        name = "no digit" if digit is None else str(digit)
        caption = part.prediction.reason or confidence_in_words(part.prediction)
        steps.append({"name": name, "caption": caption, "src": src, "alt": f"{name}: {caption}"})
    return steps


def show_photo() -> None:
    """Show the photograph with what was found; before there is one, where it comes from."""
    with st.container(key="photo"):
        if refusal := st.session_state.get(PHOTO_REFUSED):
            st.error(escape_markdown(refusal))
        if photo := current_photo():
            _show_found(photo)
            return
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
            st.camera_input("A picture of digits", key=key, on_change=_take, args=(key,))
        else:
            _photo(key="photo-component")
            st.file_uploader(
                "A picture of digits",
                KINDS,
                key=key,
                max_upload_size=MAX_MB,
                on_change=_take,
                args=(key,),
            )
        st.caption(WHAT_IS_KEPT)


def _show_found(photo: Photo) -> None:
    """Show paper and ink, and over them the boxes with the digits that are read in them."""
    height, width = photo.boxes.ink.shape
    try:
        parts = photo.boxes.parts(photo_readings(photo, runs.reader()))
    except ModelFileError:  # which the answer says
        parts = []
    st.html(
        f'<div class="dr-photo" style="--ratio:{width / height}"><img src="{photo.uri}" '
        f'alt="{ALT}"></div>'
    )
    boxes = [
        {
            "box": list(part.box),
            "digit": "" if part.prediction.digit is None else str(part.prediction.digit),
            "sure": part.prediction.sure,
            "said": said,
        }
        for part, said in zip(parts, photo.boxes.said, strict=False)
    ]
    data = {"size": [width, height], "boxes": boxes, "chosen": photo.chosen}
    _boxes(key=BOXES_COMPONENT, data=data | {"canUndo": bool(photo.before)}, on_edit_change=_edit)


def show_photo_button() -> None:
    """Show the button that puts the photograph away for another."""
    st.button("Another picture", on_click=_put_away, disabled=current_photo() is None)


def _put_away() -> None:
    st.session_state[PHOTO_REFUSED] = ""
    for key in (FOUND_PHOTO, PHOTO_READINGS):
        st.session_state.pop(key, None)


def _take(key: str) -> None:
    """Find digits in the picture before the page is shown, or store why it was refused.

    Either way the next picture finds an empty place, and the server lets go of this one.
    """
    file = st.session_state[key]
    st.session_state[PHOTO_REFUSED] = ""
    if file is None:
        return
    st.session_state[N_PHOTOS] += 1
    try:
        with log_if_slow("finding digits in a picture"):
            found = _one_at_a_time().submit(_find, file.getvalue(), runs.reader())
            st.session_state[FOUND_PHOTO] = found.result()
    except (InvalidDrawingError, ModelFileError) as refused:
        st.session_state[PHOTO_REFUSED] = log_refusal(refused)


@st.cache_resource(show_spinner=False)
def _one_at_a_time() -> ThreadPoolExecutor:
    """Get the one thread in which digits are found, in one picture after the other.

    Thirty pupils at once would need the memory of thirty photographs; and so they would in threads
    of their own that wait for each other, since each keeps what it has had for itself.
    """
    return ThreadPoolExecutor(1, "photos")


def _find(data: bytes, model: Model) -> Photo:
    greys = open_image(data, at_most_px=PAGE_PX)
    ink = page_ink(greys)
    boxes = Boxes.around(ink, read_number_ink(ink, model))
    if len(boxes.boxes) < 2:
        # A single digit may be large or cut off, which ink of a whole page is not.
        ink = ink_from_image(greys)
        boxes = Boxes.around_all(ink)
    return Photo(photograph_uri(greys, ink), boxes)


def _edit() -> None:
    """Take what the visitor did to the boxes."""
    photo, sent = current_photo(), (st.session_state.get(BOXES_COMPONENT) or {}).get("edit")
    if photo is None or sent is None:
        return
    st.session_state[PHOTO_REFUSED] = ""
    try:
        st.session_state[FOUND_PHOTO] = edited(photo, sent)
    except InvalidDrawingError as refused:
        st.session_state[PHOTO_REFUSED] = log_refusal(refused)


def edited(photo: Photo, sent: Any) -> Photo:
    """Make the change that was sent, once it was checked."""
    if not isinstance(sent, dict):
        raise InvalidDrawingError(STRANGE)
    what, i, digit, box = (sent.get(key) for key in ("what", "index", "digit", "box"))
    boxes = photo.boxes
    if what == "undo" and photo.before:
        return replace(photo, boxes=photo.before[-1], before=photo.before[:-1], chosen=None)
    if what == "add":
        return _changed(photo, boxes.add(), None)
    if what == "choose" and i is None:
        return replace(photo, chosen=None)
    if type(i) is not int or not 0 <= i < len(boxes.boxes):
        raise InvalidDrawingError(STRANGE)
    if what == "choose":
        return replace(photo, chosen=i)
    if what == "move":
        moved = boxes.move(i, box)
        return _changed(photo, moved, moved.boxes.index(moved.bounded(box)))
    if what == "say" and (digit is None or (type(digit) is int and 0 <= digit <= 9)):
        return _changed(photo, boxes.say(i, digit), i)
    if what in ("split", "join", "remove"):
        return _changed(photo, getattr(boxes, what)(i), None)
    raise InvalidDrawingError(STRANGE)


def _changed(photo: Photo, boxes: Boxes, chosen: int | None) -> Photo:
    before = (*photo.before, photo.boxes)[-MAX_UNDO:]
    return replace(photo, boxes=boxes, chosen=chosen, before=before)
