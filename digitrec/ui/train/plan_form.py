"""The form of the Train page: every choice that makes a plan.

The choices are in the session's state under the names below. So they last when another page is
opened, and an article or the browser's record of an earlier visit can set them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from digitrec.datasets import DATASETS, OWN_KINDS, own_kind
from digitrec.errors import InvalidLinkError, InvalidPlanError
from digitrec.training import (
    ESTIMATORS,
    SPLITS,
    Hyperparameter,
    Plan,
    Split,
    data_and_split_in_words,
    plan_from_dict,
    text_of_value,
    value_in_words,
)
from digitrec.ui.shared import visitor_data
from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.state import PLAN_FOLD, plan_key

ALL_DIGITS = "All ten digits"
N_ROWS = (500, 1000, 2000, 5000, 10_000, 20_000, 40_000, 70_000)
MAX_BUTTONS = 4  # beyond, a slider takes less room than buttons
DEFAULT_N_ROWS = 2000  # of a data set that is too large to begin with all of it
DEFAULTS: dict[str, str | int] = {
    "dataset": "digits",
    "n_rows": DEFAULT_N_ROWS,
    "estimator": "svm",
    "kind": "stratified",
    "train_percent": 75,
    "n_train": 1500,
    "n_test": 297,
    "n_folds": 5,
    "seed": 0,
    "target": ALL_DIGITS,
}
OFFERED: dict[str, Sequence[Any]] = {
    "dataset": (*DATASETS, *OWN_KINDS),
    "n_rows": N_ROWS,
    "estimator": tuple(ESTIMATORS),
    "kind": tuple(SPLITS),
    "train_percent": range(5, 96),
    "n_train": range(1, 70_001),
    "n_test": range(1, 70_001),
    "n_folds": range(2, 21),
    "seed": range(10_000),
    "target": (ALL_DIGITS, *range(10)),
}


def choose_plan() -> Plan:
    """Show the form without what the link hides, and return its plan, which is not checked yet."""
    _begin()
    entry = ESTIMATORS[_now("estimator")]
    if not is_hidden("model"):
        entry = ESTIMATORS[_select("estimator", "Model", ESTIMATORS)]
    st.caption(entry.explanation)
    if not is_hidden("sliders"):
        for each in entry.hyperparameters:
            _slide(entry.name, each)
    choices = {
        "data": _choose_data,
        "split": _choose_split,
        "seed": _choose_seed,
        "target": _choose_target,
    }
    shown = [show for name, show in choices.items() if not is_hidden(name)]
    if shown:
        title = data_and_split_in_words(plan_of_form())
        # With another title it is another fold for Streamlit, which would be closed.
        st.session_state[PLAN_FOLD] = st.session_state.get(PLAN_FOLD, False)
        # On a change the page runs, so that its address says whether this is unfolded.
        with st.expander(title, key=PLAN_FOLD, on_change="rerun"):
            for show in shown:
                show()
    return plan_of_form()


def plan_of_form() -> Plan:
    """Get the plan that the form shows, or would show; it is not checked yet."""
    _begin()
    entry, dataset, target = ESTIMATORS[_now("estimator")], _now("dataset"), _now("target")
    hyperparameters = {}
    for each in entry.hyperparameters:
        values = {value_in_words(value): value for value in each.values}
        hyperparameters[each.name] = values[_now(f"{entry.name} {each.name}")]
    return Plan(
        entry.name,
        hyperparameters,
        visitor_data.name_of(dataset),
        _now("n_rows") if _is_sampled(dataset) else None,
        _split_of_form(),
        int(_now("seed")),
        None if target == ALL_DIGITS else target,
    )


def _is_sampled(dataset: str) -> bool:
    """Whether a data set is so large that not all of it is used."""
    return dataset.startswith("mnist")


def _begin() -> None:
    for name, default, _ in _fields():
        st.session_state.setdefault(plan_key(name), default)


def _now(name: str) -> Any:
    return st.session_state[plan_key(name)]


def _split_of_form() -> Split:
    kind = _now("kind")
    if SPLITS[kind].has_folds:
        return Split(kind, n_folds=_now("n_folds"))
    if kind == "file-order":
        return Split(kind, n_train=int(_now("n_train")), n_test=int(_now("n_test")))
    return Split(kind, train_share=_now("train_percent") / 100)


def set_plan(plan: Plan) -> None:
    """Set the form to a plan; to be called before the form is shown, as from a button."""
    for name, value in _values_of(plan).items():
        st.session_state[plan_key(name)] = value
    for name, value in ESTIMATORS[plan.estimator].complete(plan.hyperparameters).items():
        st.session_state[plan_key(f"{plan.estimator} {name}")] = value_in_words(value)


def _values_of(plan: Plan) -> dict[str, str | int]:
    split = plan.split
    return {
        "dataset": own_kind(plan.dataset) or plan.dataset,
        "n_rows": plan.n_rows or DEFAULT_N_ROWS,
        "estimator": plan.estimator,
        "kind": split.kind,
        "train_percent": round(100 * split.train_share),
        "n_train": split.n_train or DEFAULTS["n_train"],
        "n_test": split.n_test or DEFAULTS["n_test"],
        "n_folds": split.n_folds,
        "seed": plan.seed,
        "target": ALL_DIGITS if plan.target is None else plan.target,
    }


def changed_choices() -> dict[str, str | int]:
    """Get the choices that differ from the defaults, by name."""
    now = {name: st.session_state.get(plan_key(name), default) for name, default, _ in _fields()}
    return {name: now[name] for name, default, _ in _fields() if now[name] != default}


def set_choices(values: object) -> None:
    """Set the choices that the person has not changed; to be called before the form is shown.

    Parameters
    ----------
    values : object
        As `changed_choices` returned it, or whatever the browser sent. What the form does not
        offer is left out.
    """
    if not isinstance(values, dict):
        return
    changed = changed_choices()
    for name, _, offered in _fields():
        for value in _among(offered, values.get(name)) if name not in changed else ():
            st.session_state[plan_key(name)] = value


def plan_from_record(values: object) -> Plan | None:
    """Make a plan from the browser's record, if this form could have made it.

    Parameters
    ----------
    values : object
        As `digitrec.training.Plan.as_dict` returned it, or whatever the browser sent.

    Returns
    -------
    digitrec.training.Plan or None
        With the form's own values: 1 and 1.0 are the same in a browser, not in scikit-learn.
    """
    try:
        plan = plan_from_dict(values)
    except InvalidPlanError:
        return None
    share = plan.split.train_share
    if plan.n_learned is not None or not 0.01 < share < 0.99:
        return None
    if not all(_among(OFFERED[name], value) for name, value in _values_of(plan).items()):
        return None
    offered = {each.name: each.values for each in ESTIMATORS[plan.estimator].hyperparameters}
    found = {name: _among(offered[name], value) for name, value in plan.hyperparameters.items()}
    if not all(found.values()):
        return None
    return replace(plan, hyperparameters={name: value for name, (value,) in found.items()})


def check_offered(plan: Plan, given: Mapping[str, str]) -> None:
    """Check that the form offers what a link sets.

    Parameters
    ----------
    plan : digitrec.training.Plan
        As `digitrec.training.plan_from_parameters` made it.
    given : mapping of str to str
        The parameters of the link.

    Raises
    ------
    InvalidLinkError
        For the first parameter with a value that the form does not offer.
    """
    if "pictures" in given and not _is_sampled(plan.dataset):
        raise InvalidLinkError("pictures", given["pictures"], "This data set is always used whole.")
    if SPLITS[plan.split.kind].needs_writers and plan.dataset not in OWN_KINDS:
        raise InvalidLinkError(
            "split", plan.split.kind, f"It is for own drawings, data={' or '.join(OWN_KINDS)}."
        )
    share, values = 100 * plan.split.train_share, _values_of(plan)
    offered: dict[str, tuple[Any, Sequence[Any]]] = {
        "pictures": (values["n_rows"], N_ROWS),
        "folds": (values["n_folds"], OFFERED["n_folds"]),
        "test": (values["n_test"], OFFERED["n_test"]),
        "seed": (plan.seed, OFFERED["seed"]),
        "train": (plan.split.n_train, OFFERED["n_train"])
        if plan.split.kind == "file-order"
        else (round(share, 9), OFFERED["train_percent"]),
    }
    for each in ESTIMATORS[plan.estimator].hyperparameters:
        offered[each.name] = plan.hyperparameters[each.name], each.values
    for name, text in given.items():
        value, values_offered = offered.get(name, (None, (None,)))
        if not _among(values_offered, value):
            raise InvalidLinkError(name, text, f"Here it can be {_in_words(name, values_offered)}.")


def _in_words(name: str, offered: Sequence[Any]) -> str:
    if not isinstance(offered, range):
        return ", ".join(map(text_of_value, offered))
    low, high = offered[0], offered[-1]
    if name == "train" and high < 100:
        return f"a share from {low / 100:g} to {high / 100:g} in whole percents"
    return f"a whole number from {low} to {high:,}"


def _fields() -> Iterator[tuple[str, Any, Sequence[Any]]]:
    """Each choice's name, default and offered values."""
    for name, default in DEFAULTS.items():
        yield name, default, OFFERED[name]
    for entry in ESTIMATORS.values():
        for each in entry.hyperparameters:
            yield (
                f"{entry.name} {each.name}",
                value_in_words(each.default),
                [*map(value_in_words, each.values)],
            )


