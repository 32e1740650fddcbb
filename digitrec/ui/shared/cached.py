"""What all visitors share: loaded once for the process, read-only."""

import gc
import logging
from types import MappingProxyType

import streamlit as st

from digitrec import evaluation
from digitrec.datasets import load_dataset, load_digits
from digitrec.errors import ModelFileError
from digitrec.jobs import IDLE_SECONDS, Task, WorkerPool
from digitrec.shipped import SHIPPED, load_model, model_names
from digitrec.training import Plan, ResultCache, score

logger = logging.getLogger(__name__)
READER = "default"


@st.cache_resource(show_spinner=False)
def freeze_imports(what):  # noqa: ARG001 - it tells one call's cache from another's
    """Take what has been imported out of Python's garbage collections, which stays for good anyway.

    They would look through all of it again and again, and hold all visitors up meanwhile.

    Parameters
    ----------
    what : str
        Once for each.
    """
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner="Getting the reader ready …")
def model(name=READER):
    """Load a shipped model once.

    Parameters
    ----------
    name : str, default: the reader of the Draw page

    Returns
    -------
    digitrec.Model

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
def read_on_one_thread():
    """Let linear algebra use one thread from now on, once the models' packages are there.

    Of one drawing it has so little to do that threads only wait for one another, spinning, and keep
    the other visitors from being answered. What learns does so in processes of its own.
    """
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, user_api="blas")


def models():
    """Load every shipped model, the default first.

    Returns
    -------
    dict of str to digitrec.Model
    """
    return {name: model(name) for name in model_names()}


@st.cache_resource(show_spinner=False)
def shipped_titles():
    """Name the shipped models without loading them.

    Returns
    -------
    mapping of str to str
        From name to title, the default first; nobody can write into it.
    """
    return MappingProxyType({name: SHIPPED[name].title for name in model_names()})


@st.cache_resource(show_spinner=False)
def worker_pool():
    """The processes in which this server fits, and the queue before them.

    Returns
    -------
    digitrec.jobs.WorkerPool
    """
    return WorkerPool()


@st.cache_resource(show_spinner=False, ttl=IDLE_SECONDS)
def warm_worker_pool():
    """Start one process before it is needed: what a fit imports takes longer than most fits."""
    worker_pool().submit([Task(score, (Plan("svm", n_rows=200),))])


@st.cache_resource(show_spinner=False)
def results():
    """The results of runs that this server still knows, by plan; not whose they are.

    Returns
    -------
    digitrec.training.ResultCache
    """
    return ResultCache()


@st.cache_resource(show_spinner=False)
def digits():
    """Load the digits once.

    Returns
    -------
    digitrec.datasets.Dataset
    """
    return load_digits()


def dataset(name):
    """Get a data set that is at hand; each is loaded once for the process.

    Parameters
    ----------
    name : str
        A key of `digitrec.datasets.DATASETS`.

    Returns
    -------
    digitrec.datasets.Dataset

    Raises
    ------
    DatasetError
        If it has not been fetched yet.
    """
    return load_dataset(name)


@st.cache_resource(show_spinner=False)
def mean_picture(name):
    """Compute the mean picture of a data set that is at hand, once for the process.

    Parameters and raises: as `dataset`.

    Returns
    -------
    ndarray of float64, shape (side, side)
    """
    return evaluation.mean_picture(dataset(name))
