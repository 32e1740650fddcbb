"""Fitted estimators of scikit-learn, each taken apart into the steps that a browser repeats."""

import numpy as np

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

LEAF = 255  # in place of a cell
KERNELS = ("linear", "poly", "rbf")
METRICS = ("euclidean", "manhattan", "chebyshev", "cosine")


def _refuse(what):
    raise NoBrowserFormError(f"The browser part cannot read with {what}; the server can.")


def _kind(estimator):
    return type(estimator).__name__


def probability_steps(estimator, arrays):
    """Take an estimator's predict_proba apart.

    Parameters
    ----------
    estimator : object
        A fitted scikit-learn classifier.
    arrays : object
        What an array is `put` into, giving its place.

    Returns
    -------
    list of dict
        The steps, each with its ``"kind"``, as `digitrec/ui/live/models.js` knows them.

    Raises
    ------
    NoBrowserFormError
        If it is of a kind, or set in a way, that the browser part does not know.
    """
    kind = _kind(estimator)
    if kind == "Pipeline":
        return _scaling(estimator, arrays) + probability_steps(estimator[-1], arrays)
    if kind in PROBABILITIES:
        return PROBABILITIES[kind](estimator, arrays)
    if kind in SCORES and kind != "SVC":
        ending = "softmax" if len(estimator.classes_) > 2 else "odds"
        return [*SCORES[kind](estimator, arrays), {"kind": ending}]
    return _refuse(f"a {kind}")


def _scores(estimator, arrays):
    """The steps of an estimator's decision_function."""
    kind = _kind(estimator)
    if kind == "Pipeline":
        return _scaling(estimator, arrays) + _scores(estimator[-1], arrays)
    return SCORES[kind](estimator, arrays) if kind in SCORES else _refuse(f"a {kind}")


def _scaling(pipeline, arrays):
    """The steps before a pipeline's last."""
    scalers = [scaler for _, scaler in pipeline.steps[:-1]]
    if any(_kind(scaler) != "MinMaxScaler" or scaler.clip for scaler in scalers):
        _refuse("a pipeline of more than a MinMaxScaler and a classifier")
    return [
        {"kind": "scale", "factors": arrays.put(scaler.scale_), "offsets": arrays.put(scaler.min_)}
        for scaler in scalers
    ]


def _calibrated(estimator, arrays):
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


def _voting(estimator, arrays):
    if estimator.voting != "soft" or estimator.weights is not None:
        _refuse("a vote that is no plain mean of probabilities")
    return [
        {"kind": "mean", "of": [probability_steps(each, arrays) for each in estimator.estimators_]}
    ]


def _svm(estimator, arrays):
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


def _dense(weights, offsets, arrays):
    """Weights of shape (n_in, n_out)."""
    return {
        "kind": "dense",
        "weights": arrays.put(weights),
        "offsets": arrays.put(offsets),
        "rectified": False,
    }


def _logistic_regression(estimator, arrays):
    return [_dense(estimator.coef_.T, estimator.intercept_, arrays)]


def _neural_network(estimator, arrays):
    if estimator.activation != "relu":
        _refuse("a neural network whose units are no rectifiers")
    layers = zip(estimator.coefs_, estimator.intercepts_, strict=True)
    *hidden, last = [_dense(weights, offsets, arrays) for weights, offsets in layers]
    ending = "odds" if estimator.out_activation_ == "logistic" else "softmax"
    return [*(layer | {"rectified": True} for layer in hidden), last, {"kind": ending}]


def _naive_bayes(estimator, arrays):
    # The sums as scikit-learn makes them: a cell that a class never inks has so small a variance
    # that the last bit counts.
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


def _dummy(estimator, arrays):
    if estimator.strategy not in ("most_frequent", "prior"):
        _refuse("a dummy that answers by lot")
    values = estimator.predict_proba(np.zeros((1, DIGITS_FORMAT.n_features)))[0]
    return [{"kind": "constant", "values": arrays.put(values)}]


def _neighbours(estimator, arrays):
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


def _trees(trees, arrays):
    """Trees as two rows of numbers: the cell of all nodes and the threshold of inner ones.

    Parameters
    ----------
    trees : list of tuple of ndarray
        Of each tree the left child, right child, cell, threshold and value of each node, each of
        shape (n_nodes, ...). Both children of a leaf are the same.
    arrays : object

    Returns
    -------
    nodes : dict of str to int
    leaves : ndarray, shape (n_leaves, ...)
        The values of all leaves, in order.
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


def _preorder(left, right):
    """The nodes of a tree, each before its left branch and that before the right; which end it."""
    left, right = left.tolist(), right.tolist()
    order, is_leaf, waiting = [], [], [0]
    while waiting:
        node = waiting.pop()
        order.append(node)
        is_leaf.append(left[node] == right[node])
        if not is_leaf[-1]:
            waiting += (right[node], left[node])
    return np.array(order), np.array(is_leaf)


def _forest(estimator, arrays):
    trees = [each.tree_ for each in getattr(estimator, "estimators_", [estimator])]
    n = len(estimator.classes_)
    nodes, leaves = _trees(
        [
            (each.children_left, each.children_right, each.feature, each.threshold, each.value)
            for each in trees
        ],
        arrays,
    )
    # Most leaves hold one digit only: each kind of leaf is kept once.
    kinds, kind_of_leaf = np.unique(leaves.reshape(-1, n), axis=0, return_inverse=True)
    return [
        nodes
        | {
            "kind": "forest",
            "n": n,
            "values": arrays.put(kinds),
            "leaves": arrays.put(kind_of_leaf),
        }
    ]


def _boosting(estimator, arrays):
    parts = boosting_parts(estimator)
    trees = [boosted_nodes(tree) for row in parts.trees for tree in row]
    if any(each.is_categorical.any() for each in trees):
        _refuse("gradient boosting of categories")
    nodes, leaves = _trees(
        [(each.left, each.right, each.cell, each.threshold, each.value) for each in trees], arrays
    )
    begin = arrays.put(parts.baseline)
    return [nodes | {"kind": "boosting", "begin": begin, "leaves": arrays.put(leaves)}]


SCORES = {
    "HistGradientBoostingClassifier": _boosting,
    "LogisticRegression": _logistic_regression,
    "SVC": _svm,
}
PROBABILITIES = {
    "CalibratedClassifierCV": _calibrated,
    "DecisionTreeClassifier": _forest,
    "DummyClassifier": _dummy,
    "GaussianNB": _naive_bayes,
    "KNeighborsClassifier": _neighbours,
    "MLPClassifier": _neural_network,
    "RandomForestClassifier": _forest,
    "VotingClassifier": _voting,
}
