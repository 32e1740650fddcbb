"""Estimators that a forger changed: whatever would let compiled code run astray is refused."""

import numpy as np
import pytest
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from digitrec import ModelFileError
from digitrec.datasets import load_digits
from digitrec.model_file import loads_model
from digitrec.recognition import to_model
from digitrec.training import Plan, run
from tests.model_file.forging import forged

PLANS = {
    "svm": {},
    "decision-tree": {},
    "random-forest": {"n_estimators": 3},
    "nearest-neighbours": {},
    "logistic-regression": {},
    "neural-network": {"max_iter": 2},
    "gradient-boosting": {"max_iter": 1},
    "naive-bayes": {},
    "dummy": {},
}
ASTRAY = "parts do not fit together"
OTHER = "with other settings than its card says"


@pytest.fixture(scope="module")
def models():
    return {name: to_model(run(Plan(name, h, n_rows=400))) for name, h in PLANS.items()}


def set_node(tree, field, value, at=0):
    """Change one number in a fitted tree."""
    state = tree.__getstate__()
    state["nodes"][field][at] = value
    tree.__setstate__(state)


def set_depth(tree):
    tree.__setstate__(tree.__getstate__() | {"max_depth": 1})


def svc(model):
    return model.calibrated_classifiers_[0].estimator


def set_all(thing, **values):
    for name, value in values.items():
        setattr(thing, name, value)


