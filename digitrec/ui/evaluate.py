"""The parts of the Evaluate page that show one model's answers."""

import html

import streamlit as st

from digitrec import calibration
from digitrec.charts import evaluation as charts
from digitrec.confusion import (
    COUNTS,
    OF_COLUMN,
    OF_ROW,
    confused_in_words,
    confusion_matrix,
    most_confused,
    shares,
)
from digitrec.html_table import Html, html_table
from digitrec.report import COLUMNS, class_rows_in_words
from digitrec.ui.evaluate_pictures import show_read
from digitrec.ui.figures import show_figure, text_colour
from digitrec.ui.state import CELL_OF, CELL_SAID, CELL_WAS, MATRIX, MATRIX_BY, MISREAD, N_CELLS
from digitrec.ui.subjects import Evaluated

SHOWN = {
    COUNTS: "Counts",
    OF_ROW: "Share of the row, %",
    OF_COLUMN: "Share of the column, %",
}
WHAT_IT_SHOWS = {
    COUNTS: "Each row holds the pictures of one digit, each column those that were read as one.",
    OF_ROW: "Of the pictures of each digit, how many in a hundred were read as what (*recall* on "
    "the diagonal).",
    OF_COLUMN: "Of the pictures read as each digit, how many in a hundred are what (*precision* "
    "on the diagonal).",
}


def show_accuracy(evaluated: Evaluated) -> None:
    """Say how much was read right, with its interval, and what was tested on.

    Parameters
    ----------
    evaluated : digitrec.ui.subjects.Evaluated
    """
    answers = evaluated.answers
    accuracy = answers.accuracy
    st.markdown(
        f"**{accuracy.percent} read right**: {accuracy.counts} pictures. {accuracy.true_figure} "
        "(*95 % confidence interval*, Wilson)."
    )
    st.caption(f"Tested on {answers.tested_on}.")


def show_matrix(evaluated: Evaluated) -> None:
    """Show the confusion matrix, and the pictures of the cell that is chosen.

    Parameters
    ----------
    evaluated : digitrec.ui.subjects.Evaluated
    """
    answers = evaluated.answers
    names = answers.class_names
    matrix = confusion_matrix(answers.y_true, answers.y_pred, len(names))
    st.write(confused_in_words(matrix, names))
    left, right = st.columns(2, gap="large")
    with left:
        by = st.segmented_control(
            "What the cells show",
            list(SHOWN),
            format_func=SHOWN.get,
            default=COUNTS,
            required=True,
            key=MATRIX_BY,
            persist_state="session",
            label_visibility="collapsed",
        )
        show_figure(
            charts.confusion_figure(
                matrix, shares(matrix, by), names, by=by, text_colour=text_colour()
            ),
            MATRIX,
            on_select=lambda: _choose_clicked(len(names)),
            selection_mode="points",
            alt=f"Confusion matrix. {confused_in_words(matrix, names)} Its cells can also be "
            "chosen in the two boxes beside it.",
        )
        st.caption(
            f"{WHAT_IT_SHOWS[by]} Blue is right, orange is wrong; each colour has a scale of its "
            "own (*confusion matrix*)."
        )
    with right:
        was, said = _choose_cell(evaluated, most_confused(matrix) or (0, 0))
        places = answers.in_cell(was, said)
        pictures = "picture" if len(places) == 1 else "pictures"
        st.markdown(
            f"**{len(places):,} {pictures} of {names[was]} read as {names[said]}**, surest first"
        )
        label = f"{names[was]} read as {names[said]}"
        show_read("cell", answers, places, label=label, brief=True)


def _cell_keys():
    n = st.session_state.get(N_CELLS, 0)
    return f"{CELL_WAS} {n}", f"{CELL_SAID} {n}"


def _set_cell(cell):
    """Put a cell into two new boxes: what the browser still says of the old ones comes too late."""
    st.session_state[N_CELLS] = st.session_state.get(N_CELLS, 0) + 1
    for key, each in zip(_cell_keys(), cell, strict=True):
        st.session_state[key] = each


def _choose_clicked(n_classes):
    """Let the boxes hold the cell that was clicked; what the browser sent may be anything."""
    try:
        point = st.session_state[MATRIX]["selection"]["points"][0]["point_index"]
    except (IndexError, KeyError, TypeError):
        return
    cell = charts.cell_of(point, n_classes)
    if cell:
        _set_cell(cell)


def _choose_cell(evaluated, first):
    """Show the two boxes, which hold the cell; for other answers they begin with `first`."""
    names = evaluated.answers.class_names
    if st.session_state.get(CELL_OF) != evaluated.key or _cell_keys()[0] not in st.session_state:
        st.session_state[CELL_OF] = evaluated.key
        _set_cell(first)
    # On a touch screen, Plotly only shows its label at the first tap.
    st.caption("Click a cell (on a touch screen, tap it twice), or choose it here:")
    with st.container(horizontal=True, gap="small"):
        return [
            st.selectbox(
                label, range(len(names)), format_func=names.__getitem__, key=key, width=130
            )
            for label, key in zip(("It was", "It was read as"), _cell_keys(), strict=True)
        ]


def show_misread(evaluated: Evaluated) -> None:
    """Show all pictures that were read wrong, surest first.

    Parameters
    ----------
    evaluated : digitrec.ui.subjects.Evaluated
    """
    answers = evaluated.answers
    misread = answers.misread()
    st.write(
        f"{len(misread):,} of {answers.n:,} pictures were read wrong. First come those that it was "
        "surest of. Would you have read them right?"
    )
    st.caption("Below each picture: what it was → what it was read as, and how sure the model was.")
    show_read(MISREAD, answers, misread, label="Misread pictures, surest first", beside=True)


def show_classes(evaluated: Evaluated) -> None:
    """Show precision, recall, F1 and support of each class.

    Parameters
    ----------
    evaluated : digitrec.ui.subjects.Evaluated
    """
    answers = evaluated.answers
    names = answers.class_names
    st.write(confused_in_words(confusion_matrix(answers.y_true, answers.y_pred, len(names)), names))
    titles = [
        Html(f"{name.capitalize()}<p>{html.escape(what)}</p>") for name, what in COLUMNS.items()
    ]
    st.html(
        html_table(
            class_rows_in_words(answers),
            head=["Digit", *titles],
            classes="dr-table dr-classes",
            row_heads=True,
        )
    )
    st.caption(
        "*Precision* and *recall* pull against each other: who says 8 at the slightest suspicion "
        "finds all eights (recall), but is often wrong about them (precision). *F1* is their "
        "harmonic mean, *support* the number of pictures."
    )


def show_confidence(evaluated: Evaluated) -> None:
    """Show how good the model's confidence is.

    Parameters
    ----------
    evaluated : digitrec.ui.subjects.Evaluated
    """
    answers = evaluated.answers
    whole, brier = calibration.calibration_in_words(answers.y_true, answers.probabilities)
    chart, words = st.columns([3, 2], gap="large")
    with words:
        st.write("Is it right nine times in ten where it says 90 %?")
        st.write(whole)
        st.write(brier)
    with chart:
        show_figure(
            charts.reliability_figure(calibration.reliability(answers.confidence, answers.right)),
            "reliability",
            alt=f"Reliability diagram. {whole.replace('*', '')}",
        )
        st.caption(
            "Answers are gathered by how sure they were. On the dotted line, confidence and "
            "success agree; below it, the model is too sure. The bars are 95 % intervals; below, "
            "how many answers there are (*reliability diagram*)."
        )
