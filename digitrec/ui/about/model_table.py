"""The shipped models and their accuracy, as a table."""

import html
from collections.abc import Iterable

import streamlit as st

from digitrec.accuracy import Accuracy
from digitrec.html_table import Html, html_table
from digitrec.recognition import Model


def show_accuracy_table(models: Iterable[Model]) -> None:
    """Show each model's measured accuracy as a table, and below it how each of them works."""
    cards = [model.card for model in models]
    rows = [
        (
            card.title,
            _accuracy_cell(card.accuracy["shuffled"]),
            _accuracy_cell(card.accuracy["file_order"]),
        )
        for card in cards
    ]
    head = ("Model", "Right, shuffled", "Right, by writer")
    st.html(html_table(rows, head=head, classes="dr-table", row_heads=True))
    st.markdown("\n".join(f"- **{card.title}**: {card.explanation}" for card in cards))


def _accuracy_cell(accuracy: Accuracy) -> Html:
    return Html(
        f"<b>{html.escape(accuracy.percent)}</b><br>"
        f'<span class="dr-nowrap">{html.escape(accuracy.interval_in_words)}</span>'
    )
