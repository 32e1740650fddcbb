"""A plan as the parameters of a link, and back.

`?model=decision-tree&max_depth=5&seed=3` is a plan: the model and its hyperparameters by the names
of `ESTIMATORS`, the rest by those of `PLAN_FIELDS`. Only what differs from the defaults is written.
Whatever comes from a link is text until it is read here, and never anything but a value.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from digitrec.datasets import DATASETS, N_DIGITS, OWN_KINDS, own_kind
from digitrec.errors import InvalidLinkError, InvalidPlanError
from digitrec.training.estimators import ESTIMATORS
from digitrec.training.hyperparameters import (
    Hyperparameter,
    allowed_in_words,
    parse,
    text_of_value,
)
from digitrec.training.plan import MAX_SEED, Plan, check_plan
from digitrec.training.splits import SPLITS, Split

DEFAULT = Plan(next(iter(ESTIMATORS)))
MAX_CHARS = 100  # of one value
MAX_PICTURES = 10**6


@dataclass(frozen=True)
class PlanField:
    """One parameter of a link to a plan.

    Attributes
    ----------
    explanation : str
        What it decides.
    allowed : str
        What can stand there, as it follows "It can be".
    read : callable
        Makes the value of a text; raises ValueError where it cannot.
    get : callable
        ``get(plan)`` gives the value.
    """

    explanation: str
    allowed: str
    read: Callable[[str], Any]
    get: Callable[[Plan], Any]


def _name(explanation: str, table: Iterable[str], get: Callable[[Plan], Any]) -> PlanField:
    names = tuple(table)
    return PlanField(explanation, ", ".join(names), lambda text: names[names.index(text)], get)


def _whole(explanation: str, low: int, high: int, get: Callable[[Plan], Any]) -> PlanField:
    def read(text: str) -> int:
        value = int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else -1
        if not low <= value <= high:
            raise ValueError
        return value

    return PlanField(explanation, f"a whole number from {low} to {high:,}", read, get)


def _read_share(text: str) -> float | int:
    """A share, or a number of pictures."""
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= MAX_PICTURES:
        return int(text)
    if not 0 < float(text) < 1:
        raise ValueError
    return float(text)


PLAN_FIELDS = {
    "model": _name("The model that learns.", ESTIMATORS, lambda plan: plan.estimator),
    "data": _name(  # a link carries nobody's drawings: it is of those of whoever opens it
        "The data set.",
        (*DATASETS, *OWN_KINDS),
        lambda plan: own_kind(plan.dataset) or plan.dataset,
    ),
    "pictures": _whole(
        "How many of its pictures, picked at random.", 1, MAX_PICTURES, lambda plan: plan.n_rows
    ),
    "split": _name(
        "How the pictures are split into those to learn from and those to test on.",
        SPLITS,
        lambda plan: plan.split.kind,
    ),
    "train": PlanField(
        "The share to learn from; in file order, how many of the first pictures.",
        "a share such as 0.75, or with split=file-order a number of pictures such as 1500",
        _read_share,
        lambda plan: plan.split.n_train or plan.split.train_share,
    ),
    "test": _whole(
        "In file order, how many of the last pictures to test on.",
        *(1, MAX_PICTURES, lambda plan: plan.split.n_test),
    ),
    "folds": _whole("How many folds.", 2, MAX_PICTURES, lambda plan: plan.split.n_folds),
    "seed": _whole("What is picked at random.", 0, MAX_SEED, lambda plan: plan.seed),
    "target": _whole(
        "The digit that a detector tells from all others.",
        *(0, N_DIGITS - 1, lambda plan: plan.target),
    ),
    "learned": _whole(
        "How many of the pictures to learn from are used.",
        *(1, MAX_PICTURES, lambda plan: plan.n_learned),
    ),
}
HYPERPARAMETER_NAMES = tuple(
    dict.fromkeys(each.name for entry in ESTIMATORS.values() for each in entry.hyperparameters)
)


def plan_parameters(plan: Plan) -> dict[str, str]:
    """Write a plan as the parameters of a link.

    Parameters
    ----------
    plan : Plan
        One that `check_plan` accepts.

    Returns
    -------
    dict of str to str
        The model, and what differs from the defaults.

    Examples
    --------
    >>> plan_parameters(Plan("decision-tree", {"max_depth": 5, "criterion": "gini"}, seed=3))
    {'model': 'decision-tree', 'max_depth': '5', 'seed': '3'}
    """
    parameters = {"model": plan.estimator}
    for each in ESTIMATORS[plan.estimator].hyperparameters:
        text = text_of_value(plan.hyperparameters.get(each.name, each.default))
        if text != text_of_value(each.default):
            parameters[each.name] = text
    for name, field in PLAN_FIELDS.items():
        value = field.get(plan)
        if value is not None and value != field.get(DEFAULT):
            parameters[name] = text_of_value(value)
    return parameters


def plan_from_parameters(parameters: Mapping[str, str]) -> Plan:
    """Make a plan of the parameters of a link.

    Parameters
    ----------
    parameters : mapping of str to str
        As `plan_parameters` wrote them, or whatever a link holds.

    Returns
    -------
    Plan
        With all hyperparameters of its model. What the link does not name is the default.

    Raises
    ------
    InvalidLinkError
        If there is no such parameter, or it cannot have its value. It names the parameter.

    Examples
    --------
    >>> plan_from_parameters({"model": "decision-tree", "max_depth": "lots"})
    Traceback (most recent call last):
        ...
    digitrec.errors.InvalidLinkError: The link says max_depth=lots. It can be none or a whole \
