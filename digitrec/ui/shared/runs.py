"""What this visitor has trained or uploaded: runs, and the models that they left."""

import re
import zlib
from contextlib import suppress
from dataclasses import dataclass, replace

import streamlit as st

from digitrec.errors import DatasetError, InvalidPlanError
from digitrec.recognition import Model, to_model
from digitrec.training import ESTIMATORS, Plan, Result, name_of_run, unusual_in_words
from digitrec.ui.shared import cached
from digitrec.ui.shared.state import PENDING_RUNS, READER, RUN_NUMBER, RUNS

MAX_RUNS = 20
SPACES = re.compile(r"[^\S\xa0]+")  # a no-break space before a "%" stays
MAX_NAME_LENGTH = 80  # room for a model, three settings and a split that are not the usual
UPLOADED = " · uploaded"
LEADING_NUMBER = re.compile(r"^\d+\. ")  # of the runs of version 1.1
LINKED_NUMBER = 500_000
MAX_SUFFIX = len(" (999)")


@dataclass(frozen=True)
class NumberedRun:
    """What all runs have.

    Attributes
    ----------
    number : int
        Counts the runs of the session.
    name : str
        What sets it apart, unless the visitor has named it; no two runs or shipped models have the
        same.
    """

    number: int
    name: str

    @property
    def key(self) -> str:
        """Name of its model among all models, such as ``run-3``."""
        return f"run-{self.number}"


@dataclass(frozen=True)
class Run(NumberedRun):
    """One row of the table of this session.

    Attributes
    ----------
    result : digitrec.training.Result or None
        None for a model that was uploaded.
    model : digitrec.Model or None
        None for a detector, which cannot read drawings.
    """

    result: Result | None
    model: Model | None


@dataclass(frozen=True)
class PendingRun(NumberedRun):
    """A run of an earlier visit that has to be fitted again."""

    plan: Plan


def runs() -> list[Run]:
    """Get this visitor's runs, the oldest first."""
    return list(st.session_state.get(RUNS, ()))


def add_run(result: Result) -> Run:
    """Add a run with this result."""
    name = name_of_run(result.plan, result.accuracy, MAX_NAME_LENGTH - MAX_SUFFIX)
    cached.results().put(result)
    return _add(_run(_next_number(), _unique(name), result))


def _next_number() -> int:
    return int(st.session_state.get(RUN_NUMBER, 0)) + 1


def _unique(name: str, *, but: int | None = None) -> str:
    """Number a name if a shipped model or another run than number `but` has it already."""
    others = [each.name for each in (*runs(), *pending_runs()) if each.number != but]
    taken = {*cached.shipped_titles().values(), *others}
    stem, n = name, 1
    while name in taken:
        n += 1
        suffix = f" ({n})"
        name = stem[: MAX_NAME_LENGTH - len(suffix)] + suffix
    return name


def _run(number: int, name: str, result: Result) -> Run:
    try:
        model = to_model(result, name)
    except InvalidPlanError:  # a detector
        model = None
    return Run(number, name, result, model)


def pending_runs() -> list[PendingRun]:
    """Get this visitor's runs that have to be fitted again, the oldest first."""
    return list(st.session_state.get(PENDING_RUNS, ()))


def set_pending_runs(pending: list[PendingRun]) -> None:
    """Set the runs of an earlier visit, and finish those whose result is still cached."""
    st.session_state[PENDING_RUNS] = []
    for each in pending:
        named = replace(each, name=_unique(each.name))
        st.session_state[PENDING_RUNS] = [*pending_runs(), named]
    for each in pending_runs():
        if result := cached.results().get(each.plan):
            with suppress(DatasetError):  # gone from the server since
                finish_pending_run(each, result)


def linked_run(plan: Plan) -> PendingRun:
    """Make the run of a plan that came in a link.

    Its number goes by the plan, beyond those that are counted: the browser's record of this visit,
    which comes later, has runs of its own.
    """
    number = LINKED_NUMBER + zlib.crc32(repr(plan).encode()) % LINKED_NUMBER
    words = [ESTIMATORS[plan.estimator].title, *unusual_in_words(plan)]
    return PendingRun(number, tidy_name(" · ".join([*words, f"seed {plan.seed}"])), plan)


