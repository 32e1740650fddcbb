"""The form of a model for the browser; that the browser reads alike is tested in tests/e2e."""

import base64
import gzip
import json
import zlib

import numpy as np
import pytest

from digitrec import Model, NoBrowserFormError, browser_form, load_model, model_names
from digitrec.datasets import load_digits
from digitrec.recognition import to_model
from digitrec.training import Plan, run
from digitrec.ui.live import PROGRAM, bundle

MOST_OVER_THE_WIRE = 700_000  # the whole browser part with the default model, compressed


def unpacked(form):
    """The arrays of a form, by numpy."""
    block = zlib.decompress(base64.b64decode(form["bytes"]))
    arrays = []
    for name, n in form["arrays"]:
        size = np.dtype(name).itemsize
        planes = np.frombuffer(block[: n * size], np.uint8).reshape(size, n)
        arrays.append(np.ascontiguousarray(planes.T).view(name).ravel())
        block = block[n * size :]
    assert not block
    return arrays


@pytest.fixture
def digits():
    return load_digits()


@pytest.fixture
def fitted(digits):
    """Make a model of an estimator that learned the digits."""

    def fit(estimator):
        return Model(estimator.fit(digits.X, digits.y), load_model("svm").card)

    return fit


@pytest.mark.parametrize("name", model_names())
def test_a_shipped_model_has_a_form_that_json_keeps_as_it_is(name):
    form = browser_form(load_model(name))
    assert json.loads(json.dumps(form, allow_nan=False)) == form


def test_the_program_with_the_form_of_the_default_model_is_light(root):
    sent = [(root / "models" / "default.form").read_bytes(), bundle(*PROGRAM).encode()]
    assert sum(len(gzip.compress(each)) for each in sent) < MOST_OVER_THE_WIRE


def test_no_number_is_rounded(digits):
    model = load_model("default")
    form = browser_form(model)
    arrays = unpacked(form)
    assert np.array_equal(arrays[form["digits"]].reshape(-1, 64), digits.X)
    (vote,) = form["steps"]
    for steps, pipeline in zip(vote["of"], model.estimator.estimators_, strict=True):
        dense = [step for step in steps if step["kind"] == "dense"]
        for step, weights in zip(dense, pipeline[-1].coefs_, strict=True):
            assert np.array_equal(arrays[step["weights"]].reshape(weights.shape), weights)


def test_float64_stays_float64():
    model = load_model("svm")
    form = browser_form(model)
    coefs = unpacked(form)[form["steps"][0]["coefs"]]
    assert coefs.dtype == np.float64
    fitted = model.estimator.calibrated_classifiers_[0].estimator
    assert np.array_equal(coefs.reshape(fitted.dual_coef_.shape), fitted.dual_coef_)


def test_a_tree_keeps_all_its_nodes():
    model = load_model("decision-tree")
    tree = model.estimator.calibrated_classifiers_[0].estimator.tree_
    form = browser_form(model)
    step, arrays = form["steps"][0], unpacked(form)
    is_leaf = tree.children_left < 0
    assert np.array_equal(arrays[step["cells"]], np.where(is_leaf, 255, tree.feature))
    assert np.array_equal(arrays[step["thresholds"]], tree.threshold[~is_leaf])
    values = arrays[step["values"]].reshape(-1, 10)[arrays[step["leaves"]]]
    assert np.array_equal(values, tree.value[is_leaf, 0])


def test_a_model_of_28x28_is_refused_in_words(model_of_28x28):
    with pytest.raises(NoBrowserFormError, match=r"Mine reads pictures of 28x28 cells; .* 8x8"):
        browser_form(model_of_28x28)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_a_model_that_is_too_large_is_refused_in_words(fitted):
    from sklearn.neural_network import MLPClassifier

    network = fitted(MLPClassifier((600, 600), max_iter=1))
    with pytest.raises(NoBrowserFormError, match=r"too large .* [\d.]+ MB, and 3 MB are the most"):
        browser_form(network)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_what_the_browser_does_not_know_is_refused_in_words(fitted):
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
    from sklearn.ensemble import VotingClassifier
    from sklearn.naive_bayes import GaussianNB
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import SVC

    unknown = (
        LinearDiscriminantAnalysis(),
        make_pipeline(StandardScaler(), GaussianNB()),
        CalibratedClassifierCV(GaussianNB(), method="sigmoid"),
        CalibratedClassifierCV(SVC(kernel="sigmoid"), method="temperature", ensemble=False),
        KNeighborsClassifier(metric="canberra"),
        MLPClassifier((4,), activation="tanh", max_iter=3),
        VotingClassifier([("a", GaussianNB()), ("b", GaussianNB())], voting="soft", weights=[1, 2]),
    )
    for estimator in unknown:
        with pytest.raises(NoBrowserFormError, match=r"The browser part cannot read with .*server"):
            browser_form(fitted(estimator))


def test_a_model_of_some_digits_names_those_it_knows(digits):
    model = to_model(run(Plan("naive-bayes")))
    assert browser_form(model)["classes"] == list(range(10))
    some = digits.y < 4
    few = Model(model.estimator.fit(digits.X[some], digits.y[some]), model.card)
    assert browser_form(few)["classes"] == [0, 1, 2, 3]
