"""A decision tree and the path of a picture through it: against scikit-learn's own answers."""

import numpy as np
import pytest

from digitrec.datasets import load_digits
from digitrec.evaluation import decision_path, tree_layout, unwrap_estimator
from digitrec.shipped import load_model


@pytest.fixture(scope="module")
def digits():
    return load_digits()


@pytest.fixture(scope="module")
def tree():
    return unwrap_estimator(load_model("decision-tree").estimator)


def test_a_picture_goes_through_the_tree_as_scikit_learn_sends_it(tree, digits):
    for image in digits.images[:100]:
        ours = decision_path(tree, image)
        row = image.reshape(1, -1)
        theirs = tree.estimator.decision_path(row).indices
        assert ours.nodes == list(theirs)
        assert ours.digit == tree.estimator.predict(row)[0]
        assert ours.proportion == pytest.approx(tree.estimator.predict_proba(row).max())


def test_the_drawn_tree_has_its_leaves_side_by_side(tree):
    layout = tree_layout(tree)
    leaves = layout.cell < 0
    assert sorted(layout.x[leaves]) == list(range(tree.estimator.get_n_leaves()))
    assert layout.depth.max() == tree.estimator.get_depth()
    assert layout.parent[0] == -1
    assert layout.n[0] == 1797
    for node in np.flatnonzero(~leaves):
        left, right = np.flatnonzero(layout.parent == node)
        assert layout.x[left] < layout.x[node] < layout.x[right]
        assert layout.n[left] + layout.n[right] == layout.n[node]
        assert left == tree.estimator.tree_.children_left[node]
