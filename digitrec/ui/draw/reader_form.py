"""The form by which the browser reads with the chosen model."""

import streamlit as st

from digitrec.ui.shared import runs
from digitrec.ui.shared.forms import offer
from digitrec.ui.shared.served import component_script

_form = st.components.v2.component(
    "digitrec-form", js=component_script("form"), isolate_styles=False
)


def form_name() -> str:
    """Name the form of the model that reads; empty if only the server can read with it."""
    return offer(runs.reader_key())["name"]


def offer_form() -> None:
    """Offer the form of that model to the browser, which uses it until another is chosen."""
    with st.container(key="form"):
        _form(key="form-component", data=offer(runs.reader_key()))
