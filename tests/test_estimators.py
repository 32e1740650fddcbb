"""The table of what can learn: each entry is complete and makes what its name says."""

import numpy as np
import pytest
from sklearn.base import is_classifier
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from digitrec.datasets import load_digits
from digitrec.estimators import ESTIMATORS
from digitrec.strokes import PEN_32NDS

PARAMETERS = {
    "svm": {"estimator__gamma": 0.001, "estimator__C": 100, "ensemble": False},
    "logistic-regression": {"ensemble": False},
    "decision-tree": {"ensemble": False},
    "random-forest": {"estimator__n_estimators": 150},
    "nearest-neighbours": {"estimator__n_neighbors": 3},
    "neural-network": {"estimator__mlpclassifier__hidden_layer_sizes": (64,)},
}


def test_the_table_holds_the_models_that_people_learn_with():
    assert set(PARAMETERS) | {"default"} == set(ESTIMATORS)
    assert {name: entry.name for name, entry in ESTIMATORS.items()} == {n: n for n in ESTIMATORS}


@pytest.mark.parametrize("name", PARAMETERS)
def test_an_estimator_has_the_hyperparameters_of_its_description(name):
    parameters = ESTIMATORS[name].make(0).get_params()
    assert {key: parameters[key] for key in PARAMETERS[name]} == PARAMETERS[name]
    assert parameters["method"] == "temperature"


@pytest.mark.parametrize("name", ESTIMATORS)
def test_an_entry_is_told_in_whole_sentences(name):
    entry = ESTIMATORS[name]
    assert entry.title[0].isupper() or entry.title.startswith("k ")
    assert entry.explanation.endswith(".")
    assert len(entry.explanation) > 60
    assert entry.views[0] == {"pen": PEN_32NDS, "lean": 0.0}


@pytest.mark.parametrize("name", ESTIMATORS)
def test_each_call_makes_a_fresh_unfitted_classifier(name):
    one, other = ESTIMATORS[name].make(3), ESTIMATORS[name].make(3)
    assert one is not other
    assert is_classifier(one)
    with pytest.raises(Exception, match="is not fitted yet"):
        check_is_fitted(one)


@pytest.mark.parametrize("name", ["svm", "logistic-regression", "decision-tree"])
def test_the_seed_decides_everything(name):
    digits = load_digits()
    X, y = digits.X[:400], digits.y[:400]
    with threadpool_limits(1):  # two threads on so little slow each other down twentyfold
        once, again = (ESTIMATORS[name].make(5).fit(X, y).predict_proba(digits.X) for _ in "12")
    np.testing.assert_array_equal(once, again)


def test_the_svm_decides_as_the_plain_one():
    """Calibration gives it probabilities and leaves its answers alone."""
    from sklearn.svm import SVC

    digits = load_digits()
    calibrated = ESTIMATORS["svm"].make(0).fit(digits.X[::2], digits.y[::2])
    plain = SVC(gamma=0.001, C=100).fit(digits.X[::2], digits.y[::2])
    same = calibrated.predict(digits.X[1::2]) == plain.predict(digits.X[1::2])
    assert same.mean() > 0.999
