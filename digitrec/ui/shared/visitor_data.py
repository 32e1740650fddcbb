"""The data sets of a visitor: those of the table, and those of own drawings.

Own drawings stay with their visitor. Processes that fit are handed them with the task.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec import evaluation
from digitrec.collection import LabelledDrawing, collection_dataset
from digitrec.datasets import DATASETS, OWN_KINDS, Dataset, dataset_entry, load_dataset, own_kind
from digitrec.errors import DatasetError
from digitrec.jobs import Shared, Task
from digitrec.training import Plan, Result, combine, fit_part, n_parts
from digitrec.ui.shared import cached
from digitrec.ui.shared.mnist import offer_mnist
from digitrec.ui.shared.own_digits import own_drawings
from digitrec.ui.shared.runs import runs
from digitrec.ui.shared.state import CLASS_DRAWINGS, OWN_DATASETS, OWN_NAMES, plan_key

MINE, CLASS = "mine", "class"
N_FOLDS = 5  # of whole writers


def class_drawings() -> tuple[LabelledDrawing, ...] | None:
    """Get the drawings of the class that this visitor teaches; None where they teach none."""
    return st.session_state.get(CLASS_DRAWINGS)


def train_on_class(drawings: tuple[LabelledDrawing, ...]) -> None:
    """Take up the drawings of a class as data sets, and set Train to learn from them.

    Each pupil's drawings will be tested by a model that never saw that pupil.
    """
    st.session_state[CLASS_DRAWINGS] = drawings
    st.session_state[plan_key("dataset")] = f"digits-and-{CLASS}"
    st.session_state[plan_key("kind")] = "writers"
    n_writers = len({each.writer for each in drawings if each.label is not None})
    st.session_state[plan_key("n_folds")] = max(2, min(N_FOLDS, n_writers))


def forget_class() -> None:
    """Let go of the drawings of a class, also of those that a model has learned from."""
    st.session_state.pop(CLASS_DRAWINGS, None)
    for key in (OWN_DATASETS, OWN_NAMES):
        kept = {k: v for k, v in st.session_state.get(key, {}).items() if CLASS not in k}
        st.session_state[key] = kept


def offered_datasets() -> list[str]:
    """Name the data sets that this visitor can choose: keys of the table, and kinds of own ones."""
    of_class = class_drawings() is not None
    return [*DATASETS, *(kind for kind in OWN_KINDS if of_class or CLASS not in kind)]


def own_tests() -> list[str]:
    """Name the own drawings that a model can be tested on: `MINE` and `CLASS`, as there are."""
    return [MINE] * bool(own_drawings()) + [CLASS] * bool(class_drawings())


def dataset_title(name: str) -> str:
    """Name a data set as a reader sees it."""
    return dataset_entry(name).title


def name_of(choice: str) -> str:
    """Get the name of a data set by what `offered_datasets` offers.

    Parameters
    ----------
    choice : str

    Returns
    -------
    str
        With a checksum for the own drawings that there are now; the kind alone if there are none.
    """
    if choice not in OWN_KINDS:
        return choice
    drawings = (class_drawings() or ()) if CLASS in choice else own_drawings()
    names = st.session_state.setdefault(OWN_NAMES, {})
    made_of, name = names.get(choice, (None, choice))
    if made_of is not drawings:
        name = _remember(choice, drawings)
        names[choice] = drawings, name
    return name


def _remember(kind: str, drawings: Sequence[LabelledDrawing]) -> str:
    """Make the data set of own drawings, and let go of those that nothing refers to any more."""
    try:
        made = collection_dataset(drawings, kind)
    except DatasetError:  # there is no digit among them
        return kind
    own = st.session_state.get(OWN_DATASETS, {})
    of_runs = {run.result.plan.dataset for run in runs() if run.result}
    now = {name for _, name in st.session_state[OWN_NAMES].values()}
    st.session_state[OWN_DATASETS] = {
        name: each for name, each in own.items() if name in of_runs | now
    } | {made.name: made}
    return made.name


def own_dataset(name: str) -> Dataset | None:
    """Get this visitor's own data set of that name; None if it is none, or is away."""
    kind = own_kind(name)
    if kind is None:
        return None
    name_of(kind)  # after a reload, the drawings come back before anything is made of them
    return st.session_state.get(OWN_DATASETS, {}).get(name)


def dataset(name: str) -> Dataset:
    """Get a data set.

    Parameters
    ----------
    name : str
        Of a plan.

    Raises
    ------
    DatasetError
        If it has not been fetched yet, or the own drawings are not here.
    """
    return own_dataset(name) or load_dataset(name)


def mean_picture(name: str) -> NDArray[np.float64]:
    """Compute the mean picture of a data set, once for all visitors where it belongs to all.

    Parameters and raises: as `dataset`.

    Returns
    -------
    ndarray of float64, shape (side, side)
    """
    own = own_dataset(name)
    return cached.mean_picture(name) if own is None else evaluation.mean_picture(own)


def offer_dataset(name: str, missing: str) -> None:
    """Say that a data set is missing, and what can be done.

    Parameters
    ----------
    name : str
    missing : str
        A sentence that says what is missing.
    """
    kind = own_kind(name)
    if kind is None:
        offer_mnist(name, missing)
    else:
        st.info(missing)


def handed_over(plan: Plan) -> Shared | None:
    """Get the data set that a task of a plan is to be given; None if it loads that by its name."""
    own = own_dataset(plan.dataset)
    return None if own is None else Shared(own)


def fit_tasks(plans: Iterable[Plan]) -> list[Task]:
    """List the fits of plans, one plan's after the other's."""
    return [
        Task(fit_part, (plan, i, handed_over(plan))) for plan in plans for i in range(n_parts(plan))
    ]


def results_of(plans: Iterable[Plan], parts: Sequence[Any]) -> list[Result]:
    """Put together what `fit_tasks` gave, in the same order."""
    results, at = [], 0
    for plan in plans:
        n = n_parts(plan)
        results.append(combine(plan, parts[at : at + n], own_dataset(plan.dataset)))
        at += n
    return results
