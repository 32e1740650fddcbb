"""What the cards of models say, as a page shows it."""

import html

import streamlit as st

from digitrec.html_table import Html, html_table


def accuracy_table(models):
    """Show each model with its explanation and its measured accuracy.

    Parameters
    ----------
    models : iterable of digitrec.Model
    """
    rows = [
        (
            Html(f"{html.escape(card.title)}<p>{html.escape(card.explanation)}</p>"),
            _written(card.accuracy["shuffled"]),
            _written(card.accuracy["file_order"]),
        )
        for card in (model.card for model in models)
    ]
    head = ("Model", "Right, shuffled", "Right, by writer")
    st.html(html_table(rows, head=head, classes="dr-table", row_heads=True))


def _written(accuracy):
    return Html(
        f"<b>{html.escape(accuracy.percent)}</b><br>"
        f'<span class="dr-nowrap">{html.escape(accuracy.interval_in_words)}</span>'
    )
