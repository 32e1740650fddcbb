"""What a model looks at: its weights, its examples, and which cells it needs.

Each part fits some kinds of models only; `inner` finds the estimator inside its wrappers. A
decision tree's questions are in `digitrec.evaluation.tree`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.sklearn_internals import calibrated_estimators

N_REPEATS = 3
MOST_MEASURED = 300  # that permutation importance is measured on


@dataclass(frozen=True)
class Inner:
    """An estimator taken out of its calibration and its pipeline.

    Attributes
    ----------
    estimator : object
        The classifier itself.
    steps : tuple of object
        Fitted transformers that its rows go through before.
    """

    estimator: Any
    steps: tuple = ()

    @property
    def name(self):
        """The estimator's class, as scikit-learn calls it."""
        return type(self.estimator).__name__

    def transform(self, rows):
        """Bring rows into what the estimator is given, shape (n, n_features)."""
        for step in self.steps:
            rows = step.transform(rows)
        return rows


def inner(estimator):
    """Take a fitted estimator out of its wrappers.

    Parameters
    ----------
    estimator : object
        A fitted scikit-learn classifier, perhaps calibrated (one estimator for all folds), perhaps
        a pipeline.

    Returns
    -------
    Inner
    """
    steps = ()
    while True:
        if hasattr(estimator, "calibrated_classifiers_"):
            estimator = calibrated_estimators(estimator)[0]
        elif hasattr(estimator, "steps"):
            steps += tuple(step for _, step in estimator.steps[:-1])
            estimator = estimator.steps[-1][1]
        else:
            return Inner(estimator, steps)


def weight_pictures(found, picture_format):
    """Give the weights of a logistic regression as pictures.

    Parameters
    ----------
    found : Inner
        Of a logistic regression.
    picture_format : digitrec.formats.Format

    Returns
    -------
    dict of int to ndarray of float64, shape (side, side)
        For each class that it learned, what a full cell adds to the score of that class; for two
        classes only those of the second, the first's being their opposite.
    """
    weights = found.estimator.coef_
    if not found.steps:  # unscaled: a full cell holds more than 1
        weights = weights * picture_format.max_value
    classes = found.estimator.classes_[-len(weights) :]
    return {
        int(digit): row.reshape(picture_format.shape)
        for digit, row in zip(classes, weights, strict=True)
    }


def purity_importances(found, picture_format):
    """Give how much each cell sorts the training pictures in a tree or a forest.

    Parameters
    ----------
    found : Inner
        Of a decision tree or a random forest.
    picture_format : digitrec.formats.Format

    Returns
    -------
    ndarray of float64, shape (side, side)
        0 or more, summing to 1 (*mean decrease in impurity*).
    """
    return found.estimator.feature_importances_.reshape(picture_format.shape)


def permutation_importances(
    estimator: Any,
    X: NDArray,
    y: NDArray[np.int64],
    cells: Sequence[int],
    *,
    n_repeats: int = N_REPEATS,
    random_state: int = 0,
) -> NDArray[np.float64]:
    """Measure how much accuracy is lost when the values of a cell are shuffled.

    Parameters
    ----------
    estimator : object
        A fitted scikit-learn classifier.
    X : ndarray, shape (n, n_features)
    y : ndarray of int64, shape (n,)
    cells : sequence of int
        Columns of X.
    n_repeats : int, default 3
        How many shuffled copies of the pictures are read.
    random_state : int, default 0

    Returns
    -------
    ndarray of float64, shape (len(cells),)
        Proportions of the pictures, -1..1; 0 for a cell that is the same in all pictures. The same
        for a cell whichever others are measured with it.

    References
    ----------
    L. Breiman, *Random forests*, Machine Learning 45, 2001.
    """
    from sklearn.inspection import permutation_importance
    from threadpoolctl import threadpool_limits

    cells = np.asarray(cells, dtype=np.intp)
    varies = (X[:, cells] != X[0, cells]).any(axis=0)
    drops = np.zeros(len(cells))
    if not varies.any():
        return drops
    # All copies are shuffled and read together, which is faster than one after the other.
    copies, labels = np.tile(X, (n_repeats, 1)), np.tile(y, n_repeats)

    def accuracy(estimator, columns, labels):
        rows = copies.copy()
        rows[:, cells[varies]] = columns
        return (estimator.predict(rows) == labels).mean()

    with threadpool_limits(1, user_api="blas"):
        drops[varies] = permutation_importance(
            estimator,
            copies[:, cells[varies]],
            labels,
            scoring=accuracy,
            n_repeats=1,
            random_state=random_state,
        ).importances_mean
    return drops


@dataclass(frozen=True)
class SupportVectors:
    """The support vectors that lie nearest to a picture, the nearest first.

    Attributes
    ----------
    images : ndarray, shape (n, side, side)
    labels : ndarray of int64, shape (n,)
    distances : ndarray of float64, shape (n,)
        Euclidean, in counts or greys.
    n_all : int
        How many support vectors there are.
    """

    images: np.ndarray
    labels: np.ndarray
    distances: np.ndarray
    n_all: int


def nearest_support_vectors(found, image, n=12):
    """Find the support vectors that differ least from a picture.

    Parameters
    ----------
    found : Inner
        Of a support vector machine.
    image : ndarray, shape (side, side)
    n : int, default 12

    Returns
    -------
    SupportVectors
    """
    machine = found.estimator
    vectors = machine.support_vectors_
    labels = np.repeat(machine.classes_, machine.n_support_)
    distances = np.linalg.norm(vectors - np.asarray(image).ravel(), axis=1)
    nearest = np.argsort(distances, kind="stable")[:n]
    return SupportVectors(
        vectors[nearest].reshape(-1, *np.shape(image)),
        labels[nearest].astype(np.int64),
        distances[nearest],
        len(vectors),
    )
