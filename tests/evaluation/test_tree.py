"""A decision tree and the way of a picture through it: against scikit-learn's own answers."""

import numpy as np
import pytest

from digitrec.datasets import load_digits
from digitrec.evaluation import inner, tree_plan, way_through
from digitrec.shipped import load_model


@pytest.fixture(scope="module")
def digits():
    return load_digits()


@pytest.fixture(scope="module")
def tree():
    return inner(load_model("decision-tree").estimator)


def test_a_picture_goes_through_the_tree_as_scikit_learn_sends_it(tree, digits):
    for image in digits.images[:100]:
        way = way_through(tree, image)
        row = image.reshape(1, -1)
        path = tree.estimator.decision_path(row).indices
        assert way.nodes == list(path)
        assert way.digit == tree.estimator.predict(row)[0]
        assert way.share == pytest.approx(tree.estimator.predict_proba(row).max())


def test_the_drawn_tree_has_its_leaves_side_by_side(tree):
    plan = tree_plan(tree)
    leaves = plan.cell < 0
    assert sorted(plan.x[leaves]) == list(range(tree.estimator.get_n_leaves()))
    assert plan.depth.max() == tree.estimator.get_depth()
    assert plan.parent[0] == -1
    assert plan.n[0] == 1797
    for node in np.flatnonzero(~leaves):
        left, right = np.flatnonzero(plan.parent == node)
        assert plan.x[left] < plan.x[node] < plan.x[right]
        assert plan.n[left] + plan.n[right] == plan.n[node]
        assert left == tree.estimator.tree_.children_left[node]
