"""Where a digit or a number is made, with the pen, cell by cell or by a photograph; who reads."""

from pathlib import Path

import streamlit as st

from digitrec.ui.draw.canvas import PENS_PX, show_canvas
from digitrec.ui.draw.grid import show_grid, show_grid_hint, show_random_button
from digitrec.ui.draw.number import show_number
from digitrec.ui.draw.photo import show_photo, show_photo_button
from digitrec.ui.shared import runs
from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.sent_drawing import CELLS, NUMBER, PEN, PHOTO
from digitrec.ui.shared.served import component_script
from digitrec.ui.shared.state import CONTROLS_COMPONENT, PEN_WIDTH, READER_CHOICE, TOOL

HERE = Path(__file__).parent
CHOSEN = ":material/check: "

_controls = st.components.v2.component(
    "digitrec-controls",
    html=(HERE / "controls.html").read_text(encoding="utf-8"),
    js=component_script("controls"),
    isolate_styles=False,
)


def show_tools() -> str:
    """Show the choice of a tool, and the buttons of the one that is chosen.

    Returns
    -------
    str
        `PEN`, `CELLS`, `PHOTO` or `NUMBER`.
    """
    st.session_state.setdefault(TOOL, PEN)
    st.session_state.setdefault(PEN_WIDTH, "Medium")
    with st.container(key="tool-row", horizontal=True):
        has_choice = not is_hidden("tools")
        if has_choice:
            st.segmented_control(
                "Draw with",
                [PEN, CELLS, PHOTO, NUMBER],
                required=True,
                key=TOOL,
                persist_state="session",
                label_visibility="collapsed",
            )
        tool = st.session_state[TOOL]
        pens = list(PENS_PX) if has_choice else []
        if tool == CELLS:
            show_random_button()
        if tool == PHOTO:
            show_photo_button()
        else:
            with st.container(key="controls"):
                _controls(
                    key=CONTROLS_COMPONENT,
                    data={"tool": tool, "pen": st.session_state[PEN_WIDTH], "pens": pens},
                    on_pen_change=_set_pen,
                )
    if tool == CELLS:
        show_grid_hint()
    return tool


def _set_pen() -> None:
    pen = st.session_state[CONTROLS_COMPONENT].get("pen")
    if isinstance(pen, str) and pen in PENS_PX:
        st.session_state[PEN_WIDTH] = pen


def show_board(tool: str) -> None:
    """Show the place where a digit is made, with the tool that is chosen."""
    with st.container(key="sheet"):
        shows = {PEN: show_canvas, CELLS: show_grid, PHOTO: show_photo, NUMBER: show_number}
        shows[tool]()


def choose_reader() -> None:
    """Show the choice of the model that reads: the shipped ones, and those of this session.

    A menu, since a list box makes a first visit fetch 14 files more (docs/performance.md).
    """
    if is_hidden("reader"):
        return
    titles, chosen = runs.model_titles(), runs.reader_key()
    st.menu_button(
        f"Read by {escape_markdown(titles[chosen])}",
        list(titles),
        format_func=lambda key: (CHOSEN if key == chosen else "") + escape_markdown(titles[key]),
        key=READER_CHOICE,
        on_click=lambda: runs.set_reader(st.session_state[READER_CHOICE]),
    )
