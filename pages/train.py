"""Train a model with sliders, and see how good it is and how sure that is."""

import streamlit as st

from digitrec.ui.shared import awaited, cached
from digitrec.ui.shared.page import enter
from digitrec.ui.train import run_table
from digitrec.ui.train.analyses import look_closer
from digitrec.ui.train.articles import articles
from digitrec.ui.train.fit_button import fit_button
from digitrec.ui.train.plan_form import choose_plan
from digitrec.ui.train.result import show_result

enter(__file__)
st.title("Train a model", anchor=False)
st.write(
    "Choose what to learn from, what learns, and how. Then see how many pictures it reads right "
    "that it has never seen."
)
cached.warm_worker_pool()
articles()
settings, results = st.columns([2, 3], gap="large")
with settings:
    plan = choose_plan()
    with st.container(key="fit"):
        fit_button(plan)
with results:
    awaited.show()
    run = run_table.choose_run()
    if run is not None:
        run_table.actions(run)
    if run is not None and run.result is not None:
        show_result(run)
        look_closer(run)
if run is not None:
    st.subheader("The runs of this session", anchor=False)
    run_table.table()
    run_table.compare(run)
run_table.upload()
