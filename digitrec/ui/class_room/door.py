"""Opening a room, and joining one."""

import streamlit as st

from digitrec.rooms import tidy_code
from digitrec.ui.class_room.changes import change, show_refused
from digitrec.ui.shared.class_rooms import (
    ROOM_PARAMETER,
    TEACHER_PARAMETER,
    rooms,
    visitor_id,
)
from digitrec.ui.shared.state import JOIN_CODE


def show_door() -> None:
    """Show the two ways in: the code for pupils, the button for a teacher."""
    st.write(
        "A class draws together: everyone on a device of their own, and one board for all. "
        "No account, no name, no e-mail."
    )
    join, open_one = st.columns(2, gap="large")
    with join, st.container(key="join"):
        st.header("Join a room", anchor=False)
        with st.form("join-form", border=False):
            st.text_input("Code of five letters", key=JOIN_CODE, max_chars=12)
            st.form_submit_button("Join", type="primary", on_click=_join)
    with open_one:
        st.header("Open a room", anchor=False)
        st.write("For a teacher: you get a board, and a code for your class.")
        st.button("Open a room", on_click=change, args=(_open_room,))
    show_refused()


def _join() -> None:
    st.query_params[ROOM_PARAMETER] = tidy_code(st.session_state.get(JOIN_CODE) or "")


def _open_room() -> None:
    st.query_params[TEACHER_PARAMETER] = rooms().open_room(visitor_id()).teacher_key
