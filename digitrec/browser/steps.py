"""Fitted estimators of scikit-learn, each as the steps that a browser computes."""

from collections.abc import Callable, Iterable
from typing import Any, NoReturn, Protocol

import numpy as np
from numpy.typing import NDArray

from digitrec.errors import NoBrowserFormError
from digitrec.formats import DIGITS_FORMAT
from digitrec.sklearn_internals import (
    boosted_nodes,
    boosting_parts,
    calibrated_estimators,
    neighbours_parts,
    search_ends,
    svc_parts,
    temperature,
)

Steps = list[dict[str, Any]]

LEAF = 255  # in place of a cell
KERNELS = ("linear", "poly", "rbf")
METRICS = ("euclidean", "manhattan", "chebyshev", "cosine")


class Arrays(Protocol):
    """Where the arrays of a form are put."""

    def put(self, array: NDArray[Any]) -> int:
        """Add an array and return its index."""


def _refuse(what: str) -> NoReturn:
    raise NoBrowserFormError(f"The browser part cannot read with {what}; the server can.")


def _kind(estimator: object) -> str:
    return type(estimator).__name__


def probability_steps(estimator: Any, arrays: Arrays) -> Steps:
    """Write an estimator's ``predict_proba`` as steps.

    Parameters
    ----------
    estimator : object
        A fitted scikit-learn classifier.
    arrays : Arrays

    Returns
    -------
    list of dict
        The steps, each with its ``"kind"``, as `digitrec/ui/live/models.js` knows them.

    Raises
    ------
    NoBrowserFormError
        If the browser part does not know its kind or one of its parameters.
    """
    kind = _kind(estimator)
    if kind == "Pipeline":
        return _scaling(estimator, arrays) + probability_steps(estimator[-1], arrays)
    if kind in PROBABILITIES:
        return PROBABILITIES[kind](estimator, arrays)
    if kind in SCORES and kind != "SVC":
        link = "softmax" if len(estimator.classes_) > 2 else "odds"
        return [*SCORES[kind](estimator, arrays), {"kind": link}]
    _refuse(f"a {kind}")


def _scores(estimator: Any, arrays: Arrays) -> Steps:
    """Write an estimator's ``decision_function`` as steps."""
    kind = _kind(estimator)
    if kind == "Pipeline":
        return _scaling(estimator, arrays) + _scores(estimator[-1], arrays)
    if kind in SCORES:
        return SCORES[kind](estimator, arrays)
    _refuse(f"a {kind}")


def _scaling(pipeline: Any, arrays: Arrays) -> Steps:
    """Write all of a pipeline but its classifier as steps."""
    scalers = [scaler for _, scaler in pipeline.steps[:-1]]
    if any(_kind(scaler) != "MinMaxScaler" or scaler.clip for scaler in scalers):
        _refuse("a pipeline of more than a MinMaxScaler and a classifier")
    return [
        {"kind": "scale", "factors": arrays.put(scaler.scale_), "offsets": arrays.put(scaler.min_)}
        for scaler in scalers
    ]


def _calibrated(estimator: Any, arrays: Arrays) -> Steps:
    if estimator.method != "temperature" or len(estimator.calibrated_classifiers_) != 1:
        _refuse("probabilities that are calibrated by more than one temperature")
    (fitted,) = calibrated_estimators(estimator)
    if not hasattr(fitted, "decision_function"):
        steps = [*probability_steps(fitted, arrays), {"kind": "log"}]
    elif len(estimator.classes_) == 2:
        steps = [*_scores(fitted, arrays), {"kind": "mirror"}]
    else:
        steps = _scores(fitted, arrays)
    return [*steps, {"kind": "softmax", "factor": temperature(estimator)}]


def _voting(estimator: Any, arrays: Arrays) -> Steps:
    if estimator.voting != "soft" or estimator.weights is not None:
        _refuse("a vote that is no plain mean of probabilities")
    return [
        {"kind": "mean", "of": [probability_steps(each, arrays) for each in estimator.estimators_]}
    ]


def _svm(estimator: Any, arrays: Arrays) -> Steps:
    if estimator.kernel not in KERNELS or estimator.decision_function_shape != "ovr":
        _refuse("a support vector machine of that kind")
    parts = svc_parts(estimator)
    return [
        {
            "kind": "svm",
            "kernel": estimator.kernel,
            "gamma": float(parts.gamma),
            "coef0": float(estimator.coef0),
            "degree": int(estimator.degree),
            "counts": estimator.n_support_.tolist(),
            "vectors": arrays.put(estimator.support_vectors_),
            "coefs": arrays.put(parts.coefs),
            "intercepts": arrays.put(parts.intercepts),
        }
    ]


def _dense(weights: NDArray[Any], offsets: NDArray[Any], arrays: Arrays) -> dict[str, Any]:
    """Write a layer with weights of shape (n_in, n_out)."""
    return {
        "kind": "dense",
        "weights": arrays.put(weights),
        "offsets": arrays.put(offsets),
        "rectified": False,
    }


def _logistic_regression(estimator: Any, arrays: Arrays) -> Steps:
    return [_dense(estimator.coef_.T, estimator.intercept_, arrays)]


def _neural_network(estimator: Any, arrays: Arrays) -> Steps:
    if estimator.activation != "relu":
        _refuse("a neural network whose units are no rectifiers")
    layers = zip(estimator.coefs_, estimator.intercepts_, strict=True)
    *hidden, last = [_dense(weights, offsets, arrays) for weights, offsets in layers]
    link = "odds" if estimator.out_activation_ == "logistic" else "softmax"
    return [*(layer | {"rectified": True} for layer in hidden), last, {"kind": link}]


