"""What is stored of a class, in plain words."""

import streamlit as st

from digitrec.errors import RoomError
from digitrec.ui.shared.class_rooms import rooms

STORED = """
- **On the server**, until the teacher wipes the room or {hours:g} hours have gone by: the drawings,
  what they were meant to be, when they were drawn, how a model read them, what others read, and a
  name of two words that the program made up. No name of a person, no e-mail, no address.
- **In the teacher's visit**, once *Train on the class* is pressed: the drawings again, until the
  room is wiped there or the visit ends. A class's model that is given to everyone may hold small
  pictures of drawings (8×8 cells, without names) until a visit ends.
- **In a pupil's browser:** a random key, so that one has the same name again, and drawings until
  they have arrived. *Forget everything* at the foot of the page removes both.
- **Who sees it:** everyone in the room sees the board on the wall. Others' drawings come to a
  pupil's device only to be read, without a name. Whoever has the teacher's link sees, hides,
  exports and deletes all of it. Whoever runs this server could read its database.
"""
IN_MEMORY = (
    "On this server no file can be written. Rooms last as long as the program runs: if it is "
    "started anew, all drawings are gone."
)


def show_stored() -> None:
    """Say what is stored where, for how long, and who sees it."""
    with st.expander("What is stored, where, and how long"):
        try:
            hours, is_in_memory = rooms().hours, rooms().is_in_memory
        except RoomError as error:
            st.error(str(error))
            return
        st.markdown(STORED.format(hours=hours))
        if is_in_memory:
            st.warning(IN_MEMORY)
