"""What this visitor has trained or uploaded: runs, and the models that they left."""

from contextlib import suppress
from dataclasses import dataclass, replace

import streamlit as st

from digitrec.errors import DatasetError, InvalidPlanError
from digitrec.recognition import Model, to_model
from digitrec.training import ESTIMATORS, Plan, Result
from digitrec.ui.shared import cached
from digitrec.ui.shared.state import AWAITED, READER, RUN_NUMBER, RUNS

MOST_RUNS = 20
MOST_NAME = 60  # characters


@dataclass(frozen=True)
class Run:
    """One row of the table of this session.

    Attributes
    ----------
    number : int
        Counts the runs of the session; also the name of its model, as ``run-3``.
    name : str
        What the visitor calls it.
    result : digitrec.training.Result or None
        None for a model that was uploaded.
    model : digitrec.Model or None
        None for a detector, which cannot read drawings.
    """

    number: int
    name: str
    result: Result | None
    model: Model | None

    @property
    def key(self):
        """How the session's models are told apart from the shipped ones."""
        return f"run-{self.number}"


@dataclass(frozen=True)
class AwaitedRun:
    """A run of an earlier visit that has to be fitted again.

    Attributes
    ----------
    number : int
    name : str
    plan : digitrec.training.Plan
    """

    number: int
    name: str
    plan: Plan


def runs():
    """Get this visitor's runs, the oldest first.

    Returns
    -------
    list of Run
    """
    return list(st.session_state.get(RUNS, ()))


def add_run(result):
    """Keep the result of a run.

    Parameters
    ----------
    result : digitrec.training.Result

    Returns
    -------
    Run
    """
    title = ESTIMATORS[result.plan.estimator].title
    number = st.session_state.get(RUN_NUMBER, 0) + 1
    name = f"{number}. {title}"
    if result.plan.target is not None:
        name += f", {result.plan.target} or not"
    cached.results().put(result)
    return _add(_run(number, name, result))


def _run(number, name, result):
    try:
        model = to_model(result, name)
    except InvalidPlanError:  # a detector
        model = None
    return Run(number, name, result, model)


def awaited():
    """Get this visitor's runs that have to be fitted again, the oldest first.

    Returns
    -------
    list of AwaitedRun
    """
    return list(st.session_state.get(AWAITED, ()))


def await_runs(wanted):
    """Take runs of an earlier visit up again, with the numbers and names that they had.

    Those whose plan has a result that the server still knows are there at once.

    Parameters
    ----------
    wanted : list of AwaitedRun
    """
    st.session_state[AWAITED] = wanted
    for each in wanted:
        if result := cached.results().get(each.plan):
            with suppress(DatasetError):  # gone from the server since
                bring_back(each, result)


def bring_back(awaited_run, result):
    """Let a run that was awaited be one again.

    Parameters
    ----------
    awaited_run : AwaitedRun
    result : digitrec.training.Result
        Of its plan.

    Raises
    ------
    DatasetError
        If its data set is not at hand any more.
    """
    run = _run(awaited_run.number, awaited_run.name, result)
    st.session_state[RUNS] = sorted([*runs(), run], key=lambda each: each.number)
    st.session_state[AWAITED] = [each for each in awaited() if each != awaited_run]


def add_model(model):
    """Keep a model that was uploaded.

    Parameters
    ----------
    model : digitrec.Model

    Returns
    -------
    Run
    """
    number = st.session_state.get(RUN_NUMBER, 0) + 1
    name = f"{number}. {' '.join(model.card.title.split())}, uploaded"
    return _add(Run(number, name, None, _titled(model, name)))


def _add(run):
    st.session_state[RUN_NUMBER] = run.number
    st.session_state[RUNS] = [*runs(), run]
    return run


def _titled(model, name):
    return replace(model, card=replace(model.card, title=name))


def has_room(n=1):
    """Whether this visitor may keep so many more runs."""
    return len(runs()) + len(awaited()) + n <= MOST_RUNS


def rename_run(number, name):
    """Give a run another name, cut to 60 characters; a blank one changes nothing."""
    if name := tidy_name(name):
        st.session_state[RUNS] = [
            replace(run, name=name, model=run.model and _titled(run.model, name))
            if run.number == number
            else run
            for run in runs()
        ]


def tidy_name(name):
    """Bring a name that someone wrote onto one line of at most 60 characters."""
    return " ".join(name.split())[:MOST_NAME]


def delete_run(number):
    """Take a run off the table."""
    st.session_state[RUNS] = [run for run in runs() if run.number != number]


def model_titles():
    """Name every model that can read a drawing: the shipped ones, then this session's.

    Returns
    -------
    dict of str to str
        From key to title, no two alike; no model is loaded for it.
    """
    titles = dict(cached.shipped_titles())
    for run in runs():
        if run.model:
            name = run.name
            while name in titles.values():  # a choice is sent back by its title
                name += f" ({run.number})"
            titles[run.key] = name
    return titles


def model(key):
    """Get a model by its key.

    Parameters
    ----------
    key : str
        One of `model_titles`.

    Returns
    -------
    digitrec.Model

    Raises
    ------
    ModelFileError
        If a shipped model cannot be loaded.
    """
    mine = {run.key: run.model for run in runs()}
    found = mine[key] if key in mine else cached.model(key)
    cached.read_on_one_thread()
    return found


def reader_key():
    """The key of the model that reads this visitor's drawings.

    Returns
    -------
    str
        One of `model_titles`; the default where the chosen one is no longer there.
    """
    key = st.session_state.get(READER, cached.READER)
    return key if key in model_titles() else cached.READER


def reader():
    """The model that reads this visitor's drawings.

    Returns
    -------
    digitrec.Model

    Raises
    ------
    ModelFileError
        If a shipped model cannot be loaded.
    """
    return model(reader_key())


def learned_from(model):
    """Name the data set that a model learned from.

    Parameters
    ----------
    model : digitrec.Model

    Returns
    -------
    str
        A key of `digitrec.datasets.DATASETS`; the digits for a card without a plan, as those of
        the shipped models.
    """
    return model.card.plan.dataset if model.card.plan else "digits"


def let_read(key):
    """Let a model read this visitor's drawings from now on."""
    st.session_state[READER] = key
