"""The offer to fetch MNIST, and the progress of that."""

import logging

import streamlit as st

from digitrec.datasets import (
    DATASETS,
    MNIST_DOWNLOAD_MB,
    fetch_mnist,
    mnist_conversion_progress,
    mnist_fetch_progress,
    mnist_tasks,
)
from digitrec.ui.shared import progress
from digitrec.ui.shared.log import log_once

MNIST_JOB = "mnist"


def offer_mnist(name: str, missing: str) -> None:
    """Say that MNIST is missing, and show the button that fetches it, or its progress.

    Visitors who ask at the same time wait for the same fetch.

    Parameters
    ----------
    name : str
        A key of `digitrec.datasets.DATASETS`.
    missing : str
        A sentence that says what is missing.
    """
    tasks = mnist_tasks(DATASETS[name].picture_format)
    if not tasks:  # it is there, but damaged
        log_once(missing, level=logging.ERROR)
        st.error(missing)
        return
    st.info(missing)
    fetches = tasks[0].function is fetch_mnist
    if not progress.has_job(MNIST_JOB):
        label = f"Fetch MNIST ({MNIST_DOWNLOAD_MB} MB)" if fetches else "Shrink MNIST to 8×8"
        st.button(label, icon=":material/download:", on_click=_start, args=(name,), key="get mnist")
    progress.show_job(MNIST_JOB, mnist_fetch_progress if fetches else mnist_conversion_progress)


def _start(name: str) -> None:
    """Start the next step as a job: fetch, then convert if need be."""
    tasks = mnist_tasks(DATASETS[name].picture_format)
    if not tasks:
        return
    step = tasks[0].function
    title = "Fetching MNIST" if step is fetch_mnist else "Shrinking MNIST to 8×8"
    progress.start_job(MNIST_JOB, title, tasks[:1], lambda _: _start(name), key=step.__name__)
