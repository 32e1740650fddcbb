"""What a model looks at: against scikit-learn's own answers."""

import numpy as np
import pytest
from sklearn.inspection import permutation_importance
from sklearn.tree import DecisionTreeClassifier

from digitrec.datasets import load_digits
from digitrec.evaluation import (
    impurity_importances,
    nearest_support_vectors,
    permutation_importances,
    unwrap_estimator,
    weight_pictures,
)
from digitrec.formats import DIGITS_FORMAT
from digitrec.shipped import load_model
from digitrec.training import Plan, run

KINDS = {
    "svm": "SVC",
    "logistic-regression": "LogisticRegression",
    "decision-tree": "DecisionTreeClassifier",
    "random-forest": "RandomForestClassifier",
    "nearest-neighbours": "KNeighborsClassifier",
    "neural-network": "MLPClassifier",
}


@pytest.fixture(scope="module")
def digits():
    return load_digits()


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_a_shipped_estimator_is_found_inside_its_wrappers(name, kind, digits):
    model = load_model(name)
    found = unwrap_estimator(model.estimator)
    assert found.name == kind
    outside = model.predict_images(digits.images).argmax(axis=1)
    inside = found.estimator.predict(found.transform(digits.X))
    assert (inside == outside).mean() > 0.999  # calibration may break a tie another way


@pytest.mark.parametrize("scaled", [True, False])
def test_weights_add_up_to_the_score_of_each_digit(digits, scaled):
    result = run(Plan("logistic-regression", {"scaled": scaled, "max_iter": 20}, n_rows=600))
    found = unwrap_estimator(result.estimator)
    pictures = weight_pictures(found, DIGITS_FORMAT)
    assert list(pictures) == list(range(10))
    full = np.stack([picture.ravel() for picture in pictures.values()])
    rows = found.transform(digits.X[:50]) if scaled else digits.X[:50] / 16
    expected = result.estimator.decision_function(digits.X[:50])
    np.testing.assert_allclose(rows @ full.T + found.estimator.intercept_, expected)


def test_a_detectors_weights_are_those_of_yes():
    result = run(Plan("logistic-regression", {"scaled": True}, target=0, n_rows=600))
    pictures = weight_pictures(unwrap_estimator(result.estimator), DIGITS_FORMAT)
    assert list(pictures) == [1]
    assert pictures[1][3:5, 3:5].mean() < 0  # ink in the middle speaks against a 0


def test_the_cells_of_a_forest_are_weighed_by_scikit_learn():
    found = unwrap_estimator(load_model("random-forest").estimator)
    importances = impurity_importances(found, DIGITS_FORMAT)
    assert importances.shape == (8, 8)
    assert importances.sum() == pytest.approx(1)
    assert importances[2, 5] == found.estimator.feature_importances_[2 * 8 + 5]


@pytest.mark.slow
def test_permutation_importances_are_near_those_of_scikit_learn(digits):
    X, y = digits.X[:400], digits.y[:400]
    stump = DecisionTreeClassifier(max_depth=3, random_state=0).fit(X, y)
    ours = permutation_importances(stump, X, y, range(64), n_repeats=20)
    theirs = permutation_importance(stump, X, y, n_repeats=20, random_state=0).importances_mean
    np.testing.assert_allclose(ours, theirs, atol=0.02)
    unused = np.setdiff1d(np.arange(64), stump.tree_.feature)
    assert (ours[unused] == 0).all()
    assert ours.max() > 0.1


def test_permutation_importances_do_not_depend_on_what_is_measured_with_them(digits):
    X, y = digits.X[:200], digits.y[:200]
    stump = DecisionTreeClassifier(random_state=0).fit(X, y)
    whole = permutation_importances(stump, X, y, range(64))
    parts = [permutation_importances(stump, X, y, range(i, i + 8)) for i in range(0, 64, 8)]
    assert np.array_equal(whole, np.concatenate(parts))
    assert not np.array_equal(
        whole, permutation_importances(stump, X, y, range(64), random_state=1)
    )


def test_support_vectors_are_pictures_that_were_learned_from(digits):
    found = unwrap_estimator(load_model("svm").estimator)
    image = digits.images[7]
    nearest = nearest_support_vectors(found, image)
    assert nearest.n_all == len(found.estimator.support_)
    assert (np.diff(nearest.distances) >= 0).all()
    distances = np.sqrt(((digits.images - image) ** 2).sum(axis=(1, 2)))
    expected = np.sort(distances[found.estimator.support_])[:12]
    np.testing.assert_allclose(nearest.distances, expected)
    for picture, label in zip(nearest.images, nearest.labels, strict=True):
        (same,) = np.flatnonzero((digits.images == picture).all(axis=(1, 2)))
        assert digits.y[same] == label
