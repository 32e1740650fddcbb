"""What the link to the Train page holds: the plan of its form, and what is unfolded."""

import streamlit as st

from digitrec.training import (
    ESTIMATORS,
    HYPERPARAMETER_NAMES,
    PLAN_FIELDS,
    PRESETS,
    plan_from_parameters,
    plan_parameters,
)
from digitrec.ui.shared.link import LinkPart, opened
from digitrec.ui.shared.state import ANALYSIS, ARTICLE, PLAN_FOLD, PLAN_IS_LINKED
from digitrec.ui.train.analyses import ANALYSES
from digitrec.ui.train.plan_form import (
    DEFAULTS,
    check_offered,
    plan_of_form,
    set_plan,
)

EXPLANATIONS = {
    **{name: field.explanation for name, field in PLAN_FIELDS.items() if name != "learned"},
    **dict.fromkeys(HYPERPARAMETER_NAMES, "A slider of the model."),
}
FOLD = "setup"
USUAL = {"model": DEFAULTS["estimator"]}


def _read_plan(given: dict[str, str]) -> None:
    """Set the whole form: what the link does not name is as at the beginning."""
    usual = {"pictures": str(DEFAULTS["n_rows"])} if given.get("data", "digits") != "digits" else {}
    if given.get("model") not in (None, *ESTIMATORS):
        for name in HYPERPARAMETER_NAMES:  # of no model
            given.pop(name, None)
    plan = plan_from_parameters(usual | given)
    check_offered(plan, given)
    set_plan(plan)
    st.session_state[PLAN_IS_LINKED] = True


def _write_plan() -> dict[str, str]:
    return plan_parameters(plan_of_form())


def _open(name: str) -> None:
    if name == FOLD:
        st.session_state[PLAN_FOLD] = True
    else:
        st.session_state[ANALYSIS if name in ANALYSES else ARTICLE] = name


def _opened() -> list[str]:
    names = (st.session_state.get(key) for key in (ANALYSIS, ARTICLE))
    return [FOLD] * bool(st.session_state.get(PLAN_FOLD)) + [name for name in names if name]


PARTS = (
    LinkPart(
        EXPLANATIONS,
        _read_plan,
        _write_plan,
        lambda: {} if _write_plan() == USUAL else _write_plan(),
    ),
    opened(
        f"What is unfolded: `{FOLD}` (data set, split, seed, target), a closer look, an article.",
        [FOLD, *ANALYSES, *PRESETS],
        _open,
        _opened,
    ),
)
