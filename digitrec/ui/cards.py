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
            f"<tr><th scope='row'>{html.escape(card['title'])}"
            f"<p>{html.escape(card['explanation'])}</p></th>"
            f"<td>{_share(card['accuracy']['shuffled'])}</td>"
            f"<td>{_share(card['accuracy']['file_order'])}</td></tr>"
        )
    st.html(
        "<table class='dr-table'><thead><tr><th scope='col'>Model</th>"
        "<th scope='col'>Right, shuffled</th><th scope='col'>Right, by writer</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _share(accuracy):
    low, high = (f"{100 * end:.1f}" for end in accuracy["interval_95"])
    share = f"<b>{100 * accuracy['share']:.1f} %</b>"
    return f"{share}<br><span class='dr-nowrap'>{low} to {high}</span>"
