"""A plan as the parameters of a link, there and back, and what is refused on the way back."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitrec.datasets import DATASETS
from digitrec.errors import InvalidLinkError
from digitrec.training import (
    ESTIMATORS,
    HYPERPARAMETER_NAMES,
    PLAN_FIELDS,
    PRESETS,
    SPLITS,
    Plan,
    Split,
    check_plan,
    plan_from_parameters,
    plan_parameters,
)

counts = st.integers(1, 10**6)


@st.composite
def splits(draw):
    kind = draw(st.sampled_from(list(SPLITS)))
    n_folds = draw(st.integers(2, 20))
    if kind == "file-order" and draw(st.booleans()):
        return Split(kind, n_train=draw(counts), n_test=draw(st.none() | counts), n_folds=n_folds)
    return Split(kind, draw(st.floats(0.001, 0.999)), n_folds=n_folds)


@st.composite
def plans(draw):
    entry = ESTIMATORS[draw(st.sampled_from(list(ESTIMATORS)))]
    return Plan(
        entry.name,
        {each.name: draw(st.sampled_from(each.values)) for each in entry.hyperparameters},
        draw(st.sampled_from(list(DATASETS))),
        draw(st.none() | counts),
        draw(splits()),
        draw(st.integers(0, 2**31 - 1)),
        draw(st.none() | st.integers(0, 9)),
        draw(st.none() | counts),
    )


@given(plans())
def test_a_plan_comes_back_from_its_parameters(plan):
    again = plan_from_parameters(plan_parameters(plan))
    assert again == plan
    for name, value in plan.hyperparameters.items():
        assert type(again.hyperparameters[name]) is type(value)  # 1 and 1.0 are not the same here


@pytest.mark.parametrize("name", PRESETS)
def test_the_plans_of_articles_come_back(name):
    for plan in PRESETS[name].plans_for(2000):
        complete = ESTIMATORS[plan.estimator].complete(plan.hyperparameters)
        again = plan_from_parameters(plan_parameters(plan))
        assert again == replace(plan, hyperparameters=complete)


@pytest.mark.parametrize("name", ESTIMATORS)
def test_only_what_differs_from_the_defaults_is_written(name):
    entry = ESTIMATORS[name]
    assert plan_parameters(Plan(name, entry.complete({}))) == {"model": name}


def test_without_parameters_it_is_the_plan_that_the_train_page_begins_with():
    plan = plan_from_parameters({})
    assert plan == Plan("svm", ESTIMATORS["svm"].complete({}))


def test_no_hyperparameter_has_the_name_of_another_part_of_the_link():
    assert not set(HYPERPARAMETER_NAMES) & set(PLAN_FIELDS)


@pytest.mark.parametrize(
    ("parameters", "wrong", "allowed"),
    [
        ({"model": "oracle"}, "model", "svm, logistic-regression"),
        ({"model": "decision-tree", "max_depth": "lots"}, "max_depth", "none or a whole number"),
        ({"model": "decision-tree", "max_depth": "5" * 5000}, "max_depth", "none or a whole"),
        ({"max_depth": "3"}, "max_depth", "model=svm has no such slider; it has C, gamma, kernel"),
        ({"model": "dummy", "C": "3"}, "C", "it has none"),
        ({"kernel": "__import__('os')"}, "kernel", "rbf, poly or linear"),
        ({"data": "cats"}, "data", "digits, mnist"),
        ({"pictures": "0"}, "pictures", "a whole number from 1 to 1,000,000"),
        ({"pictures": "9" * 5000}, "pictures", "a whole number"),
        ({"split": "by-hand"}, "split", "stratified, random"),
        ({"train": "1.5"}, "train", "a share such as 0.75"),
        ({"train": "nan"}, "train", "a share such as 0.75"),
        ({"train": "1500"}, "train", "with split=file-order a number"),
        ({"folds": "1"}, "folds", "a whole number from 2"),
        ({"seed": "-1"}, "seed", "a whole number from 0"),
        ({"seed": "٣"}, "seed", "a whole number from 0"),
        ({"target": "ten"}, "target", "a whole number from 0 to 9"),
        ({"sead": "3"}, "sead", "no such slider"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_name_and_what_is_allowed(
    parameters, wrong, allowed
):
    with pytest.raises(InvalidLinkError) as refused:
        plan_from_parameters(parameters)
    assert refused.value.parameter == wrong
    assert refused.value.value == parameters[wrong]
    assert allowed in refused.value.allowed
    assert str(refused.value).startswith(f"The link says {wrong}={parameters[wrong]}. ")


NAMES = st.sampled_from([*PLAN_FIELDS, *HYPERPARAMETER_NAMES, "other"])
TEXTS = st.text(max_size=12) | st.sampled_from(["5", "0.1", "none", "true", "svm", "64,32", "1e9"])


@given(st.dictionaries(NAMES, TEXTS, max_size=4))
def test_whatever_a_link_holds_gives_a_checked_plan_once_what_is_wrong_is_taken_out(parameters):
    for _ in range(len(parameters)):
        with suppress(InvalidLinkError):
            check_plan(plan_from_parameters(parameters))
            return
        with pytest.raises(InvalidLinkError) as refused:
            plan_from_parameters(parameters)
        del parameters[refused.value.parameter]
    check_plan(plan_from_parameters(parameters))
