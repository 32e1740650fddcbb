"""The drawings that a visitor keeps in the browser, where a page needs them on the server.

The browser owns them (`live/kept.js`) and hands them over (`live/hand_over.js`) as lines of JSON,
in parts, since Streamlit bounds what a message may hold. A stranger could have changed them: what
is handed over is checked as a file would be.
"""

from functools import cache

import streamlit as st

from digitrec.collection import MAX_COLLECTION_MB, LabelledDrawing, loads_collection
from digitrec.errors import InvalidDrawingError
from digitrec.ui.live import KEPT_PROGRAM, bundle
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.served import ServedFile, fetched_component_script, serve_text
from digitrec.ui.shared.state import HAND_OVER, OWN_COMING, OWN_DIGEST, OWN_DRAWINGS, OWN_REFUSED

MAX_DIGEST = 40  # characters
MAX_TEXT = MAX_COLLECTION_MB * 2**20  # characters

_hand_over = st.components.v2.component(
    "digitrec-hand-over", js=fetched_component_script("handOver"), isolate_styles=False
)


def receive_own_drawings() -> tuple[LabelledDrawing, ...]:
    """Let the browser hand over what its visitor keeps, unless the server has just that.

    To be called once in each run of a page that needs it. The page is run anew when drawings come;
    a browser that keeps none sends nothing.

    Returns
    -------
    tuple of digitrec.collection.LabelledDrawing
        Those that the server has now.
    """
    coming, parts = st.session_state.get(OWN_COMING, ("", []))
    with st.container(key="hand-over"):
        _hand_over(
            key=HAND_OVER,
            data={
                "program": kept_program().as_dict(),
                "digest": st.session_state.get(OWN_DIGEST),
                "coming": coming,
                "n": len(parts),
            },
            on_part_change=_receive,
        )
    if refused := st.session_state.get(OWN_REFUSED):
        st.error(refused)
    return own_drawings()


def own_drawings() -> tuple[LabelledDrawing, ...]:
    """Get the visitor's drawings as far as the browser has handed them over, the oldest first."""
    return st.session_state.get(OWN_DRAWINGS, ())


@cache
def kept_program() -> ServedFile:
    """Serve the program that keeps drawings, for what needs it."""
    return serve_text("kept.js", bundle(*KEPT_PROGRAM))


def _receive() -> None:
    sent = (st.session_state.get(HAND_OVER) or {}).get("part")
    if not isinstance(sent, dict):
        return
    digest, part, n, text = (sent.get(key) for key in ("digest", "part", "of", "text"))
    if not isinstance(digest, str) or len(digest) > MAX_DIGEST or not isinstance(text, str):
        return
    if type(part) is not int or type(n) is not int:
        return
    coming, parts = st.session_state.get(OWN_COMING, ("", []))
    before = parts if coming == digest and part else []
    if part != len(before) or sum(map(len, before)) + len(text) > MAX_TEXT:
        return
    if part + 1 < n:
        st.session_state[OWN_COMING] = digest, [*before, text]
        return
    st.session_state.pop(OWN_COMING, None)
    st.session_state[OWN_DIGEST] = digest  # even if it is refused: it would be no other again
    st.session_state[OWN_REFUSED] = None
    lines = "\n".join([*before, text])
    try:
        drawings = loads_collection(lines.encode(errors="replace")) if lines else ()
    except InvalidDrawingError as invalid:
        st.session_state[OWN_REFUSED] = log_refusal(invalid)
        return
    st.session_state[OWN_DRAWINGS] = tuple(sorted(drawings, key=lambda each: (each.at, each.id)))
