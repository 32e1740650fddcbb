"""The teacher's desk: the code, the tasks, and what only the teacher may do."""

import io
from urllib.parse import urlsplit, urlunsplit

import segno
import streamlit as st

from digitrec.collection import dumps_collection
from digitrec.errors import RoomError
from digitrec.rooms import (
    FOOL_IT,
    FREE,
    ONE_DIGIT,
    READ_OTHERS,
    TASKS,
    TEN_DIGITS,
    Board,
    Teacher,
    rarest_writers,
)
from digitrec.ui.class_room.board import show_board
from digitrec.ui.class_room.changes import change, show_refused
from digitrec.ui.shared import cached
from digitrec.ui.shared.class_rooms import (
    OF_ALL,
    ROOM_PARAMETER,
    TEACHER_PARAMETER,
    follow_room,
    leave_room,
    show_refusal,
)
from digitrec.ui.shared.state import IS_WIPING, RARE_FORMS, ROOM_TEACHER, TASK_DIGIT
from digitrec.ui.shared.visitor_data import forget_class, train_on_class

QR_SCALE, N_RARE = 4, 5
LOCAL = ("localhost", "127.0.0.1", "[::1]")


def show_desk(teacher: Teacher) -> None:
    """Show a teacher the room: the way in, the tasks, the board."""
    try:
        board = teacher.board()
    except RoomError as error:
        show_refusal(error)
        st.button("Leave this room", on_click=leave_room)
        return
    show_refused()
    with st.container(key="desk"):
        _show_way_in(teacher, board)
        _show_tasks(teacher, board)
        _show_rest(teacher, board)
    show_board(teacher, board)
    cached.model()  # so that the first drawing need not wait for it
    follow_room(teacher.room, OF_ALL, board.version)


def _show_way_in(teacher: Teacher, board: Board) -> None:
    link = link_to(ROOM_PARAMETER, teacher.code)
    task = board.view.task
    said = "Pause" if board.view.is_paused else task.title if task else "No task yet"
    with st.container(key="way-in", horizontal=True, vertical_alignment="center"):
        st.html(
            f"<p class='dr-room-code'><span>Join with the code</span> <b>{teacher.code}</b></p>"
            f"<p class='dr-room-task' role='status'>{said}</p>"
        )
        with st.popover("QR code and link", icon=":material/qr_code_2:"):
            st.html(qr_image(link, f"QR code of the way into room {teacher.code}"))
            st.code(link, language=None, wrap_lines=True)
            if (urlsplit(link).hostname or "") in LOCAL:
                st.warning(
                    "This address works on this computer only. Open the page by the computer's "
                    "name or number in the network, and take the code from there."
                )
        with st.popover("My link", icon=":material/key:"):
            own = link_to(TEACHER_PARAMETER, st.session_state[ROOM_TEACHER][0])
            st.write(
                "Whoever has this link is the teacher of this room. Keep it, or take it to another "
                "device; it cannot be had again. Do not show it on the wall."
            )
            st.code(own, language=None, wrap_lines=True)
            st.html(qr_image(own, "QR code of the teacher's own link"))


def _show_tasks(teacher: Teacher, board: Board) -> None:
    view = board.view
    with st.container(key="tasks", horizontal=True, vertical_alignment="bottom"):
        for kind in (TEN_DIGITS, FOOL_IT, READ_OTHERS, FREE):
            title, _ = TASKS[kind]
            st.button(title, key=f"send {kind}", on_click=change, args=(teacher.send_task, kind))
        digit = st.selectbox(
            "Digit", range(10), index=4, key=TASK_DIGIT, label_visibility="collapsed", width=80
        )
        st.button(
            "Everyone draws it",
            key=f"send {ONE_DIGIT}",
            on_click=change,
            args=(teacher.send_task, ONE_DIGIT, digit),
        )
        st.button(
            "Go on" if view.is_paused else "Pause",
            icon=":material/play_arrow:" if view.is_paused else ":material/pause:",
            key="pause",
            on_click=change,
            args=(teacher.set_paused, not view.is_paused),
        )


