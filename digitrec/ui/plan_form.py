"""The form of the Train page: every choice that makes a plan, kept over page switches.

What the person sets lies in the session's state under the names below, so that a preset can set
it as well.
"""

import streamlit as st

from digitrec.datasets import DATASETS
from digitrec.estimators import ESTIMATORS, in_words
from digitrec.plans import Plan
from digitrec.splits import SPLITS, Split
from digitrec.ui.state import plan_key

ALL_DIGITS = "All ten digits"
N_ROWS = (500, 1000, 2000, 5000, 10_000, 20_000, 40_000, 70_000)
MOST_WORDS = 4  # beyond, a slider takes less room than buttons
FEWEST_ROWS = 2000  # of a data set that is too large to begin with all of it
DEFAULTS = {
    "dataset": "digits",
    "n_rows": FEWEST_ROWS,
    "estimator": "svm",
    "kind": "stratified",
    "train_percent": 75,
    "n_train": 1500,
    "n_test": 297,
    "n_folds": 5,
    "seed": 0,
    "target": ALL_DIGITS,
}


def choose_plan():
    """Show the form.

    Returns
    -------
    Plan
        Not checked yet.
    """
    for name, value in DEFAULTS.items():
        st.session_state.setdefault(plan_key(name), value)
    dataset, n_rows = _choose_data()
    estimator = _select("estimator", "Model", ESTIMATORS)
    entry = ESTIMATORS[estimator]
    st.caption(entry.explanation)
    hyperparameters = {each.name: _slide(estimator, each) for each in entry.hyperparameters}
    split, seed = _choose_split()
    target = st.selectbox(
        "What to learn",
        [ALL_DIGITS, *range(10)],
        format_func=lambda what: what if what == ALL_DIGITS else f"Only: {what} or not",
        key=plan_key("target"),
        persist_state="session",
        help="A model of one digit against all the others is a detector.",
    )
    target = None if target == ALL_DIGITS else target
    return Plan(estimator, hyperparameters, dataset, n_rows, split, seed, target)


def set_plan(plan):
    """Set the form to a plan; to be called before the form is shown, as from a button.

    Parameters
    ----------
    plan : Plan
    """
    split = plan.split
    values = DEFAULTS | {
        "dataset": plan.dataset,
        "n_rows": plan.n_rows or FEWEST_ROWS,
        "estimator": plan.estimator,
        "kind": split.kind,
        "train_percent": round(100 * split.train_share),
        "n_train": split.n_train or DEFAULTS["n_train"],
        "n_test": split.n_test or DEFAULTS["n_test"],
        "n_folds": split.n_folds,
        "seed": plan.seed,
        "target": ALL_DIGITS if plan.target is None else plan.target,
    }
    for name, value in values.items():
        st.session_state[plan_key(name)] = value
    for name, value in ESTIMATORS[plan.estimator].complete(plan.hyperparameters).items():
        st.session_state[plan_key(f"{plan.estimator} {name}")] = in_words(value)


def _select(name, label, table):
    return st.selectbox(
        label,
        list(table),
        format_func=lambda key: table[key].title,
        key=plan_key(name),
        persist_state="session",
    )


def _choose_data():
    name = _select("dataset", "Data set", DATASETS)
    if name == "digits":
        return name, None
    n_rows = st.select_slider(
        "Pictures to use",
        N_ROWS,
        format_func=lambda n: f"{n:,}",
        key=plan_key("n_rows"),
        persist_state="session",
        help="Drawn by lot, in the order of the file. More pictures take longer to learn from.",
    )
    return name, n_rows


def _slide(estimator, each):
    """One slider, in words: Streamlit takes a tuple for the two ends of a range."""
    values = {in_words(value): value for value in each.values}
    key = plan_key(f"{estimator} {each.name}")
    st.session_state.setdefault(key, in_words(each.default))
    options = {"key": key, "persist_state": "session", "help": each.explanation}
    label = f"{each.title} · `{each.name}`"
    if each.is_number or len(values) > MOST_WORDS:
        return values[st.select_slider(label, list(values), **options)]
    return values[st.segmented_control(label, list(values), required=True, **options)]


def _choose_split():
    kind = _select("kind", "How to split", SPLITS)
    st.caption(SPLITS[kind].explanation)
    numbers = {}
    if SPLITS[kind].has_folds:
        numbers["n_folds"] = _slider("n_folds", "Folds", 2, 20)
    elif kind == "file-order":
        numbers["n_train"] = _number("n_train", "First rows, to learn from")
        numbers["n_test"] = _number("n_test", "Last rows, to test on")
    else:
        percent = _slider("train_percent", "Share to learn from, in %", 5, 95, step=5)
        numbers["train_share"] = percent / 100
    seed = st.number_input(
        "Seed",
        0,
        9999,
        key=plan_key("seed"),
        persist_state="session",
        help="Decides what is drawn by lot. The same seed gives the same split and the same model.",
    )
    return Split(kind, **numbers), int(seed)


def _slider(name, label, low, high, step=1):
    return st.slider(label, low, high, step=step, key=plan_key(name), persist_state="session")


def _number(name, label):
    key = plan_key(name)
    return int(st.number_input(label, 1, 70_000, key=key, persist_state="session"))
