"""The example run with which the page begins, until a visitor has one of their own."""

import streamlit as st

from digitrec.training import Result, name_of_run
from digitrec.ui.shared import cached
from digitrec.ui.shared.progress import REFRESH_SECONDS
from digitrec.ui.train.headline import show_accuracy


def show_example() -> Result | None:
    """Show the accuracy of the example, and say that it is one; or the room that it will take.

    Returns
    -------
    digitrec.training.Result or None
        None while it is on its way, or if it cannot be had.
    """
    example = cached.example()
    if example:
        show_accuracy(example.accuracy)
        st.markdown(
            f"An example, computed on this server: **{name_of_example(example)}**. "
            "Press **Train it** for a model of your own."
        )
    elif cached.example_job().is_over:
        st.info("No run yet. Choose a model and press **Train it**.")
    else:
        _wait()
    return example


def name_of_example(example: Result) -> str:
    """Name the example as a run of a visitor would be called."""
    return name_of_run(example.plan, example.accuracy)


@st.fragment(run_every=REFRESH_SECONDS)
def _wait() -> None:
    job = cached.example_job()
    cached.worker_pool().queue_place(job)  # somebody is waiting for it
    if job.is_over:
        st.rerun()
    st.caption("An example is being computed on this server …")
