"""The record of a visit in the browser, so that a reload or a lost tab costs nothing.

The server gives the browser a record of the visit after each run of a page. A new session asks for
it back. A stranger could have changed it by then: only what a visitor could have chosen is used.
"""

import secrets
from collections.abc import Container
from pathlib import Path
from typing import Any, TypeGuard

import streamlit as st

from digitrec.training import PRESETS
from digitrec.ui.shared import cached, pending_runs, progress, runs
from digitrec.ui.shared.address import is_hidden, is_projector
from digitrec.ui.shared.runs import PendingRun
from digitrec.ui.shared.served import component_script
from digitrec.ui.shared.state import (
    ANALYSIS,
    ARTICLE,
    ARTICLE_ROWS,
    ARTICLE_RUNS,
    CHOSEN_RUN,
    IS_FORGOTTEN,
    MEMORY,
    PENDING_RUNS_SHOWN,
    PLAN_IS_LINKED,
    READER,
    RECORD_REQUEST,
    RUN_NUMBER,
)
from digitrec.ui.train.plan_form import N_ROWS, changed_choices, plan_from_record, set_choices

VERSION = 1
MAX_RUN_NUMBER = 1_000_000

_memory = st.components.v2.component(
    "digitrec-memory",
    html=(Path(__file__).parent / "live" / "memory.html").read_text(encoding="utf-8"),
    js=component_script("memory"),
    isolate_styles=False,
)


def restore() -> None:
    """Apply the record of an earlier visit, once the browser has sent it.

    To be called before a page is run. It changes nothing that this session has set already.
    """
    st.session_state[PENDING_RUNS_SHOWN] = False
    request = st.session_state.setdefault(RECORD_REQUEST, secrets.token_hex(8))
    answer = (st.session_state.get(MEMORY) or {}).get("answer")
    if request and isinstance(answer, dict) and answer.get("request") == request:
        st.session_state[RECORD_REQUEST] = None
        apply_record(answer.get("visit"))


def save() -> None:
    """Send the record of this visit to the browser, and say what is stored there.

    To be called after a page is run. A first visit costs no run of its own for it.
    """
    cached.freeze_imports("pages")
    pending_runs.show_elsewhere()
    is_unseen = is_projector() or is_hidden("memory")
    with st.container(key="unseen" if is_unseen else "kept"):
        _memory(
            key=MEMORY,
            data={
                "request": st.session_state[RECORD_REQUEST],
                "visit": make_record(),
                "forgotten": st.session_state.get(IS_FORGOTTEN, False),
            },
            on_answer_change=lambda: None,
            on_forget_change=forget,
        )


def forget() -> None:
    """Forget this visitor: stop their jobs, and empty the session's state."""
    progress.stop_all_jobs()
    st.session_state.clear()
    st.session_state[IS_FORGOTTEN] = True


def make_record() -> dict[str, Any] | None:
    """Make the record of this visit, as JSON can hold it; None if nothing was chosen yet."""
    fitted = [(each.number, each.name, each.result.plan) for each in runs.runs() if each.result]
    pending = [(each.number, each.name, each.plan) for each in runs.pending_runs()]
    values = {
        "reader": st.session_state.get(READER),
        "choices": changed_choices(),
        "article": st.session_state.get(ARTICLE),
        "article rows": st.session_state.get(ARTICLE_ROWS),
        "article runs": st.session_state.get(ARTICLE_RUNS),
        "closer": st.session_state.get(ANALYSIS),
        "runs": [
            {"number": number, "name": name, "plan": plan.as_dict()}
            for number, name, plan in sorted(fitted + pending, key=lambda each: each[0])
        ],
        "run number": st.session_state.get(RUN_NUMBER),
        "chosen run": st.session_state.get(CHOSEN_RUN),
    }
    record = {name: value for name, value in values.items() if value}
    return {"version": VERSION} | record if record else None


def apply_record(record: object) -> None:
    """Set what a record holds, as far as it is valid.

    Parameters
    ----------
    record : object
        As `make_record` gave it, or whatever the browser sent.
    """
    from digitrec.ui.train.analyses import (
        ANALYSES,  # with the charts, which a first visit can do without
    )

    if not isinstance(record, dict) or record.get("version") != VERSION:
        return
    if not st.session_state.get(PLAN_IS_LINKED):  # a link wins
        set_choices(record.get("choices"))
    _set_runs(record)
    keys = [each.key for each in (*runs.runs(), *runs.pending_runs())]
    _set(READER, record.get("reader"), [*cached.shipped_titles(), *keys])
    _set(ARTICLE, record.get("article"), PRESETS)
    _set(ARTICLE_ROWS, record.get("article rows"), N_ROWS)
    _set(ANALYSIS, record.get("closer"), ANALYSES)


def _set(key: str, value: object, allowed: Container[object]) -> None:
    if type(value) in (str, int) and value in allowed and st.session_state.get(key) is None:
        st.session_state[key] = value


def _set_runs(record: dict[str, Any]) -> None:
    """Set the runs of a record, and what refers to them by their numbers."""
    entries = record.get("runs")
    pending: dict[int, PendingRun] = {}
    here = {each.number for each in (*runs.runs(), *runs.pending_runs())}  # of a link
    for entry in entries[: runs.MAX_RUNS] if isinstance(entries, list) else ():
        each = _pending_run(entry)
        if each and each.number not in here:
            pending.setdefault(each.number, each)
    pending_runs.restore([pending[number] for number in sorted(pending)])
    last = record.get("run number")
    counted = [number for number in (last, *pending) if _is_number(number)]
    numbers = [number for number in counted if number < runs.LINKED_NUMBER]
    st.session_state[RUN_NUMBER] = max([st.session_state.get(RUN_NUMBER, 0), *numbers])
    _set(CHOSEN_RUN, record.get("chosen run"), pending)
    article_runs = record.get("article runs")
    if isinstance(article_runs, dict):
        st.session_state[ARTICLE_RUNS] = {
            name: article_runs[name]
            for name, preset in PRESETS.items()
            if _are_numbers(article_runs.get(name), len(preset.cases), pending)
        }


def _pending_run(entry: object) -> PendingRun | None:
    """A run of the record, or None where it is not valid."""
    if not isinstance(entry, dict) or not _is_number(entry.get("number")):
        return None
    plan = plan_from_record(entry.get("plan"))
    name = entry.get("name")
    if plan is None or not isinstance(name, str) or not runs.tidy_name(name):
        return None
    return PendingRun(entry["number"], runs.tidy_name(name), plan)


def _is_number(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 < value <= MAX_RUN_NUMBER


def _are_numbers(values: object, n: int, known: Container[int]) -> bool:
    return (
        isinstance(values, list)
        and len(values) == n
        and all(_is_number(each) and each in known for each in values)
    )
