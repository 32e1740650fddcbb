"""The test of a claim, against values worked out another way."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitrec.accuracy import Accuracy
from digitrec.evaluation import binomial_test, claim_in_words


def probability(k, n, p):
    """Of k right of n, by the formula."""
    return math.comb(n, k) * p**k * (1 - p) ** (n - k)


COUNTS = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS, st.integers(1, 99))
def test_the_p_value_adds_up_all_that_is_no_more_probable(counts, claimed_percent):
    n_right, n = counts
    p = claimed_percent / 100
    bound = probability(n_right, n, p) * (1 + 1e-7)  # equal ones differ by rounding
    expected = sum(probability(k, n, p) for k in range(n + 1) if probability(k, n, p) <= bound)
    assert binomial_test(Accuracy(n_right, n), p).p_value == pytest.approx(expected, rel=1e-6)


@given(COUNTS)
def test_the_exact_interval_ends_where_a_tail_has_two_and_a_half_percent(counts):
    n_right, n = counts
    low, high = binomial_test(Accuracy(n_right, n), 0.5).exact_interval
    if n_right > 0:
        tail = sum(probability(k, n, low) for k in range(n_right, n + 1))
        assert tail == pytest.approx(0.025, rel=1e-6)
    if n_right < n:
        tail = sum(probability(k, n, high) for k in range(n_right + 1))
        assert tail == pytest.approx(0.025, rel=1e-6)
    assert (low == 0) == (n_right == 0)
    assert (high == 1) == (n_right == n)


def test_six_of_six_prove_little():
    test = binomial_test(Accuracy(6, 6), 0.95)
    assert not test.rejected
    assert test.p_value == 1
    assert test.exact_interval[0] == pytest.approx(0.025 ** (1 / 6))
    counted, judged, shown = claim_in_words(test)
    assert "6 of 6 were: 100\xa0%" in counted
    assert "in practically every test (the p-value, 1)" in judged
    assert "does not speak against the claim" in judged
    assert "between 61\xa0% and 100\xa0% " in shown


@pytest.mark.parametrize(
    ("n_right", "n", "claimed", "said"),
    [
        (156, 196, 0.95, "in fewer than one of 1,000 tests (the p-value, below 0.001)"),
        (156, 196, 0.95, "here it reads worse than claimed"),
        (6, 10, 0.2, "in about 7 of 1,000 tests (the p-value, 0.0064)"),
        (6, 10, 0.2, "here it reads better than claimed"),
        (449, 450, 1.0, "in no test at all"),
        (276, 296, 0.95, "in about 18 of 100 tests (the p-value, 0.18)"),
    ],
)
def test_a_p_value_is_told_as_how_often(n_right, n, claimed, said):
    assert said in claim_in_words(binomial_test(Accuracy(n_right, n), claimed))[1]


def test_a_claim_beyond_all_pictures_is_refused():
    with pytest.raises(ValueError, match=r"is 95; it must lie between 0 and 1"):
        binomial_test(Accuracy(6, 6), 95)
