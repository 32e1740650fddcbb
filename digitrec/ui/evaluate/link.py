"""What the link to the Evaluate page holds."""

from collections.abc import Iterable

import streamlit as st

from digitrec.ui.evaluate.evaluated_model import SHUFFLED, TESTS
from digitrec.ui.shared import cached
from digitrec.ui.shared.link import LinkPart, choice, open_tab
from digitrec.ui.shared.state import EVALUATE_TAB, EVALUATED, TESTED_ON


def left_out() -> str:
    """Say that the model is not in a link, if it is the visitor's own."""
    is_shipped = st.session_state.get(EVALUATED) in (None, *cached.shipped_titles())
    return "" if is_shipped else "The model is not in the link: it is in this tab only."


def parts_with(tabs: Iterable[str]) -> tuple[LinkPart, ...]:
    """Make the table of the page's parameters.

    Parameters
    ----------
    tabs : iterable of str
        The titles of its tabs.
    """
    return (
        choice(
            "model",
            "A shipped model to look at.",
            EVALUATED,
            {name: name for name in cached.shipped_titles()},
            cached.DEFAULT_MODEL,
        ),
        choice(
            "tested",
            "What it is tested on.",
            TESTED_ON,
            {name: name for name in TESTS},
            SHUFFLED,
        ),
        open_tab(EVALUATE_TAB, tabs),
    )
