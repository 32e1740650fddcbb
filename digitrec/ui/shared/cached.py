"""What all visitors share: loaded once for the process, and read-only."""

import atexit
import gc
import logging
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec import evaluation
from digitrec.datasets import Dataset, load_dataset, load_digits
from digitrec.errors import ModelFileError, SchedulerError
from digitrec.jobs import DONE, IDLE_SECONDS, Job, OwnProcesses, Task, WorkerPool, open_workers
from digitrec.recognition import Model
from digitrec.shipped import SHIPPED, load_model, model_names
from digitrec.training import Plan, Result, ResultCache, combine, fit_part

logger = logging.getLogger(__name__)
DEFAULT_MODEL = "default"
EXAMPLE = Plan("svm")  # the form's first plan


@st.cache_resource(show_spinner=False)
def freeze_imports(what: str) -> None:  # noqa: ARG001 - the key of the cache
    """Take what has been imported out of Python's garbage collections, once for each `what`.

    It stays for good anyway. The collections would look through all of it again and again, and all
    visitors would wait meanwhile.
    """
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner="Waking up the model …")
def model(name: str = DEFAULT_MODEL) -> Model:
    """Load a shipped model, by default the one that reads the Draw page.

    Raises
    ------
    ModelFileError
        As `digitrec.load_model`.
    """
    try:
        loaded = load_model(name)
    except ModelFileError:
        logger.exception("the shipped model %s cannot be loaded", name)
        raise
    freeze_imports("models")
    return loaded


@st.cache_resource(show_spinner=False)
def read_on_one_thread() -> None:
    """Let linear algebra use one thread from now on, once the models' packages are imported.

    One drawing is so little work that threads only wait for one another, spinning, while other
    visitors wait for an answer. Models are fitted in processes of their own.
    """
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, user_api="blas")


def models() -> dict[str, Model]:
    """Load every shipped model, the default first."""
    return {name: model(name) for name in model_names()}


@st.cache_resource(show_spinner=False)
def shipped_titles() -> Mapping[str, str]:
    """Map the names of the shipped models to their titles, the default first.

    No model is loaded for it.
    """
    return MappingProxyType({name: SHIPPED[name].title for name in model_names()})


@st.cache_resource(show_spinner=False)
def worker_pool() -> WorkerPool:
    """Get what this server fits with, by DIGITREC_SCHEDULER, with its queue."""
    try:
        pool = WorkerPool(open_workers())
    except SchedulerError as error:
        logger.error("%s", error)
        own = OwnProcesses()
        own.notice = f"{error} Until then, this server trains in its own processes."
        pool = WorkerPool(own)
    # Else a thread of it may be starting a process while Python ends, which then aborts.
    atexit.register(pool.close)
    return pool


@st.cache_resource(show_spinner=False, ttl=IDLE_SECONDS)
def example_job() -> Job:
    """Fit the example run in the pool, which has a process running then for the next to come.

    The imports of a process take longer than most fits.
    """
    return worker_pool().submit([Task(fit_part, (EXAMPLE, 0))])


def example() -> Result | None:
    """Get the example run, which is nobody's, once it is fitted."""
    job, found = example_job(), results().get(EXAMPLE)
    if found is None and job.state == DONE:
        found = combine(EXAMPLE, job.results)
        results().put(found)
    return found


@st.cache_resource(show_spinner=False)
def results() -> ResultCache:
    """Get the results that this server still holds, by plan; not whose they are."""
    return ResultCache()


@st.cache_resource(show_spinner=False)
def digits() -> Dataset:
    """Load the digits."""
    return load_digits()


@st.cache_resource(show_spinner=False)
def mean_picture(name: str) -> NDArray[np.float64]:
    """Compute the mean picture of a data set.

    Parameters
    ----------
    name : str
        A key of `digitrec.datasets.DATASETS`.

    Raises
    ------
    DatasetError
        If it has not been fetched yet.

    Returns
    -------
    ndarray of float64, shape (side, side)
    """
    return evaluation.mean_picture(load_dataset(name))
