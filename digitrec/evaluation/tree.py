"""A decision tree: the path of a picture through its questions, and the layout of its nodes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.evaluation.insight import Unwrapped


@dataclass(frozen=True)
class Question:
    """A question on a decision path: whether the value of a cell is at most a threshold.

    Attributes
    ----------
    node : int
        The number of the node that asks.
    cell : int
        The column of X.
    threshold : float
        In counts or greys.
    value : float
        Of the picture.
    """

    node: int
    cell: int
    threshold: float
    value: float

    @property
    def at_most(self) -> bool:
        """The answer. The path goes to the left if it is yes."""
        return self.value <= self.threshold


@dataclass(frozen=True)
class DecisionPath:
    """The path of a picture through a decision tree.

    Attributes
    ----------
    questions : tuple of Question
        From the root down.
    leaf : int
        The node in which it ends.
    digit : int
        The predicted class: the most frequent one in the leaf.
    proportion : float
        Of that class among the training pictures in the leaf, 0..1.
    n : int
        Training pictures in the leaf.
    """

    questions: tuple[Question, ...]
    leaf: int
    digit: int
    proportion: float
    n: int

    @property
    def nodes(self) -> list[int]:
        """All nodes on the path, the leaf last."""
        return [question.node for question in self.questions] + [self.leaf]


def decision_path(unwrapped: Unwrapped, image: NDArray[np.float64 | np.uint8]) -> DecisionPath:
    """Follow a picture through a decision tree.

    Parameters
    ----------
    unwrapped : digitrec.evaluation.Unwrapped
        A decision tree.
    image : ndarray, shape (side, side)

    Returns
    -------
    DecisionPath

    Examples
    --------
    >>> from digitrec import load_model
    >>> from digitrec.datasets import load_digits
    >>> from digitrec.evaluation import unwrap_estimator
    >>> tree = unwrap_estimator(load_model("decision-tree").estimator)
    >>> path = decision_path(tree, load_digits().images[0])
    >>> path.digit
    0
    >>> path.nodes[0], path.nodes[-1] == path.leaf
    (0, True)
    """
    row = unwrapped.transform(image.astype(np.float32).reshape(1, -1))[0]
    tree, node, questions = unwrapped.estimator.tree_, 0, []
    while tree.children_left[node] >= 0:
        cell, threshold = int(tree.feature[node]), float(tree.threshold[node])
        questions.append(Question(node, cell, threshold, float(row[cell])))
        child = tree.children_left if questions[-1].at_most else tree.children_right
        node = int(child[node])
    class_weights = tree.value[node, 0]
    best = int(class_weights.argmax())
    return DecisionPath(
        tuple(questions),
        node,
        int(unwrapped.estimator.classes_[best]),
        float(class_weights[best] / class_weights.sum()),
        int(tree.n_node_samples[node]),
    )


@dataclass(frozen=True)
class TreeLayout:
    """The nodes of a decision tree with their places; arrays of shape (n_nodes,).

    Attributes
    ----------
    x : ndarray of float64
        Leaves stand side by side, any other node in the middle above its two children.
    depth : ndarray of int64
        0 for the root.
    parent : ndarray of int64
        -1 for the root.
    cell : ndarray of int64
        The column of X that a node asks about; -1 for a leaf.
    threshold : ndarray of float64
    digit : ndarray of int64
        The most frequent class among the training pictures that reached the node.
    n : ndarray of int64
        The number of training pictures that reached the node.
    """

    x: NDArray[np.float64]
    depth: NDArray[np.int64]
    parent: NDArray[np.int64]
    cell: NDArray[np.int64]
    threshold: NDArray[np.float64]
    digit: NDArray[np.int64]
    n: NDArray[np.int64]


def tree_layout(unwrapped: Unwrapped) -> TreeLayout:
    """Lay out a decision tree.

    Parameters
    ----------
    unwrapped : digitrec.evaluation.Unwrapped
        A decision tree.

    Returns
    -------
    TreeLayout
    """
    tree = unwrapped.estimator.tree_
    left, right = tree.children_left, tree.children_right
    x, depth = np.zeros(tree.node_count), np.zeros(tree.node_count, dtype=np.int64)
    parent = np.full(tree.node_count, -1)
    n_leaves, waiting, inside = 0, [0], []
    while waiting:  # from left to right; without recursion, as a tree may be deep
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
    return TreeLayout(
        x,
        depth,
        parent,
        np.where(left < 0, -1, tree.feature),
        tree.threshold.copy(),
        unwrapped.estimator.classes_[tree.value[:, 0].argmax(axis=1)].astype(np.int64),
        tree.n_node_samples.copy(),
    )
