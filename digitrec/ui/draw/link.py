"""What the link to the Draw page holds: reader, tool, pen, a picture, and what is unfolded."""

import streamlit as st

from digitrec.datasets import own_kind
from digitrec.errors import InvalidDrawingError, InvalidLinkError
from digitrec.formats import decode_image
from digitrec.training import (
    HYPERPARAMETER_NAMES,
    PLAN_FIELDS,
    plan_from_parameters,
    plan_parameters,
)
from digitrec.ui.draw.canvas import PENS_PX
from digitrec.ui.draw.explanations import EXPLANATIONS
from digitrec.ui.draw.number import ANY, KINDS
from digitrec.ui.shared import cached, pending_runs, runs
from digitrec.ui.shared.link import LinkPart, choice, opened, slug
from digitrec.ui.shared.sent_drawing import CELLS, NUMBER, PEN, PHOTO, put_image
from digitrec.ui.shared.state import NUMBER_KIND, PEN_WIDTH, TOOL

TRAINED = "trained"  # the reader is a model that learns anew by the plan in the link


def _read_reader(given: dict[str, str]) -> None:
    name, plan = given.get("reader"), {n: text for n, text in given.items() if n != "reader"}
    if name == TRAINED:
        _train_reader(plan)
        return
    given.clear()
    if name is not None and name not in cached.shipped_titles():
        allowed = ", ".join([*cached.shipped_titles(), TRAINED])
        raise InvalidLinkError("reader", name, f"It can be {allowed}.")
    if name is not None:
        runs.set_reader(name)
    for parameter, text in plan.items():
        raise InvalidLinkError(parameter, text, f"On this page it goes with reader={TRAINED}.")


def _train_reader(parameters: dict[str, str]) -> None:
    plan = plan_from_parameters(parameters)
    if plan.target is not None:
        raise InvalidLinkError(
            "target", parameters["target"], "A model of one digit alone cannot read drawings."
        )
    if own_kind(plan.dataset):
        raise InvalidLinkError(
            "data", plan.dataset, "A model that learned from own drawings cannot come by a link."
        )
    runs.set_reader(pending_runs.add_linked(plan))


def _write_reader() -> dict[str, str]:
    key = runs.reader_key()
    if key in cached.shipped_titles():
        return {"reader": key}
    (run,) = (each for each in runs.runs() if each.key == key)
    if run.result is None or own_kind(run.result.plan.dataset):
        return {}
    return {"reader": TRAINED} | plan_parameters(run.result.plan)


def left_out() -> str:
    """Say that the reader is not in a link, where nobody else could make it anew."""
    if _write_reader():
        return ""
    return "The model is not in the link: it came from a file, or learned from own drawings."


def _keep_reader() -> dict[str, str]:
    """A model of the visitor's own is kept by the browser's record, not by the address."""
    key = runs.reader_key()
    return {"reader": key} if key in cached.shipped_titles() and key != cached.DEFAULT_MODEL else {}


def _read_picture(given: dict[str, str]) -> None:
    try:
        image = decode_image(given["p"])
    except InvalidDrawingError as refused:
        raise InvalidLinkError("p", given["p"], str(refused)) from None
    put_image(image)
    st.session_state[TOOL] = CELLS


PARTS = (
    choice(
        "tool",
        "What the digit is made with.",
        TOOL,
        {"pen": PEN, "cells": CELLS, "photo": PHOTO, "number": NUMBER},
        PEN,
    ),
    choice(
        "kind",
        "What is written with the tool *Number*.",
        NUMBER_KIND,
        {name: title for name, (title, _) in KINDS.items()},
        ANY,
    ),
    choice("pen", "The pen's width.", PEN_WIDTH, {slug(pen): pen for pen in PENS_PX}, "Medium"),
    LinkPart(
        {"p": "A picture: 64 characters, one for the ink of each cell."},
        _read_picture,
        dict,  # the browser adds it
        dict,
    ),
    LinkPart(
        {
            "reader": f"Who reads: a shipped model; or `{TRAINED}`, with the plan of its training.",
            **dict.fromkeys([*PLAN_FIELDS, *HYPERPARAMETER_NAMES], "With `reader=trained`."),
        },
        _read_reader,
        _write_reader,
        _keep_reader,
    ),
    opened(
        "What is unfolded.",
        list(EXPLANATIONS),
        lambda name: st.session_state.__setitem__(name, True),
        lambda: [name for name in EXPLANATIONS if st.session_state.get(name)],
    ),
)
