"""The rooms of classes, as all visitors of this process share them.

A page that shows a room is run anew once that has changed: its browser asks once a second for a
small file of the room's versions (`live/follow.js`), which the watcher's thread writes.
"""

import hashlib
import logging
import math
import os
import secrets
import sys
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from digitrec.errors import RoomError, RoomUnavailableError
from digitrec.rooms import Rooms, Teacher, Watcher, open_rooms
from digitrec.ui.shared.served import (
    address_of_changing_file,
    changing_file,
    component_script,
)
from digitrec.ui.shared.state import FOLLOW_COMPONENT, ROOM_TEACHER, VISITOR
from digitrec.whole_files import written_whole

DATABASE = "DIGITREC_DATABASE"
TEACHER_PARAMETER, ROOM_PARAMETER = "teach", "room"
OF_ALL, OF_PUPILS = 0, 1  # which of a room's versions a page follows
GONE = (math.inf, math.inf)  # a wiped room's: newer than any

logger = logging.getLogger(__name__)
_follow = st.components.v2.component(
    "digitrec-follow", js=component_script("follow"), isolate_styles=False
)


@st.cache_resource(show_spinner=False)
def rooms() -> Rooms:
    """Open the database of rooms that the environment or Streamlit's secrets name.

    Raises
    ------
    RoomError
        If what they name is none.
    """
    return open_rooms(os.environ.get(DATABASE) or _secret())


@st.cache_resource(show_spinner=False)
def watcher() -> Watcher:
    """Get what asks the database once a second, for all visitors of this process."""
    return Watcher(rooms(), publish=_publish)


def teacher() -> Teacher | None:
    """Come to the room whose teacher's key is in the address, or has been in this session.

    Returns
    -------
    Teacher or None
        None where there is no key.

    Raises
    ------
    RoomError
        If the room is closed, the key damaged, or the database away.
    """
    key = st.query_params.get(TEACHER_PARAMETER)
    known, found = st.session_state.get(ROOM_TEACHER, (None, None))
    if key is None or key == known:
        return found
    found = rooms().teacher(key)
    st.session_state[ROOM_TEACHER] = key, found
    return found


def visitor_id() -> str:
    """Name this session, for the bounds that each visitor has."""
    return str(st.session_state.setdefault(VISITOR, secrets.token_hex(8)))


def leave_room() -> None:
    """Forget in this session which room it is the teacher of."""
    st.session_state.pop(ROOM_TEACHER, None)
    for name in (TEACHER_PARAMETER, ROOM_PARAMETER):
        st.query_params.pop(name, None)


@dataclass(frozen=True)
class Shown:
    """What a page shows of a room.

    Attributes
    ----------
    version : int
    n_asked : int
        How often this process had asked for versions then.
    """

    version: int
    n_asked: int


NEVER = Shown(sys.maxsize, sys.maxsize)  # nothing is newer


def shown_now(version: int) -> Shown:
    """Note that a page shows this version of a room from now on."""
    return Shown(version, watcher().n_asked)


def has_changed(version: int, shown: Shown) -> bool:
    """Tell whether a room is another than a page shows; only this process's memory is asked.

    Parameters
    ----------
    version : int
        As the watcher knows it.
    shown : Shown
    """
    # A process that has not asked since then may not have heard of the room.
    is_gone = version == 0 and watcher().n_asked > shown.n_asked + 1
    return is_gone or version > shown.version


def follow_room(room: str, part: int, version: int) -> None:
    """Run this part of the page anew once a room has a newer version than this one, which it shows.

    Parameters
    ----------
    room : str
        Its identity.
    part : int
        `OF_ALL` or `OF_PUPILS`.
    version : int
        Of that.
    """
    name = _file_name(room)
    # Also where the file is there: the watcher begins with the first page, and rests without any.
    versions = watcher().version(room), watcher().pupils_version(room)
    with suppress(OSError), changing_file(name).open("x") as file:
        file.write(_text_of(versions))
    data = {"path": address_of_changing_file(name), "part": part, "version": version}
    with st.container(key="follow"):
        _follow(key=FOLLOW_COMPONENT, data=data, on_look_change=lambda: None)


def _publish(room: str, versions: tuple[int, int] | None) -> None:
    """Write the file that the browsers of a room ask for; without it they ask the server itself."""
    path = changing_file(_file_name(room))
    try:
        with written_whole(path) as unfinished:
            unfinished.write_text(_text_of(versions or GONE))
    except OSError:  # a full disk: what the file says would stay as it is
        logger.exception("the versions of a room could not be written")
        path.unlink(missing_ok=True)


def _text_of(versions: tuple[float, float]) -> str:
    """Write versions so that JavaScript reads them as numbers."""
    return " ".join(str(version).replace("inf", "Infinity") for version in versions)


def _file_name(room: str) -> str:
    """Name a room's file so that who knows the room finds it, and nobody finds the room by it."""
    return f"room-{hashlib.sha256(room.encode()).hexdigest()[:32]}.txt"


def show_refusal(error: RoomError) -> None:
    """Show why a room cannot be used; where its database is away, go on trying."""
    st.error(str(error))
    if isinstance(error, RoomUnavailableError):
        st.button("Try again")


def _secret() -> str | None:
    """What Streamlit's secrets name, where there are any."""
    try:
        return st.secrets.get(DATABASE)
    except FileNotFoundError:
        return None
