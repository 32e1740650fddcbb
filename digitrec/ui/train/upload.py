"""A model from a file, for this session alone."""

import streamlit as st

from digitrec.errors import ModelFileError
from digitrec.model_file import MAX_FILE_BYTES, loads_model
from digitrec.ui.shared import runs
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.scroll import bring_into_view
from digitrec.ui.shared.state import UPLOAD, UPLOAD_REFUSED
from digitrec.ui.train.headline import set_chosen_run

UPLOAD_MB = MAX_FILE_BYTES / 1e6


def show_upload() -> None:
    """Show where a model can be loaded again, and why the last file was refused."""
    version = st.session_state.setdefault(UPLOAD, 0)
    st.file_uploader(
        "Load a model",
        type=["skops"],
        key=f"{UPLOAD} {version}",
        max_upload_size=round(UPLOAD_MB),
        on_change=_load_upload,
        disabled=not runs.has_room(),
        help=f"A .skops file that was downloaded here, at most {UPLOAD_MB:.0f} MB. It stays in "
        "this session; nobody else sees it.",
    )
    if refusal := st.session_state.get(UPLOAD_REFUSED):
        with st.container(key="upload-refused"):
            st.error(escape_markdown(refusal))


def _load_upload() -> None:
    """Load the uploaded file before the page is shown, or store why it was refused.

    Either way the next file finds an empty uploader: no error of an old file stays beside it.
    """
    version = st.session_state[UPLOAD]
    file = st.session_state[f"{UPLOAD} {version}"]
    st.session_state[UPLOAD_REFUSED] = ""
    if file is None:
        return
    st.session_state[UPLOAD] = version + 1
    try:
        model = loads_model(file.getvalue(), file.name)
    except ModelFileError as refused:
        st.session_state[UPLOAD_REFUSED] = log_refusal(refused)
        return
    set_chosen_run(runs.add_model(model).number)
    bring_into_view("headline")
