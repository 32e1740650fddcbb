"""What a page's address says about all pages: the view, and what a teacher has taken away.

`?view=projector` shows a page for a wall, `?hide=menu,seed` takes controls away. Both last over
all pages of a session, and stand in the address of each, so that a reload and a copied address
keep them.
"""

from collections.abc import Iterable

import streamlit as st

from digitrec.ui.shared.markdown import code_markdown
from digitrec.ui.shared.state import HIDDEN, VIEW

PROJECTOR = "projector"
VIEWS = {PROJECTOR: "Larger, and nothing but the essential: for a wall."}
# What `hide` can name, and what is then away. What is set stays as it is, or as the link sets it.
HIDEABLE = {
    "menu": "the menu of the pages",
    "memory": "what this browser keeps, and the button that forgets it",
    "link": "the buttons that copy a link",
    "projector": "the button of the projector view",
    "download": "every download, and the code",
    "reader": "Draw: the choice of who reads",
    "tools": "Draw: the choice between pen, cells, photo and number, and of the pen's width",
    "try": "Draw: the things to try",
    "explanations": "Draw: everything to unfold below the answer",
    "data": "Explore and Train: the choice of the pictures",
    "facts": "Explore: the facts about the pictures",
    "quiz": "Explore: the quiz",
    "tabs": "Explore and Evaluate: all tabs but the one that is open",
    "articles": "Train: the published claims to check",
    "model": "Train and Evaluate: the choice of a model",
    "sliders": "Train: the model's sliders",
    "split": "Train: how the pictures are split",
    "seed": "Train: the seed",
    "target": "Train: the choice of what to learn",
    "analyses": "Train: looking closer at a run",
    "runs": "Train: the table of the runs, and the comparison of two",
    "upload": "My digits and Train: loading drawings or a model from a file",
    "tested": "Evaluate: the choice of what it is tested on",
}


def open_address() -> list[str]:
    """Take the view and what is hidden from the address, or put them back into it.

    To be called before a page is run.

    Returns
    -------
    list of str
        A sentence for each name that is not known, as Markdown. The others are used.
    """
    refusals = []
    for name, key, table in (("view", VIEW, VIEWS), ("hide", HIDDEN, HIDEABLE)):
        text = st.query_params.get(name)
        if text is None:
            if known := st.session_state.get(key):
                st.query_params[name] = ",".join(known)
            continue
        names = [each for each in text.split(",") if each]
        st.session_state[key] = tuple(dict.fromkeys(each for each in names if each in table))
        unknown = [each for each in names if each not in table]
        if unknown:
            refusals.append(_refusal(name, unknown[0], table))
    return refusals


def _refusal(name: str, value: str, table: Iterable[str]) -> str:
    return (
        f"The link says {code_markdown(f'{name}={value}')}, which is not known here. After "
        f"*{name}=* there can be {', '.join(table)}. The rest of the link is used."
    )


def is_projector() -> bool:
    """Tell whether the page is shown for a projector."""
    return PROJECTOR in st.session_state.get(VIEW, ())


def set_projector(is_on: bool) -> None:
    """Show all pages for a projector, or no longer; to be called from a button."""
    st.session_state[VIEW] = (PROJECTOR,) if is_on else ()
    if is_on:
        st.query_params["view"] = PROJECTOR
    else:
        st.query_params.pop("view", None)


def is_hidden(name: str) -> bool:
    """Tell whether the link has taken a part of the pages away.

    Parameters
    ----------
    name : str
        A key of `HIDEABLE`.
    """
    if name not in HIDEABLE:
        raise KeyError(name)
    return name in st.session_state.get(HIDDEN, ())
