"""Calibration: whether a model is right as often as it is confident."""

import streamlit as st

from digitrec.charts import evaluation as charts
from digitrec.evaluation import (
    RELIABILITY_COLUMNS,
    calibration_in_words,
    reliability,
    reliability_rows_in_words,
)
from digitrec.ui.evaluate.evaluated_model import Evaluation
from digitrec.ui.shared.figures import show_figure


def show_confidence(evaluation: Evaluation) -> None:
    """Show how well the model's confidence agrees with its accuracy."""
    answers = evaluation.answers
    whole, brier = calibration_in_words(answers.y_true, answers.probabilities)
    chart, words = st.columns([3, 2], gap="large")
    with words:
        st.write("Is it right nine times in ten where it says 90\xa0%?")
        st.write(whole)
        st.write(brier)
    with chart:
        bins = reliability(answers.confidence, answers.right)
        show_figure(
            charts.reliability_figure(bins),
            "reliability",
            alt=f"Reliability diagram. {whole.replace('*', '')}",
            table=(RELIABILITY_COLUMNS, reliability_rows_in_words(bins)),
        )
        st.caption(
            "Answers are gathered by how sure they were. On the dotted line, confidence and "
            "success agree; below it, the model is too sure. The bars are 95\xa0% intervals; "
            "below, how many answers there are (*reliability diagram*)."
        )
