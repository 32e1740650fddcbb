"""Where a digit is made, with the pen or cell by cell, and who reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from digitrec.ui.draw.canvas import choose_pen, show_canvas
from digitrec.ui.draw.grid import show_grid, show_grid_controls
from digitrec.ui.shared import runs
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.sent_drawing import CELLS, PEN
from digitrec.ui.shared.served import component_script
from digitrec.ui.shared.state import PEN_WIDTH, READER_CHOICE, TOOL

HERE = Path(__file__).parent
CHOSEN = ":material/check: "

_controls = st.components.v2.component(
    "digitrec-controls",
    html=(HERE / "controls.html").read_text(encoding="utf-8"),
    js=component_script("controls"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Tool:
    """A way to make a digit.

    Attributes
    ----------
    show, show_more : callable
        Show the place where it is made, and what belongs below it.
    """

    show: Callable[[], None]
    show_more: Callable[[], None]


TOOLS = {
    PEN: Tool(show_canvas, choose_pen),
    CELLS: Tool(show_grid, show_grid_controls),
}


def show_board() -> str:
    """Show the choice between pen and cells, the chosen tool, and its buttons.

    Returns
    -------
    str
        `PEN` or `CELLS`.
    """
    st.session_state.setdefault(TOOL, PEN)
    st.session_state.setdefault(PEN_WIDTH, "Medium")
    st.segmented_control(
        "Draw with",
        list(TOOLS),
        required=True,
        key=TOOL,
        persist_state="session",
        label_visibility="collapsed",
        width="stretch",
    )
    name = st.session_state[TOOL]
    with st.container(key="sheet"):
        TOOLS[name].show()
    with st.container(key="controls"):
        _controls(key="controls-component", data={"tool": name})
    TOOLS[name].show_more()
    return name


def choose_reader() -> None:
    """Show the choice of the model that reads: the shipped ones, and those of this session.

    A menu, since a list box makes a first visit fetch 14 files more (docs/performance.md).
    """
    titles, chosen = runs.model_titles(), runs.reader_key()
    st.menu_button(
        f"Read by {escape_markdown(titles[chosen])}",
        list(titles),
        format_func=lambda key: (CHOSEN if key == chosen else "") + escape_markdown(titles[key]),
        key=READER_CHOICE,
        on_click=lambda: runs.set_reader(st.session_state[READER_CHOICE]),
    )
