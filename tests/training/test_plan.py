"""Plans: what is refused before anything is loaded, and rows of plans that differ in one thing."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from digitrec.datasets import load_digits, own_dataset
from digitrec.errors import DatasetError, InvalidPlanError
from digitrec.training import (
    ESTIMATORS,
    SPLITS,
    Plan,
    Split,
    check_plan,
    estimate_seconds,
    grid,
    learning_curve,
    n_parts,
    part_indices,
    plan_from_dict,
    repeats,
    run,
    validation_curve,
)
from digitrec.training.plan import MAX_SEED, part_sizes, row_indices

TREE = Plan("decision-tree")


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (Plan("oracle"), "no model named 'oracle'; there are svm"),
        (Plan("svm", {"depth": 3}), "svm has no hyperparameter depth; it has C, gamma, kernel"),
        (Plan("dummy", {"C": 3}), "it has none"),
        (Plan("svm", seed=-1), "seed must be a whole number from 0"),
        (Plan("svm", seed=True), "seed must be a whole number"),
        (Plan("svm", target=10), "must be one of 0 to 9"),
        (Plan("svm", n_rows=0), "number of pictures must be a whole number of 1 or more"),
        (Plan("svm", split=Split("folds", n_folds=2.5)), "number of folds must be a whole number"),
        (Plan("svm", split=Split(train_share="all")), "share to learn from must be a number"),
        (Plan("svm", split=Split(train_share=7)), "is 7; it must be above 0 and below 1"),
        (Plan("svm", split=Split(train_share=float("nan"))), "is nan; it must be above 0"),
        (Plan("svm", dataset="cats"), "no data set named 'cats'; there are digits"),
        (Plan("svm", dataset=["digits"]), "no data set named "),
        (Plan("svm", split=Split("by hand")), "no split named 'by hand'; there are stratified"),
        (Plan("svm", {"C": "x"}), "C cannot be 'x'; give a number such as"),
        (Plan("svm", {"kernel": 3}), "kernel cannot be 3; give rbf, poly or linear"),
    ],
)
def test_what_there_is_not_is_refused_by_name(plan, sentence):
    with pytest.raises(InvalidPlanError, match=sentence):
        check_plan(plan)


@pytest.mark.parametrize("name", ESTIMATORS)
def test_a_plan_survives_json(name):
    entry = ESTIMATORS[name]
    plan = Plan(name, entry.complete({}), split=Split("file-order", n_train=100, n_test=5), seed=3)
    again = plan_from_dict(json.loads(json.dumps(plan.as_dict())))
    assert again == plan


@pytest.mark.parametrize(
    "values",
    [
        {},
        None,
        [],
        {"estimator": "svm", "split": 3},
        {"split": {}},
        {"estimator": "svm", "split": {}, "hyperparameters": []},
        {"estimator": ["svm"], "split": {}, "hyperparameters": {}},
        {"estimator": "svm", "split": {"sort": "folds"}, "hyperparameters": {}},
        {"estimator": "svm", "split": {}, "hyperparameters": {}, "colour": "red"},
    ],
)
def test_what_is_no_plan_is_refused(values):
    with pytest.raises(InvalidPlanError, match="not the plan of a run"):
        plan_from_dict(values)


def test_a_sample_is_the_same_twice_and_in_file_order():
    digits = load_digits()
    plan = replace(TREE, n_rows=300, seed=5)
    rows = row_indices(digits, plan)
    assert len(set(rows)) == 300
    assert np.array_equal(rows, np.sort(rows))
    assert np.array_equal(rows, row_indices(digits, plan))
    with pytest.raises(InvalidPlanError, match="Digits has 1,797 pictures, not 2,000"):
        row_indices(digits, replace(TREE, n_rows=2000))


def test_folds_end_with_a_fit_on_everything():
    plan = replace(TREE, split=Split("folds", n_folds=4))
    pairs = part_indices(load_digits(), plan)
    assert len(pairs) == n_parts(plan) == 5
    assert [len(test) for _, test in pairs] == [450, 449, 449, 449, 0]
    assert len(pairs[-1][0]) == 1797


@pytest.mark.parametrize("kind", SPLITS)
@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"n_rows": 301},
        {"n_rows": 150, "target": 8, "n_learned": 100},
        {"n_learned": 1000},
        {"n_learned": 1700},
        {"n_rows": 1798},
        {"n_rows": 20},
        {"n_rows": 1},
        {"seed": -1},
    ],
)
def test_parts_are_counted_as_they_are_cut(kind, choices):
    digits, plan = load_digits(), replace(TREE, split=Split(kind), **choices)
    try:
        expected = [(len(train), len(test)) for train, test in part_indices(digits, plan)]
    except InvalidPlanError as refused:
        for count in (part_sizes, lambda *both: estimate_seconds([both[1]], both[0])):
            with pytest.raises(InvalidPlanError, match=re.escape(str(refused))):
                count(digits, plan)
    else:
        assert part_sizes(digits, plan) == expected


def test_seconds_are_estimated_and_curves_made_without_splitting(monkeypatch):
    def split(*_arguments):
        raise AssertionError("a whole split, to count its rows")

    digits = replace(load_digits(), writers=np.arange(1797) // 60)
    for name, kind in SPLITS.items():
        monkeypatch.setitem(SPLITS, name, replace(kind, indices=split))
        plan = replace(TREE, split=Split(name))
        assert estimate_seconds(learning_curve(plan, digits), digits) > 0


def test_what_is_nobody_s_is_learned_from_first():
    base = replace(load_digits(), writers=np.repeat([-1, 0, 1], [1700, 50, 47]))
    plan = replace(TREE, split=Split("own", train_share=0.5))
    ((whole, test),) = part_indices(base, plan)
    for n_more in (0, 7, 20):
        ((train, same),) = part_indices(base, replace(plan, n_learned=1700 + n_more))
        assert np.array_equal(test, same)
        assert set(range(1700)) <= set(train) <= set(whole)
        assert len(train) == 1700 + n_more


def test_own_drawings_are_handed_over_and_never_loaded():
    own = own_dataset(
        "mine", load_digits().images[:60], load_digits().y[:60], np.zeros(60, dtype=int), ("",)
    )
    plan = replace(TREE, dataset=own.name)
    assert run(plan, own).n_test == 15
    with pytest.raises(DatasetError, match="The drawings of this data set, My digits, are not"):
        run(plan)
    with pytest.raises(InvalidPlanError, match="is for the data set mine-"):
        run(plan, load_digits())
    assert plan_from_dict(plan.as_dict()) == plan
    with pytest.raises(InvalidPlanError, match="no data set named 'ours-0123456789abcdef'"):
        check_plan(replace(TREE, dataset="ours-0123456789abcdef"))


def test_repeats_are_other_splits_of_the_same():
    assert [plan.seed for plan in repeats(replace(TREE, seed=MAX_SEED), 3)] == [MAX_SEED, 0, 1]
    plans = repeats(replace(TREE, seed=7), 3)
    assert [plan.seed for plan in plans] == [7, 8, 9]
    with pytest.raises(InvalidPlanError, match="only one split"):
        repeats(replace(TREE, split=Split("file-order")))


def test_a_learning_curve_ends_with_all_pictures_and_keeps_the_test():
    digits = load_digits()
    plans = learning_curve(TREE, digits)
    sizes = [plan.n_learned for plan in plans]
    assert sizes == sorted(sizes)
    assert sizes[0] == 100
    assert sizes[-1] == len(part_indices(digits, TREE)[0][0])
    tests = {tuple(part_indices(digits, plan)[0][1]) for plan in plans}
    assert len(tests) == 1
    fewest = np.bincount(digits.y[part_indices(digits, plans[0])[0][0]])
    assert fewest.sum() == 100
    assert fewest.min() >= 9  # in the mixture that there is


def test_curves_go_through_all_values_of_a_slider():
    plans = validation_curve(TREE, "min_samples_leaf")
    values = ESTIMATORS["decision-tree"].hyperparameters[2].values
    assert tuple(plan.hyperparameters["min_samples_leaf"] for plan in plans) == values
    pairs = [
        (plan.hyperparameters["criterion"], plan.hyperparameters["min_samples_leaf"])
        for plan in grid(TREE, "criterion", "min_samples_leaf")
    ]
    assert len(pairs) == len(set(pairs)) == 3 * 5
    assert {values[0], values[-1]} < {value for _, value in pairs} < set(values)


def test_more_plans_are_expected_to_take_longer():
    digits = load_digits()
    one, ten = (estimate_seconds(repeats(Plan("svm"), n), digits) for n in (1, 10))
    assert ten == pytest.approx(10 * one)
