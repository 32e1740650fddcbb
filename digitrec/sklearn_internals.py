"""Every private name of scikit-learn that this project uses.

scikit-learn promises none of them. Each says here what breaks when it changes, and
`tests/test_sklearn_internals.py` checks each on a small fitted estimator. No other module names
anything of scikit-learn's that begins with an underscore.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

# The classes that a model file may name, with their private modules, by the loader of skops. If a
# class moves, it is refused as unknown: no model file that holds it can be loaded.
TREE_TYPES = {"sklearn.tree._tree.Tree"}
LOSS_TYPES = {
    "sklearn._loss._loss.CyHalfBinomialLoss",
    "sklearn._loss._loss.CyHalfMultinomialLoss",
}
OBJECT_TYPES = {
    "sklearn._loss.link.Interval",
    "sklearn._loss.link.LogitLink",
    "sklearn._loss.link.MultinomialLogit",
    "sklearn._loss.loss.HalfBinomialLoss",
    "sklearn._loss.loss.HalfMultinomialLoss",
    "sklearn.calibration.CalibratedClassifierCV",
    "sklearn.calibration._CalibratedClassifier",
    "sklearn.calibration._TemperatureScaling",
    "sklearn.dummy.DummyClassifier",
    "sklearn.ensemble._forest.RandomForestClassifier",
    "sklearn.ensemble._hist_gradient_boosting.binning._BinMapper",
    "sklearn.ensemble._hist_gradient_boosting.gradient_boosting.HistGradientBoostingClassifier",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.linear_model._logistic.LogisticRegression",
    "sklearn.naive_bayes.GaussianNB",
    "sklearn.neighbors._classification.KNeighborsClassifier",
    "sklearn.neural_network._multilayer_perceptron.MLPClassifier",
    "sklearn.neural_network._stochastic_optimizers.AdamOptimizer",
    "sklearn.pipeline.Pipeline",
    "sklearn.preprocessing._data.MinMaxScaler",
    "sklearn.preprocessing._label.LabelBinarizer",
    "sklearn.preprocessing._label.LabelEncoder",
    "sklearn.svm._classes.SVC",
    "sklearn.tree._classes.DecisionTreeClassifier",
}
# Those of them, and of the shipped vote, that skops does not trust by itself. If one is missing,
# skops refuses the models that hold it.
TRUSTED_TYPES = (
    "sklearn.calibration._CalibratedClassifier",
    "sklearn.calibration._TemperatureScaling",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.neural_network._stochastic_optimizers.AdamOptimizer",
    "sklearn.tree._tree.Tree",
    "sklearn.utils._bunch.Bunch",
)

# Attributes that only a fitted estimator has. If one changes, parts of an uploaded model go
# unchecked.
NEIGHBOURS_ROWS = "_fit_X"
BOOSTING_TREES = "_predictors"

LEAF = -1  # in place of a child; if it changes, every loaded tree is refused


class SVCParts(NamedTuple):
    """What libsvm computes with; see `svc_parts`."""

    gamma: float
    coefs: NDArray[np.float64]
    intercepts: NDArray[np.float64]
    n_support: NDArray[np.int32]
    platt: tuple[NDArray[np.float64], NDArray[np.float64]]
    is_sparse: bool


def svc_parts(svc: Any) -> SVCParts:
    """Give what a fitted SVC computes with.

    If a name changes, no SVM has a browser form and none can be loaded from an uploaded file.

    Parameters
    ----------
    svc : sklearn.svm.SVC

    Returns
    -------
    SVCParts
        The kernel's gamma as a number; ``coefs`` of shape (n_classes - 1, n_vectors) and
        ``intercepts`` of shape (n_classes * (n_classes - 1) / 2,), with libsvm's signs, which are
        the opposite of the public ones for two classes; ``n_support`` of shape (n_classes,); two
        arrays for Platt's probabilities, empty without them.
    """
    return SVCParts(
        svc._gamma,
        svc._dual_coef_,
        svc._intercept_,
        svc._n_support,
        (svc._probA, svc._probB),
        svc._sparse,
    )


class NeighboursParts(NamedTuple):
    """What is searched for neighbours; see `neighbours_parts`."""

    rows: NDArray[np.float64]
    labels: NDArray[np.int64]
    method: str
    tree: Any


def neighbours_parts(model: Any) -> NeighboursParts:
    """Give what a fitted KNeighborsClassifier searches.

    If a name changes, no such model has a browser form and none can be loaded from an uploaded
    file.

    Parameters
    ----------
    model : sklearn.neighbors.KNeighborsClassifier

    Returns
    -------
    NeighboursParts
        ``rows`` of shape (n, n_features); ``labels`` of shape (n,), places in ``classes_``; the
        ``method`` of the search, ``"brute"`` or a tree's name, and the ``tree``, if there is one.
    """
    return NeighboursParts(model._fit_X, model._y, model._fit_method, model._tree)


def search_ends(n_rows: int) -> list[int]:
    """Find where the rows end that each thread of a brute search for neighbours goes through.

    Which of several equally near rows count depends on it. If the function behind it moves, no
    model of nearest neighbours has a browser form; if rows are distributed in another way, the
    browser may take other neighbours than the server where several are equally near.

    Parameters
    ----------
    n_rows : int
        1 or more.

    Returns
    -------
    list of int
        Rising; the last is ``n_rows``.
    """
    from sklearn import get_config
    from sklearn.utils._openmp_helpers import _openmp_effective_n_threads

    n_in_chunk = get_config()["pairwise_dist_chunk_size"]
    n_chunks = -(-n_rows // n_in_chunk)
    parts = np.array_split(np.arange(n_chunks), min(n_chunks, _openmp_effective_n_threads()))
    return [min(n_rows, (int(part[-1]) + 1) * n_in_chunk) for part in parts]


class BoostingParts(NamedTuple):
    """What gradient boosting adds up; see `boosting_parts`."""

    trees: list[list[Any]]
    baseline: NDArray[np.float64]
    preprocessor: Any
    known_categories: Any
    is_categorical: NDArray[np.uint8]


def boosting_parts(model: Any) -> BoostingParts:
    """Give what a fitted HistGradientBoostingClassifier adds up.

    If a name changes, no gradient boosting has a browser form and none can be loaded from an
    uploaded file.

    Parameters
    ----------
    model : sklearn.ensemble.HistGradientBoostingClassifier

    Returns
    -------
    BoostingParts
        ``trees``, for each iteration a list of one tree for each class; ``baseline`` of shape
        (1, n_trees), where the sums begin; what goes before for categories, None without any;
        the categories of the bins, None, and of shape (n_features,) whether there are some.
    """
    bins = model._bin_mapper
    return BoostingParts(
        model._predictors,
        model._baseline_prediction,
        model._preprocessor,
        bins.known_categories,
        bins.is_categorical_,
    )


class BoostedNodes(NamedTuple):
    """The nodes of a tree of gradient boosting; each of shape (n_nodes,)."""

    left: NDArray[np.uint32]
    right: NDArray[np.uint32]
    cell: NDArray[np.intp]
    threshold: NDArray[np.float64]
    value: NDArray[np.float64]
    is_leaf: NDArray[np.uint8]
    is_categorical: NDArray[np.uint8]


def boosted_nodes(tree: Any) -> BoostedNodes:
    """Give the nodes of one of the trees of `boosting_parts`.

    If a field is renamed, no gradient boosting has a browser form and none can be loaded from an
    uploaded file.

    Parameters
    ----------
    tree : object
        Scikit-learn's TreePredictor.
    """
    fields = (
        *("left", "right", "feature_idx", "num_threshold", "value"),
        *("is_leaf", "is_categorical"),
    )
    return BoostedNodes(*(tree.nodes[field] for field in fields))


def boosted_dtype() -> np.dtype:
    """Give the type of those nodes, which compiled code takes for granted.

    If it moves, no gradient boosting can be loaded from an uploaded file.
    """
    from sklearn.ensemble._hist_gradient_boosting.common import PREDICTOR_RECORD_DTYPE

    return PREDICTOR_RECORD_DTYPE


def calibrated_estimators(model: Any) -> list[Any]:
    """Give the estimators inside a fitted CalibratedClassifierCV.

    If the name changes, the pages cannot look into the shipped models, most models have no browser
    form, and none that is calibrated can be loaded from an uploaded file.

    Parameters
    ----------
    model : sklearn.calibration.CalibratedClassifierCV

    Returns
    -------
    list of object
        One, or one for each fold.
    """
    return [pair.estimator for pair in model.calibrated_classifiers_]


def temperature(model: Any) -> float:
    """Give the number that a CalibratedClassifierCV by temperature multiplies scores with.

    If a name changes, no calibrated model has a browser form or can be written as ONNX.

    Parameters
    ----------
    model : sklearn.calibration.CalibratedClassifierCV
        With one estimator, fitted with ``method="temperature"``.

    Returns
    -------
    float
        Above 0.
    """
    (pair,) = model.calibrated_classifiers_
    return float(pair.calibrators[0].beta_)


def public_module(kind: type) -> str:
    """Name the module that a class is imported from: `sklearn.svm` of `sklearn.svm._classes`.

    If scikit-learn no longer hides modules behind an underscore, the programs that the Train page
    writes import from modules that are no public ones.

    Parameters
    ----------
    kind : type
        An estimator's class.
    """
    names = kind.__module__.split(".")
    private = next((i for i, name in enumerate(names) if name.startswith("_")), len(names))
    return ".".join(names[:private])


def expression_of(estimator: Any) -> str:
    """Write an estimator as Python does, with all that is not default, however nested.

    If the argument goes, the programs that the Train page writes fail or lack the middle of a long
    expression.

    Parameters
    ----------
    estimator : sklearn.base.BaseEstimator
    """
    from sklearn import config_context

    with config_context(print_changed_only=True):
        return estimator.__repr__(N_CHAR_MAX=10**6)  # the usual repr leaves out the middle
