"""Precision, recall, F1 and support of each digit."""

import html

import streamlit as st

from digitrec.evaluation import (
    COLUMNS,
    class_rows_in_words,
    confused_in_words,
    confusion_matrix,
)
from digitrec.html_table import Html, html_table
from digitrec.ui.evaluate.evaluated_model import Evaluation


def show_classes(evaluation: Evaluation) -> None:
    """Show precision, recall, F1 and support of each class."""
    answers = evaluation.answers
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
        "finds all eights (recall), but is often wrong about them (precision). *F1* is a mean of "
        "the two that is high only if both are (their harmonic mean)."
    )
