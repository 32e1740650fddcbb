"""A plan in words."""

from digitrec.accuracy import percent
from digitrec.training.estimators import ESTIMATORS
from digitrec.training.hyperparameters import value_in_words
from digitrec.training.plan import Plan
from digitrec.training.splits import SPLITS


def plan_in_words(plan: Plan) -> str:
    """Write in one line what a plan fits.

    Examples
    --------
    >>> print(plan_in_words(Plan("decision-tree", {"max_depth": 3}, target=2)))
    2 or not · Decision tree (criterion gini, max_depth 3, min_samples_leaf 1)
    """
    entry = ESTIMATORS[plan.estimator]
    hyperparameters = entry.complete(plan.hyperparameters).items()
    settings = ", ".join(f"{name} {value_in_words(value)}" for name, value in hyperparameters)
    target = "" if plan.target is None else f"{plan.target} or not · "
    return f"{target}{entry.title}{f' ({settings})' if settings else ''}"


def split_in_words(plan: Plan) -> str:
    """Write in one line how a plan splits.

    Examples
    --------
    >>> split_in_words(Plan("svm", seed=7))
    'Stratified, 75 % to learn from, seed 7'
    """
    split = plan.split
    words = SPLITS[split.kind].title
    if SPLITS[split.kind].has_folds:
        words += f", {split.n_folds} folds"
    elif split.n_train:
        words += f", first {split.n_train:,}, last {split.n_test:,}"
    else:
        words += f", {percent(split.train_share, digits=0)} to learn from"
    return f"{words}, seed {plan.seed}" if SPLITS[split.kind].is_random else words


def differences(one: Plan, other: Plan) -> list[tuple[str, str, str]]:
    """Name what two plans do differently.

    Returns
    -------
    list of tuple of str
        What differs, how it is in the one, and in the other.
    """
    writers = {"Model": plan_in_words, "Data": _data_in_words, "Split": split_in_words}
    rows = [(title, write(one), write(other)) for title, write in writers.items()]
    return [row for row in rows if row[1] != row[2]]


def _data_in_words(plan: Plan) -> str:
    return plan.dataset if plan.n_rows is None else f"{plan.dataset}, {plan.n_rows:,} pictures"
