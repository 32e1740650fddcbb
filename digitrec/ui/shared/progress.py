"""Long work as a visitor sees it: a place in the queue, progress, and a button to stop it."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from digitrec import jobs
from digitrec.ui.shared import cached
from digitrec.ui.shared.markdown import plain
from digitrec.ui.shared.state import work_key

ASK_SECONDS = 0.5
LONG_SECONDS = 5  # what takes longer is announced before


@dataclass
class Work:
    """A visitor's job on this page, and what to do with what comes out.

    Attributes
    ----------
    title : str
        What is being done.
    job : digitrec.jobs.Job
    finish : callable
        Takes the list of what the tasks gave, and keeps it in the session.
    """

    title: str
    job: jobs.Job
    finish: Callable


def begin(name, title, tasks, finish, *, expected_seconds=0.0, key=None):
    """Begin a job for this visitor.

    Parameters
    ----------
    name : str
        A visitor has at most one job of each name; one that is under way is not begun again.
    title : str
        What is being done, as the visitor reads it.
    tasks : list of digitrec.jobs.Task
    finish : callable
        Takes the list of what the tasks gave. Called once, within a run of the page.
    expected_seconds : float, optional
    key : str, optional
        As in `digitrec.jobs.WorkerPool.submit`.
    """
    if work_key(name) not in st.session_state:
        job = cached.worker_pool().submit(tasks, key=key, expected_seconds=expected_seconds)
        st.session_state[work_key(name)] = Work(title, job, finish)


def is_busy(name):
    """Whether this visitor's job of that name waits or runs."""
    return work_key(name) in st.session_state


def stop(name):
    """Stop this visitor's job of that name."""
    work = st.session_state.pop(work_key(name), None)
    if work:
        cached.worker_pool().stop(work.job)


def stop_all():
    """Stop all of this visitor's jobs."""
    for each in st.session_state.values():
        if isinstance(each, Work):
            cached.worker_pool().stop(each.job)


def show_work(name, measure=None):
    """Show this visitor's job of that name, if there is one, until it is over.

    When it is over, what came out is finished and the page runs again; why it failed is told.

    Parameters
    ----------
    name : str
    measure : callable, optional
        Gives how far the job is, 0..1, where that can be told better than from the time.
    """
    if work_key(name) in st.session_state:
        _watch(name, measure)
    failure = st.session_state.get(_failure(name))
    if failure and not is_busy(name):
        st.error(failure)
        st.button(
            "Close", key=f"close {name}", on_click=st.session_state.pop, args=(_failure(name),)
        )


@st.fragment(run_every=ASK_SECONDS)
def _watch(name, measure):
    work = st.session_state.get(work_key(name))
    if work is None:  # stopped: the rest of the page must know
        st.rerun()
    job = work.job
    place = cached.worker_pool().queue_place(job)
    if job.is_over:
        st.session_state.pop(work_key(name))
        st.session_state.pop(_failure(name), None)
        if job.state == jobs.DONE:
            work.finish(job.results)
        elif job.state == jobs.FAILED:
            st.session_state[_failure(name)] = job.message
        st.rerun()
    with st.container(key=f"work-{name}"):
        if place:
            st.progress(0.0, f"{plain(work.title)}: waiting, number {place} in the queue")
        else:
            done = measure() if measure else job.progress
            st.progress(done, f"{plain(work.title)}: {_how_far(job)}")
        st.button("Stop", icon=":material/stop:", key=f"stop {name}", on_click=stop, args=(name,))


def _how_far(job):
    said = f"{job.seconds:.0f} s"
    if job.expected_seconds > LONG_SECONDS:
        said += f" of about {seconds_in_words(job.expected_seconds)}"
    if len(job.tasks) > 1:
        said += f", {len(job.results)} of {len(job.tasks)} done"
    return said


def seconds_in_words(seconds):
    """Write a time as a person says it.

    Parameters
    ----------
    seconds : float

    Returns
    -------
    str
        Such as ``"8 s"`` or ``"3 min"``.
    """
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def _failure(name):
    return f"failure of {name}"
