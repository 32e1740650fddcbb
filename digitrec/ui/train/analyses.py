"""Analyses of a run beyond its accuracy; each is computed only when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from digitrec.accuracy import Accuracy, interval_in_words, percent
from digitrec.charts import training as charts
from digitrec.datasets import to_npz
from digitrec.evaluation import binomial_test, claim_in_words
from digitrec.training import Result
from digitrec.training.code import notebook, python_code
from digitrec.ui.shared import visitor_data
from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.figures import show_figure
from digitrec.ui.shared.runs import Run
from digitrec.ui.shared.state import ANALYSIS, CLAIM
from digitrec.ui.train.before_after import has_before, show_before_after
from digitrec.ui.train.series import (
    show_folds,
    show_grid,
    show_learning_curve,
    show_repeats,
    show_validation_curve,
)


@dataclass(frozen=True)
class Analysis:
    """One way to look closer at a run; ``show(run, result)`` shows it."""

    title: str
    show: Callable[[Run, Result], None]


def show_analyses(run: Run, result: Result) -> None:
    """Show the choice of analyses of a run's result, and the one that is chosen."""
    names = [name for name in ANALYSES if name != "code" or not is_hidden("download")]
    if not has_before(result):
        names.remove("before")
    name = st.pills(
        "Look closer",
        names,
        format_func=lambda name: ANALYSES[name].title,
        key=ANALYSIS,
        persist_state="session",
    )
    if name:
        with st.container(border=True, key="analysis"):
            ANALYSES[name].show(run, result)


def _claim(run: Run, result: Result) -> None:
    claimed = st.number_input("Claimed accuracy, in %", 1.0, 99.9, 95.0, 0.5, key=CLAIM)
    test = binomial_test(result.accuracy, claimed / 100)
    for sentence in claim_in_words(test):
        st.write(sentence)
    show_figure(
        charts.accuracy_figure(
            [run.name], [result.accuracy], intervals=[test.exact_interval], claim=claimed / 100
        ),
        "claim chart",
        alt=f"Exact interval {interval_in_words(test.exact_interval)}; the claim "
        f"{percent(test.claimed)}.",
        table=(
            ("Figure", "Read right", "Exact interval"),
            [
                (run.name, result.accuracy.percent, interval_in_words(test.exact_interval)),
                ("The claim", percent(test.claimed), ""),
            ],
        ),
    )
    st.caption(
        f"And six right of six? That only shows an accuracy of {Accuracy(6, 6).interval_in_words}: "
        "a model that reads two of three right gets six of six in one try of eleven."
    )


def _code(_run: Run, result: Result) -> None:
    plan = result.plan
    own = visitor_data.own_dataset(plan.dataset)
    st.write(
        "This run as a programmer would write it: import, make an instance, fit, predict. It gives"
        " the same answers, picture for picture."
    )
    code = python_code(plan)
    st.code(code, language="python")
    name = f"digits-{plan.estimator}"
    with st.container(horizontal=True):
        st.download_button("Python (.py)", code, f"{name}.py", "text/x-python", on_click="ignore")
        st.download_button(
            "Notebook (.ipynb)",
            lambda: notebook(plan),
            f"{name}.ipynb",
            "application/x-ipynb+json",
            on_click="ignore",
        )
        if own:
            st.download_button(
                "Data set (.npz)", lambda: to_npz(own), f"{own.name}.npz", on_click="ignore"
            )


ANALYSES = {
    "before": Analysis("Before and after", show_before_after),
    "repeat": Analysis("Repeat with other splits", show_repeats),
    "folds": Analysis("Cross-validation", show_folds),
    "learning": Analysis("Learning curve", show_learning_curve),
    "validation": Analysis("One slider", show_validation_curve),
    "grid": Analysis("Two sliders", show_grid),
    "claim": Analysis("Is it really 95 %?", _claim),
    "code": Analysis("The four steps", _code),
}
