"""Hyperparameters as they are typed: every value of a slider comes back, and only its kind does."""

import pytest

from digitrec.errors import InvalidPlanError
from digitrec.training import ESTIMATORS, allowed_in_words, parse_all
from digitrec.training.hyperparameters import is_allowed, parse

ALL = [
    pytest.param(each, id=f"{entry.name}-{each.name}")
    for entry in ESTIMATORS.values()
    for each in entry.hyperparameters
]


def hyperparameter(estimator, name):
    return next(each for each in ESTIMATORS[estimator].hyperparameters if each.name == name)


@pytest.mark.parametrize("each", ALL)
def test_every_value_of_a_slider_can_be_typed(each):
    for value in each.values:
        text = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
        read = parse(each, text)
        assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize("each", ALL)
@pytest.mark.parametrize("text", ["", "oracle", "nan", "inf", "64,", "64,x", "1e999", "9" * 5000])
def test_what_none_can_be_is_refused_with_what_can(each, text):
    if text == "64," and each.name == "hidden_layer_sizes":
        assert parse(each, text) == (64,)
        return
    if text.isdigit() and not any(isinstance(value, int) for value in each.values):
        return
    with pytest.raises(InvalidPlanError) as error:
        parse(each, text)
    assert str(error.value).endswith(f"; give {allowed_in_words(each)}.")


@pytest.mark.parametrize(
    ("estimator", "name", "text", "value"),
    [
        ("svm", "C", "7.5", 7.5),
        ("svm", "gamma", "1e-3", 0.001),
        ("decision-tree", "max_depth", "None", None),
        ("decision-tree", "max_depth", "7", 7),
        ("logistic-regression", "scaled", "TRUE", True),
        ("neural-network", "hidden_layer_sizes", "48, 24", (48, 24)),
        ("neural-network", "hidden_layer_sizes", "(48,)", (48,)),
        ("neural-network", "hidden_layer_sizes", "48", (48,)),
    ],
)
def test_other_values_of_the_same_kind_can_be_typed(estimator, name, text, value):
    assert parse(hyperparameter(estimator, name), text) == value


@pytest.mark.parametrize(
    ("estimator", "name", "value"),
    [
        ("svm", "kernel", "precomputed"),
        ("svm", "C", True),
        ("svm", "C", None),
        ("svm", "C", [1]),
        ("decision-tree", "max_depth", 2.5),
        ("logistic-regression", "scaled", 1),
        ("neural-network", "hidden_layer_sizes", ()),
        ("neural-network", "hidden_layer_sizes", (0,)),
        ("neural-network", "hidden_layer_sizes", (True,)),
        ("neural-network", "hidden_layer_sizes", 64),
    ],
)
def test_a_value_of_another_kind_is_not_allowed(estimator, name, value):
    assert not is_allowed(hyperparameter(estimator, name), value)


def test_what_can_be_typed_is_described():
    assert allowed_in_words(hyperparameter("svm", "gamma")) == "scale or a number such as 0.0003"
    assert allowed_in_words(hyperparameter("svm", "kernel")) == "rbf, poly or linear"
    assert allowed_in_words(hyperparameter("decision-tree", "max_depth")) == (
        "none or a whole number such as 6"
    )


def test_another_models_hyperparameter_is_refused():
    assert parse_all("svm", {"C": "1", "gamma": "scale"}) == {"C": 1, "gamma": "scale"}
    with pytest.raises(InvalidPlanError, match="svm has no hyperparameter max_depth; it has C, ga"):
        parse_all("svm", {"max_depth": "3"})
    with pytest.raises(InvalidPlanError, match="dummy has no hyperparameter C; it has none"):
        parse_all("dummy", {"C": "3"})
