"""Runs of an earlier visit that must be fitted again: how far that is, what is in the way."""

from contextlib import suppress

import streamlit as st

from digitrec.datasets import DATASETS
from digitrec.errors import DatasetError
from digitrec.jobs import Task
from digitrec.training import combine, estimate_seconds, fit_part, n_parts
from digitrec.ui.shared import cached, progress, runs
from digitrec.ui.shared.markdown import plain
from digitrec.ui.shared.state import AWAITED, AWAITED_SHOWN

AWAITED_WORK = "awaited"
UNASKED_SECONDS = 60  # what takes longer is fitted only if the visitor wants it


def take_up(wanted):
    """Bring runs of an earlier visit back; those that are not there at once are fitted again.

    Parameters
    ----------
    wanted : list of digitrec.ui.shared.runs.AwaitedRun
    """
    runs.await_runs(wanted)
    ready, seconds = _ready()
    if ready and seconds <= UNASKED_SECONDS:
        fit()


def fit():
    """Begin to fit all awaited runs whose data set is at hand, as one job."""
    ready, seconds = _ready()
    tasks = [Task(fit_part, (each.plan, i)) for each in ready for i in range(n_parts(each.plan))]

    def keep(parts):
        for each in ready:
            n = n_parts(each.plan)
            result = combine(each.plan, parts[:n])
            cached.results().put(result)
            runs.bring_back(each, result)
            parts = parts[n:]

    progress.begin(AWAITED_WORK, "Fitting your runs again", tasks, keep, expected_seconds=seconds)


def let_go():
    """Give up all awaited runs."""
    st.session_state[AWAITED] = []


def _ready():
    """The awaited runs that can be fitted here now, and about how many seconds that takes."""
    ready, seconds = [], 0.0
    for each in runs.awaited():
        with suppress(DatasetError):
            seconds += estimate_seconds([each.plan], cached.dataset(each.plan.dataset))
            ready.append(each)
    return ready, seconds


def show():
    """Show how far the fitting is; or what is still awaited, and what can be done about it."""
    st.session_state[AWAITED_SHOWN] = True
    progress.show_work(AWAITED_WORK)
    waiting = runs.awaited()
    if not waiting or progress.is_busy(AWAITED_WORK):
        return
    ready, seconds = _ready()
    missing = [each for each in waiting if each not in ready]
    if missing:
        titles = dict.fromkeys(DATASETS[each.plan.dataset].title for each in missing)
        st.info(
            f"{_names(missing)}: cannot be fitted again while {' and '.join(titles)} is not on "
            "this server."
        )
    if ready:
        st.info(
            f"{_names(ready)}: not there since the page was loaded again. Fitting them again takes "
            f"about {progress.seconds_in_words(max(seconds, 1))}."
        )
    with st.container(horizontal=True):
        if ready:
            st.button("Fit them again", icon=":material/replay:", on_click=fit)
        st.button("Let them go", icon=":material/delete:", on_click=let_go)


def show_elsewhere():
    """Show how far the fitting is on a page that has no place of its own for that."""
    if not st.session_state[AWAITED_SHOWN]:
        progress.show_work(AWAITED_WORK)


def _names(waiting):
    return ", ".join(plain(each.name) for each in waiting)
