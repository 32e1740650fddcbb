"""What the link to the Explore page holds."""

from collections.abc import Iterable

import streamlit as st

from digitrec.datasets import ORDERS
from digitrec.errors import InvalidLinkError
from digitrec.ui.explore.sample import DIGITS, EXPLORABLE
from digitrec.ui.shared.link import LinkPart, choice, open_tab, slug
from digitrec.ui.shared.state import EXPLORE_TAB, EXPLORED, GALLERY_DIGITS, GALLERY_ORDER


def _read_digits(given: dict[str, str]) -> None:
    texts = given["digits"].split(",")
    if not all(text in map(str, DIGITS) for text in texts):
        raise InvalidLinkError("digits", given["digits"], "It can be digits such as 3,8.")
    st.session_state[GALLERY_DIGITS] = sorted({int(text) for text in texts})


def _write_digits() -> dict[str, str]:
    digits = st.session_state.get(GALLERY_DIGITS)
    return {"digits": ",".join(map(str, sorted(digits)))} if digits else {}


def parts_with(tabs: Iterable[str]) -> tuple[LinkPart, ...]:
    """Make the table of the page's parameters.

    Parameters
    ----------
    tabs : iterable of str
        The titles of its tabs.
    """
    return (
        choice(
            "data",
            "The data set.",
            EXPLORED,
            {name: name for name in EXPLORABLE},
            EXPLORABLE[0],
        ),
        choice(
            "order",
            "In which order the pictures are.",
            GALLERY_ORDER,
            {slug(order): order for order in ORDERS},
            ORDERS[0],
        ),
        LinkPart({"digits": "Only these digits."}, _read_digits, _write_digits, _write_digits),
        open_tab(EXPLORE_TAB, tabs),
    )
