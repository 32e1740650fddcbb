"""A class draws together: a room with a code, tasks from the teacher, a board for all."""

import streamlit as st

from digitrec.errors import RoomError
from digitrec.ui.class_room.desk import show_desk
from digitrec.ui.class_room.door import show_door
from digitrec.ui.class_room.pupil import show_pupil
from digitrec.ui.class_room.stored import show_stored
from digitrec.ui.shared.class_rooms import ROOM_PARAMETER, leave_room, show_refusal, teacher
from digitrec.ui.shared.page import lead_through_app

lead_through_app(__file__)
st.title("Class", anchor=False)
code = st.query_params.get(ROOM_PARAMETER)
with st.container(key="class"):
    try:
        own_room = teacher()
        if own_room:
            show_desk(own_room)
        elif code:
            show_pupil(code)
            st.button("Leave this room", type="tertiary", on_click=leave_room)
        else:
            show_door()
    except RoomError as error:
        show_refusal(error)
        st.button("Leave this room", on_click=leave_room)
show_stored()
