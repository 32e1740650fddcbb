"""The confusion matrix and what follows from it: against scikit-learn's metrics."""

import numpy as np
import pytest
from sklearn import metrics

from digitrec.evaluation import (
    COUNTS,
    OF_COLUMN,
    OF_ROW,
    confused_in_words,
    confusion_matrix,
    most_confused,
    proportions,
)
from digitrec.evaluation.confusion import class_report

DIGITS = [str(digit) for digit in range(10)]


@pytest.fixture(params=[0, 1, 2])
def read(request):
    """Labels and answers; in the last case, without an 8 and never read as a 3."""
    rng = np.random.default_rng(request.param)
    y_true = rng.integers(10, size=500)
    y_pred = np.where(rng.random(500) < 0.8, y_true, rng.integers(10, size=500))
    if request.param == 2:
        y_true[y_true == 8] = 1
        y_pred[y_pred == 3] = 5
        y_pred[y_pred == 8] = 2
    return y_true, y_pred


def test_the_matrix_is_that_of_scikit_learn(read):
    expected = metrics.confusion_matrix(*read, labels=range(10))
    assert np.array_equal(confusion_matrix(*read, 10), expected)


@pytest.mark.parametrize(("by", "normalize"), [(OF_ROW, "true"), (OF_COLUMN, "pred")])
def test_proportions_are_those_of_scikit_learn(read, by, normalize):
    expected = metrics.confusion_matrix(*read, labels=range(10), normalize=normalize)
    np.testing.assert_allclose(proportions(confusion_matrix(*read, 10), by), expected)


def test_counts_stay_counts(read):
    matrix = confusion_matrix(*read, 10)
    assert np.array_equal(proportions(matrix, COUNTS), matrix)


def test_precision_recall_and_f1_are_those_of_scikit_learn(read):
    report = class_report(confusion_matrix(*read, 10))
    expected = metrics.precision_recall_fscore_support(
        *read, labels=range(10), zero_division=np.nan
    )
    for ours, theirs in zip(
        (report.precision, report.recall, report.f1, report.support), expected, strict=True
    ):
        np.testing.assert_allclose(ours, theirs)


def test_the_pair_most_confused_is_told_both_ways():
    matrix = np.diag([5] * 10)
    matrix[3, 8], matrix[8, 3], matrix[1, 7] = 1, 4, 4
    assert most_confused(matrix) == (8, 3)
    assert confused_in_words(matrix, DIGITS) == (
        "Most confused are 8 and 3: 8 was read as 3 four times, 3 as 8 once. That is 5 of 9 "
        "misreadings."
    )


def test_where_nothing_is_misread_there_is_no_pair():
    assert most_confused(np.eye(10, dtype=int)) is None
    assert confused_in_words(np.eye(10, dtype=int), DIGITS) == "Nothing was misread."
