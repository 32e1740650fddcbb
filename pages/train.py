"""Train a model with sliders, and see how good it is and how sure that is."""

import streamlit as st

from digitrec.ui.shared import pending_runs, runs
from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.link import open_link, show_link
from digitrec.ui.shared.own_digits import receive_own_drawings
from digitrec.ui.shared.page import lead_through_app
from digitrec.ui.train.analyses import show_analyses
from digitrec.ui.train.articles import show_articles
from digitrec.ui.train.beside import show_beside
from digitrec.ui.train.example import name_of_example, show_example
from digitrec.ui.train.fit_button import show_fit_button
from digitrec.ui.train.headline import choose_run
from digitrec.ui.train.link import PARTS
from digitrec.ui.train.plan_form import choose_plan
from digitrec.ui.train.result import show_result
from digitrec.ui.train.run_table import show_table
from digitrec.ui.train.upload import show_upload

lead_through_app(__file__)
st.title("Train a model", anchor=False)
st.write("Choose what learns, and how. How many digits will it read that it has never seen?")
open_link("train", PARTS)
with st.container(key="train"):
    headline = st.container(key="headline")
    settings = st.container(key="settings")
    details = st.container(key="details")
with settings:  # first, since a fit that is done chooses its run
    plan = choose_plan()
    with st.container(key="fit"):
        show_fit_button(plan)
    show_link("train", PARTS)
    if not is_hidden("articles"):
        show_articles()
with headline:
    pending_runs.show()
    run = choose_run()
    example = None if run or runs.pending_runs() else show_example()
with details:
    if run and run.result:
        show_result(run.name, run.result)
        if not is_hidden("analyses"):
            show_analyses(run, run.result)
    elif example:
        show_result(name_of_example(example), example)
if run and not is_hidden("runs"):
    with st.container(key="your-runs"):
        st.header("Your runs", anchor=False)
        show_table()
        show_beside(run)
if not is_hidden("upload"):
    show_upload()
receive_own_drawings()
