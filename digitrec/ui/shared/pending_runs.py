"""Runs of an earlier visit that must be fitted again: progress, and what is in the way."""

from contextlib import suppress

import streamlit as st

from digitrec.errors import DatasetError
from digitrec.training import Plan, estimate_seconds
from digitrec.ui.shared import cached, progress, runs, visitor_data
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.runs import PendingRun
from digitrec.ui.shared.state import PENDING_RUNS, PENDING_RUNS_SHOWN

PENDING_RUNS_JOB = "pending runs"
MAX_UNASKED_SECONDS = 60  # what takes longer is fitted only if the visitor wants it
NOT_HERE = "not here yet. A model of an earlier visit, or of a link, must learn again."


def restore(pending: list[PendingRun]) -> None:
    """Restore runs of an earlier visit. Those without a cached result are fitted again."""
    runs.set_pending_runs([*runs.pending_runs(), *pending])
    _fit_unasked()


def add_linked(plan: Plan) -> str:
    """Add the run of a plan that came in a link, to be fitted like one of an earlier visit.

    Parameters
    ----------
    plan : digitrec.training.Plan

    Returns
    -------
    str
        The key of its model: of a run that there is already, or of one that will come.
    """
    for each in runs.runs():
        if each.result and each.result.plan == plan:
            return each.key
    linked = runs.linked_run(plan)
    if linked.key not in [each.key for each in runs.pending_runs()]:
        restore([linked])
    return linked.key


def _fit_unasked() -> None:
    ready, seconds = _ready()
    if ready and seconds <= MAX_UNASKED_SECONDS:
        fit()


def fit() -> None:
    """Start to fit all pending runs whose data set is available, as one job."""
    ready, seconds = _ready()
    plans = [each.plan for each in ready]

    def finish(parts):
        for each, result in zip(ready, visitor_data.results_of(plans, parts), strict=True):
            cached.results().put(result)
            runs.finish_pending_run(each, result)
        _fit_unasked()  # what has come meanwhile

    progress.start_job(
        PENDING_RUNS_JOB,
        "Your models learn again",
        visitor_data.fit_tasks(plans),
        finish,
        expected_seconds=seconds,
    )


def discard() -> None:
    """Give up all pending runs."""
    st.session_state[PENDING_RUNS] = []


def _ready() -> tuple[list[PendingRun], float]:
    """The runs that can be fitted here now, and about how many seconds that takes."""
    ready, seconds = [], 0.0
    for each in runs.pending_runs():
        with suppress(DatasetError):
            seconds += estimate_seconds([each.plan], visitor_data.dataset(each.plan.dataset))
            ready.append(each)
    return ready, seconds


def show() -> None:
    """Show the progress of the fitting, or which runs are pending and what can be done."""
    st.session_state[PENDING_RUNS_SHOWN] = True
    progress.show_job(PENDING_RUNS_JOB)
    pending = runs.pending_runs()
    if not pending or progress.has_job(PENDING_RUNS_JOB):
        return
    ready, seconds = _ready()
    missing = [each for each in pending if each not in ready]
    if missing:
        titles = dict.fromkeys(visitor_data.dataset_title(each.plan.dataset) for each in missing)
        st.info(
            f"{_names(missing)}: {NOT_HERE} That needs the pictures of {' and '.join(titles)}, "
            "which are not on this server."
        )
    if ready:
        st.info(
            f"{_names(ready)}: {NOT_HERE} That takes about "
            f"{progress.seconds_in_words(max(seconds, 1))}."
        )
    with st.container(horizontal=True):
        if ready:
            st.button("Learn again", icon=":material/replay:", on_click=fit)
        st.button("Remove", icon=":material/delete:", on_click=discard)


def show_elsewhere() -> None:
    """Show the progress of the fitting on a page that does not call `show`."""
    if not st.session_state[PENDING_RUNS_SHOWN]:
        progress.show_job(PENDING_RUNS_JOB)


def _names(pending: list[PendingRun]) -> str:
    return ", ".join(escape_markdown(each.name) for each in pending)
