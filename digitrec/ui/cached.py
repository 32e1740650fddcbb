"""What all visitors share: loaded once for the process, read-only."""

import gc

import streamlit as st

from digitrec import datasets
from digitrec.store import load_model, model_names

READER = "default"


@st.cache_resource(show_spinner="Getting the reader ready …")
def model(name=READER):
    """Load a shipped model once.

    What the reader imports stays for good; it is taken out of Python's garbage collections, which
    would look through all of it again and again.

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
    loaded = load_model(name)
    if name == READER:
        gc.collect()
        gc.freeze()
    return loaded


def models():
    """Load every shipped model, the default first.

    Returns
    -------
    dict of str to digitrec.Model
    """
    return {name: model(name) for name in model_names()}


@st.cache_resource(show_spinner=False)
def digits():
    """Load the data set once.

    Returns
    -------
    digitrec.datasets.Dataset
    """
    return datasets.load_digits()
