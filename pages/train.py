"""Train a model with sliders, and see how good it is and how sure that is."""

import streamlit as st

from digitrec.ui.shared import cached, pending_runs
from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.link import open_link, show_link
from digitrec.ui.shared.page import begin_page
from digitrec.ui.train import run_table
from digitrec.ui.train.analyses import show_analyses
from digitrec.ui.train.articles import show_articles
from digitrec.ui.train.fit_button import show_fit_button
from digitrec.ui.train.link import PARTS
from digitrec.ui.train.plan_form import choose_plan
from digitrec.ui.train.result import show_result

begin_page(__file__)
st.title("Train a model", anchor=False)
st.write(
    "Choose what to learn from, what learns, and how. Then see how many pictures it reads right "
    "that it has never seen."
)
open_link("train", PARTS)
cached.warm_worker_pool()
if not is_hidden("articles"):
    show_articles()
settings, results = st.columns([2, 3], gap="large")
with settings:
    plan = choose_plan()
    with st.container(key="fit"):
        show_fit_button(plan)
    show_link("train", PARTS)
with results.container(key="result"):
    pending_runs.show()
    run = run_table.choose_run()
    if run is not None:
        run_table.show_actions(run)
    if run is not None and run.result is not None:
        show_result(run, run.result)
        if not is_hidden("analyses"):
            show_analyses(run, run.result)
if run is not None and not is_hidden("runs"):
    st.subheader("The runs of this session", anchor=False)
    run_table.show_table()
    run_table.show_comparison(run)
if not is_hidden("upload"):
    run_table.show_upload()
