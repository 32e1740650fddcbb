"""Which model is looked at on the Evaluate page, and what it has read."""

from dataclasses import replace

import streamlit as st

from digitrec.errors import DatasetError, InvalidPlanError, ModelFileError
from digitrec.evaluation import Answers, answers_of_run, read_answers
from digitrec.jobs import Task
from digitrec.shipped import held_out_answers
from digitrec.training import SPLITS, Split, combine, estimate_seconds, fit_part
from digitrec.ui.evaluate.evaluated_model import (
    ELSEWHERE,
    FILE_ORDER,
    OWN,
    SHUFFLED,
    TESTS,
    Evaluated,
    Subject,
    subjects,
)
from digitrec.ui.shared import cached, progress
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.mnist import offer_mnist
from digitrec.ui.shared.state import ANSWERS, EVALUATED, TESTED_ON

N_FOLDS = 5
MOST_KEPT = 30  # answers of one visitor
SIZES = (500, 1000, 2000, 5000)
USUAL_SIZE = 1000
FOLDS_WORK = "folds"
STORED = {SHUFFLED: "shuffled", FILE_ORDER: "file_order"}


def choose_answers(name: str = "", *, beside: Subject | None = None) -> Evaluated | None:
    """Show the choice of a model and of what it is tested on.

    Parameters
    ----------
    name : str, optional
        Of this choice on its page, where there are two.
    beside : Subject, optional
        A model that is chosen already: it is not offered again, and one of its kind comes first.

    Returns
    -------
    Evaluated or None
        None where there are no answers yet; then the page says how to get them.
    """
    with st.container(key=f"choice{name.replace(' ', '-')}", horizontal=True, gap="medium"):
        subject = _choose_subject(name, beside)
        test = _choose_test(name, subject)
    try:
        answers = _answers(name, subject, test)
    except (DatasetError, InvalidPlanError, ModelFileError) as refused:
        st.error(log_refusal(refused))
        return None
    return Evaluated(subject, answers) if answers else None


def _choose_subject(name, beside):
    offered = subjects()
    if beside:
        offered.pop(beside.key, None)
    key, widget = f"{EVALUATED}{name}", f"{EVALUATED}{name} choice"
    if st.session_state.get(key) not in offered:
        ranked = sorted(offered.values(), key=lambda each: -each.number)
        if beside:
            ranked.sort(key=lambda each: each.target != beside.target)
        st.session_state[key] = ranked[0].key
    st.session_state[widget] = st.session_state[key]

    def keep():
        st.session_state[key] = st.session_state[widget]

    st.selectbox(
        "Second model" if name else "Model",
        list(offered),
        format_func=lambda each: offered[each].title,
        key=widget,
        on_change=keep,
    )
    return offered[st.session_state[key]]


def _choose_test(name, subject):
    key = f"{TESTED_ON}{name}"
    if st.session_state.get(key) not in subject.tests:
        st.session_state[key] = subject.tests[0]
    return st.selectbox(
        "Tested on", subject.tests, format_func=TESTS.get, key=key, persist_state="session"
    )


def _answers(name, subject, test) -> Answers | None:
    if test == ELSEWHERE:
        return _read_elsewhere(name, subject)
    if subject.is_shipped:
        return _held_out(subject.key, STORED[test], subject.title)
    if test == OWN:
        return _kept(subject, test, lambda: answers_of_run(subject.run.result, subject.title))
    found = _kept(subject, test, lambda: None)
    return found or _offer_folds(name, subject, test)


@st.cache_resource(show_spinner=False)
def _held_out(name, split, title):
    return held_out_answers(name, split, model=title)


def _kept(subject, test, make):
    """What this visitor's model has read; made once, with the title that it has now."""
    kept = st.session_state.setdefault(ANSWERS, {})
    if (subject.key, test) not in kept:
        made = make()
        if made is None:
            return None
        _keep(subject, test, made)
    return replace(kept[subject.key, test], model=subject.title)


def _keep(subject, test, answers):
    kept = st.session_state.setdefault(ANSWERS, {})
    kept[subject.key, test] = answers
    while len(kept) > MOST_KEPT:
        kept.pop(next(iter(kept)))


def _offer_folds(name, subject, test):
    split = Split(test, n_folds=N_FOLDS)
    plan = replace(subject.plan, split=split, n_learned=None)
    seconds = estimate_seconds([plan], cached.dataset(plan.dataset))
    st.write(
        f"{SPLITS[test].explanation} With {N_FOLDS} folds, this model learns {N_FOLDS} times anew, "
        "with the same settings."
    )
    if seconds > progress.LONG_SECONDS:
        st.caption(f"This will take about {progress.seconds_in_words(seconds)}.")
    job = f"{FOLDS_WORK}{name}"
    if st.button(
        "Read all pictures",
        icon=":material/play_arrow:",
        disabled=progress.is_busy(job),
        key=f"begin {job}",
    ):

        def finish(parts):
            _keep(subject, test, answers_of_run(combine(plan, parts), subject.title))

        tasks = [Task(fit_part, (plan, i)) for i in range(N_FOLDS)]
        title = f"{subject.title}, {N_FOLDS} folds"
        progress.begin(job, title, tasks, finish, expected_seconds=seconds)
        st.rerun()
    progress.show_work(job)


def _read_elsewhere(name, subject):
    other = "mnist" if subject.dataset_name == "digits" else "digits"
    try:
        n_all = len(cached.dataset(other).y)
    except DatasetError as missing:
        offer_mnist(other, str(missing))
        return None
    n = n_all
    if other != "digits":
        n = st.select_slider(
            f"Pictures read, by lot out of {n_all:,}",
            SIZES,
            value=USUAL_SIZE,
            format_func="{:,}".format,
            key=f"{TESTED_ON}{name} size",
            persist_state="session",
            width=320,
        )
    with st.spinner("Reading …"):
        if subject.is_shipped:
            return _shipped_elsewhere(subject.key, other, n, subject.title)
        return _kept(subject, (ELSEWHERE, n), lambda: _read(subject, other, n))


@st.cache_resource(show_spinner=False, max_entries=30)
def _shipped_elsewhere(key, other, n, _title):
    return _read(Subject(key, _title, None), other, n)


def _read(subject, other, n):
    return read_answers(
        subject.read,
        cached.dataset(other),
        model=subject.title,
        picture_format=subject.picture_format,
        n=n,
        target=subject.target,
    )
