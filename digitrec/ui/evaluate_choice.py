"""Which model is looked at on the Evaluate page, and what it has read."""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from digitrec.answers import Answers, answers_of_run, held_out_answers, read_answers
from digitrec.errors import DatasetError, InvalidPlanError, ModelFileError
from digitrec.experiments import combine, fit_part
from digitrec.formats import Format
from digitrec.jobs import Task
from digitrec.model import class_probabilities
from digitrec.plans import Plan, estimate_seconds, plan_from_dict
from digitrec.splits import SPLITS, Split
from digitrec.ui import cached, runs, work
from digitrec.ui.mnist import offer_mnist
from digitrec.ui.state import ANSWERS, EVALUATED, TESTED_ON

N_FOLDS = 5
MOST_KEPT = 30  # answers of one visitor
SIZES = (500, 1000, 2000, 5000)
USUAL_SIZE = 1000
FOLDS_WORK = "folds"
OWN, SHUFFLED, FILE_ORDER, ELSEWHERE = "own", "folds", "folds-file-order", "elsewhere"
TESTS = {
    OWN: "Its own test part",
    SHUFFLED: "All pictures, in shuffled folds",
    FILE_ORDER: "All pictures, in folds in file order",
    ELSEWHERE: "The other data set",
}
STORED = {SHUFFLED: "shuffled", FILE_ORDER: "file_order"}


@dataclass(frozen=True)
class Subject:
    """A model to be looked at.

    Attributes
    ----------
    key : str
        A key of `digitrec.ui.runs.model_titles`, or of a detector's run.
    title : str
    run : digitrec.ui.runs.Run or None
        None for a shipped model.
    plan : digitrec.plans.Plan or None
        How it was made, where that is known.
    """

    key: str
    title: str
    run: Any
    plan: Plan | None

    @property
    def number(self):
        """The number of its run; 0 for a shipped model."""
        return self.run.number if self.run else 0

    @property
    def is_shipped(self):
        """Whether it belongs to everyone."""
        return self.run is None

    @property
    def target(self):
        """The digit of a detector, else None."""
        return self.plan.target if self.plan else None

    @property
    def estimator(self):
        """The fitted scikit-learn classifier; a shipped one is loaded for it."""
        result = None if self.is_shipped else self.run.result
        return result.estimator if result else runs.model(self.key).estimator

    @property
    def dataset_name(self):
        """The data set that it learned from."""
        return self.plan.dataset if self.plan else "digits"

    @property
    def picture_format(self) -> Format:
        """The format that it reads."""
        if self.is_shipped or self.run.model:
            return runs.model(self.key).picture_format
        return cached.dataset(self.dataset_name).picture_format

    @property
    def tests(self):
        """What it can be tested on, keys of `TESTS`."""
        own = [OWN] if self.run and self.run.result else []
        folds = [SHUFFLED, FILE_ORDER] if self.is_shipped or self.plan else []
        return [*own, *folds, ELSEWHERE]

    def read(self, images):
        """Give the probabilities of its classes for images in its format."""
        if self.target is None:
            return runs.model(self.key).predict_images(images)
        rows = images.reshape(len(images), -1)
        return class_probabilities(self.estimator, rows, self.plan.n_classes)


def subjects():
    """List every model that can be looked at: the shipped ones, then this session's.

    Returns
    -------
    dict of str to Subject
        No two titles are alike; no model is loaded for it.
    """
    titles = runs.model_titles()
    mine = {run.key: run for run in runs.runs()}
    for key, run in mine.items():
        if key not in titles:  # a detector
            taken = run.name in titles.values()
            titles[key] = f"{run.name} ({run.number})" if taken else run.name
    return {
        key: Subject(key, title, mine.get(key), _plan_of(mine.get(key)))
        for key, title in titles.items()
    }


def _plan_of(run):
    if run is None:
        return None
    if run.result:
        return run.result.plan
    try:
        return plan_from_dict(run.model.card.get("plan"))
    except (InvalidPlanError, TypeError):
        return None


def evaluate(key):
    """Let the Evaluate page show a model from now on.

    Parameters
    ----------
    key : str
        As `digitrec.ui.runs.Run.key`, or the name of a shipped model.
    """
    st.session_state[EVALUATED] = key


def choose_answers(name="", *, beside=None):
    """Show the choice of a model and of what it is tested on.

    Parameters
    ----------
    name : str, optional
        Of this choice on its page, where there are two.
    beside : Subject, optional
        A model that is chosen already: it is not offered again, and one of its kind comes first.

    Returns
    -------
    subject : Subject
    answers : digitrec.answers.Answers or None
        None where they are not there yet; then the page says how to get them.
    """
    with st.container(key=f"choice{name.replace(' ', '-')}", horizontal=True, gap="medium"):
        subject = _choose_subject(name, beside)
        test = _choose_test(name, subject)
    try:
        return subject, _answers(name, subject, test)
    except (DatasetError, InvalidPlanError, ModelFileError) as refused:
        st.error(str(refused))
        return subject, None


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
    if seconds > work.LONG_SECONDS:
        st.caption(f"This will take about {work.in_words(seconds)}.")
    job = f"{FOLDS_WORK}{name}"
    if st.button(
        "Read all pictures",
        icon=":material/play_arrow:",
        disabled=work.is_busy(job),
        key=f"begin {job}",
    ):

        def finish(parts):
            _keep(subject, test, answers_of_run(combine(plan, parts), subject.title))

        tasks = [Task(fit_part, (plan, i)) for i in range(N_FOLDS)]
        title = f"{subject.title}, {N_FOLDS} folds"
        work.begin(job, title, tasks, finish, expected_seconds=seconds)
        st.rerun()
    work.show_work(job)


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
    return _read(Subject(key, _title, None, None), other, n)


def _read(subject, other, n):
    return read_answers(
        subject.read,
        cached.dataset(other),
        model=subject.title,
        picture_format=subject.picture_format,
        n=n,
        target=subject.target,
    )
