"""The accuracy of a model."""

import streamlit as st

from digitrec.ui.evaluate.evaluated_model import Evaluation


def show_accuracy(evaluation: Evaluation) -> None:
    """Show the accuracy with its interval, and what was tested on."""
    answers = evaluation.answers
    accuracy = answers.accuracy
    st.markdown(
        f"**{accuracy.percent} read right**: {accuracy.counts} pictures. {accuracy.true_figure} "
        "(*95 % confidence interval*, Wilson)."
    )
    st.caption(f"Tested on {answers.tested_on}.")
