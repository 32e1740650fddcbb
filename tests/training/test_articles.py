"""The five articles: every row runs, and what was measured on the digits comes out again."""

from dataclasses import FrozenInstanceError, replace
from functools import cache

import numpy as np
import pytest

from digitrec.accuracy import Accuracy
from digitrec.datasets import load_digits, mnist
from digitrec.evaluation import binomial_test
from digitrec.training import PRESETS, check_plan, part_indices, repeats, run, verdict

pytestmark = pytest.mark.fits

ON_DIGITS = [name for name, preset in PRESETS.items() if not preset.takes_rows]
ON_MNIST = [name for name, preset in PRESETS.items() if preset.takes_rows]


@pytest.fixture(scope="module")
def results():
    """What comes out of a row on the digits; each is run once."""
    return cache(lambda name: [run(plan) for plan in PRESETS[name].plans_for()])


def test_the_table_has_the_ten_rows_of_five_articles():
    assert len(PRESETS) == 10
    assert len({preset.article for preset in PRESETS.values()}) == 5
    assert len({preset.title for preset in PRESETS.values()}) == 10
    with pytest.raises(FrozenInstanceError):
        PRESETS["forest-150"].claimed_accuracy = 1.0


@pytest.mark.parametrize("name", PRESETS)
def test_every_row_says_what_to_make_of_it(name):
    preset = PRESETS[name]
    assert preset.name == name
    claimed = preset.claimed_accuracy
    assert claimed is None or 0 < claimed <= (preset.claimed_at_most or 1) <= 1
    assert preset.analyses
    assert 2 <= preset.comment.count(". ") + 1 <= 6
    for plan in preset.plans_for():
        check_plan(plan)


@pytest.mark.slow
@pytest.mark.parametrize("name", ON_DIGITS)
def test_every_row_on_the_digits_runs(name, results):
    preset = PRESETS[name]
    text = verdict(preset, results(name))
    assert text.startswith(f"The article says: {preset.claim}")
    for label, result in zip(preset.labels, results(name), strict=True):
        assert f"{label}: {result.accuracy.counts} are read right here" in text


@pytest.mark.parametrize("name", ON_MNIST)
def test_every_row_on_mnist_runs_on_real_pictures(name, measuring_data, monkeypatch):
    monkeypatch.setenv("DIGITREC_DATA", str(measuring_data / "mnist"))
    preset = PRESETS[name]
    plans = preset.plans_for(700)
    assert plans[0].split.n_train == 600
    results = [run(plan) for plan in plans]
    assert results[0].n_test == 100
    text = verdict(preset, results)
    if preset.analyses == ("detector",):
        is_target = np.concatenate([results[0].y_true, results[1].y_true])
        assert 0.05 < is_target.mean() < 0.15
        assert text.count("Always answering no would get") == 2
        assert min(result.accuracy.proportion for result in results) > 0.9
    else:
        assert results[0].accuracy.proportion > 0.7


def test_a_plan_on_mnist_fits_any_number_of_rows():
    plan = PRESETS["mnist-logistic-regression"].plans_for()[0]
    assert (plan.n_rows, plan.split.n_train, plan.split.n_test) == (None, 60_000, 10_000)
    for n_rows in (7, 1000, 40_000, 70_000):
        fewer = PRESETS["mnist-logistic-regression"].plans_for(n_rows)[0]
        # As many to learn from as the sample has of those published for that.
        n_first = round(n_rows * mnist.N_PUBLISHED_TRAIN / mnist.N_PICTURES)
        assert (fewer.split.n_train, fewer.split.n_test) == (n_first, n_rows - n_first)
    assert PRESETS["forest-150"].plans_for(100) == PRESETS["forest-150"].plans_for()


# What the project's issue tells of the digits


def test_six_of_six_twice(results):
    for name in ("svm-six-of-six", "svm-first-1790"):
        (result,) = results(name)
        assert result.accuracy == Accuracy(6, 6)
        text = verdict(PRESETS[name], [result])
        assert "from 61\xa0% to 100\xa0%. The claim lies inside it" in text


def test_one_picture_is_left_out_at_each_cut():
    for name, left_out in (("svm-first-1790", 1790), ("tree-tuned", 1600), ("forest-150", 1500)):
        ((train, test),) = part_indices(load_digits(), PRESETS[name].plans_for()[0])
        assert (train[-1] + 1, test[0] - 1, test[-1]) == (left_out, left_out, 1796)


def test_logistic_regression_scatters_around_what_was_claimed():
    (plan,) = PRESETS["logistic-regression-random"].plans_for()
    shares = [run(each).accuracy.proportion for each in repeats(plan, 4)]
    assert 0.944 <= min(shares) < max(shares) <= 0.971
    assert any("converge" in note for note in run(plan).notes)


def test_the_tree_is_low_and_tuning_helps(results):
    gini, _ = PRESETS["tree-tuned"].plans_for()
    for seed in range(4):
        assert 0.77 <= run(replace(gini, seed=seed)).accuracy.proportion <= 0.8
    assert results("tree-tuned")[1].accuracy.proportion == pytest.approx(0.84, abs=0.005)
    text = verdict(PRESETS["tree-tuned"], results("tree-tuned"))
    assert "It gives no figure to compare with." in text
    assert "The claim lies" not in text


def test_the_forest_comes_out_as_claimed(results):
    (result,) = results("forest-150")
    assert result.accuracy.proportion == pytest.approx(0.925, abs=0.01)


@pytest.mark.slow
def test_the_three_cases_differ(results):
    shares = [result.accuracy.proportion for result in results("svm-three-cases")]
    assert len(shares) >= 3
    assert 0.978 - 0.0005 <= min(shares) < max(shares) <= 0.9935


@pytest.mark.slow
def test_the_hypothesis_is_rejected_for_the_tree_alone(results):
    preset = PRESETS["hypothesis-95"]
    tests = [
        binomial_test(result.accuracy, preset.claimed_accuracy) for result in results(preset.name)
    ]
    assert [test.rejected for test in tests] == [False, True, False]
    text = verdict(preset, results(preset.name))
    assert text.count("lies inside it") == 2
    assert text.count("lies above it") == 1
    assert "The same model" not in text


def test_a_detector_is_told_beside_always_no():
    preset = PRESETS["mnist-detector"]
    on_digits = [
        replace(plan, dataset="digits", split=replace(plan.split, n_train=1347, n_test=450))
        for plan in preset.plans_for()
    ]
    results = [run(plan) for plan in on_digits]
    text = verdict(preset, results)
    no = np.mean(results[1].y_true == 0)
    assert no == pytest.approx(0.9, abs=0.005)
    assert f"Always answering no would get {100 * no:.1f}\xa0%" in text
    assert min(result.accuracy.proportion for result in results) > 0.985
    assert "The claim lies below it" in text
    assert "The same model came out between" in text