def _among(offered: Sequence[Any], value: object) -> list[Any]:
    """The offered value that equals a value, as a list of one; or an empty list."""
    try:
        found = offered[offered.index(value)]
    except ValueError:
        return []
    return [found] if isinstance(found, bool) == isinstance(value, bool) else []  # 1 is not True


def _select(
    name: str, label: str, table: Mapping[str, Any], on_change: Callable[[], None] | None = None
) -> str:
    return st.selectbox(
        label,
        list(table),
        format_func=lambda key: table[key].title,
        key=plan_key(name),
        on_change=on_change,
        persist_state="session",
    )


def _choose_data() -> None:
    offered = visitor_data.offered_datasets()
    if _now("dataset") not in offered:  # of a class that is no longer here
        st.session_state[plan_key("dataset")] = DEFAULTS["dataset"]
    table = {name: (DATASETS | OWN_KINDS)[name] for name in offered}
    name = _select("dataset", "Data set", table, _suit_split)
    if name in OWN_KINDS:
        st.caption(OWN_KINDS[name].explanation)
    if not _is_sampled(name):
        return
    st.select_slider(
        "Pictures to use",
        N_ROWS,
        format_func=lambda n: f"{n:,}",
        key=plan_key("n_rows"),
        persist_state="session",
        help="Picked at random. More pictures take longer to learn from.",
    )