def _show_rest(teacher: Teacher, board: Board) -> None:
    view = board.view
    with st.container(key="rest", horizontal=True, vertical_alignment="center"):
        if st.button("Train on the class", icon=":material/model_training:"):
            train_on_class(teacher.drawings())
            st.switch_page("pages/train.py")
        for hides, title, hide in (
            (view.hides_names, "names", teacher.hide_names),
            (view.hides_answers, "answers", teacher.hide_answers),
        ):
            label = f"{'Show' if hides else 'Hide'} {title}"
            st.button(label, key=f"hide {title}", on_click=change, args=(hide, not hides))
        with st.popover(f"Pupils ({len(board.view.names)})"):
            st.write("Removing deletes all that a pupil has drawn and said.")
            for name in board.view.names:
                remove = f"Remove {name}"
                st.button(remove, key=remove, on_click=change, args=(teacher.remove_pupil, name))
        n_hidden = sum(entry.is_hidden for entry in board.entries)
        if n_hidden:
            st.button(
                f"Show {n_hidden} hidden",
                key="unhide",
                on_click=_unhide,
                args=(teacher, board),
            )
        if not (view.hides_names or view.hides_answers):
            with st.popover("Rare forms"):
                _show_rare_forms(teacher)
        _show_ends(teacher)


def _show_ends(teacher: Teacher) -> None:
    """Show how to take all drawings along, and how to delete them."""
    with st.popover("Export", icon=":material/download:"):
        st.write("All drawings that are not hidden, with what they were meant to be.")
        st.download_button(
            "Save as JSON lines",
            data=lambda: io.BytesIO(dumps_collection(teacher.drawings(), "jsonl")),
            file_name=f"class-{teacher.code}.jsonl",
            mime="application/jsonl",
            on_click="ignore",
        )
    with st.popover("Wipe", icon=":material/delete_forever:", key=IS_WIPING):
        st.write(
            "Closes the room and deletes all of it, for good: drawings, names, readings. "
            "Pupils see that it is closed."
        )
        st.button("Wipe now", on_click=change, args=(_wipe, teacher))


def _show_rare_forms(teacher: Teacher) -> None:
    """Say whose digits are farthest from the others', once somebody wants to know."""
    st.write(
        "Whose digits look least like the others'? As the mean distance of 64 numbers from the "
        "others' mean of the same digit; of pupils with three drawings or more."
    )
    st.button(
        "Look now", key="look for rare forms", on_click=change, args=(_find_rare_forms, teacher)
    )
    room, lines = st.session_state.get(RARE_FORMS, (None, ()))
    if room == teacher.room:
        st.markdown(
            "\n".join(lines) or "Nobody has three drawings of digits that others drew, too."
        )


def _find_rare_forms(teacher: Teacher) -> None:
    rarest = rarest_writers(teacher.drawings())[:N_RARE]
    lines = [f"1. {name}: {distance:.0f}" for name, distance in rarest]
    st.session_state[RARE_FORMS] = teacher.room, lines


def _unhide(teacher: Teacher, board: Board) -> None:
    for entry in board.entries:
        if entry.is_hidden:
            change(teacher.hide_drawing, entry.id, False)


def _wipe(teacher: Teacher) -> None:
    teacher.wipe()
    forget_class()
    leave_room()


def link_to(parameter: str, value: str) -> str:
    """Write the address of this page with one parameter alone."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, here.path, f"{parameter}={value}", ""))


def qr_image(link: str, alt: str) -> str:
    """Write a QR code as an image of HTML."""
    code = segno.make(link, error="m", micro=False)
    uri = code.svg_data_uri(scale=QR_SCALE, border=3, light="#fff")
    return f'<img class="dr-qr" src="{uri}" alt="{alt}">'
