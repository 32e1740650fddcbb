"""What a plan and a run are called."""

from dataclasses import replace

import pytest

from digitrec.accuracy import Accuracy
from digitrec.training import ESTIMATORS, PRESETS, SPLITS, Plan, Split, name_of_run, value_in_words
from digitrec.training.plan_words import unusual_in_words

GOOD = Accuracy(447, 450)
LONG = Plan(
    "neural-network",
    {"hidden_layer_sizes": (128, 64), "alpha": 0.1, "max_iter": 100, "scaled": False},
    "mnist-8x8",
    n_rows=20_000,
    split=Split("random", 0.6),
    target=3,
)


@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_the_usual_plan_is_called_by_its_model_alone(estimator):
    title = ESTIMATORS[estimator].title
    assert name_of_run(Plan(estimator), GOOD) == f"{title} · seed 0 · 99.3\xa0%"


@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_every_value_of_every_slider_is_told(estimator):
    for each in ESTIMATORS[estimator].hyperparameters:
        names = {tuple(unusual_in_words(Plan(estimator, {each.name: v}))) for v in each.values}
        assert len(names) == len(each.values)
        for value in each.values:
            words = unusual_in_words(Plan(estimator, {each.name: value}))
            assert words == [] if value == each.default else value_in_words(value) in words[0]


def test_whatever_decides_a_run_is_told():
    usual = Plan("svm")
    others = [
        replace(usual, seed=3),
        replace(usual, target=2),
        replace(usual, dataset="mnist", n_rows=2000),
        replace(usual, dataset="mnist"),
        *(replace(usual, split=Split(kind)) for kind in SPLITS if kind != "stratified"),
        replace(usual, split=Split("random", 0.6)),
        replace(usual, split=Split(train_share=0.6)),
        replace(usual, split=Split("folds", n_folds=13)),
        replace(usual, split=Split("file-order", n_train=1791, n_test=6)),
    ]
    names = {name_of_run(plan, GOOD) for plan in (usual, *others)}
    assert len(names) == len(others) + 1


def test_a_long_name_keeps_model_seed_and_accuracy():
    name = name_of_run(LONG, GOOD, 70)
    assert len(name) <= 70
    assert name.startswith("Neural network · 3 or not · ")
    assert name.endswith(" · … · random 60/40 · seed 0 · 99.3\xa0%")


@pytest.mark.parametrize("name", PRESETS)
def test_the_runs_of_an_article_are_told_apart(name):
    plans = PRESETS[name].plans_for(2000)
    assert len({name_of_run(plan, GOOD, 74) for plan in plans}) == len(plans)
