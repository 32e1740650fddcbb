"""Checks that a loaded estimator is what its plan would make, and that its arrays are valid.

scikit-learn's compiled code follows the indices of a fitted model without checking them, so that a
forged model could stop the whole server. They are checked here first.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.datasets import N_DIGITS
from digitrec.errors import ModelFileError
from digitrec.formats import Format
from digitrec.sklearn_internals import (
    BOOSTING_TREES,
    LEAF,
    NEIGHBOURS_ROWS,
    boosted_dtype,
    boosted_nodes,
    boosting_parts,
    calibrated_estimators,
    neighbours_parts,
    svc_parts,
)
from digitrec.training import Plan, class_probabilities, make_estimator

N_PROBES = 16  # pictures that a model is asked for once loaded


def check_estimator(estimator: Any, plan: Plan, picture_format: Format) -> None:
    """Check that fitting a plan could have given this estimator.

    Parameters
    ----------
    estimator : object
        Of known types only (`digitrec.model_file.skops_parts.check_schema`).
    plan : digitrec.training.Plan
    picture_format : digitrec.formats.Format

    Raises
    ------
    ModelFileError
        With a phrase that completes "The file ...".
    Exception
        Whatever scikit-learn raises of parts that are missing or of another kind.
    """
    _check_same_settings(estimator, make_estimator(plan))
    n_features = picture_format.n_features
    for each in _objects(estimator):
        attributes = vars(each)
        shadowed = attributes.keys() & set(dir(type(each)))
        if shadowed or attributes.get("n_features_in_", n_features) != n_features:
            raise ModelFileError("holds a model that is not made for its pictures")
        kind = type(each).__name__
        if kind in CHECKS:
            fitted, is_valid = CHECKS[kind]
            if fitted in attributes and not is_valid(each, n_features):
                raise ModelFileError("holds a model whose parts do not fit together")
    classes = estimator.classes_
    if not _is_whole(classes, 0, N_DIGITS) or classes.ndim != 1 or (np.diff(classes) <= 0).any():
        raise ModelFileError("holds a model whose answers are not the digits 0 to 9")
    _probe(estimator, picture_format)


def _check_same_settings(loaded: Any, made: Any) -> None:
    """Check that both have the same types and parameters; only what was learned may differ."""
    same = type(loaded) is type(made)
    if same and hasattr(made, "get_params"):
        parameters = loaded.get_params(deep=False)
        for name, value in made.get_params(deep=False).items():
            _check_same_settings(parameters[name], value)
        if hasattr(loaded, "calibrated_classifiers_"):
            (inner,) = calibrated_estimators(loaded)
            _check_same_settings(inner, made.estimator)
    elif same and isinstance(made, (list, tuple)):
        same = len(loaded) == len(made)
        for pair in zip(loaded, made, strict=False):
            _check_same_settings(*pair)
    elif same:
        same = loaded == made
    if not same:
        raise ModelFileError("holds a model with other settings than its card says")


def _objects(value: object) -> Iterator[Any]:
    """Give all objects of scikit-learn's classes inside a value, once each."""
    waiting, seen = [value], set[int]()
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, (list, tuple)):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
        elif type(value).__module__.startswith("sklearn.") and hasattr(value, "__dict__"):
            yield value
            waiting += vars(value).values()


def _is_whole(array: Any, low: int, high: int) -> bool:
    """Whether it is an array of whole numbers, low <= n < high."""
    return (
        type(array) is np.ndarray
        and array.dtype.kind in "iu"
        and array.size > 0
        and low <= array.min()
        and array.max() < high
    )


def _is_floats(array: Any, *shape: int) -> bool:
    """Whether it is an array of finite floats of that shape."""
    return (
        type(array) is np.ndarray
        and array.dtype.kind == "f"
        and array.shape == shape
        and bool(np.isfinite(array).all())
    )


