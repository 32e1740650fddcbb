"""Runs: against plain scikit-learn, twice the same, and clear words where one cannot be."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from digitrec.accuracy import Accuracy
from digitrec.datasets import load_digits
from digitrec.errors import InvalidPlanError
from digitrec.recognition import to_model
from digitrec.training import ESTIMATORS, MAX_TRAIN_SCORED, Plan, Split, run

TREE = Plan("decision-tree")
QUICK = {
    "random-forest": {"n_estimators": 5},
    "neural-network": {"max_iter": 5},
    "gradient-boosting": {"max_iter": 2},
}


@pytest.mark.fits
def test_a_run_is_what_plain_scikit_learn_gives():
    digits = load_digits()
    X_train, X_test, y_train, y_test = train_test_split(
        digits.X, digits.y, train_size=0.75, random_state=3
    )
    plain = DecisionTreeClassifier(random_state=3).fit(X_train, y_train)
    result = run(replace(TREE, split=Split("random"), seed=3))
    assert result.accuracy.proportion == plain.score(X_test, y_test)
    assert result.accuracy.n == len(y_test)
    assert result.train_accuracy.proportion == plain.score(X_train, y_train) == 1
    assert np.array_equal(result.y_true, y_test)
    assert np.array_equal(result.probabilities, plain.predict_proba(X_test))
    assert np.array_equal(result.y_pred, plain.predict(X_test))


@pytest.mark.fits
def test_six_of_six_as_in_the_first_article():
    digits = load_digits()
    result = run(Plan("svm", split=Split("file-order", n_train=1791, n_test=6)))
    plain = SVC(gamma=0.001, C=100).fit(digits.X[:1791], digits.y[:1791])
    assert np.array_equal(result.y_pred, plain.predict(digits.X[-6:]))
    assert result.accuracy == Accuracy(6, 6)
    assert result.accuracy.interval[0] == pytest.approx(0.61, abs=0.005)


@pytest.mark.fits
@pytest.mark.parametrize("name", ESTIMATORS)
def test_every_estimator_runs_the_same_twice(name):
    plan = Plan(name, QUICK.get(name, {}), n_rows=400, seed=2)
    once, again = run(plan), run(plan)
    assert np.array_equal(once.probabilities, again.probabilities)
    np.testing.assert_allclose(once.probabilities.sum(axis=1), 1)
    assert once.probabilities.shape == (100, 10)
    assert once.n_train == 300
    assert once.fit_seconds > 0
    assert once.predict_seconds > 0


def test_folds_read_every_picture_once_and_leave_a_model_of_all():
    result = run(replace(TREE, split=Split("folds", n_folds=4)))
    assert sorted(result.test_indices) == list(range(1797))
    assert result.fold_sizes == (450, 449, 449, 449)
    shares = result.fold_accuracies
    assert shares @ np.array(result.fold_sizes) == pytest.approx(result.accuracy.n_right)
    assert result.n_train == 1797
    digits = load_digits()
    assert (result.estimator.predict(digits.X) == digits.y).all()


@pytest.mark.slow
def test_file_order_keeps_writers_apart_and_scores_lower():
    shuffled, in_order = (
        run(Plan("svm", split=Split(kind, n_folds=13))) for kind in ("folds", "folds-file-order")
    )
    assert shuffled.accuracy.proportion == pytest.approx(0.991, abs=0.0015)
    assert in_order.accuracy.proportion == pytest.approx(0.983, abs=0.0025)


@pytest.mark.fits
def test_a_detector_tells_one_digit_from_the_rest():
    result = run(Plan("logistic-regression", target=2))
    digits = load_digits()
    assert np.array_equal(result.y_true, digits.y[result.test_indices] == 2)
    assert result.probabilities.shape == (450, 2)
    assert result.accuracy.proportion > 0.98
    with pytest.raises(InvalidPlanError, match="only tells 2 from what is none"):
        to_model(result)


def test_a_class_that_was_never_learned_has_no_probability():
    result = run(Plan("nearest-neighbours", split=Split("file-order", n_train=5, n_test=50)))
    assert result.probabilities[:, 5:].sum() == 0
    assert to_model(result).predict_images(load_digits().images[:3]).shape == (3, 10)


def test_what_scikit_learn_warns_of_is_noted():
    plan = Plan("logistic-regression", {"max_iter": 5, "scaled": False}, n_rows=300)
    assert any("converge" in note for note in run(plan).notes)
    assert run(TREE).notes == ()


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (Plan("svm", {"C": -1}), "scikit-learn refuses this: .*'C'"),
        (Plan("svm", split=Split("file-order", n_train=20)), "at least 5 pictures of each class"),
        (Plan("svm", split=Split("file-order", n_train=1)), "are of one class only"),
        (
            Plan("nearest-neighbours", {"n_neighbors": 100}, split=Split("file-order", n_train=50)),
            "100 neighbours are more than the 50 pictures",
        ),
        (Plan("decision-tree", n_learned=1700), "There are 1,347 pictures to learn from"),
        (Plan("decision-tree", dataset="letters"), "no data set named 'letters'"),
    ],
)
def test_a_run_that_cannot_be_says_why(plan, sentence):
    with pytest.raises(InvalidPlanError, match=sentence):
        run(plan)


def test_a_result_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        run(TREE).n_train = 1


@pytest.mark.fits
def test_a_model_of_a_run_reads_drawings(drawn_digits):
    model = to_model(run(Plan("svm")), title="Mine")
    assert model.card.title == "Mine"
    read = [model.predict_strokes(strokes).digit for strokes in drawn_digits]
    assert np.sum(np.array(read) == np.arange(10)) >= 9
    assert model.card.plan == Plan("svm")
    assert MAX_TRAIN_SCORED > 1797  # of the digits, all training pictures are read again
