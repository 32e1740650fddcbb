"""What a visit leaves in the browser, so that a reload, a lost tab or a locked phone costs nothing.

The server gives the browser a record of the visit after each run of a page; a new session asks for
it back. The record was in the hands of a stranger by then: of it is taken only what a visitor could
have chosen, and the rest is left out.
"""

import secrets
from pathlib import Path

import streamlit as st

from digitrec.training import PRESETS
from digitrec.ui.shared import awaited, cached, progress, runs
from digitrec.ui.shared.served import part
from digitrec.ui.shared.state import (
    ARTICLE,
    ARTICLE_ROWS,
    ARTICLE_RUNS,
    ASKED,
    AWAITED_SHOWN,
    CHOSEN_RUN,
    CLOSER,
    FORGOTTEN,
    MEMORY,
    READER,
    RUN_NUMBER,
)
from digitrec.ui.train.plan_form import N_ROWS, choices, known_plan, set_choices

VERSION = 1
MOST_NUMBER = 1_000_000

_memory = st.components.v2.component(
    "digitrec-memory",
    html=(Path(__file__).parent / "live" / "memory.html").read_text(encoding="utf-8"),
    js=part("memory"),
    isolate_styles=False,
)


def restore():
    """Take up what the browser kept of an earlier visit; to be called before a page is run.

    What this session has by itself already stays as it is.
    """
    st.session_state[AWAITED_SHOWN] = False
    asked = st.session_state.setdefault(ASKED, secrets.token_hex(8))
    answer = (st.session_state.get(MEMORY) or {}).get("answer")
    if asked and isinstance(answer, dict) and answer.get("to") == asked:
        st.session_state[ASKED] = None
        take_up(answer.get("visit"))


def keep():
    """Give the browser the record of this visit, and say what is kept; to be called after a page.

    A first visit costs no run of its own for it.
    """
    cached.freeze_imports("pages")
    awaited.show_elsewhere()
    _memory(
        key=MEMORY,
        data={
            "ask": st.session_state[ASKED],
            "visit": record(),
            "forgotten": st.session_state.get(FORGOTTEN, False),
        },
        on_answer_change=lambda: None,
        on_forget_change=forget,
    )


def forget():
    """Forget this visitor: stop what is computed for them, and empty the session's state."""
    progress.stop_all()
    st.session_state.clear()
    st.session_state[FORGOTTEN] = True


def record():
    """What there is to keep of this visit, as JSON can hold it.

    Returns
    -------
    dict or None
        None where the visitor has chosen nothing yet.
    """
    mine = [each for each in runs.runs() if each.result]  # a model from a file has no plan to keep
    known = [(each.number, each.name, each.result.plan) for each in mine]
    known += [(each.number, each.name, each.plan) for each in runs.awaited()]
    kept = {
        "reader": st.session_state.get(READER),
        "choices": choices(),
        "article": st.session_state.get(ARTICLE),
        "article rows": st.session_state.get(ARTICLE_ROWS),
        "article runs": st.session_state.get(ARTICLE_RUNS),
        "closer": st.session_state.get(CLOSER),
        "runs": [
            {"number": number, "name": name, "plan": plan.as_dict()}
            for number, name, plan in sorted(known, key=lambda each: each[0])
        ],
        "run number": st.session_state.get(RUN_NUMBER),
        "chosen run": st.session_state.get(CHOSEN_RUN),
    }
    kept = {name: value for name, value in kept.items() if value}
    return {"version": VERSION} | kept if kept else None


def take_up(visit):
    """Fill the session with what is believed of a record.

    Parameters
    ----------
    visit : object
        As `record` gave it, or whatever the browser sent.
    """
    from digitrec.ui.train.analyses import (
        PARTS,  # with the charts, which a first visit can do without
    )

    if not isinstance(visit, dict) or visit.get("version") != VERSION:
        return
    set_choices(visit.get("choices"))
    if not runs.runs() and not runs.awaited():
        _take_runs(visit)
    _take(READER, visit.get("reader"), [*cached.shipped_titles(), *_keys_of_runs()])
    _take(ARTICLE, visit.get("article"), PRESETS)
    _take(ARTICLE_ROWS, visit.get("article rows"), N_ROWS)
    _take(CLOSER, visit.get("closer"), PARTS)


def _take(key, value, offered):
    if type(value) in (str, int) and value in offered and st.session_state.get(key) is None:
        st.session_state[key] = value


def _keys_of_runs():
    return [f"run-{each.number}" for each in (*runs.runs(), *runs.awaited())]


def _take_runs(visit):
    """The runs of a record, with what refers to them by their numbers."""
    listed = visit.get("runs")
    wanted = {}
    for entry in listed[: runs.MOST_RUNS] if isinstance(listed, list) else ():
        if each := _awaited_run(entry):
            wanted.setdefault(each.number, each)
    awaited.take_up([wanted[number] for number in sorted(wanted)])
    last = visit.get("run number")
    st.session_state[RUN_NUMBER] = max([last if _is_number(last) else 0, *wanted])
    _take(CHOSEN_RUN, visit.get("chosen run"), wanted)
    article_runs = visit.get("article runs")
    if isinstance(article_runs, dict):
        st.session_state[ARTICLE_RUNS] = {
            name: article_runs[name]
            for name, preset in PRESETS.items()
            if _are_numbers(article_runs.get(name), len(preset.cases), wanted)
        }


def _awaited_run(entry):
    """A run of the record, or None where it cannot be believed."""
    if not isinstance(entry, dict) or not _is_number(entry.get("number")):
        return None
    plan = known_plan(entry.get("plan"))
    name = entry.get("name")
    if plan is None or not isinstance(name, str) or not runs.tidy_name(name):
        return None
    return runs.AwaitedRun(entry["number"], runs.tidy_name(name), plan)


def _is_number(value):
    return type(value) is int and 0 < value <= MOST_NUMBER


def _are_numbers(values, n, known):
    return (
        isinstance(values, list)
        and len(values) == n
        and all(_is_number(each) and each in known for each in values)
    )
