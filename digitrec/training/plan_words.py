"""A plan in words."""

from digitrec.accuracy import percent
from digitrec.training.estimators import ESTIMATORS
from digitrec.training.hyperparameters import value_in_words
from digitrec.training.plan import Plan
from digitrec.training.splits import SPLITS


def plan_in_words(plan):
    """Say what a plan is, in one line.

    Parameters
    ----------
    plan : digitrec.training.Plan

    Returns
    -------
    str
    """
    entry = ESTIMATORS[plan.estimator]
    set_to = entry.complete(plan.hyperparameters)
    settings = ", ".join(f"{name} {value_in_words(value)}" for name, value in set_to.items())
    what = "" if plan.target is None else f"{plan.target} or not · "
    return f"{what}{entry.title}{f' ({settings})' if settings else ''}"


def split_in_words(plan):
    """Say how a plan splits, in one line.

    Parameters
    ----------
    plan : digitrec.training.Plan

    Returns
    -------
    str
    """
    split = plan.split
    said = SPLITS[split.kind].title
    if SPLITS[split.kind].has_folds:
        said += f", {split.n_folds} folds"
    elif split.n_train:
        said += f", first {split.n_train:,}, last {split.n_test:,}"
    else:
        said += f", {percent(split.train_share, digits=0)} to learn from"
    return f"{said}, seed {plan.seed}" if SPLITS[split.kind].by_lot else said


def differences(one, other):
    """Name what two plans do differently.

    Parameters
    ----------
    one, other : Plan

    Returns
    -------
    list of tuple of str
        What, in the one, in the other.
    """
    told = {
        "Model": plan_in_words,
        "Data": _data_of,
        "Split": split_in_words,
    }
    rows = [(what, tell(one), tell(other)) for what, tell in told.items()]
    return [row for row in rows if row[1] != row[2]]


def _data_of(plan: Plan):
    return plan.dataset if plan.n_rows is None else f"{plan.dataset}, {plan.n_rows:,} pictures"
