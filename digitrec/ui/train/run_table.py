"""The runs of this session as a table."""

import html
from collections.abc import Sequence

import streamlit as st

from digitrec.html_table import Cell, Html, html_table
from digitrec.training import plan_in_words, split_in_words
from digitrec.ui.shared import runs
from digitrec.ui.shared.runs import Run


def show_table() -> None:
    """Show all runs of this session, one per row."""
    head = ("Run", "Test", "95\xa0% interval", "Training", "Time to learn", "Model", "Split")
    rows = [_row(run) for run in runs.runs()]
    region = "Your runs"
    with st.container(key="runs"):
        st.html(html_table(rows, head=head, classes="dr-table", row_heads=True, region=region))


def _row(run: Run) -> Sequence[object]:
    result = run.result
    if result is None:
        trained_on = run.model.card.trained_on if run.model else ""
        return run.name, "", "", "", "", trained_on, ""
    numbers = (
        Html(f"<b>{html.escape(result.accuracy.percent)}</b>"),
        result.accuracy.interval_in_words,
        result.train_accuracy.percent,
        f"{result.fit_seconds:.2f} s",
    )
    return (
        run.name,
        *(Cell(number, "dr-number") for number in numbers),
        plan_in_words(result.plan),
        split_in_words(result.plan),
    )
