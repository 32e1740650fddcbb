"""The part of the Draw page that reads in the browser: the model's form, and a drawing's story."""

import hashlib
import json
from pathlib import Path

import streamlit as st

from digitrec.browser import browser_form
from digitrec.charts.style import DIGIT_COLOURS
from digitrec.errors import NoBrowserFormError
from digitrec.ui import cached, runs
from digitrec.ui.live import bundle
from digitrec.ui.state import FORMS

HERE = Path(__file__).parent
READER_FILES = ("recipe", "strokes", "novelty", "models", "reader")

_form = st.components.v2.component(
    "digitrec-form", js=bundle(*READER_FILES, "form"), isolate_styles=False
)
_story = st.components.v2.component(
    "digitrec-story",
    html=(HERE / "live" / "story.html").read_text(encoding="utf-8"),
    js=bundle("picture", "story", "story_part"),
    isolate_styles=False,
)


def form_name():
    """Name the form of the model that reads this visitor's drawings.

    Returns
    -------
    str
        Empty where the model has none, and is read on the server alone.
    """
    return _form_of(runs.reader_key())[0]


def send_form():
    """Send the form of that model to the browser, which keeps it until another is chosen."""
    name, form = _form_of(runs.reader_key())
    with st.container(key="form"):
        _form(key="form-part", data={"name": name, "form": form})


def _form_of(key):
    """Name and form of a model; made once for the process, or for the visit if it is theirs."""
    if key in cached.shipped_titles():
        return _shipped_form(key)
    forms = st.session_state.setdefault(FORMS, {})
    if key not in forms:
        forms[key] = _named_form(runs.reader())
    return forms[key]


@st.cache_resource(show_spinner=False)
def _shipped_form(key):
    return _named_form(cached.model(key))


def _named_form(model):
    try:
        form = browser_form(model)
    except NoBrowserFormError:
        return "", None
    return hashlib.sha256(json.dumps(form).encode()).hexdigest()[:16], form


def show_story(strokes):
    """Show how the answer changed while a drawing grew.

    Parameters
    ----------
    strokes : list of ndarray, each of shape (n, 2)
    """
    _story(
        key="story-part",
        data={
            "strokes": [stroke.tolist() for stroke in strokes],
            "reader": form_name(),
            "colours": DIGIT_COLOURS,
        },
    )
