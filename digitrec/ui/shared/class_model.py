"""The class's model: the teacher gives it, and everyone in the room reads with it."""

import streamlit as st

from digitrec.errors import ModelFileError, RoomError
from digitrec.model_file import dumps_model, loads_model
from digitrec.recognition import Model
from digitrec.rooms import Pupil, PupilView
from digitrec.ui.shared import runs
from digitrec.ui.shared.class_rooms import (
    NEVER,
    OF_PUPILS,
    follow_room,
    has_changed,
    shown_now,
    watcher,
)
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.state import CLASS_MODEL, PUPIL, ROOM_TEACHER

OF_CLASS = " · of the class"


def show_give_button(model: Model) -> None:
    """Show a teacher the button that gives a model to the class."""
    _, teacher = st.session_state.get(ROOM_TEACHER, (None, None))
    if teacher is None or not st.button("Give it to the class", icon=":material/school:"):
        return
    try:
        teacher.give_model(dumps_model(model))
    except (RoomError, ModelFileError) as refused:
        st.error(escape_markdown(log_refusal(refused)))
    else:
        st.toast("Given: everyone in the room reads with it now, on Draw.")


def follow_class_model() -> None:
    """On a page that shows nothing else of a pupil's room, take its model once it is given."""
    _, pupil = st.session_state.get(PUPIL, (None, None))
    if pupil is None:
        return

    @st.fragment
    def follow() -> None:
        if _take_newest(pupil):
            st.rerun()
        _, shown, _ = st.session_state[CLASS_MODEL]
        follow_room(pupil.room, OF_PUPILS, shown.version)

    follow()


def _take_newest(pupil: Pupil) -> bool:
    """Take the class's model if the room has changed since the last look; tell if it is new."""
    of, shown, _ = st.session_state.get(CLASS_MODEL, (None, NEVER, 0))
    if of is pupil and not has_changed(watcher().pupils_version(pupil.room), shown):
        return False
    try:
        return take_class_model(pupil, watcher().view(pupil))
    except RoomError:  # the page *Class* says what to do, and the database is not asked again
        st.session_state[CLASS_MODEL] = pupil, NEVER, _number()
        return False


def take_class_model(pupil: Pupil, view: PupilView) -> bool:
    """Read with the model that was given last, unless that is here already; tell if it is new.

    Raises
    ------
    RoomError
        As `Pupil.class_model`.
    """
    file = pupil.class_model() if view.model != _number() else None
    is_new = file is not None and _read_with(file)
    # At last: who chooses another page meanwhile ends this anywhere before, and it is done again.
    st.session_state[CLASS_MODEL] = pupil, shown_now(view.version), view.model
    return is_new


def _read_with(file: bytes) -> bool:
    """Put a class's model in the place of the one before; tell whether it could be read."""
    try:
        model = _loaded(file)
    except ModelFileError as refused:
        log_refusal(refused)
        return False
    for run in runs.runs():
        if run.name.endswith(OF_CLASS):
            runs.delete_run(run.number)
    if not runs.has_room():
        return False
    runs.set_reader(runs.add_model(model, OF_CLASS).key)
    st.toast("Your class has a model of its own, which reads your drawings now.")
    return True


def _number() -> int:
    """The number of the class's model that is here; 0 for none."""
    return st.session_state.get(CLASS_MODEL, (None, NEVER, 0))[2]


@st.cache_resource(show_spinner=False, max_entries=10)
def _loaded(file: bytes) -> Model:
    """Load a model once for a whole class; it is checked as if a stranger had sent it."""
    return loads_model(file, "of the class")
