"""The charts of what a model looks at: they show the numbers that they were given."""

import numpy as np
import pytest

from digitrec.charts import insight as charts
from digitrec.datasets import load_digits
from digitrec.evaluation import decision_path, tree_layout, unwrap_estimator
from digitrec.shipped import load_model

DIGITS = [str(digit) for digit in range(10)]


@pytest.mark.parametrize("side", [8, 28])
def test_tiles_hold_every_picture(side):
    rng = np.random.default_rng(0)
    pictures = {str(i): rng.normal(size=(side, side)) for i in range(7)}
    chart = charts.tiles_figure(pictures, diverging=True)
    sheet = chart.data[0].z
    assert (~np.isnan(sheet)).sum() == 7 * side * side
    assert np.nansum(sheet) == pytest.approx(sum(p.sum() for p in pictures.values()), abs=0.1)
    assert [note.text for note in chart.layout.annotations] == [f"<b>{i}</b>" for i in range(7)]
    assert chart.data[0].zmin == -chart.data[0].zmax


def test_the_tree_shows_the_path_of_a_picture():
    tree = unwrap_estimator(load_model("decision-tree").estimator)
    layout, path = tree_layout(tree), decision_path(tree, load_digits().images[0])
    branches, followed, inside, leaves, end = charts.tree_figure(
        layout, path, side=8, names=DIGITS
    ).data
    assert len(branches.x) == 3 * (len(layout.x) - 1)
    assert followed.y[1::3].tolist() == list(range(1, len(path.nodes)))
    assert len(inside.x) + len(leaves.x) == len(layout.x)
    assert end.text == ("<b>0</b>",)
