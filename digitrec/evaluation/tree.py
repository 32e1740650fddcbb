"""A decision tree: the way of a picture through its questions, and where its nodes are drawn."""

from dataclasses import dataclass

import numpy as np


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
    found : digitrec.evaluation.Inner
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
    found : digitrec.evaluation.Inner
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
