"""Accuracies, against values worked out another way, and in words."""

from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitrec.accuracy import Accuracy, interval_in_words, percent

Z_95 = NormalDist().inv_cdf(0.975)
ROUNDING = 1e-12


@pytest.mark.parametrize(
    ("n_right", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_intervals_of_the_literature(n_right, n, low, high):
    """The last is Newcombe's example (Statistics in Medicine 17, 1998, table I)."""
    assert Accuracy(n_right, n).interval == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 10_000).flatmap(lambda n: st.builds(Accuracy, st.integers(0, n), st.just(n))))
def test_the_ends_are_where_the_proportion_is_just_plausible(accuracy):
    """Each end is a p of which the observed proportion lies 1.96 standard deviations away."""
    low, high = accuracy.interval
    assert 0 <= low <= accuracy.proportion + ROUNDING
    assert accuracy.proportion - ROUNDING <= high <= 1
    for p in (low, high):
        away = (accuracy.proportion - p) ** 2
        assert away == pytest.approx(Z_95**2 * p * (1 - p) / accuracy.n, rel=1e-6, abs=1e-12)


@given(st.integers(1, 1000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_right_and_wrong_mirror_each_other(counts):
    n_right, n = counts
    low, high = Accuracy(n_right, n).interval
    assert Accuracy(n - n_right, n).interval == pytest.approx((1 - high, 1 - low))


def test_an_accuracy_is_told_in_words():
    accuracy = Accuracy(1713, 1797)
    assert accuracy.percent == "95.3\xa0%"
    assert accuracy.counts == "1,713 of 1,797"
    assert accuracy.interval_in_words == "94.2\xa0% to 96.2\xa0%"
    assert accuracy.true_figure == "The true figure probably lies between 94.2\xa0% and 96.2\xa0%"


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        ((0.6097, 1.0), "61\xa0% to 100\xa0%"),
        ((0.981, 0.998), "98.1\xa0% to 99.8\xa0%"),
        ((0.0, 0.2775), "0\xa0% to 28\xa0%"),
        ((0.9967, 0.9999), "99.7\xa0% to >99.9\xa0%"),
        ((0.82, 0.885), "82.0\xa0% to 88.5\xa0%"),
    ],
)
def test_a_wide_interval_is_told_in_whole_percent(interval, text):
    assert interval_in_words(interval) == text


@pytest.mark.parametrize(
    ("proportion", "digits", "text"),
    [
        (0.95, 1, "95.0\xa0%"),
        (0.9933, 1, "99.3\xa0%"),
        (0.1, 0, "10\xa0%"),
        (1.0, 1, "100\xa0%"),
        (1.0, 0, "100\xa0%"),
        (0.99999, 1, ">99.9\xa0%"),
        (0.9994, 1, "99.9\xa0%"),
        (0.995, 0, ">99\xa0%"),
        (0.00001, 0, "<1\xa0%"),
        (0.00001, 1, "<0.1\xa0%"),
        (0.0, 0, "0\xa0%"),
        (0.0, 1, "0\xa0%"),
    ],
)
def test_only_what_is_certain_is_none_or_all(proportion, digits, text):
    assert percent(proportion, digits) == text
