"""The table of what can learn: each entry is complete and makes what its name says."""

import numpy as np
import pytest
from sklearn.base import is_classifier
from sklearn.utils.validation import check_is_fitted

from digitrec.datasets import load_digits
from digitrec.training import ESTIMATORS, fit

SLIDERS = {
    "svm": {"C", "gamma", "kernel"},
    "logistic-regression": {"C", "max_iter", "scaled"},
    "decision-tree": {"criterion", "max_depth", "min_samples_leaf"},
    "random-forest": {"n_estimators", "max_depth", "max_features"},
    "nearest-neighbours": {"n_neighbors", "weights", "metric"},
    "neural-network": {"hidden_layer_sizes", "alpha", "learning_rate_init", "max_iter", "scaled"},
    "gradient-boosting": {"max_iter", "learning_rate", "max_leaf_nodes"},
    "naive-bayes": {"var_smoothing"},
    "dummy": set(),
}


def all_parameters(estimator):
    """Every parameter of an estimator and of those inside it, by its last name."""
    return {name.rpartition("__")[2]: value for name, value in estimator.get_params().items()}


def test_the_table_holds_the_models_that_people_learn_with():
    assert {
        name: {each.name for each in entry.hyperparameters} for name, entry in ESTIMATORS.items()
    } == SLIDERS
    assert [entry.name for entry in ESTIMATORS.values()] == list(ESTIMATORS)


@pytest.mark.parametrize("name", ESTIMATORS)
def test_an_entry_is_told_in_whole_sentences(name):
    entry = ESTIMATORS[name]
    assert entry.title[0].isupper() or entry.title.startswith("k ")
    assert entry.explanation.endswith(".")
    assert len(entry.explanation) > 60
    for each in entry.hyperparameters:
        assert each.explanation.endswith(".")
        assert len(each.explanation) > 30
        assert each.default in each.values
        assert len(set(each.values)) == len(each.values) > 1


@pytest.mark.parametrize("name", ESTIMATORS)
def test_every_slider_reaches_scikit_learn(name):
    """Each value of each slider arrives under its scikit-learn name."""
    entry = ESTIMATORS[name]
    for each in entry.hyperparameters:
        for value in each.values:
            estimator = entry.make(0, **entry.complete({each.name: value}))
            if each.name == "scaled":
                assert ("minmaxscaler" in estimator.get_params()) == value
            else:
                assert all_parameters(estimator)[each.name] == value


@pytest.mark.parametrize("name", ESTIMATORS)
def test_each_call_makes_a_fresh_unfitted_classifier(name):
    entry = ESTIMATORS[name]
    one, other = (entry.make(3, **entry.complete({})) for _ in range(2))
    assert one is not other
    assert is_classifier(one)
    with pytest.raises(Exception, match="is not fitted yet"):
        check_is_fitted(one)


@pytest.mark.parametrize("name", ["svm", "logistic-regression", "decision-tree"])
def test_the_seed_decides_everything(name):
    digits, entry = load_digits(), ESTIMATORS[name]
    X, y = digits.X[:400], digits.y[:400]
    once, again = (
        fit(entry.make(5, **entry.complete({})), X, y).predict_proba(digits.X) for _ in "12"
    )
    np.testing.assert_array_equal(once, again)


@pytest.mark.parametrize("name", ESTIMATORS)
def test_a_longer_task_is_expected_to_take_no_shorter(name):
    entry = ESTIMATORS[name]
    few, many = (entry.seconds(n, 64, entry.complete({})) for n in (500, 50_000))
    assert 0 <= few <= many


def test_the_svm_decides_as_the_plain_one():
    """Calibration gives it probabilities and leaves its answers alone."""
    from sklearn.svm import SVC

    digits, entry = load_digits(), ESTIMATORS["svm"]
    calibrated = entry.make(0, **entry.complete({})).fit(digits.X[::2], digits.y[::2])
    plain = SVC(gamma=0.001, C=100).fit(digits.X[::2], digits.y[::2])
    same = calibrated.predict(digits.X[1::2]) == plain.predict(digits.X[1::2])
    assert same.mean() > 0.999