FORGED = {
    "child beyond the tree": (
        "decision-tree",
        ASTRAY,
        lambda m: set_node(m.tree_, "left_child", 10**6),
    ),
    "child before its parent": (
        "decision-tree",
        ASTRAY,
        lambda m: set_node(m.tree_, "right_child", 0),
    ),
    "negative child": ("decision-tree", ASTRAY, lambda m: set_node(m.tree_, "right_child", -7)),
    "cell beyond the picture": (
        "decision-tree",
        ASTRAY,
        lambda m: set_node(m.tree_, "feature", 64),
    ),
    "negative cell": ("decision-tree", ASTRAY, lambda m: set_node(m.tree_, "feature", -3)),
    "tree deeper than it says": ("decision-tree", ASTRAY, lambda m: set_depth(m.tree_)),
    "tree in a forest": (
        "random-forest",
        ASTRAY,
        lambda m: set_node(m.estimators_[2].tree_, "feature", 10**9),
    ),
    "forest of other things": (
        "random-forest",
        ASTRAY,
        lambda m: set_all(m, estimators_=[m.estimators_[0], KNeighborsClassifier()]),
    ),
    "boosted child": (
        "gradient-boosting",
        ASTRAY,
        lambda m: m._predictors[0][3].nodes["left"].__setitem__(0, 10**6),
    ),
    "boosted cell": (
        "gradient-boosting",
        ASTRAY,
        lambda m: m._predictors[0][3].nodes["feature_idx"].__setitem__(0, -1),
    ),
    "boosted categories": (
        "gradient-boosting",
        ASTRAY,
        lambda m: m._predictors[0][3].nodes["is_categorical"].__setitem__(0, 1),
    ),
    "boosted preprocessing": (
        "gradient-boosting",
        ASTRAY,
        lambda m: set_all(m, _preprocessor=m._label_encoder),
    ),
    "fewer boosted trees": ("gradient-boosting", ASTRAY, lambda m: m._predictors[0].pop()),
    "more support than vectors": (
        "svm",
        ASTRAY,
        lambda m: svc(m)._n_support.__setitem__(0, 10**6),
    ),
    "negative support": (
        "svm",
        ASTRAY,
        lambda m: svc(m)._n_support.__iadd__(np.array([-99, 99] + [0] * 8, dtype=np.int32)),
    ),
    "narrow vectors": (
        "svm",
        ASTRAY,
        lambda m: set_all(svc(m), support_vectors_=svc(m).support_vectors_[:, :9].copy()),
    ),
    "few coefficients": (
        "svm",
        ASTRAY,
        lambda m: set_all(svc(m), _dual_coef_=svc(m)._dual_coef_[:, :9].copy()),
    ),
    "few intercepts": ("svm", ASTRAY, lambda m: set_all(svc(m), _intercept_=np.zeros(3))),
    "Platt's numbers": ("svm", ASTRAY, lambda m: set_all(svc(m), _probA=np.zeros(1))),
    "sparse vectors": ("svm", ASTRAY, lambda m: set_all(svc(m), _sparse=True)),
    "another kernel inside": ("svm", OTHER, lambda m: set_all(svc(m), kernel="precomputed")),
    "another svm": ("svm", "not made for its pictures", lambda m: set_all(svc(m), _impl="nu_svr")),
    "no vectors": ("svm", "holds no sound model", lambda m: vars(svc(m)).pop("support_vectors_")),
    "label beyond the classes": (
        "nearest-neighbours",
        ASTRAY,
        lambda m: m._y.__setitem__(0, 10**6),
    ),
    "fewer labels than rows": ("nearest-neighbours", ASTRAY, lambda m: set_all(m, _y=m._y[:9])),
    "fewer rows than neighbours": (
        "nearest-neighbours",
        ASTRAY,
        lambda m: set_all(m, _y=m._y[:2], _fit_X=m._fit_X[:2], n_samples_fit_=2),
    ),
    "narrow rows": ("nearest-neighbours", ASTRAY, lambda m: set_all(m, _fit_X=m._fit_X[:, :8])),
    "rows that are no numbers": (
        "nearest-neighbours",
        ASTRAY,
        lambda m: m._fit_X.__setitem__((0, 0), np.nan),
    ),
    "another search": ("nearest-neighbours", ASTRAY, lambda m: set_all(m, _fit_method="kd_tree")),
    "another distance": (
        "nearest-neighbours",
        ASTRAY,
        lambda m: set_all(m, effective_metric_="precomputed"),
    ),
    "all processors": ("nearest-neighbours", OTHER, lambda m: set_all(m, n_jobs=10**6)),
    "noise": ("random-forest", OTHER, lambda m: set_all(m, verbose=9)),
    "memory on disk": ("logistic-regression", OTHER, lambda m: set_all(m, memory="here")),
    "another order of steps": (
        "logistic-regression",
        "holds no classifier",
        lambda m: m.steps.reverse(),
    ),
    "a step more": (
        "logistic-regression",
        OTHER,
        lambda m: m.steps.insert(0, ("first", m.steps[0][1])),
    ),
    "weights that are no numbers": (
        "logistic-regression",
        "gives no probabilities",
        lambda m: m[-1].coef_.__setitem__((0, 0), np.nan),
    ),
    "endless weights": (
        "neural-network",
        "gives no probabilities",
        lambda m: m[-1].coefs_[0].__setitem__((0, 0), np.inf),
    ),
    "no spread at all": (
        "naive-bayes",
        "gives no probabilities",
        lambda m: m.var_.fill(0),
    ),
    "too few weights": (
        "neural-network",
        "holds no sound model (ValueError)",
        lambda m: set_all(m[-1], coefs_=m[-1].coefs_[::-1]),
    ),
    "a method hidden": (
        "naive-bayes",
        "not made for its pictures",
        lambda m: set_all(m, predict_proba="no"),
    ),
    "another number of cells": (
        "naive-bayes",
        "not made for its pictures",
        lambda m: set_all(m, n_features_in_=784),
    ),
    "answers beyond the digits": (
        "naive-bayes",
        "not the digits 0 to 9",
        lambda m: set_all(m, classes_=m.classes_ + 1),
    ),
    "answers that are words": (
        "naive-bayes",
        "not the digits 0 to 9",
        lambda m: set_all(m, classes_=m.classes_ / 2),
    ),
    "answers twice": (
        "naive-bayes",
        "not the digits 0 to 9",
        lambda m: m.classes_.__setitem__(1, 0),
    ),
    "a room full of classes": ("dummy", ASTRAY, lambda m: set_all(m, n_classes_=10**12)),
}


@pytest.mark.parametrize("case", FORGED)
def test_a_forged_estimator_is_refused(case, models):
    name, sentence, change = FORGED[case]

    def changed(estimator):
        change(estimator)

    with pytest.raises(ModelFileError) as error:
        loads_model(forged(models[name], changed))
    assert sentence in str(error.value)


def fitted(estimator):
    digits = load_digits()
    return estimator.fit(digits.X[:200], digits.y[:200])


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("decision-tree", KNeighborsClassifier(3)),
        ("decision-tree", RandomForestClassifier(2)),
        ("decision-tree", ExtraTreesClassifier(2)),
        ("random-forest", DecisionTreeClassifier()),
        ("svm", SVC()),
        ("logistic-regression", LogisticRegression()),
        ("logistic-regression", make_pipeline(LogisticRegression())),
    ],
)
def test_another_estimator_than_the_plans_is_refused(name, other, models):
    with pytest.raises(
        ModelFileError, match=r"other settings|beyond the known types|no classifier"
    ):
        loads_model(forged(models[name], lambda _: fitted(other)))


def test_what_is_no_estimator_is_refused(models):
    with pytest.raises(ModelFileError, match="holds no classifier that gives probabilities"):
        loads_model(forged(models["dummy"], lambda _: [1, 2, 3]))
