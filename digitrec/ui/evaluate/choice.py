"""The choice of a model on the Evaluate page, and its answers."""

from dataclasses import replace

import streamlit as st

from digitrec.datasets import OWN_KINDS
from digitrec.errors import DatasetError, InvalidPlanError, ModelFileError
from digitrec.evaluation import Answers, answers_of_run, read_answers
from digitrec.shipped import held_out_answers
from digitrec.training import SPLITS, Plan, Split, combine, estimate_seconds
from digitrec.ui.evaluate.evaluated_model import (
    ELSEWHERE,
    FILE_ORDER,
    OWN,
    SHUFFLED,
    TESTS,
    EvaluatedModel,
    Evaluation,
    evaluated_models,
)
from digitrec.ui.shared import progress, visitor_data
from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.state import ANSWERS, EVALUATED, TESTED_ON

N_FOLDS = 5
MAX_ANSWERS = 30  # answers of one visitor
SIZES = (500, 1000, 2000, 5000)
DEFAULT_SIZE = 1000
FOLDS_JOB = "folds"
STORED = {SHUFFLED: "shuffled", FILE_ORDER: "file_order"}


def choose_answers(name: str = "", *, beside: EvaluatedModel | None = None) -> Evaluation | None:
    """Show the choice of a model and of what it is tested on.

    Parameters
    ----------
    name : str, optional
        Of this choice on its page, where there are two.
    beside : EvaluatedModel, optional
        A model that is chosen already. It is not offered, and one with its target comes first.

    Returns
    -------
    Evaluation or None
        None where there are no answers yet; then the page says how to get them.
    """
    with st.container(key=f"choice{name.replace(' ', '-')}", horizontal=True, gap="small"):
        model = _choose_model(name, beside)
        test = _choose_test(name, model)
    try:
        answers = _answers(name, model, test)
    except (DatasetError, InvalidPlanError, ModelFileError) as refused:
        st.error(log_refusal(refused))
        return None
    return Evaluation(model, answers) if answers else None


def _choose_model(name: str, beside: EvaluatedModel | None) -> EvaluatedModel:
    offered = evaluated_models()
    if beside:
        offered.pop(beside.key, None)
    key, widget = f"{EVALUATED}{name}", f"{EVALUATED}{name} choice"
    if st.session_state.get(key) not in offered:
        ranked = sorted(offered.values(), key=lambda each: -each.number)
        if beside:
            ranked.sort(key=lambda each: each.target != beside.target)
        st.session_state[key] = ranked[0].key
    st.session_state[widget] = st.session_state[key]

    def store():
        st.session_state[key] = st.session_state[widget]

    if not is_hidden("model"):
        st.selectbox(
            "Second model" if name else "Model",
            list(offered),
            format_func=lambda each: offered[each].title,
            key=widget,
            on_change=store,
        )
    return offered[st.session_state[key]]


def _choose_test(name: str, model: EvaluatedModel) -> str:
    key = f"{TESTED_ON}{name}"
    if st.session_state.get(key) not in model.tests:
        st.session_state[key] = model.tests[0]
    if not is_hidden("tested"):
        st.selectbox(
            "Tested on",
            model.tests,
            format_func=TESTS.__getitem__,
            key=key,
            persist_state="session",
        )
    return st.session_state[key]


def _answers(name: str, model: EvaluatedModel, test: str) -> Answers | None:
    if test == ELSEWHERE or test in OWN_KINDS:
        return _read_elsewhere(name, model, test)
    if model.is_shipped:
        return _held_out(model.key, STORED[test], model.title)
    stored = _stored(model, test)
    if stored:
        return stored
    if test == OWN and model.result:
        own = visitor_data.own_dataset(model.dataset_name)
        return _store(model, test, answers_of_run(model.result, model.title, own))
    if model.plan:
        _offer_folds(
            name, model, replace(model.plan, split=Split(test, n_folds=N_FOLDS), n_learned=None)
        )
    return None


@st.cache_resource(show_spinner=False)
def _held_out(name: str, split: str, title: str) -> Answers:
    return held_out_answers(name, split, model=title)


def _stored(model: EvaluatedModel, test: object) -> Answers | None:
    """The stored answers of this visitor's model, with the title that it has now."""
    stored = st.session_state.get(ANSWERS, {}).get((model.key, test))
    return stored and replace(stored, model=model.title)


def _store(model: EvaluatedModel, test: object, answers: Answers) -> Answers:
    stored = st.session_state.setdefault(ANSWERS, {})
    stored[model.key, test] = answers
    while len(stored) > MAX_ANSWERS:
        stored.pop(next(iter(stored)))
    return answers


def _offer_folds(name: str, model: EvaluatedModel, plan: Plan) -> None:
    seconds = estimate_seconds([plan], visitor_data.dataset(plan.dataset))
    st.write(
        f"{SPLITS[plan.split.kind].explanation} With {N_FOLDS} folds, this model learns {N_FOLDS} "
        "times anew, with the same settings."
    )
    progress.announce_seconds(seconds)
    job = f"{FOLDS_JOB}{name}"
    if st.button(
        "Read all pictures",
        icon=":material/play_arrow:",
        disabled=progress.has_job(job),
        key=f"begin {job}",
    ):

        def finish(parts):
            own = visitor_data.own_dataset(plan.dataset)
            result = combine(plan, parts, own)
            _store(model, plan.split.kind, answers_of_run(result, model.title, own))

        tasks = visitor_data.fit_tasks([plan])[:N_FOLDS]
        title = f"{model.title}, {N_FOLDS} folds"
        progress.start_job(job, title, tasks, finish, expected_seconds=seconds)
        st.rerun()
    progress.show_job(job)


def _read_elsewhere(name: str, model: EvaluatedModel, test: str) -> Answers | None:
    other = visitor_data.name_of(test)
    if test == ELSEWHERE:
        other = "mnist" if model.dataset_name == "digits" else "digits"
    try:
        n_all = len(visitor_data.dataset(other).y)
    except DatasetError as missing:
        visitor_data.offer_dataset(other, str(missing))
        return None
    n = n_all
    if other == "mnist":
        n = st.select_slider(
            f"Pictures read, picked at random out of {n_all:,}",
            SIZES,
            value=DEFAULT_SIZE,
            format_func="{:,}".format,
            key=f"{TESTED_ON}{name} size",
            persist_state="session",
            width=320,
        )
    with st.spinner("Reading …"):
        if model.is_shipped and test == ELSEWHERE:
            return _shipped_elsewhere(model.key, other, n, model.title)
        key = other, n
        return _stored(model, key) or _store(model, key, _read(model, other, n))


@st.cache_resource(show_spinner=False, max_entries=30)
def _shipped_elsewhere(key: str, other: str, n: int, title: str) -> Answers:
    return _read(EvaluatedModel(key, title, None), other, n)


def _read(model: EvaluatedModel, other: str, n: int) -> Answers:
    return read_answers(
        model.read,
        visitor_data.dataset(other),
        model=model.title,
        picture_format=model.picture_format,
        n=n,
        target=model.target,
    )
