"""The charts of the Evaluate page: they show the numbers that they were given."""

import numpy as np
import pytest

from digitrec.charts import evaluation as charts
from digitrec.evaluation import COUNTS, OF_ROW, confusion_matrix, proportions, reliability
from digitrec.shipped import held_out_answers

DIGITS = [str(digit) for digit in range(10)]


@pytest.fixture(scope="module")
def answers():
    return held_out_answers("decision-tree", "shuffled", model="Tree")


@pytest.fixture(scope="module")
def matrix(answers):
    return confusion_matrix(answers.y_true, answers.y_pred, 10)


def written(chart):
    cells = chart.data[-1]
    found = zip(cells.y, cells.x, cells.text, strict=True)
    return {(true, predicted): text for true, predicted, text in found if text}


def test_every_count_stands_in_its_cell(matrix):
    chart = charts.confusion_figure(matrix, matrix, DIGITS)
    texts = written(chart)
    for true in range(10):
        for predicted in range(10):
            text = texts.get((str(true), str(predicted)), "0")
            assert text == str(matrix[true, predicted])


def test_right_and_wrong_have_a_scale_each(matrix):
    right, wrong, _ = charts.confusion_figure(matrix, matrix, DIGITS).data
    assert np.isnan(right.z[~np.eye(10, dtype=bool)]).all()
    assert np.isnan(np.diag(wrong.z)).all()
    assert right.zmax == np.diag(matrix).max()
    assert wrong.zmax == matrix[~np.eye(10, dtype=bool)].max()


def test_proportions_are_written_in_percent(matrix):
    shown = proportions(matrix, OF_ROW)
    texts = written(charts.confusion_figure(matrix, shown, DIGITS, by=OF_ROW))
    assert float(texts["3", "3"]) == pytest.approx(100 * matrix[3, 3] / matrix[3].sum(), abs=0.5)


def test_a_click_finds_its_cell(matrix):
    targets = charts.confusion_figure(matrix, matrix, DIGITS).data[-1]
    for place in (0, 38, 99):
        true, predicted = charts.cell_of(place, 10)
        assert (targets.y[place], targets.x[place]) == (str(true), str(predicted))
        assert targets.hovertext[place] == f"{true} read as {predicted}: {matrix[true, predicted]}"


def test_a_finger_moves_the_page_and_no_axis(answers, matrix):
    bins = reliability(answers.confidence, answers.right)
    for chart in (charts.confusion_figure(matrix, matrix, DIGITS), charts.reliability_figure(bins)):
        assert chart.layout.dragmode is False
        assert chart.layout.xaxis.fixedrange
        assert chart.layout.yaxis.fixedrange


@pytest.mark.parametrize("junk", [100, -1, None, "3", 1.0, True])
def test_what_is_no_cell_is_none(junk):
    assert charts.cell_of(junk, 10) is None


def test_a_click_leaves_the_other_numbers_as_they_are(matrix):
    chart = charts.confusion_figure(matrix, matrix, DIGITS, text_colour="#123456")
    cells = chart.data[-1]
    for state in (cells, cells.selected, cells.unselected):
        assert state.textfont.color == "#123456"


def test_a_matrix_without_mistakes_can_be_drawn():
    chart = charts.confusion_figure(np.diag([3, 4]), np.diag([3, 4]), ["not 2", "2"], by=COUNTS)
    assert written(chart) == {("not 2", "not 2"): "3", ("2", "2"): "4"}


def test_a_difference_tells_who_has_more():
    chart = charts.difference_figure(np.array([[2, -2], [0, 0]]), ["a", "b"], ("A", "B"))
    assert written(chart) == {("a", "a"): "+2", ("a", "b"): "−2"}
    assert chart.data[-1].hovertext[:2] == ("a read as a: 2 more by A", "a read as b: 2 more by B")


def test_the_reliability_diagram_shows_the_filled_bins(answers):
    bins = reliability(answers.confidence, answers.right)
    _, points, counts = charts.reliability_figure(bins).data
    assert len(points.x) == len(bins.filled)
    assert counts.y.sum() == 1797
    low = points.y - points.error_y.arrayminus
    assert low[0] == pytest.approx(100 * bins.accuracy(bins.filled[0]).interval[0])
