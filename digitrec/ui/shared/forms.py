"""The forms by which the browser reads with a model, as the browser is offered them."""

import hashlib
import json
from typing import Any

import streamlit as st

from digitrec.browser import browser_form
from digitrec.errors import ModelFileError, NoBrowserFormError
from digitrec.recognition import Model
from digitrec.shipped import browser_form_file
from digitrec.ui.shared import cached, runs
from digitrec.ui.shared.served import served_form
from digitrec.ui.shared.state import FORMS


def offer(key: str) -> dict[str, Any]:
    """Say what JavaScript is sent of the form of a model.

    Parameters
    ----------
    key : str
        One of `digitrec.ui.shared.runs.model_titles`.

    Returns
    -------
    dict
        Its ``name``, empty where only the server can read with the model; and the served ``file``,
        or the ``form`` itself.
    """
    if key in cached.shipped_titles():
        return _offer_shipped(key)
    forms = st.session_state.setdefault(FORMS, {})
    if key not in forms:
        forms[key] = _offer_own(runs.model(key))
    return forms[key]


@st.cache_resource(show_spinner=False)
def _offer_shipped(key: str) -> dict[str, Any]:
    """Offer a shipped model's file; no model is loaded for it."""
    try:
        file_name, sha256 = browser_form_file(key)
    except ModelFileError:  # which is shown once the server has to read
        return {"name": ""}
    return {"name": sha256[:16], "file": served_form(file_name, sha256).as_dict()}


def _offer_own(model: Model) -> dict[str, Any]:
    try:
        form = browser_form(model)
    except NoBrowserFormError:
        return {"name": ""}
    return {"name": hashlib.sha256(json.dumps(form).encode()).hexdigest()[:16], "form": form}
