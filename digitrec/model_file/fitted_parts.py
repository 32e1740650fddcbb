"""Whether a loaded estimator is what its plan would make, and sound enough to be asked.

scikit-learn's compiled code follows the indices of a fitted model without looking whether they lead
anywhere, so that a forged model could bring the whole server down. Whatever it follows is looked at
here first.
"""

import numpy as np

from digitrec.datasets import N_DIGITS
from digitrec.errors import ModelFileError
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
from digitrec.training import class_probabilities, make_estimator

N_PROBES = 16  # pictures that a model is asked for before anyone draws


def check_estimator(estimator, plan, picture_format):
    """Say in what an estimator differs from what fitting its plan could have made.

    Parameters
    ----------
    estimator : object
        Made of known types only (`digitrec.model_file.skops_parts.check_schema`).
    plan : digitrec.training.Plan
    picture_format : digitrec.formats.Format

    Raises
    ------
    ModelFileError
        With a phrase that completes "The file ...".
    Exception
        Whatever scikit-learn raises of parts that are missing or of another kind.
    """
    _check_same_make(estimator, make_estimator(plan))
    for each in _objects(estimator):
        hidden = vars(each).keys() & set(dir(type(each)))
        if hidden or vars(each).get("n_features_in_", picture_format.n_features) != (
            picture_format.n_features
        ):
            raise ModelFileError("holds a model that is not made for its pictures")
        learned, is_sound = CHECKS.get(type(each).__name__, (None, None))
        if learned in vars(each) and not is_sound(each, picture_format.n_features):
            raise ModelFileError("holds a model whose parts do not fit together")
    classes = estimator.classes_
    if not _is_whole(classes, 0, N_DIGITS) or classes.ndim != 1 or (np.diff(classes) <= 0).any():
        raise ModelFileError("holds a model whose answers are not the digits 0 to 9")
    _probe(estimator, picture_format)


def _check_same_make(loaded, made):
    """The same classes with the same settings; only what was learned may be its own."""
    same = type(loaded) is type(made)
    if same and hasattr(made, "get_params"):
        settings, wanted = (each.get_params(deep=False) for each in (loaded, made))
        for name, value in wanted.items():
            _check_same_make(settings[name], value)
        if hasattr(loaded, "calibrated_classifiers_"):
            (inner,) = calibrated_estimators(loaded)
            _check_same_make(inner, made.estimator)
    elif same and isinstance(made, (list, tuple)):
        same = len(loaded) == len(made)
        for pair in zip(loaded, made, strict=False):
            _check_same_make(*pair)
    elif same:
        same = loaded == made
    if not same:
        raise ModelFileError("holds a model with other settings than its card says")


def _objects(value):
    """All objects of scikit-learn's classes inside a value, once each."""
    waiting, seen = [value], set()
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


def _is_whole(array, low, high):
    """Whether it is an array of whole numbers, low <= n < high."""
    return (
        type(array) is np.ndarray
        and array.dtype.kind in "iu"
        and array.size > 0
        and low <= array.min()
        and array.max() < high
    )


def _is_floats(array, *shape):
    return (
        type(array) is np.ndarray
        and array.dtype.kind == "f"
        and array.shape == shape
        and bool(np.isfinite(array).all())
    )


def _is_sound_svc(svc, n_features):
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


def _is_sound_neighbours(model, n_features):
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


def _is_sound_decision_tree(model, n_features):
    tree = model.tree_
    inner = tree.children_left != LEAF
    children = np.column_stack([tree.children_left, tree.children_right])
    return (
        model.n_outputs_ == tree.n_outputs == 1
        and tree.n_features == n_features
        and tree.max_n_classes == model.n_classes_ <= N_DIGITS
        and bool((children[~inner] == LEAF).all())
        and _is_deep(children, inner, tree.max_depth)
        and bool((tree.feature[inner] >= 0).all())
        and bool((tree.feature[inner] < n_features).all())
        and bool(np.isfinite(tree.value).all())
    )


def _is_sound_forest(model, _n_features):
    return (
        model.n_outputs_ == 1
        and model.n_classes_ == len(model.classes_)
        and {type(tree).__name__ for tree in model.estimators_} == {"DecisionTreeClassifier"}
    )


def _is_sound_dummy(model, _n_features):
    return model.n_outputs_ == 1 and model.n_classes_ == len(model.classes_)


def _is_sound_boosted_tree(predictor, n_features):
    if predictor.nodes.dtype != boosted_dtype() or predictor.nodes.ndim != 1:
        return False
    nodes = boosted_nodes(predictor)
    inner = nodes.is_leaf == 0
    children = np.column_stack([nodes.left, nodes.right]).astype(np.int64)
    return (
        _is_deep(children, inner, len(inner))
        and not nodes.is_categorical.any()
        and bool((nodes.cell[inner] >= 0).all())
        and bool((nodes.cell[inner] < n_features).all())
        and bool(np.isfinite(nodes.value).all())
    )


def _is_sound_boosting(model, n_features):
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


def _is_deep(children, inner, max_depth):
    """Whether nodes are a tree of at most that depth, each after the one that it hangs on."""
    n = len(inner)
    own = np.flatnonzero(inner)
    below = children[own]
    if n < 1 or not np.array_equal(np.sort(below, axis=None), np.arange(1, n)):
        return False
    if (below <= own[:, np.newaxis]).any():
        return False
    depth = 0
    level = np.arange(1)
    while len(level := level[inner[level]]):
        level = children[level].ravel()
        depth += 1
        if depth > max_depth:
            return False
    return True


def _probe(estimator, picture_format):
    """Ask it for a blank picture, a full one and some of noise."""
    rng = np.random.default_rng(0)
    images = rng.integers(
        0, picture_format.max_value, (N_PROBES, *picture_format.shape), endpoint=True
    )
    images[0], images[1] = 0, picture_format.max_value
    with np.errstate(all="ignore"):
        rows = images.reshape(N_PROBES, -1).astype(np.float64)
        probabilities = class_probabilities(estimator, rows, N_DIGITS)
    if not np.allclose(probabilities.sum(axis=1), 1) or (probabilities < 0).any():
        raise ModelFileError("holds a model that gives no probabilities")


# What each kind of fitted part is checked for, known by something that only fitting gives it.
CHECKS = {
    "SVC": ("support_vectors_", _is_sound_svc),
    "KNeighborsClassifier": (NEIGHBOURS_ROWS, _is_sound_neighbours),
    "DecisionTreeClassifier": ("tree_", _is_sound_decision_tree),
    "RandomForestClassifier": ("estimators_", _is_sound_forest),
    "TreePredictor": ("nodes", _is_sound_boosted_tree),
    "HistGradientBoostingClassifier": (BOOSTING_TREES, _is_sound_boosting),
    "DummyClassifier": ("class_prior_", _is_sound_dummy),
}
