"""The head of a result: the one number that matters, whose it is, and what to do with it."""

import html

import streamlit as st

from digitrec.accuracy import Accuracy, ends_in_words
from digitrec.ui.shared import runs
from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.class_model import show_give_button
from digitrec.ui.shared.handover import set_evaluated, use_on_draw_button
from digitrec.ui.shared.model_downloads import show_model_downloads
from digitrec.ui.shared.runs import Run
from digitrec.ui.shared.state import CHOSEN_RUN, run_name_key


def show_accuracy(accuracy: Accuracy) -> None:
    """Show an accuracy large, and below it how far it could be off."""
    low, high = ends_in_words(accuracy.interval)
    number = html.escape(accuracy.percent)
    st.html(f'<p class="dr-accuracy"><b>{number}</b> read right</p>')
    st.markdown(
        f"{accuracy.counts} pictures that it had not learned from. With other test pictures it "
        # Not in italics, whose font comes later: lines would break anew.
        f"could come out anywhere from {low} to {high} (95\xa0% confidence interval)."
    )


def choose_run() -> Run | None:
    """Show the chosen run's accuracy, the choice of a run, and what can be done with it.

    Returns
    -------
    digitrec.ui.shared.runs.Run or None
        None if there is none yet.
    """
    by_number = {run.number: run for run in runs.runs()}
    if not by_number:
        return None
    numbers = list(by_number)
    if st.session_state.get(CHOSEN_RUN) not in numbers:
        st.session_state[CHOSEN_RUN] = numbers[-1]
    place = st.container()
    number = st.selectbox(
        "Run",
        numbers[::-1],
        format_func=lambda number: by_number[number].name,
        key=CHOSEN_RUN,
        persist_state="session",
    )
    run = by_number[number]
    with place:
        if run.result:
            show_accuracy(run.result.accuracy)
        else:
            st.markdown("A model from a file. *Evaluate* says how well it reads.")
    _show_actions(run)
    return run


def set_chosen_run(number: int) -> None:
    """Choose the run that the page shows; to be called before `choose_run`."""
    st.session_state[CHOSEN_RUN] = number


def _show_actions(run: Run) -> None:
    """Show the actions on a run: read drawings with it, evaluate, name, save and delete it."""
    with st.container(horizontal=True):
        if run.model:
            use_on_draw_button(run)
            show_give_button(run.model)
        if st.button("Evaluate", icon=":material/fact_check:"):
            set_evaluated(run.key)
            st.switch_page("pages/evaluate.py")
        with st.popover("Rename, save, delete", icon=":material/edit:", key=f"edit {run.number}"):
            _show_name(run)
            if run.model and not is_hidden("download"):
                show_model_downloads(run.model)
            st.button(
                "Delete", icon=":material/delete:", on_click=runs.delete_run, args=(run.number,)
            )
    if run.model is None:
        st.caption("A detector knows one digit only, so it cannot read drawings.")


def _show_name(run: Run) -> None:
    key = run_name_key(run.number)
    st.session_state.setdefault(key, run.name)
    st.text_input(
        "Name", key=key, max_chars=runs.MAX_NAME_LENGTH, on_change=_rename, args=(run.number, key)
    )


def _rename(number: int, key: str) -> None:
    runs.rename_run(number, st.session_state[key])
    st.session_state[key] = next(run.name for run in runs.runs() if run.number == number)
    set_chosen_run(number)  # the browser knows a choice by its title, which has changed
