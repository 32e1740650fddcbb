"""The accuracy of a model."""

import html

import streamlit as st

from digitrec.ui.evaluate.evaluated_model import Evaluation


def show_accuracy(evaluation: Evaluation) -> None:
    """Show the accuracy large, with its interval."""
    accuracy = evaluation.answers.accuracy
    with st.container(key="accuracy", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="dr-accuracy"><b>{html.escape(accuracy.percent)}</b> read right</p>')
        st.markdown(
            f"{accuracy.counts} pictures. With other test pictures it could come out anywhere "
            f"from {accuracy.interval_in_words} (95\xa0% confidence interval)."
        )