def _naive_bayes(estimator: Any, arrays: Arrays) -> Steps:
    # As scikit-learn computes them: the variance of a cell without ink is so small that the last
    # bit counts.
    constants = [-0.5 * np.sum(np.log(2.0 * np.pi * variances)) for variances in estimator.var_]
    return [
        {
            "kind": "bayes",
            "priors": arrays.put(np.log(estimator.class_prior_)),
            "constants": arrays.put(np.array(constants)),
            "means": arrays.put(estimator.theta_),
            "variances": arrays.put(estimator.var_),
        }
    ]


def _dummy(estimator: Any, arrays: Arrays) -> Steps:
    if estimator.strategy not in ("most_frequent", "prior"):
        _refuse("a dummy that answers at random")
    values = estimator.predict_proba(np.zeros((1, DIGITS_FORMAT.n_features)))[0]
    return [{"kind": "constant", "values": arrays.put(values)}]


def _neighbours(estimator: Any, arrays: Arrays) -> Steps:
    if estimator.metric not in METRICS or estimator.weights not in ("uniform", "distance"):
        _refuse("nearest neighbours of that kind")
    rows, labels, *_ = neighbours_parts(estimator)
    one_by_one = estimator.weights == "uniform" and estimator.metric != "euclidean"
    return [
        {
            "kind": "neighbours",
            "k": estimator.n_neighbors,
            "metric": estimator.metric,
            "weighted": estimator.weights == "distance",
            "rows": arrays.put(rows),
            "labels": arrays.put(labels),
            "n": len(estimator.classes_),
            "ends": [len(rows)] if one_by_one else search_ends(len(rows)),
        }
    ]


def _trees(
    trees: Iterable[tuple[NDArray[Any], ...]], arrays: Arrays
) -> tuple[dict[str, int], NDArray[Any]]:
    """Write trees as two rows of numbers: the cells of all nodes, the thresholds of inner ones.

    Parameters
    ----------
    trees : list of tuple of ndarray
        For each tree the left child, right child, cell, threshold and value of its nodes, each of
        shape (n_nodes, ...). Both children of a leaf are the same.
    arrays : Arrays

    Returns
    -------
    nodes : dict of str to int
        Indices of ``"cells"`` and ``"thresholds"``.
    leaves : ndarray, shape (n_leaves, ...)
        The values of all leaves.
    """
    cells, thresholds, leaves = [], [], []
    for left, right, cell, threshold, value in trees:
        order, is_leaf = _preorder(left, right)
        cells.append(np.where(is_leaf, LEAF, cell[order]))
        thresholds.append(threshold[order][~is_leaf])
        leaves.append(value[order][is_leaf])
    together = {"cells": cells, "thresholds": thresholds}
    nodes = {name: arrays.put(np.concatenate(parts)) for name, parts in together.items()}
    return nodes, np.concatenate(leaves)


def _preorder(
    left: NDArray[Any], right: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Give the nodes of a tree in preorder, and which of them are leaves."""
    lefts, rights = left.tolist(), right.tolist()
    order, is_leaf, waiting = [], [], [0]
    while waiting:
        node = waiting.pop()
        order.append(node)
        is_leaf.append(lefts[node] == rights[node])
        if not is_leaf[-1]:
            waiting += (rights[node], lefts[node])
    return np.array(order), np.array(is_leaf)


def _forest(estimator: Any, arrays: Arrays) -> Steps:
    trees = [each.tree_ for each in getattr(estimator, "estimators_", [estimator])]
    n = len(estimator.classes_)
    nodes, leaves = _trees(
        [
            (each.children_left, each.children_right, each.feature, each.threshold, each.value)
            for each in trees
        ],
        arrays,
    )
    # Most leaves hold one digit only, so that few differ.
    values, value_of_leaf = np.unique(leaves.reshape(-1, n), axis=0, return_inverse=True)
    return [
        nodes
        | {
            "kind": "forest",
            "n": n,
            "values": arrays.put(values),
            "leaves": arrays.put(value_of_leaf),
        }
    ]


def _boosting(estimator: Any, arrays: Arrays) -> Steps:
    parts = boosting_parts(estimator)
    trees = [boosted_nodes(tree) for row in parts.trees for tree in row]
    if any(each.is_categorical.any() for each in trees):
        _refuse("gradient boosting of categories")
    nodes, leaves = _trees(
        [(each.left, each.right, each.cell, each.threshold, each.value) for each in trees], arrays
    )
    begin = arrays.put(parts.baseline)
    return [nodes | {"kind": "boosting", "begin": begin, "leaves": arrays.put(leaves)}]


SCORES: dict[str, Callable[[Any, Arrays], Steps]] = {
    "HistGradientBoostingClassifier": _boosting,
    "LogisticRegression": _logistic_regression,
    "SVC": _svm,
}
PROBABILITIES: dict[str, Callable[[Any, Arrays], Steps]] = {
    "CalibratedClassifierCV": _calibrated,
    "DecisionTreeClassifier": _forest,
    "DummyClassifier": _dummy,
    "GaussianNB": _naive_bayes,
    "KNeighborsClassifier": _neighbours,
    "MLPClassifier": _neural_network,
    "RandomForestClassifier": _forest,
    "VotingClassifier": _voting,
}
