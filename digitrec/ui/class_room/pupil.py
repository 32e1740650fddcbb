"""A pupil's task: drawn in the browser, handed in here.

The browser owns what is drawn and what waits (`live/class_waiting.js`). It sends the pupil's key,
drawings and readings with a number, again and again until that number is answered.
"""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from digitrec.errors import RoomClosedError, RoomError, RoomUnavailableError
from digitrec.rooms import Pupil
from digitrec.ui.class_room.message import take_message
from digitrec.ui.live import CLASS_PROGRAM, bundle
from digitrec.ui.shared import cached
from digitrec.ui.shared.class_model import take_class_model
from digitrec.ui.shared.class_rooms import (
    NEVER,
    OF_PUPILS,
    follow_room,
    has_changed,
    rooms,
    shown_now,
    visitor_id,
    watcher,
)
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.served import ServedFile, fetched_component_script, serve_text
from digitrec.ui.shared.state import PUPIL, PUPIL_ANSWER, PUPIL_COMPONENT, PUPIL_SEEN

_pupil = st.components.v2.component(
    "digitrec-pupil",
    html=(Path(__file__).parent / "pupil.html").read_text(encoding="utf-8"),
    js=fetched_component_script("pupil"),
    isolate_styles=False,
)


def show_pupil(code: str) -> None:
    """Show the task of the room with this code, once the browser has sent the pupil's key.

    Parameters
    ----------
    code : str
        From the address, as somebody typed it.
    """
    with st.container(key="pupil"):
        _show(code)


# Only this part runs anew: with a whole page each, a class waited for its task.
@st.fragment
def _show(code: str) -> None:
    joined, pupil = st.session_state.get(PUPIL, (None, None))
    seen = {}
    if pupil and joined == code:
        try:
            seen = _look(pupil)
        except RoomError as error:  # the database is not asked again before the browser sends
            st.session_state[PUPIL_SEEN] = pupil, NEVER, {}
            _keep_answer(code, _refusal(error) | {"number": _last_answer(code).get("number")})
    answer = _last_answer(code)
    _pupil(
        key=PUPIL_COMPONENT,
        data={"program": class_program().as_dict(), "code": code, **seen, "answer": answer},
        on_sent_change=lambda: _receive(code),
    )
    if pupil and joined == code:
        _, shown, _ = st.session_state[PUPIL_SEEN]
        follow_room(pupil.room, OF_PUPILS, shown.version)
    if seen:
        cached.model()  # while the pupil draws, so that the first drawing need not wait for it


def _look(pupil: Pupil) -> dict[str, Any]:
    """What a pupil sees of the room; the database is asked only where that has changed."""
    of, shown, seen = st.session_state.get(PUPIL_SEEN, (None, None, {}))
    version = watcher().pupils_version(pupil.room)
    if of is pupil and not has_changed(version, shown):
        return seen
    view = watcher().view(pupil)
    task = view.task and {
        "number": view.task.number,
        "kind": view.task.kind,
        "digit": view.task.digit,
        "title": view.task.title,
        "request": view.task.request,
    }
    seen = {"name": pupil.name, "task": task, "isPaused": view.is_paused}
    take_class_model(pupil, view)
    st.session_state[PUPIL_SEEN] = pupil, shown_now(view.version), seen
    return seen


def _receive(code: str) -> None:
    """Take a message of the browser, and keep the answer for it."""
    sent = (st.session_state.get(PUPIL_COMPONENT) or {}).get("sent")
    if not isinstance(sent, dict) or type(sent.get("number")) is not int:
        return
    number = sent["number"]
    try:
        joined, pupil = st.session_state.get(PUPIL, (None, None))
        if joined != code:
            pupil = rooms().join(code, str(sent.get("key")), visitor_id())
            st.session_state[PUPIL] = code, pupil
        answer = take_message(pupil, sent) | {"isJoined": True}
        if "refusal" in _last_answer(code):
            st.session_state.pop(PUPIL_SEEN, None)
    except RoomError as error:
        answer = _refusal(error)
    _keep_answer(code, answer | {"number": number})


def _refusal(error: RoomError) -> dict[str, Any]:
    return {
        "refusal": log_refusal(error),
        "isAway": isinstance(error, RoomUnavailableError),
        "isClosed": isinstance(error, RoomClosedError),
    }


def _keep_answer(code: str, answer: dict[str, Any]) -> None:
    """Keep the answer to a message of a room, which the browser gets with the next run."""
    st.session_state[PUPIL_ANSWER] = code, answer


def _last_answer(code: str) -> dict[str, Any]:
    answered, answer = st.session_state.get(PUPIL_ANSWER, (None, {}))
    return answer if answered == code else {}


@cache
def class_program() -> ServedFile:
    """Serve the program of the page of a class."""
    return serve_text("class.js", bundle(*CLASS_PROGRAM))
