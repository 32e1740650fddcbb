"""The rooms of classes, as all visitors of this process share them."""

import os
import secrets
import sys
from dataclasses import dataclass

import streamlit as st

from digitrec.errors import RoomError, RoomUnavailableError
from digitrec.rooms import Rooms, Teacher, Watcher, open_rooms
from digitrec.ui.shared.state import ROOM_TEACHER, VISITOR

DATABASE = "DIGITREC_DATABASE"
TEACHER_PARAMETER, ROOM_PARAMETER = "teach", "room"
LOOK_SECONDS = 1.0  # between two looks at the watcher


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
    return Watcher(rooms())


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


def redraw_when_changed(room: str, version: int) -> None:
    """Run the page anew once the room's version is another than this one, which it shows."""
    shown = shown_now(version)

    @st.fragment(run_every=LOOK_SECONDS)
    def watch() -> None:
        if has_changed(watcher().version(room), shown):
            st.rerun()

    with st.container(key="watch"):
        watch()


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
