"""A plan in words."""

from digitrec.accuracy import Accuracy, percent
from digitrec.datasets import dataset_entry
from digitrec.training.estimators import ESTIMATORS
from digitrec.training.hyperparameters import value_in_words
from digitrec.training.plan import Plan
from digitrec.training.splits import SPLITS, Split


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
    r"""Write in one line how a plan splits.

    Examples
    --------
    >>> split_in_words(Plan("svm", seed=7))
    'Stratified, 75\xa0% to learn from, seed 7'
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


def name_of_run(plan: Plan, accuracy: Accuracy, max_length: int = 80) -> str:
    r"""Name a run by what sets it apart: what is not as usual, the seed, and how it came out.

    Parameters
    ----------
    plan : Plan
    accuracy : digitrec.accuracy.Accuracy
    max_length : int, default 80
        Of the name. Model, seed and accuracy stay; of what is between them, the middle goes first.

    Returns
    -------
    str

    Examples
    --------
    >>> name_of_run(Plan("decision-tree", {"max_depth": 5}), Accuracy(303, 450))
    'Decision tree · depth 5 · seed 0 · 67.3\xa0%'
    >>> plan = Plan("svm", {"C": 1}, split=Split("folds", n_folds=13))
    >>> name_of_run(plan, Accuracy(1779, 1797))
    'Support vector machine · C 1 · 13 folds · seed 0 · 99.0\xa0%'
    """
    first = ESTIMATORS[plan.estimator].title
    last = f"seed {plan.seed} · {accuracy.percent}"
    unusual = unusual_in_words(plan)
    name = " · ".join([first, *unusual, last])
    while unusual and len(name) > max_length:
        middle = len(unusual) // 2
        unusual.pop(middle)
        name = " · ".join([first, *unusual[:middle], "…", *unusual[middle:], last])
    return name


def unusual_in_words(plan: Plan) -> list[str]:
    """Write in a few words each what in a plan is not the default, but for model and seed."""
    target = [] if plan.target is None else [f"{plan.target} or not"]
    return [*target, *_settings_in_words(plan), *_pictures_in_words(plan), *_cut_in_words(plan)]


def _settings_in_words(plan: Plan) -> list[str]:
    entry = ESTIMATORS[plan.estimator]
    values = entry.complete(plan.hyperparameters)
    return [
        each.short.format(value_in_words(values[each.name]))
        for each in entry.hyperparameters
        if value_in_words(values[each.name]) != value_in_words(each.default)
    ]


def _pictures_in_words(plan: Plan) -> list[str]:
    if plan.dataset == "digits" and plan.n_rows is None:
        return []
    title = dataset_entry(plan.dataset).title.replace(",", "")
    return [title if plan.n_rows is None else f"{plan.n_rows:,} of {title}"]


def _cut_in_words(plan: Plan) -> list[str]:
    """Kind and sizes of a split, such as ``file order 1,791/6``; nothing for the usual one."""
    split, kind, usual = plan.split, SPLITS[plan.split.kind], Split()
    if kind.has_folds:
        return [kind.short.format(split.n_folds)]
    words = "" if split.kind == usual.kind else kind.short
    sizes, usual_sizes = _sizes_in_words(split), _sizes_in_words(usual)
    in_words = f"{words} {'' if sizes == usual_sizes else sizes}".strip()
    return [in_words] if in_words else []


def data_and_split_in_words(plan: Plan) -> str:
    """Write in one line what a plan learns from, how it is tested, and what it learns.

    Examples
    --------
    >>> data_and_split_in_words(Plan("svm", seed=7, target=2))
    'Digits · stratified 75/25 · seed 7 · 2 or not'
    """
    split, kind = plan.split, SPLITS[plan.split.kind]
    if kind.has_folds:
        words = kind.short.format(split.n_folds)
    else:
        words = f"{kind.short} {_sizes_in_words(split)}"
    target = [] if plan.target is None else [f"{plan.target} or not"]
    return " · ".join([_data_in_words(plan), words, f"seed {plan.seed}", *target])


def _sizes_in_words(split: Split) -> str:
    """How many to learn from and to test on, in percent where no numbers are set."""
    if split.n_train:
        return f"{split.n_train:,}/{split.n_test:,}" if split.n_test else f"{split.n_train:,}"
    n_train = round(100 * split.train_share)
    return f"{n_train}/{100 - n_train}"


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
    title = dataset_entry(plan.dataset).title
    return title if plan.n_rows is None else f"{title}, {plan.n_rows:,} pictures"
