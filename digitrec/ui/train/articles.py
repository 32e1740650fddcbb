"""Five articles on the Train page: repeated with a click, and compared with the own result."""

from collections.abc import Sequence

import streamlit as st

from digitrec.errors import DatasetError, InvalidPlanError
from digitrec.training import PRESETS, Plan, Preset, estimate_seconds, verdict
from digitrec.ui.shared import progress, runs, visitor_data
from digitrec.ui.shared.handover import set_evaluated
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.mnist import offer_mnist
from digitrec.ui.shared.runs import Run
from digitrec.ui.shared.state import ANALYSIS, ARTICLE, ARTICLE_ROWS, ARTICLE_RUNS
from digitrec.ui.train.fit_button import FIT_JOB, fit_all
from digitrec.ui.train.plan_form import N_ROWS, set_plan

DEFAULT_ROWS = N_ROWS[2]
ANALYSES_OF_ARTICLES = ("repeat", "claim", "validation")


def show_articles() -> None:
    """Show the choice of an article, what it did and claimed, and the button that repeats it."""
    name = st.selectbox(
        "Check a published claim",
        list(PRESETS),
        index=None,
        format_func=lambda name: f"{PRESETS[name].title}: {PRESETS[name].claim}",
        placeholder="Did they really get 99 %?",
        key=ARTICLE,
        persist_state="session",
    )
    if name is None:
        return
    preset = PRESETS[name]
    st.markdown(f"*{preset.article}*  \n{preset.method} **It claimed: {preset.claim}**")
    n_rows = None
    if preset.takes_rows:
        st.session_state.setdefault(ARTICLE_ROWS, DEFAULT_ROWS)
        n_rows = st.select_slider(
            "Pictures to use",
            N_ROWS,
            format_func=lambda n: f"{n:,}",
            key=ARTICLE_ROWS,
            persist_state="session",
        )
    _offer(preset, preset.plans_for(n_rows))
    article_runs = _runs_of(name)
    if article_runs:
        st.markdown(verdict(preset, [run.result for run in article_runs if run.result]))
        st.markdown(preset.comment)
        looks_at_answers = {"confusion", "misread"} & set(preset.analyses)
        if looks_at_answers and st.button("See what is confused", icon=":material/fact_check:"):
            set_evaluated(article_runs[-1].key)
            st.switch_page("pages/evaluate.py")


def _offer(preset: Preset, plans: Sequence[Plan]) -> None:
    try:
        seconds = estimate_seconds(plans, visitor_data.dataset(plans[0].dataset))
    except DatasetError as missing:
        offer_mnist(plans[0].dataset, str(missing))
        return
    except InvalidPlanError as refused:
        st.error(log_refusal(refused))
        return
    progress.announce_seconds(seconds)
    st.button(
        "Repeat it here",
        icon=":material/replay:",
        on_click=_start,
        args=(preset, plans, seconds),
        disabled=progress.has_job(FIT_JOB) or not runs.has_room(len(plans)),
    )


def _start(preset: Preset, plans: Sequence[Plan], seconds: float) -> None:
    """Set the form as in the article, and fit."""
    set_plan(plans[-1])
    for analysis in preset.analyses:
        if analysis in ANALYSES_OF_ARTICLES:
            st.session_state[ANALYSIS] = analysis

    def finish(new_runs):
        st.session_state[ARTICLE_RUNS] = {
            **st.session_state.get(ARTICLE_RUNS, {}),
            preset.name: [run.number for run in new_runs],
        }

    fit_all(list(plans), seconds, finish)


def _runs_of(name: str) -> list[Run]:
    """The runs of an article; empty if the visitor has deleted one."""
    numbers = st.session_state.get(ARTICLE_RUNS, {}).get(name, ())
    own = {run.number: run for run in runs.runs()}
    return [own[number] for number in numbers] if set(numbers) <= set(own) else []
