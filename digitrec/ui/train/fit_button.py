"""From the form's plan to a run of this session."""

import streamlit as st

from digitrec.errors import DatasetError, InvalidPlanError
from digitrec.jobs import Task
from digitrec.training import ESTIMATORS, check_plan, combine, estimate_seconds, fit_part, n_parts
from digitrec.ui.shared import cached, progress, runs
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.markdown import plain
from digitrec.ui.shared.mnist import offer_mnist
from digitrec.ui.train.run_table import show_run

FIT_WORK = "fit"


def fit_button(plan):
    """Show the button that fits, how long it will take if that is long, and how it goes.

    Parameters
    ----------
    plan : digitrec.training.Plan
    """
    try:
        check_plan(plan)
        seconds = estimate_seconds([plan], cached.dataset(plan.dataset))
    except DatasetError as missing:
        offer_mnist(plan.dataset, str(missing))
        return
    except InvalidPlanError as refused:
        st.error(log_refusal(refused))
        return
    if seconds > progress.LONG_SECONDS:
        st.caption(f"This will take about {progress.seconds_in_words(seconds)}.")
    if not runs.has_room():
        st.info(f"{runs.MOST_RUNS} runs are kept. Delete one to make room for the next.")
        return
    busy = progress.is_busy(FIT_WORK)
    if st.button("Train it", type="primary", width="stretch", disabled=busy, key="fit button"):
        fit_all([plan], seconds)
        st.rerun()
    progress.show_work(FIT_WORK)


def fit_all(wanted, seconds, remember=lambda _made: None):
    """Begin to fit plans; each becomes a run of this session.

    Parameters
    ----------
    wanted : list of digitrec.training.Plan
    seconds : float
        About how long it will take.
    remember : callable, optional
        Takes the list of the runs, once they are there.
    """
    tasks = [Task(fit_part, (plan, i)) for plan in wanted for i in range(n_parts(plan))]

    def keep(parts):
        made = []
        for plan in wanted:
            n = n_parts(plan)
            made.append(runs.add_run(combine(plan, parts[:n])))
            parts = parts[n:]
        show_run(made[-1].number)
        remember(made)
        _tell(made)

    models = dict.fromkeys(ESTIMATORS[plan.estimator].title for plan in wanted)
    progress.begin(
        FIT_WORK, f"Learning ({', '.join(models)})", tasks, keep, expected_seconds=seconds
    )


def _tell(made):
    """Say that it is done: on a phone the result is below the form, out of sight."""
    last = made[-1]
    more = f", and {len(made) - 1} more" if len(made) > 1 else ""
    said = f"Run {plain(last.name)}: {last.result.accuracy.percent} read right{more}"
    st.toast(said, icon=":material/check:")
