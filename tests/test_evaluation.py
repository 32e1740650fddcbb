"""Numbers from results, against values worked out another way."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitrec.evaluation import Z_95, wilson_interval

ROUNDING = 1e-12


def test_z_cuts_off_the_outer_five_percent():
    assert math.erf(Z_95 / math.sqrt(2)) == pytest.approx(0.95, abs=1e-15)


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
    assert wilson_interval(n_right, n) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_ends_are_where_the_share_is_just_plausible(counts):
    """Each end is a share p of which the observed one lies 1.96 standard deviations away."""
    n_right, n = counts
    low, high = wilson_interval(n_right, n)
    assert -ROUNDING <= low <= n_right / n + ROUNDING
    assert n_right / n - ROUNDING <= high <= 1 + ROUNDING
    for p in (low, high):
        away = (n_right / n - p) ** 2
        assert away == pytest.approx(Z_95**2 * p * (1 - p) / n, rel=1e-6, abs=1e-12)


@given(st.integers(1, 1000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_right_and_wrong_mirror_each_other(counts):
    n_right, n = counts
    low, high = wilson_interval(n_right, n)
    assert wilson_interval(n - n_right, n) == pytest.approx((1 - high, 1 - low))
