"""The five articles on the Train page: chosen, run with a click, and set beside what comes out."""

import streamlit as st

from digitrec.errors import DatasetError, InvalidPlanError
from digitrec.training import PRESETS, estimate_seconds, verdict
from digitrec.ui.shared import cached, progress, runs
from digitrec.ui.shared.handover import evaluate
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.mnist import offer_mnist
from digitrec.ui.shared.state import ARTICLE, ARTICLE_ROWS, ARTICLE_RUNS, CLOSER
from digitrec.ui.train.fit_button import FIT_WORK, fit_all
from digitrec.ui.train.plan_form import N_ROWS, set_plan

ROWS = N_ROWS[2]
CLOSER_FOR = {"repeat": "repeat", "claim": "claim", "validation": "validation"}  # of its analyses


def articles():
    """Show the choice of an article, what it did and claimed, and the button that repeats it."""
    name = st.selectbox(
        "An article",
        list(PRESETS),
        index=None,
        format_func=lambda name: f"{PRESETS[name].title}: {PRESETS[name].claim}",
        placeholder="Five articles on reading digits, ten results: repeat one",
        key=ARTICLE,
        persist_state="session",
        label_visibility="collapsed",
    )
    if name is None:
        return
    preset = PRESETS[name]
    st.markdown(f"*{preset.article}*  \n{preset.method} **It claimed: {preset.claim}**")
    n_rows = None
    if preset.takes_rows:
        st.session_state.setdefault(ARTICLE_ROWS, ROWS)
        n_rows = st.select_slider(
            "Pictures to use",
            N_ROWS,
            format_func=lambda n: f"{n:,}",
            key=ARTICLE_ROWS,
            persist_state="session",
        )
    _offer(preset, preset.plans_for(n_rows))
    made = _runs_of(name)
    if made:
        st.markdown(verdict(preset, [run.result for run in made]))
        st.markdown(preset.comment)
        looks_at_answers = {"confusion", "misread"} & set(preset.analyses)
        if looks_at_answers and st.button("See what is confused", icon=":material/fact_check:"):
            evaluate(made[-1].key)
            st.switch_page("pages/evaluate.py")


def _offer(preset, wanted):
    try:
        seconds = estimate_seconds(wanted, cached.dataset(wanted[0].dataset))
    except DatasetError as missing:
        offer_mnist(wanted[0].dataset, str(missing))
        return
    except InvalidPlanError as refused:
        st.error(log_refusal(refused))
        return
    if seconds > progress.LONG_SECONDS:
        st.caption(f"This will take about {progress.seconds_in_words(seconds)}.")
    st.button(
        "Repeat it here",
        icon=":material/replay:",
        on_click=_begin,
        args=(preset, wanted, seconds),
        disabled=progress.is_busy(FIT_WORK) or not runs.has_room(len(wanted)),
    )


def _begin(preset, wanted, seconds):
    """Set the form as the article had it, and run."""
    set_plan(wanted[-1])
    for analysis in preset.analyses:
        if analysis in CLOSER_FOR:
            st.session_state[CLOSER] = CLOSER_FOR[analysis]

    def remember(made):
        st.session_state[ARTICLE_RUNS] = {
            **st.session_state.get(ARTICLE_RUNS, {}),
            preset.name: [run.number for run in made],
        }

    fit_all(list(wanted), seconds, remember)


def _runs_of(name):
    """The runs of an article; empty if the visitor has deleted one."""
    numbers = st.session_state.get(ARTICLE_RUNS, {}).get(name, ())
    mine = {run.number: run for run in runs.runs()}
    return [mine[number] for number in numbers] if set(numbers) <= set(mine) else []