def _is_valid_svc(svc: Any, n_features: int) -> bool:
    n_classes, n_vectors = len(svc.classes_), len(svc.support_vectors_)
    parts = svc_parts(svc)
    return (
        parts.is_sparse is False
        and n_classes > 1
        and _is_whole(parts.n_support, 0, n_vectors + 1)
        and parts.n_support.shape == (n_classes,)
        and parts.n_support.sum() == n_vectors
        and _is_whole(svc.support_, 0, 2**31)
        and svc.support_.shape == (n_vectors,)
        and _is_floats(svc.support_vectors_, n_vectors, n_features)
        and _is_floats(parts.coefs, n_classes - 1, n_vectors)
        and _is_floats(parts.intercepts, n_classes * (n_classes - 1) // 2)
        and all(numbers.size == 0 for numbers in parts.platt)
    )


def _is_valid_neighbours(model: Any, n_features: int) -> bool:
    parts = neighbours_parts(model)
    n = len(parts.rows)
    return (
        parts.method == "brute"
        and parts.tree is None
        and model.outputs_2d_ is False
        and model.effective_metric_ == model.metric
        and model.effective_metric_params_ == {}
        and model.n_samples_fit_ == n
        and 1 <= model.n_neighbors <= n
        and parts.rows.flags.c_contiguous
        and _is_floats(parts.rows, n, n_features)
        and _is_whole(parts.labels, 0, len(model.classes_))
        and parts.labels.shape == (n,)
    )


def _is_valid_decision_tree(model: Any, n_features: int) -> bool:
    tree = model.tree_
    inner = tree.children_left != LEAF
    children = np.column_stack([tree.children_left, tree.children_right])
    return (
        model.n_outputs_ == tree.n_outputs == 1
        and tree.n_features == n_features
        and tree.max_n_classes == model.n_classes_ <= N_DIGITS
        and bool((children[~inner] == LEAF).all())
        and _is_tree(children, inner, tree.max_depth)
        and bool((tree.feature[inner] >= 0).all())
        and bool((tree.feature[inner] < n_features).all())
        and bool(np.isfinite(tree.value).all())
    )


def _is_valid_forest(model: Any, _n_features: int) -> bool:
    return (
        model.n_outputs_ == 1
        and model.n_classes_ == len(model.classes_)
        and {type(tree).__name__ for tree in model.estimators_} == {"DecisionTreeClassifier"}
    )


def _is_valid_dummy(model: Any, _n_features: int) -> bool:
    return model.n_outputs_ == 1 and model.n_classes_ == len(model.classes_)


def _is_valid_boosted_tree(predictor: Any, n_features: int) -> bool:
    if predictor.nodes.dtype != boosted_dtype() or predictor.nodes.ndim != 1:
        return False
    nodes = boosted_nodes(predictor)
    inner = nodes.is_leaf == 0
    children = np.column_stack([nodes.left, nodes.right]).astype(np.int64)
    return (
        _is_tree(children, inner, len(inner))
        and not nodes.is_categorical.any()
        and bool((nodes.cell[inner] >= 0).all())
        and bool((nodes.cell[inner] < n_features).all())
        and bool(np.isfinite(nodes.value).all())
    )


def _is_valid_boosting(model: Any, n_features: int) -> bool:
    parts = boosting_parts(model)
    n_trees = 1 if len(model.classes_) == 2 else len(model.classes_)
    return (
        parts.preprocessor is None
        and model.is_categorical_ is None
        and model.n_trees_per_iteration_ == n_trees
        and all(len(trees) == n_trees for trees in parts.trees)
        and {type(tree).__name__ for trees in parts.trees for tree in trees} <= {"TreePredictor"}
        and _is_floats(parts.baseline, 1, n_trees)
        and parts.known_categories is None
        and parts.is_categorical.shape == (n_features,)
        and not parts.is_categorical.any()
    )


def _is_tree(children: NDArray[np.int64], inner: NDArray[np.bool_], max_depth: int) -> bool:
    """Whether nodes are a tree of at most that depth, each after its parent."""
    n = len(inner)
    parents = np.flatnonzero(inner)
    below = children[parents]
    if n < 1 or not np.array_equal(np.sort(below, axis=None), np.arange(1, n)):
        return False
    if (below <= parents[:, np.newaxis]).any():
        return False
    depth = 0
    level = np.arange(1)
    while len(level := level[inner[level]]):
        level = children[level].ravel()
        depth += 1
        if depth > max_depth:
            return False
    return True


def _probe(estimator: Any, picture_format: Format) -> None:
    """Let it predict a blank picture, a full one and some of noise."""
    rng = np.random.default_rng(0)
    images = rng.integers(
        0, picture_format.max_value, (N_PROBES, *picture_format.shape), endpoint=True
    )
    images[0], images[1] = 0, picture_format.max_value
    with np.errstate(all="ignore"):
        X = images.reshape(N_PROBES, -1).astype(np.float64)
        probabilities = class_probabilities(estimator, X, N_DIGITS)
    if not np.allclose(probabilities.sum(axis=1), 1) or (probabilities < 0).any():
        raise ModelFileError("holds a model that gives no probabilities")


# By class: an attribute that only fitting sets, and the check of what fitting sets.
CHECKS: dict[str, tuple[str, Callable[[Any, int], bool]]] = {
    "SVC": ("support_vectors_", _is_valid_svc),
    "KNeighborsClassifier": (NEIGHBOURS_ROWS, _is_valid_neighbours),
    "DecisionTreeClassifier": ("tree_", _is_valid_decision_tree),
    "RandomForestClassifier": ("estimators_", _is_valid_forest),
    "TreePredictor": ("nodes", _is_valid_boosted_tree),
    "HistGradientBoostingClassifier": (BOOSTING_TREES, _is_valid_boosting),
    "DummyClassifier": ("class_prior_", _is_valid_dummy),
}
