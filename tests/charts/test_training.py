"""The charts of the Train page: they show what they were given, on axes that can be compared."""

import pytest

from digitrec.accuracy import Accuracy
from digitrec.charts import training as charts
from digitrec.training import Plan, Score

BAD, GOOD = Accuracy(45, 450), Accuracy(447, 450)


def test_accuracies_lie_on_the_same_axis_whatever_they_are():
    ranges = {
        tuple(charts.accuracy_figure(["a"], [each]).layout.xaxis.range) for each in (BAD, GOOD)
    }
    pair = charts.accuracy_figure(["a", "b"], [BAD, GOOD], train_accuracies=[GOOD, GOOD])
    claim = charts.accuracy_figure(["a"], [GOOD], claim=0.01)
    assert ranges == {tuple(chart.layout.xaxis.range) for chart in (pair, claim)}
    ((low, high),) = ranges
    assert low == 0
    assert high >= 100
    assert list(pair.layout.xaxis.ticktext)[:2] == ["0\xa0%", "25\xa0%"]


def test_curves_lie_on_the_same_axis_whatever_they_are():
    figures = [
        charts.curve_figure([1, 2], [Score(Plan("svm"), each, each, 0.1)] * 2, x_title="C")
        for each in (BAD, GOOD)
    ]
    assert figures[0].layout.yaxis.range == figures[1].layout.yaxis.range


@pytest.mark.parametrize(
    "accuracies", [[0.85, 0.856, 0.836], [0.993, 0.987], [0.1, 0.12], [1.0, 1.0]]
)
def test_small_differences_have_the_same_scale_everywhere(accuracies):
    low, high = charts.strip_figure(accuracies, ["0"] * 3, x_title="Seed").layout.yaxis.range
    assert high - low == pytest.approx(20)
    assert low < 100 * min(accuracies)
    assert 100 * max(accuracies) < high


def test_large_differences_have_room():
    low, high = charts.strip_figure([0.2, 0.9], ["0", "1"], x_title="Fold").layout.yaxis.range
    assert low < 20
    assert 90 < high <= 101


def test_names_stand_above_their_bars_as_text():
    chart = charts.accuracy_figure(["<b>a", "b"], [BAD, GOOD])
    assert [each.text for each in chart.layout.annotations] == ["&lt;b>a", "b"]
    assert not chart.layout.yaxis.showticklabels