def finish_pending_run(pending: PendingRun, result: Result) -> None:
    """Turn a pending run into a run, with the number and the name that it had.

    Raises
    ------
    DatasetError
        If its data set is not available any more.
    """
    run = _run(pending.number, pending.name, result)
    st.session_state[RUNS] = sorted([*runs(), run], key=lambda each: each.number)
    st.session_state[PENDING_RUNS] = [each for each in pending_runs() if each != pending]


def add_model(model: Model, how: str = UPLOADED) -> Run:
    """Add a run for a model that was uploaded, or came in another way, which its name ends with."""
    title = LEADING_NUMBER.sub("", tidy_name(model.card.title)).removesuffix(how)
    name = _unique(title[: MAX_NAME_LENGTH - MAX_SUFFIX - len(how)] + how)
    return _add(Run(_next_number(), name, None, _with_title(model, name)))


def _add(run: Run) -> Run:
    st.session_state[RUN_NUMBER] = run.number
    st.session_state[RUNS] = [*runs(), run]
    return run


def _with_title(model: Model, title: str) -> Model:
    return replace(model, card=replace(model.card, title=title))


def has_room(n: int = 1) -> bool:
    """Tell whether this visitor may have `n` more runs."""
    return len(runs()) + len(pending_runs()) + n <= MAX_RUNS


def rename_run(number: int, name: str) -> None:
    """Give a run another name, cut to 80 characters; a blank one changes nothing."""
    if name := tidy_name(name):
        name = _unique(name, but=number)
        st.session_state[RUNS] = [
            replace(run, name=name, model=run.model and _with_title(run.model, name))
            if run.number == number
            else run
            for run in runs()
        ]


def tidy_name(name: str) -> str:
    r"""Bring a name onto one line of at most 80 characters.

    Examples
    --------
    >>> tidy_name("  my   first\nmodel ")
    'my first model'
    """
    return SPACES.sub(" ", name).strip()[:MAX_NAME_LENGTH]


def delete_run(number: int) -> None:
    """Delete a run."""
    st.session_state[RUNS] = [run for run in runs() if run.number != number]


def model_titles() -> dict[str, str]:
    """Name every model that can read a drawing: the shipped ones, then this session's.

    Returns
    -------
    dict of str to str
        From key to title, no two alike. No model is loaded for it.
    """
    titles = dict(cached.shipped_titles())
    for run in runs():
        if run.model:
            titles[run.key] = run.name
    return titles


def model(key: str) -> Model:
    """Get a model by its key, one of `model_titles`.

    Raises
    ------
    ModelFileError
        If a shipped model cannot be loaded.
    """
    own = {run.key: run.model for run in runs() if run.model}
    found = own[key] if key in own else cached.model(key)
    cached.read_on_one_thread()
    return found


def reader_key() -> str:
    """Get the key of the model that reads this visitor's drawings.

    Returns
    -------
    str
        One of `model_titles`; the default if the chosen model is no longer there.
    """
    key = st.session_state.get(READER, cached.DEFAULT_MODEL)
    return key if key in model_titles() else cached.DEFAULT_MODEL


def reader() -> Model:
    """Get the model that reads this visitor's drawings.

    Raises
    ------
    ModelFileError
        If a shipped model cannot be loaded.
    """
    return model(reader_key())


def set_reader(key: str) -> None:
    """Choose the model that reads this visitor's drawings."""
    st.session_state[READER] = key


def training_dataset(model: Model) -> str:
    """Name the data set that a model learned from.

    Returns
    -------
    str
        As `digitrec.datasets.dataset_entry` knows it; ``"digits"`` for a card without a plan, as
        those of the shipped models.
    """
    return model.card.plan.dataset if model.card.plan else "digits"
