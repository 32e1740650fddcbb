"""The networks learn from inventions once, and from the digits as often as there are folds."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from digitrec.datasets import load_digits
from digitrec.recognition import with_directions
from digitrec.shipped import finish, fit_on_inventions, networks


@pytest.fixture(scope="module")
def digits():
    return load_digits().X[:300], load_digits().y[:300]


@pytest.fixture(scope="module")
def invented(digits):
    """Stand-ins: digits with made-up direction features."""
    rng = np.random.default_rng(0)
    X = with_directions(digits[0], rng.uniform(0, 1, (300, 87)))
    return X.astype(np.float32), digits[1]


def test_what_was_learned_from_inventions_stays_as_it_is(monkeypatch, digits, invented):
    monkeypatch.setattr(networks, "BEGINNING", ((1e-3, 3),))
    learned = fit_on_inventions(invented, 0)
    before = [network.coefs_[0].copy() for network in learned]
    once, again = (finish(learned, digits, invented) for _ in range(2))
    for network, weights in zip(learned, before, strict=True):
        assert_array_equal(network.coefs_[0], weights)
    rows = with_directions(digits[0])
    assert_array_equal(once.predict_proba(rows), again.predict_proba(rows))
    assert once.classes_.tolist() == list(range(10))
    assert (once.predict(rows) == digits[1]).mean() > 0.5
    assert {network[-1].coefs_[0].dtype for network in once.estimators_} == {np.dtype(np.float32)}
