"""What a model looks at: its weights, its questions, its examples, and which cells it needs.

Each part fits some kinds of models only; `inner` finds the estimator inside its wrappers.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

N_REPEATS = 3
MOST_PICTURES = 300  # that permutation importance is measured on


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
            estimator = estimator.calibrated_classifiers_[0].estimator
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


def permutation_importances(estimator, X, y, cells, *, n_repeats=N_REPEATS, random_state=0):
    """Measure how much accuracy is lost when a cell's ink is dealt among the pictures by lot.

    Parameters
    ----------
    estimator : object
        A fitted scikit-learn classifier.
    X : ndarray, shape (n, n_features)
    y : ndarray of int64, shape (n,)
    cells : sequence of int
        Columns of X.
    n_repeats : int, default 3
        How often each is dealt.
    random_state : int, default 0

    Returns
    -------
    ndarray of float64, shape (len(cells),)
        Shares of the pictures, -1..1; 0 for a cell that is the same in all pictures. The same for
        a cell whichever others are measured with it.

    References
    ----------
    L. Breiman, *Random forests*, Machine Learning 45, 2001.
    """
    from threadpoolctl import threadpool_limits

    drops = np.zeros(len(cells))
    with threadpool_limits(1, user_api="blas"):
        baseline = (estimator.predict(X) == y).mean()
        for place, cell in enumerate(cells):
            if (X[:, cell] == X[0, cell]).all():
                continue
            rng = np.random.default_rng((random_state, cell))
            dealt = np.tile(X, (n_repeats, 1))
            dealt[:, cell] = np.concatenate([rng.permutation(X[:, cell]) for _ in range(n_repeats)])
            right = estimator.predict(dealt) == np.tile(y, n_repeats)
            drops[place] = baseline - right.mean()
    return drops


@dataclass(frozen=True)
class Question:
    """One step of a picture's way through a decision tree.

    Attributes
    ----------
    node : int
        Of the tree.
    cell : int
        Column of X that is looked at.
    threshold : float
        In counts or greys.
    value : float
        What the picture has there.
    """

    node: int
    cell: int
    threshold: float
    value: float

    @property
    def at_most(self):
        """Whether the picture has no more there, so that the way goes to the left."""
        return self.value <= self.threshold


@dataclass(frozen=True)
class Way:
    """A picture's way through a decision tree.

    Attributes
    ----------
    questions : tuple of Question
        From the root down.
    leaf : int
        Where it ends.
    digit : int
        The commonest class there.
    share : float
        Of the training pictures in the leaf, how many are of that class.
    n : int
        Training pictures in the leaf.
    """

    questions: tuple
    leaf: int
    digit: int
    share: float
    n: int

    @property
    def nodes(self):
        """All nodes on the way, the leaf last."""
        return [question.node for question in self.questions] + [self.leaf]


def way_through(found, image):
    """Follow a picture through a decision tree.

    Parameters
    ----------
    found : Inner
        Of a decision tree.
    image : ndarray, shape (side, side)

    Returns
    -------
    Way
    """
    row = found.transform(np.asarray(image, dtype=np.float32).reshape(1, -1))[0]
    tree, node, questions = found.estimator.tree_, 0, []
    while tree.children_left[node] >= 0:
        cell, threshold = int(tree.feature[node]), float(tree.threshold[node])
        questions.append(Question(node, cell, threshold, float(row[cell])))
        child = tree.children_left if questions[-1].at_most else tree.children_right
        node = int(child[node])
    class_shares = tree.value[node, 0]
    best = int(class_shares.argmax())
    return Way(
        tuple(questions),
        node,
        int(found.estimator.classes_[best]),
        float(class_shares[best] / class_shares.sum()),
        int(tree.n_node_samples[node]),
    )


@dataclass(frozen=True)
class TreePlan:
    """Where the nodes of a decision tree are drawn; arrays of shape (n_nodes,).

    Attributes
    ----------
    x, depth : ndarray of float64, ndarray of int64
        Leaves stand side by side, every other node above the middle of its two children.
    parent : ndarray of int64
        -1 for the root.
    cell : ndarray of int64
        What a node asks about; -1 for a leaf.
    threshold : ndarray of float64
    digit : ndarray of int64
        The commonest class of the training pictures that came there.
    n : ndarray of int64
        How many did.
    """

    x: np.ndarray
    depth: np.ndarray
    parent: np.ndarray
    cell: np.ndarray
    threshold: np.ndarray
    digit: np.ndarray
    n: np.ndarray


def tree_plan(found):
    """Lay out a decision tree.

    Parameters
    ----------
    found : Inner
        Of a decision tree.

    Returns
    -------
    TreePlan
    """
    tree = found.estimator.tree_
    left, right = tree.children_left, tree.children_right
    x, depth = np.zeros(tree.node_count), np.zeros(tree.node_count, dtype=np.int64)
    parent = np.full(tree.node_count, -1)
    n_leaves, waiting, inside = 0, [0], []
    while waiting:  # from left to right, without recursion: a tree may be deep
        node = waiting.pop()
        if left[node] < 0:
            x[node], n_leaves = n_leaves, n_leaves + 1
            continue
        inside.append(node)
        for child in (right[node], left[node]):
            parent[child], depth[child] = node, depth[node] + 1
            waiting.append(child)
    for node in reversed(inside):
        x[node] = (x[left[node]] + x[right[node]]) / 2
    return TreePlan(
        x,
        depth,
        parent,
        np.where(left < 0, -1, tree.feature),
        tree.threshold.copy(),
        found.estimator.classes_[tree.value[:, 0].argmax(axis=1)].astype(np.int64),
        tree.n_node_samples.copy(),
    )


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
