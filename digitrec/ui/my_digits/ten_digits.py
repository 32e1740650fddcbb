"""Ten digits: a test in the browser (`live/ten_digits.js`), told who can read and how well."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from digitrec.accuracy import Accuracy
from digitrec.datasets import N_DIGITS
from digitrec.shipped import load_card
from digitrec.ui.my_digits.program import mine_program
from digitrec.ui.shared import cached, runs
from digitrec.ui.shared.forms import offer
from digitrec.ui.shared.served import fetched_component_script

TIMES = (1, 3)  # how often each digit can be asked for

_test = st.components.v2.component(
    "digitrec-ten-digits",
    html=(Path(__file__).parent / "ten_digits.html").read_text(encoding="utf-8"),
    js=fetched_component_script("test"),
    isolate_styles=False,
)


def show_test() -> None:
    """Show the test, or its report card."""
    with st.container(key="ten-digits"):
        _test(
            key="test-component",
            data={
                "program": mine_program().as_dict(),
                "models": _models(),
                "reader": runs.reader_key(),
                "figures": figures(),
            },
        )


@cache
def figures() -> dict[int, list[str]]:
    r"""Write for each length of a test what each number of right answers says, as a sentence.

    Examples
    --------
    >>> figures()[10][9]
    'The true figure probably lies between 60\xa0% and 98\xa0%.'
    """
    lengths = [N_DIGITS * times for times in TIMES]
    return {
        n: [f"{Accuracy(n_right, n).true_figure}." for n_right in range(n + 1)] for n in lengths
    }


def _models() -> list[dict[str, Any]]:
    """Name those that the browser can read with, and how well each reads pictures of its kind."""
    offers = {key: offer(key) for key in runs.model_titles()}
    return [
        {"key": key, "title": title, "offer": offers[key], "reads": _reads(key)}
        for key, title in runs.model_titles().items()
        if offers[key]["name"]
    ]


def _reads(key: str) -> str:
    is_shipped = key in cached.shipped_titles()
    figures_of = load_card(key).accuracy if is_shipped else runs.model(key).card.accuracy
    accuracy = figures_of.get("shuffled" if is_shipped else "held_out")
    if accuracy is None:
        return ""
    return (
        f"Of {accuracy.n:,} pictures of its data set that it had not learned from, the same model "
        f"reads {accuracy.percent} right."
    )
