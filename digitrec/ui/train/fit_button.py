"""The button that fits the form's plan, and adds a run to this session."""

from collections.abc import Callable

import streamlit as st

from digitrec.errors import DatasetError, InvalidPlanError
from digitrec.training import (
    ESTIMATORS,
    Plan,
    check_plan,
    estimate_seconds,
)
from digitrec.ui.shared import cached, progress, runs, visitor_data
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.runs import Run
from digitrec.ui.shared.scroll import bring_into_view
from digitrec.ui.shared.state import TRAINED
from digitrec.ui.train.headline import set_chosen_run

FIT_JOB = "fit"


def show_fit_button(plan: Plan) -> None:
    """Show the button that fits a plan, how long that takes if it is long, and its progress."""
    _tell_trained()
    try:
        check_plan(plan)
        seconds = estimate_seconds([plan], visitor_data.dataset(plan.dataset))
    except DatasetError as missing:
        visitor_data.offer_dataset(plan.dataset, str(missing))
        return
    except InvalidPlanError as refused:
        st.error(log_refusal(refused))
        return
    progress.announce_seconds(seconds)
    if notice := cached.worker_pool().notice:
        st.info(escape_markdown(notice))
    if not runs.has_room():
        st.info(f"{runs.MAX_RUNS} runs are kept. Delete one to make room for the next.")
        return
    busy = progress.has_job(FIT_JOB)
    if st.button("Train it", type="primary", width="stretch", disabled=busy, key="fit button"):
        fit_all([plan], seconds)
        st.rerun()
    progress.show_job(FIT_JOB)


def fit_all(
    plans: list[Plan], seconds: float, finish: Callable[[list[Run]], None] = lambda _runs: None
) -> None:
    """Start to fit plans; each becomes a run of this session.

    Parameters
    ----------
    plans : list of digitrec.training.Plan
    seconds : float
        About how long it will take.
    finish : callable, optional
        Takes the list of the new runs.
    """

    def add_runs(parts):
        new_runs = [runs.add_run(result) for result in visitor_data.results_of(plans, parts)]
        set_chosen_run(new_runs[-1].number)
        finish(new_runs)
        bring_into_view("headline")
        _store_trained(new_runs)

    models = dict.fromkeys(ESTIMATORS[plan.estimator].title for plan in plans)
    progress.start_job(
        FIT_JOB,
        f"Learning ({', '.join(models)})",
        visitor_data.fit_tasks(plans),
        add_runs,
        expected_seconds=seconds,
    )


def _store_trained(new_runs: list[Run]) -> None:
    """Store what `_tell_trained` tells: the page runs again at once, and would drop a toast."""
    last = new_runs[-1]
    more = f", and {len(new_runs) - 1} more" if len(new_runs) > 1 else ""
    st.session_state[TRAINED] = f"Trained: {escape_markdown(last.name)}{more}"


def _tell_trained() -> None:
    """Say that it is done, for whoever does not see it or is elsewhere on the page."""
    if sentence := st.session_state.pop(TRAINED, None):
        st.toast(sentence, icon=":material/check:")
