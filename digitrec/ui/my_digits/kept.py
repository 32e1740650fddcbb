"""All that a visitor keeps: shown by the browser (`live/kept_gallery.js`), and as files."""

import secrets
from functools import partial
from pathlib import Path

import streamlit as st

from digitrec.collection import MAX_COLLECTION_MB, dumps_collection, loads_collection
from digitrec.errors import InvalidDrawingError
from digitrec.formats import FORMATS
from digitrec.ui.my_digits.program import mine_program
from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.own_digits import own_drawings, receive_own_drawings
from digitrec.ui.shared.served import fetched_component_script
from digitrec.ui.shared.state import (
    IMPORT_REFUSED,
    IMPORTED,
    N_IMPORTS,
    OTHER_FILES,
    TABLE_FORMAT,
)

KINDS = {"csv": ("CSV", "text/csv"), "npz": ("NPZ", "application/octet-stream")}

_gallery = st.components.v2.component(
    "digitrec-kept",
    html=(Path(__file__).parent / "gallery.html").read_text(encoding="utf-8"),
    js=fetched_component_script("gallery"),
    isolate_styles=False,
)


def show_kept() -> None:
    """Show the kept drawings, and below them what makes files of them and takes files."""
    with st.container(key="kept-digits"):
        _gallery(
            key="kept-component",
            data={
                "program": mine_program().as_dict(),
                "added": st.session_state.get(IMPORTED),
            },
        )
    if not is_hidden("upload"):
        _show_import()
    if not is_hidden("download"):
        _show_tables()


def _show_import() -> None:
    version = st.session_state.setdefault(N_IMPORTS, 0)
    st.file_uploader(
        "Add drawings from a file",
        type=["jsonl", "csv", "npz"],
        key=f"{N_IMPORTS} {version}",
        max_upload_size=MAX_COLLECTION_MB,
        on_change=_import,
        help="A file that was saved here or by a class. The server checks it and forgets it.",
    )
    if refusal := st.session_state.get(IMPORT_REFUSED):
        st.error(escape_markdown(refusal))


def _import() -> None:
    """Check the file, and have the browser add what is in it; the next finds an empty uploader."""
    version = st.session_state[N_IMPORTS]
    file = st.session_state[f"{N_IMPORTS} {version}"]
    st.session_state[IMPORT_REFUSED] = ""
    if file is None:
        return
    st.session_state[N_IMPORTS] = version + 1
    try:
        drawings = loads_collection(file.getvalue())
    except InvalidDrawingError as refused:
        st.session_state[IMPORT_REFUSED] = log_refusal(refused)
        return
    st.session_state[IMPORTED] = {
        "id": secrets.token_hex(8),
        "drawings": [drawing.as_dict() for drawing in drawings],
    }


def _show_tables() -> None:
    """Make tables with pictures of the drawings, for which the server needs them."""
    if not st.toggle(
        "Tables with the pictures (CSV, NPZ)",
        key=OTHER_FILES,
        persist_state="session",
        help="The server makes them, and gets your drawings for it.",
    ):
        return
    receive_own_drawings()
    drawings = own_drawings()
    if not drawings:
        st.markdown("There is nothing to write yet.")
        return
    name = st.segmented_control(
        "Pictures", list(FORMATS), required=True, default="8x8", key=TABLE_FORMAT
    )
    with st.container(horizontal=True):
        for kind, (title, mime) in KINDS.items():
            st.download_button(
                title,
                partial(dumps_collection, drawings, kind, FORMATS[name]),
                f"my-digits.{kind}",
                mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"own {kind}",
            )
    st.caption(
        "Both hold the pictures in the layout of the data set, and the strokes beside them: "
        "nothing is lost when such a file is added again."
    )
