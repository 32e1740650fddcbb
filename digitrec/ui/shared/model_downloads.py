"""A model to take away: as a file for this app, for other programs, and as a web page."""

import re
from collections.abc import Callable

import streamlit as st

from digitrec.errors import ModelFileError, NoBrowserFormError, NoOnnxError
from digitrec.model_file import dumps_model
from digitrec.onnx_file import HOW_TO_INSTALL, SNIPPET, can_write_onnx, dumps_onnx
from digitrec.recognition import Model
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.web_page import web_page

NO_FILE_NAME = re.compile(r"[^\w.]+")


def show_model_downloads(model: Model) -> None:
    """Show the buttons. A file is written only when it is asked for."""
    name = file_name(model.card.title)
    st.download_button(
        "Download the model",
        _or_say_why(lambda: dumps_model(model)),
        f"{name}.skops",
        "application/zip",
        icon=":material/download:",
        on_click="ignore",
        help="One file with the model and its card; it can be loaded here again.",
    )
    show_web_page_download(model)
    show_onnx_download(model)


def show_web_page_download(model: Model) -> None:
    """Show the button that downloads a model as a web page."""
    st.download_button(
        "Download as a web page",
        _or_say_why(lambda: web_page(model).encode()),
        f"{file_name(model.card.title)}.html",
        "text/html",
        icon=":material/web:",
        on_click="ignore",
        help="One file that reads in any browser, also from a USB stick and without a network.",
    )


def show_onnx_download(model: Model) -> None:
    """Show the button that downloads a model as ONNX, with a program that reads with it."""
    if not can_write_onnx():
        st.caption(
            "A file for other programs (ONNX) is written where skl2onnx is installed; on this "
            f"server it is not. {HOW_TO_INSTALL}"
        )
        return
    st.download_button(
        "Download as ONNX",
        _or_say_why(lambda: dumps_onnx(model)),
        f"{file_name(model.card.title)}.onnx",
        "application/octet-stream",
        icon=":material/output:",
        on_click="ignore",
        help="For other programs, without scikit-learn: it reads the 64 numbers of a picture.",
    )
    with st.expander("A program that reads with it"):
        st.code(SNIPPET, language="python")


def _or_say_why(write: Callable[[], bytes]) -> Callable[[], bytes]:
    def file() -> bytes:
        try:
            return write()
        except (ModelFileError, NoBrowserFormError, NoOnnxError) as refused:
            st.toast(escape_markdown(log_refusal(refused)))
            raise

    return file


def file_name(title: str) -> str:
    """Make a file's name of a run's, without its ending.

    Examples
    --------
    >>> file_name("Decision tree · depth 5 · seed 0 · 67.3 %")
    'decision-tree-depth-5-seed-0-67.3'
    """
    return NO_FILE_NAME.sub("-", title.lower()).strip("-.") or "model"
