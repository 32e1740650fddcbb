"""How much was read right."""

import streamlit as st

from digitrec.ui.evaluate.evaluated_model import Evaluated


def show_accuracy(evaluated: Evaluated) -> None:
    """Say how much was read right, with its interval, and what was tested on.

    Parameters
    ----------
    evaluated : digitrec.ui.evaluate.evaluated_model.Evaluated
    """
    answers = evaluated.answers
    accuracy = answers.accuracy
    st.markdown(
        f"**{accuracy.percent} read right**: {accuracy.counts} pictures. {accuracy.true_figure} "
        "(*95 % confidence interval*, Wilson)."
    )
    st.caption(f"Tested on {answers.tested_on}.")
