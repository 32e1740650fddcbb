"""Two models on the same pictures: McNemar's test against plain sums, and clear refusals."""

from math import comb

import numpy as np
import pytest

from digitrec.errors import InvalidPlanError
from digitrec.evaluation import answers_of_run, compare, confusion_matrix, mcnemar, mcnemar_in_words
from digitrec.shipped import held_out_answers
from digitrec.training import Plan, Split, run


def outcomes(both, only_first, only_second, neither):
    first = [True] * both + [True] * only_first + [False] * (only_second + neither)
    second = [True] * both + [False] * only_first + [True] * only_second + [False] * neither
    return np.array(first), np.array(second)


@pytest.mark.parametrize(("one", "other"), [(3, 9), (9, 3), (0, 6), (5, 5), (1, 0), (20, 41)])
def test_mcnemars_test_is_the_sum_over_the_tails(one, other):
    test = mcnemar(*outcomes(100, one, other, 7))
    n, few = one + other, min(one, other)
    expected = min(1, 2 * sum(comb(n, k) for k in range(few + 1)) / 2**n)
    assert (test.n_only_first, test.n_only_second) == (one, other)
    assert test.p_value == pytest.approx(expected)


def test_where_both_read_the_same_nothing_differs():
    test = mcnemar(*outcomes(10, 0, 0, 2))
    assert test.p_value == 1
    assert "nothing that could differ" in mcnemar_in_words(test, "A", "B")


def test_the_words_follow_the_test():
    clear = mcnemar_in_words(mcnemar(*outcomes(100, 3, 30, 0)), "Tree", "Forest")
    assert "33 pictures are read right by one of the two only: 3 by Tree, 30 by Forest" in clear
    assert "30 to 3" in clear
    assert "Forest is better" in clear
    assert "in fewer than one of 1,000 tries" in clear
    even = mcnemar_in_words(mcnemar(*outcomes(100, 5, 6, 0)), "Tree", "Forest")
    assert "do not show that one of them is better" in even


def test_two_models_are_compared_picture_by_picture():
    first = held_out_answers("svm", "shuffled", model="SVM")
    second = held_out_answers("decision-tree", "shuffled", model="Tree")
    both = compare(first, second)
    for i in both.only_first:
        assert first.y_pred[i] == first.y_true[i] != second.y_pred[i]
    for i in both.only_second:
        assert second.y_pred[i] == second.y_true[i] != first.y_pred[i]
    n = len(both.only_first) - len(both.only_second)
    assert n == first.accuracy.n_right - second.accuracy.n_right
    expected = confusion_matrix(first.y_true, first.y_pred, 10)
    expected -= confusion_matrix(second.y_true, second.y_pred, 10)
    assert np.array_equal(both.difference, expected)
    assert both.difference.sum() == 0


def test_only_pictures_that_both_have_read_are_compared():
    first = answers_of_run(run(Plan("decision-tree", split=Split("random"), seed=1)), "One")
    second = answers_of_run(run(Plan("naive-bayes", split=Split("random"), seed=2)), "Other")
    both = compare(first, second)
    assert set(both.first.source_rows) == set(first.source_rows) & set(second.source_rows)
    assert np.array_equal(both.first.source_rows, both.second.source_rows)
    assert np.array_equal(both.first.y_true, both.second.y_true)


def test_what_has_no_picture_in_common_is_refused():
    beginning, end = (
        answers_of_run(run(Plan("dummy", split=Split("file-order", n_train=n, n_test=5))), "Floor")
        for n in (10, 50)
    )
    assert compare(beginning, end).first.n == 5
    apart = beginning.subset(np.arange(2)), end.subset(np.arange(2, 5))
    with pytest.raises(InvalidPlanError, match="No picture is in both"):
        compare(*apart)


def test_a_detector_is_not_compared_with_a_reader_of_digits():
    reader = held_out_answers("svm", "shuffled", model="SVM")
    detector = answers_of_run(run(Plan("naive-bayes", target=2)), "Two or not")
    with pytest.raises(InvalidPlanError, match="Choose two of one kind"):
        compare(reader, detector)
