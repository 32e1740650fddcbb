"""Downloads of the Evaluate page: report, tables and figures."""

import streamlit as st

from digitrec.evaluation import classes_csv, html_report, matrix_csv
from digitrec.training import ESTIMATORS, split_in_words, value_in_words
from digitrec.ui.evaluate.evaluated_model import EvaluatedModel, Evaluation
from digitrec.ui.shared import runs
from digitrec.ui.shared.model_downloads import show_web_page_download
from digitrec.ui.shared.state import FIGURE_KIND

KINDS = {"png": "PNG", "svg": "SVG"}


def show_downloads(evaluation: Evaluation) -> None:
    """Show the buttons. A file is written only when it is asked for."""
    answers = evaluation.answers

    def report() -> str:
        return html_report(answers, _facts(evaluation.model))

    files = (
        ("One-page report", report, "digitrec-report.html", "description"),
        ("Confusion matrix, CSV", lambda: matrix_csv(answers), "confusion-matrix.csv", "grid_on"),
        ("Each digit, CSV", lambda: classes_csv(answers), "each-digit.csv", "table_rows"),
    )
    with st.container(horizontal=True):
        for title, write, name, icon in files:
            kind = f"text/{name.rpartition('.')[2]}"
            icon = f":material/{icon}:"
            st.download_button(title, write, name, kind, icon=icon, on_click="ignore")
        if evaluation.model.target is None:
            show_web_page_download(runs.model(evaluation.model.key))
    st.caption(
        "The report is one page with the accuracy, the tables and the misread pictures. It opens "
        "in any browser, without this app, and can be printed."
    )
    st.segmented_control(
        "Save charts as",
        list(KINDS),
        format_func=KINDS.__getitem__,
        default="png",
        required=True,
        key=FIGURE_KIND,
        persist_state="session",
    )
    st.caption(
        "Each chart on this page has a camera at its top that saves it: PNG is made of pixels, "
        "SVG of shapes that stay sharp at any size."
    )


def _facts(model: EvaluatedModel) -> dict[str, str]:
    if model.plan is None:
        card = runs.model(model.key).card
        return {"Model": card.explanation, "Learned from": card.trained_on}
    plan = model.plan
    entry = ESTIMATORS[plan.estimator]
    facts = {"Model": entry.title, "How it decides": entry.explanation}
    facts |= {
        f"{each.title} ({each.name})": value_in_words(
            entry.complete(plan.hyperparameters)[each.name]
        )
        for each in entry.hyperparameters
    }
    return facts | {"Split": split_in_words(plan), "Seed": str(plan.seed)}
