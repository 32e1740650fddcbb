"""The board of a class, for the projector: the newest drawings, and what all of them tell."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.collection import LabelledDrawing
from digitrec.html_table import Cell, html_table
from digitrec.rooms import (
    Board,
    Entry,
    Teacher,
    agreed_misreadings,
    agreement,
    counts_as_fooling,
    doubtful_labels,
    matrix_of,
    shown,
    worst_read,
)
from digitrec.ui.class_room.changes import change
from digitrec.ui.class_room.pupil import class_program
from digitrec.ui.shared.served import fetched_component_script
from digitrec.ui.shared.state import WALL_COMPONENT

HERE = Path(__file__).parent
N_WORST = 3
MIN_STEP_PX = 3.0  # between two points of a drawing on the wall
NONE = "none"

_wall = st.components.v2.component(
    "digitrec-wall",
    html=(HERE / "wall.html").read_text(encoding="utf-8"),
    js=fetched_component_script("wall"),
    isolate_styles=False,
)


def show_board(teacher: Teacher, board: Board) -> None:
    """Show what a class has drawn."""
    entries = shown(board.entries)
    by_id = {entry.id: entry for entry in entries}
    wall, figures = st.columns([3, 2], gap="medium")
    with wall:
        if not board.newest:
            st.write("Drawings appear here as they are handed in.")
        with st.container(key="wall"):
            _wall(
                key=WALL_COMPONENT,
                data={
                    "program": class_program().as_dict(),
                    "tiles": [_tile(each, by_id[each.id], board) for each in board.newest],
                },
                on_hide_change=lambda: _hide(teacher),
            )
    with figures, st.container(key="board-figures"):
        _show_counts(board, entries)
        if not board.view.hides_answers:
            _show_reading(entries)
        _show_people(board, entries)


def _hide(teacher: Teacher) -> None:
    hidden = (st.session_state.get(WALL_COMPONENT) or {}).get("hide")
    if isinstance(hidden, str):
        change(teacher.hide_drawing, hidden)


def _tile(drawing: LabelledDrawing, entry: Entry, board: Board) -> dict[str, Any]:
    """A drawing as the wall shows it."""
    answers = not board.view.hides_answers
    meant = _digit(entry.label)
    words = [entry.name] if not board.view.hides_names else []
    alt = f"A drawing of {meant}"
    is_misread = answers and entry.is_misread
    if answers:
        words.append(f"{meant}, read {_digit(entry.read)}" if is_misread else meant)
        alt += f", read as {_digit(entry.read)}" if entry.was_read else ""
    return {
        "id": entry.id,
        "path": _path(drawing.strokes),
        "words": " · ".join(words),
        "alt": alt if answers else "A drawing",
        "isMisread": is_misread,
    }


def _digit(digit: int | None) -> str:
    return NONE if digit is None else str(digit)


def _path(strokes: Sequence[NDArray[np.float64]]) -> str:
    """Write strokes as the path of an SVG picture, in whole pixels."""
    texts = []
    for stroke in strokes:
        kept = [stroke[0]]
        for point in stroke[1:]:
            if np.abs(point - kept[-1]).max() >= MIN_STEP_PX:
                kept.append(point)
        if len(kept) == 1:  # a dot is a line without length
            kept.append(kept[0])
        texts.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in kept))
    return "".join(texts)


def _show_counts(board: Board, entries: Sequence[Entry]) -> None:
    now = board.view.task.number if board.view.task else 0
    of_task = [entry for entry in entries if entry.task == now]
    st.html(
        "<dl class='dr-board-counts'>"
        f"<div><dt>pupils</dt><dd>{len(board.view.names)}</dd></div>"
        f"<div><dt>drawings for this task, by {len({e.name for e in of_task})}</dt>"
        f"<dd>{len(of_task)}</dd></div>"
        f"<div><dt>drawings in all</dt><dd>{len(entries)}</dd></div></dl>"
    )


def _show_reading(entries: Sequence[Entry]) -> None:
    """Show how the model has read the drawings."""
    matrix = matrix_of(entries)
    if not matrix.sum():
        return
    st.html(_matrix_table(matrix))
    misread = [each for each in worst_read(entries) if each[1].n_right < each[1].n]
    if misread:
        words = [
            f"{digit}: {accuracy.counts} ({accuracy.interval_in_words})"
            for digit, accuracy in misread[:N_WORST]
        ]
        st.write("**Read worst**, right of all (95 % interval): " + "; ".join(words))


def _matrix_table(matrix: NDArray[np.int64]) -> str:
    """Write the confusion matrix as a table whose cells are as dark as they count much."""
    used = [i for i in range(len(matrix)) if i < len(matrix) - 1 or matrix[i].sum()]
    names = [*map(str, range(len(matrix) - 1)), NONE]

    def cell(row: int, column: int) -> Cell:
        n, total = int(matrix[row, column]), int(matrix[row].sum())
        if not n:
            return Cell("")
        share = 15 + 40 * n / total
        if row == column:
            shade = f"color-mix(in srgb, var(--dr-sky) {share:.0f}%, transparent)"
            return Cell(n, "dr-board-right", f"background:{shade}")
        return Cell(n, "dr-board-wrong", f"background:rgba(var(--dr-orange), {share / 100:.2f})")

    rows = [[names[row], *(cell(row, column) for column in range(len(matrix)))] for row in used]
    return html_table(
        rows,
        head=["meant", *names],
        caption="Rows: what was meant. Columns: what the model read.",
        classes="dr-board-matrix",
        row_heads=True,
    )


def _show_people(board: Board, entries: Sequence[Entry]) -> None:
    """Show what people read, where they have read each other's drawings."""
    agreed = agreement(entries)
    if agreed is None:
        return
    st.write(
        f"**People** read what was meant in {agreed.counts} readings "
        f"({agreed.percent}, 95 % interval {agreed.interval_in_words})."
    )
    if board.view.hides_answers:
        return
    if fooled := sum(counts_as_fooling(entry) for entry in entries):
        drawings = "1 drawing" if fooled == 1 else f"{fooled} drawings"
        st.write(f"**Fooled** by {drawings} that two others read right.")
    if misread := agreed_misreadings(entries):
        newest = misread[-N_WORST:]
        words = [f"{_digit(each.label)} read as {_digit(each.read)}" for each in newest]
        st.write(f"**People agree, the model does not** ({len(misread)}): " + "; ".join(words))
    if doubtful := doubtful_labels(entries):
        newest = doubtful[-N_WORST:]
        words = [f"{_digit(each.label)} looks like {_digit(each.others[0])}" for each in newest]
        st.write(f"**Perhaps labelled wrongly** ({len(doubtful)}): " + "; ".join(words))