def _slide(estimator: str, each: Hyperparameter) -> None:
    """One slider, in words: Streamlit takes a tuple for the two ends of a range."""
    words = [value_in_words(value) for value in each.values]
    key = plan_key(f"{estimator} {each.name}")
    options: dict[str, Any] = {"key": key, "persist_state": "session", "help": each.explanation}
    label = f"{each.title} · `{each.name}`"
    if each.is_number or len(words) > MAX_BUTTONS:
        st.select_slider(label, words, **options)
    else:
        st.segmented_control(label, words, required=True, **options)


def _suit_split() -> None:
    """Choose the split that tells most about the data set that was chosen."""
    name, key = _now("dataset"), plan_key("kind")
    if visitor_data.CLASS in name:
        st.session_state[key] = "writers"
    elif name in OWN_KINDS and OWN_KINDS[name].begins_with_digits:
        st.session_state[key] = "own"
    elif SPLITS[_now("kind")].needs_writers:
        st.session_state[key] = DEFAULTS["kind"]


def _choose_split() -> None:
    is_own = _now("dataset") in OWN_KINDS
    offered = {name: each for name, each in SPLITS.items() if is_own or not each.needs_writers}
    if _now("kind") not in offered:  # of a link, or of an earlier visit
        st.session_state[plan_key("kind")] = DEFAULTS["kind"]
    kind = _select("kind", "How to split", offered)
    st.caption(SPLITS[kind].explanation)
    if SPLITS[kind].has_folds:
        _slider("n_folds", "Folds")
    elif kind == "file-order":
        _number("n_train", "First rows, to learn from")
        _number("n_test", "Last rows, to test on")
    else:
        _slider("train_percent", "Share to learn from, in %", step=5)


def _choose_seed() -> None:
    _number(
        "seed",
        "Seed",
        help="The number from which everything random begins. The same seed gives the same split "
        "and the same model.",
    )


def _choose_target() -> None:
    st.selectbox(
        "What to learn",
        OFFERED["target"],
        format_func=lambda what: what if what == ALL_DIGITS else f"Only: {what} or not",
        key=plan_key("target"),
        persist_state="session",
        help="A model that only tells one digit from all the others is a *detector*.",
    )


def _slider(name: str, label: str, step: int = 1) -> None:
    low, high = OFFERED[name][0], OFFERED[name][-1]
    st.slider(label, low, high, step=step, key=plan_key(name), persist_state="session")


def _number(name: str, label: str, **options: Any) -> None:
    low, high = OFFERED[name][0], OFFERED[name][-1]
    st.number_input(label, low, high, key=plan_key(name), persist_state="session", **options)
