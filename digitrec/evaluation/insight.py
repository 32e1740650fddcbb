"""What a model looks at: its weights, its support vectors, and the importance of each cell.

Most functions fit some kinds of estimators only; `unwrap_estimator` finds the estimator inside its
wrappers. The decision path of a tree is in `digitrec.evaluation.tree`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.formats import Format
from digitrec.sklearn_internals import calibrated_estimators

N_REPEATS = 3
MOST_MEASURED = 300  # pictures that the Evaluate page measures permutation importance on


@dataclass(frozen=True)
class Unwrapped:
    """A classifier without the calibration and the pipeline around it.

    Attributes
    ----------
    estimator : object
        The fitted classifier.
    transformers : tuple of object
        The fitted transformers before it in the pipeline.
    """

    estimator: Any
    transformers: tuple[Any, ...] = ()

    @property
    def name(self) -> str:
        """The name of the classifier's class."""
        return type(self.estimator).__name__

    def transform(self, X: NDArray[np.floating]) -> NDArray[np.floating]:
        """Apply the transformers to rows of shape (n, n_features)."""
        for transformer in self.transformers:
            X = transformer.transform(X)
        return X


def unwrap_estimator(estimator: Any) -> Unwrapped:
    """Take a fitted classifier out of its calibration and its pipeline.

    Parameters
    ----------
    estimator : object
        A fitted scikit-learn classifier. If it is calibrated, one estimator serves all folds.

    Returns
    -------
    Unwrapped

    Examples
    --------
    >>> from digitrec import load_model
    >>> unwrap_estimator(load_model("svm").estimator).name
    'SVC'
    """
    transformers: tuple[Any, ...] = ()
    while True:
        if hasattr(estimator, "calibrated_classifiers_"):
            estimator = calibrated_estimators(estimator)[0]
        elif hasattr(estimator, "steps"):
            transformers += tuple(step for _, step in estimator.steps[:-1])
            estimator = estimator.steps[-1][1]
        else:
            return Unwrapped(estimator, transformers)


def weight_pictures(unwrapped: Unwrapped, picture_format: Format) -> dict[int, NDArray[np.float64]]:
    """Arrange the weights of a logistic regression as pictures.

    Parameters
    ----------
    unwrapped : Unwrapped
        A logistic regression.
    picture_format : digitrec.formats.Format

    Returns
    -------
    dict of int to ndarray of float64, shape (side, side)
        For each class, what a cell full of ink adds to its score. Of two classes only the second
        has weights; those of the first are their opposite.
    """
    weights = unwrapped.estimator.coef_
    if not unwrapped.transformers:  # unscaled: a full cell holds more than 1
        weights = weights * picture_format.max_value
    classes = unwrapped.estimator.classes_[-len(weights) :]
    return {
        int(digit): row.reshape(picture_format.shape)
        for digit, row in zip(classes, weights, strict=True)
    }


def impurity_importances(unwrapped: Unwrapped, picture_format: Format) -> NDArray[np.float64]:
    """Arrange the impurity-based importances of a tree or a forest as a picture.

    Parameters
    ----------
    unwrapped : Unwrapped
        A decision tree or a random forest.
    picture_format : digitrec.formats.Format

    Returns
    -------
    ndarray of float64, shape (side, side)
        The mean decrease in impurity by questions about each cell, 0..1, with a sum of 1.
    """
    importances: NDArray[np.float64] = unwrapped.estimator.feature_importances_
    return importances.reshape(picture_format.shape)


def permutation_importances(
    estimator: Any,
    X: NDArray[np.floating],
    y: NDArray[np.int64],
    cells: Sequence[int],
    *,
    n_repeats: int = N_REPEATS,
    random_state: int = 0,
) -> NDArray[np.float64]:
    """Measure how much accuracy is lost when the values of a cell are permuted.

    Parameters
    ----------
    estimator : object
        A fitted scikit-learn classifier.
    X : ndarray, shape (n, n_features)
    y : ndarray of int64, shape (n,)
    cells : sequence of int
        Columns of X.
    n_repeats : int, default 3
        How many permuted copies of the pictures are read.
    random_state : int, default 0

    Returns
    -------
    ndarray of float64, shape (len(cells),)
        Proportions of the pictures, -1..1; 0 for a cell that is the same in all pictures. They do
        not depend on which cells are measured together.

    References
    ----------
    L. Breiman, *Random forests*, Machine Learning 45, 2001.

    Examples
    --------
    A tree with one question needs one cell.

    >>> import numpy as np
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> from digitrec.datasets import load_digits
    >>> X, y = load_digits().X[:200], load_digits().y[:200]
    >>> stump = DecisionTreeClassifier(max_depth=1, random_state=0).fit(X, y)
    >>> importances = permutation_importances(stump, X, y, range(64))
    >>> np.flatnonzero(importances) == stump.tree_.feature[0]
    array([ True])
    """
    from sklearn.inspection import permutation_importance
    from threadpoolctl import threadpool_limits

    columns = np.asarray(cells, dtype=np.intp)
    varies = (X[:, columns] != X[0, columns]).any(axis=0)
    drops = np.zeros(len(columns))
    if not varies.any():
        return drops
    varying = columns[varies]
    # All copies are permuted and read together, which is faster than one after the other.
    copies, labels = np.tile(X, (n_repeats, 1)), np.tile(y, n_repeats)

    def accuracy(
        estimator: Any, permuted: NDArray[np.floating], labels: NDArray[np.int64]
    ) -> float:
        rows = copies.copy()
        rows[:, varying] = permuted
        return float((estimator.predict(rows) == labels).mean())

    with threadpool_limits(1, user_api="blas"):
        drops[varies] = permutation_importance(
            estimator,
            copies[:, varying],
            labels,
            scoring=accuracy,
            n_repeats=1,
            random_state=random_state,
        ).importances_mean
    return drops


@dataclass(frozen=True)
class SupportVectors:
    """The support vectors nearest to a picture, the nearest first.

    Attributes
    ----------
    images : ndarray, shape (n, side, side)
    labels : ndarray of int64, shape (n,)
    distances : ndarray of float64, shape (n,)
        Euclidean, in counts or greys.
    n_all : int
        How many support vectors there are.
    """

    images: NDArray[np.float64]
    labels: NDArray[np.int64]
    distances: NDArray[np.float64]
    n_all: int


def nearest_support_vectors(
    unwrapped: Unwrapped, image: NDArray[np.float64 | np.uint8], n: int = 12
) -> SupportVectors:
    """Find the support vectors that differ least from a picture.

    Parameters
    ----------
    unwrapped : Unwrapped
        A support vector machine without transformers.
    image : ndarray, shape (side, side)
    n : int, default 12

    Returns
    -------
    SupportVectors

    Examples
    --------
    >>> from digitrec import load_model
    >>> from digitrec.datasets import load_digits
    >>> svm = unwrap_estimator(load_model("svm").estimator)
    >>> nearest = nearest_support_vectors(svm, load_digits().images[7], n=3)
    >>> nearest.labels
    array([7, 7, 7])
    """
    machine = unwrapped.estimator
    vectors = machine.support_vectors_
    labels = np.repeat(machine.classes_, machine.n_support_)
    distances = np.linalg.norm(vectors - image.ravel(), axis=1)
    nearest = np.argsort(distances, kind="stable")[:n]
    return SupportVectors(
        vectors[nearest].reshape(-1, *image.shape),
        labels[nearest].astype(np.int64),
        distances[nearest],
        len(vectors),
    )
