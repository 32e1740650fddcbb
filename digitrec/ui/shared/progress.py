"""A visitor's jobs on a page: place in the queue, progress, and a button to stop."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from digitrec import jobs
from digitrec.ui.shared import cached
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.state import job_key

REFRESH_SECONDS = 0.5
LONG_SECONDS = 5  # what takes longer is announced before


@dataclass(frozen=True)
class VisitorJob:
    """A job that this visitor has started.

    Attributes
    ----------
    title : str
    job : digitrec.jobs.Job
    finish : callable
        Takes the list of what the tasks returned, and keeps it in the session.
    """

    title: str
    job: jobs.Job
    finish: Callable[[list[Any]], object]


def start_job(
    name: str,
    title: str,
    tasks: Sequence[jobs.Task],
    finish: Callable[[list[Any]], object],
    *,
    expected_seconds: float = 0.0,
    key: str | None = None,
) -> None:
    """Start a job for this visitor, unless one of the same name waits or runs.

    Parameters
    ----------
    name : str
    title : str
        What is being done, as the visitor reads it.
    tasks : sequence of digitrec.jobs.Task
    finish : callable
        Takes the list of what the tasks returned. Called once, within a run of the page.
    expected_seconds : float, optional
    key : str, optional
        As in `digitrec.jobs.WorkerPool.submit`.
    """
    if job_key(name) not in st.session_state:
        job = cached.worker_pool().submit(tasks, key=key, expected_seconds=expected_seconds)
        st.session_state[job_key(name)] = VisitorJob(title, job, finish)


def has_job(name: str) -> bool:
    """Tell whether this visitor's job of that name waits or runs."""
    return job_key(name) in st.session_state


def stop_job(name: str) -> None:
    """Stop this visitor's job of that name."""
    started = st.session_state.pop(job_key(name), None)
    if started:
        cached.worker_pool().stop(started.job)


def stop_all_jobs() -> None:
    """Stop all of this visitor's jobs."""
    for each in st.session_state.values():
        if isinstance(each, VisitorJob):
            cached.worker_pool().stop(each.job)


def show_job(name: str, progress: Callable[[], float] | None = None) -> None:
    """Show the progress of this visitor's job of that name, if there is one, until it is over.

    Then the job's `finish` is called and the page runs again. If it failed, the reason is shown.

    Parameters
    ----------
    name : str
    progress : callable, optional
        Returns the proportion that is done, 0..1, if that can be told better than from the time.
    """
    if job_key(name) in st.session_state:
        _refresh(name, progress)
    failure = st.session_state.get(_failure_key(name))
    if failure and not has_job(name):
        st.error(failure)
        st.button(
            "Close",
            key=f"close {name}",
            on_click=st.session_state.pop,
            args=(_failure_key(name),),
        )


@st.fragment(run_every=REFRESH_SECONDS)
def _refresh(name: str, progress: Callable[[], float] | None) -> None:
    started = st.session_state.get(job_key(name))
    if started is None:  # stopped: the rest of the page must know
        st.rerun()
    job = started.job
    place = cached.worker_pool().queue_place(job)
    if job.is_over:
        st.session_state.pop(job_key(name))
        st.session_state.pop(_failure_key(name), None)
        if job.state == jobs.DONE:
            started.finish(job.results)
        elif job.state == jobs.FAILED:
            st.session_state[_failure_key(name)] = job.message
        st.rerun()
    title = escape_markdown(started.title)
    with st.container(key=f"job-{name}"):
        if place:
            st.progress(0.0, f"{title}: waiting, number {place} in the queue")
        else:
            done = progress() if progress else job.progress
            st.progress(done, f"{title}: {_progress_in_words(job)}")
        st.button(
            "Stop", icon=":material/stop:", key=f"stop {name}", on_click=stop_job, args=(name,)
        )


def _progress_in_words(job: jobs.Job) -> str:
    words = f"{job.seconds:.0f} s"
    if job.expected_seconds > LONG_SECONDS:
        words += f" of about {seconds_in_words(job.expected_seconds)}"
    if len(job.tasks) > 1:
        words += f", {job.n_done} of {len(job.tasks)} done"
    return words


def announce_seconds(seconds: float, what: str = "This") -> None:
    """Say how long something will take, if that is long."""
    if seconds > LONG_SECONDS:
        st.caption(f"{what} will take about {seconds_in_words(seconds)}.")


def seconds_in_words(seconds: float) -> str:
    """Write a time as a person says it.

    Examples
    --------
    >>> seconds_in_words(8.2)
    '8 s'
    >>> seconds_in_words(180)
    '3 min'
    """
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def _failure_key(name: str) -> str:
    return f"failure of {name}"
