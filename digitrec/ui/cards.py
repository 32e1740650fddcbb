"""What the cards of models say, as a page shows it."""

import html

import streamlit as st


def accuracy_table(models):
    """Show each model with its explanation and its measured accuracy.

    Parameters
    ----------
    models : iterable of digitrec.Model
    """
    rows = []
    for model in models:
        card = model.card
        rows.append(
            f"<tr><th scope='row'>{html.escape(card.title)}"
            f"<p>{html.escape(card.explanation)}</p></th>"
            f"{_cell(card.accuracy['shuffled'])}{_cell(card.accuracy['file_order'])}</tr>"
        )
    st.html(
        "<table class='dr-table'><thead><tr><th scope='col'>Model</th>"
        "<th scope='col'>Right, shuffled</th><th scope='col'>Right, by writer</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _cell(accuracy):
    return (
        f"<td><b>{html.escape(accuracy.percent)}</b><br>"
        f"<span class='dr-nowrap'>{html.escape(accuracy.interval_in_words)}</span></td>"
    )
