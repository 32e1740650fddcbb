"""The confusion matrix, and the pictures behind each of its cells."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.charts import evaluation as charts
from digitrec.evaluation import (
    COUNTS,
    OF_COLUMN,
    OF_ROW,
    confused_in_words,
    confusion_matrix,
    most_confused,
    proportions,
)
from digitrec.ui.evaluate.evaluated_model import Evaluation
from digitrec.ui.evaluate.pictures import show_read
from digitrec.ui.evaluate.tables import matrix_table
from digitrec.ui.shared.figures import show_figure, show_table, text_colour
from digitrec.ui.shared.scroll import bring_into_view
from digitrec.ui.shared.state import CELL_OF, CELL_PREDICTED, CELL_TRUE, MATRIX, MATRIX_BY, N_CELLS

MATRIX_CHART, CELL_PICTURES = "matrix-chart", "cell-pictures"  # keys of containers
SHOWN = {
    COUNTS: "Counts",
    OF_ROW: "Share of the row, %",
    OF_COLUMN: "Share of the column, %",
}
WHAT_IT_SHOWS = {
    COUNTS: "A row holds all pictures of a digit, a column all that were read as it.",
    OF_ROW: "Of 100 pictures of a digit, so many were read as each of the ten. On the diagonal are "
    "those that were found (*recall*).",
    OF_COLUMN: "Of 100 pictures that were read as a digit, so many really are each of the ten. On "
    "the diagonal are those that were read right (*precision*).",
}


def show_matrix(evaluation: Evaluation) -> None:
    """Show the confusion matrix, and the pictures of the cell that is chosen."""
    answers = evaluation.answers
    matrix = confusion_matrix(answers.y_true, answers.y_pred, len(answers.class_names))
    left, right = st.columns(2, gap="large")
    with left:
        _show_chart(matrix, answers.class_names)
    with right:
        _show_cell(evaluation, matrix)


def _show_chart(matrix: NDArray[np.int64], names: list[str]) -> None:
    by = st.session_state.get(MATRIX_BY) or COUNTS
    shown = proportions(matrix, by)
    chart = charts.confusion_figure(matrix, shown, names, by=by, text_colour=text_colour())
    confused = confused_in_words(matrix, names)
    with st.container(key=MATRIX_CHART):
        show_figure(
            chart,
            MATRIX,
            on_select=lambda: _choose_clicked(len(names)),
            selection_mode="points",
            alt=f"Confusion matrix. {confused} Its cells can also be chosen in two boxes.",
            height="stretch",
        )
    st.segmented_control(
        "What the cells show",
        list(SHOWN),
        format_func=SHOWN.__getitem__,
        default=COUNTS,
        required=True,
        key=MATRIX_BY,
        persist_state="session",
        label_visibility="collapsed",
    )
    st.caption(
        f"{WHAT_IT_SHOWS[by]} Blue is right, orange is wrong; each colour has a scale of its own "
        "(*confusion matrix*)."
    )
    show_table(MATRIX, matrix_table(shown, names))


def _show_cell(evaluation: Evaluation, matrix: NDArray[np.int64]) -> None:
    answers = evaluation.answers
    names = answers.class_names
    st.write(confused_in_words(matrix, names))
    with st.container(key=CELL_PICTURES):
        true, predicted = _choose_cell(evaluation, most_confused(matrix) or (0, 0))
        places = answers.in_cell(true, predicted)
        pictures = "picture" if len(places) == 1 else "pictures"
        label = f"{names[true]} read as {names[predicted]}"
        st.markdown(f"**{len(places):,} {pictures} of {label}**, surest first")
        show_read("cell", evaluation, places, label=label, brief=True)


def _cell_keys() -> tuple[str, str]:
    n = st.session_state.get(N_CELLS, 0)
    return f"{CELL_TRUE} {n}", f"{CELL_PREDICTED} {n}"


def _set_cell(cell: tuple[int, int]) -> None:
    """Put a cell into two new boxes: the browser may still send values of the old ones."""
    st.session_state[N_CELLS] = st.session_state.get(N_CELLS, 0) + 1
    for key, each in zip(_cell_keys(), cell, strict=True):
        st.session_state[key] = each


def _choose_clicked(n_classes: int) -> None:
    """Put the clicked cell into the boxes; the browser may have sent anything."""
    try:
        point = st.session_state[MATRIX]["selection"]["points"][0]["point_index"]
    except (IndexError, KeyError, TypeError):
        return
    cell = charts.cell_of(point, n_classes)
    if cell:
        _set_cell(cell)
        bring_into_view(CELL_PICTURES)


def _choose_cell(evaluation: Evaluation, first: tuple[int, int]) -> list[int]:
    """Show the two boxes of the chosen cell, which is `first` for new answers."""
    names = evaluation.answers.class_names
    if st.session_state.get(CELL_OF) != evaluation.key or _cell_keys()[0] not in st.session_state:
        st.session_state[CELL_OF] = evaluation.key
        _set_cell(first)
    st.caption("Click or tap a cell of the matrix, or choose it here:")
    with st.container(horizontal=True, gap="small", key="cell-choice"):
        return [
            st.selectbox(label, range(len(names)), format_func=names.__getitem__, key=key)
            for label, key in zip(("It was", "It was read as"), _cell_keys(), strict=True)
        ]