number such as 6.
    """
    fields = {name: parameters[name] for name in PLAN_FIELDS if name in parameters}
    values = {name: _read(name, text) for name, text in fields.items()}
    estimator = values.pop("model", DEFAULT.estimator)
    known = {each.name: each for each in ESTIMATORS[estimator].hyperparameters}
    hyperparameters = {
        name: _read_hyperparameter(known, name, text, estimator)
        for name, text in parameters.items()
        if name not in fields
    }
    plan = Plan(
        estimator,
        ESTIMATORS[estimator].complete(hyperparameters),
        dataset=values.get("data", DEFAULT.dataset),
        n_rows=values.get("pictures"),
        split=_split(values, parameters),
        seed=values.get("seed", DEFAULT.seed),
        target=values.get("target"),
        n_learned=values.get("learned"),
    )
    check_plan(plan)
    return plan


def _read(name: str, text: str) -> Any:
    field = PLAN_FIELDS[name]
    try:
        if len(text) > MAX_CHARS:
            raise ValueError
        return field.read(text)
    except ValueError:
        raise InvalidLinkError(name, text, f"It can be {field.allowed}.") from None


def _read_hyperparameter(
    known: Mapping[str, Hyperparameter], name: str, text: str, estimator: str
) -> Any:
    if name not in known:
        has = ", ".join(known) or "none"
        raise InvalidLinkError(name, text, f"model={estimator} has no such slider; it has {has}.")
    try:
        if len(text) > MAX_CHARS:
            raise InvalidPlanError
        return parse(known[name], text)
    except InvalidPlanError:
        allowed = allowed_in_words(known[name])
        raise InvalidLinkError(name, text, f"It can be {allowed}.") from None


def _split(values: Mapping[str, Any], parameters: Mapping[str, str]) -> Split:
    kind, train = values.get("split", "stratified"), values.get("train", Split.train_share)
    is_number = isinstance(train, int)
    if is_number and kind != "file-order":
        allowed = PLAN_FIELDS["train"].allowed
        raise InvalidLinkError("train", parameters["train"], f"It can be {allowed}.")
    return Split(
        kind,
        train_share=Split.train_share if is_number else train,
        n_train=train if is_number else None,
        n_test=values.get("test"),
        n_folds=values.get("folds", Split.n_folds),
    )
