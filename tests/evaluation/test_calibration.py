"""How good the confidence is: against scikit-learn and plain loops."""

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss

from digitrec.evaluation import calibration_in_words, reliability
from digitrec.evaluation.calibration import reference_brier_score


@pytest.fixture
def read():
    rng = np.random.default_rng(0)
    probabilities = rng.dirichlet(np.full(10, 0.2), size=400)
    drawn = (rng.random((400, 1)) > probabilities.cumsum(axis=1)).sum(axis=1)
    return np.minimum(drawn, 9), probabilities


def test_the_reference_score_is_that_of_constant_proportions(read):
    y, _ = read
    constant = np.tile(np.bincount(y, minlength=10) / len(y), (len(y), 1))
    expected = brier_score_loss(y, constant, labels=range(10), scale_by_half=False)
    assert reference_brier_score(y, 10) == pytest.approx(expected)


def test_bins_are_counted_as_by_hand(read):
    y, probabilities = read
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == y
    bins = reliability(confidence, right)
    error = 0.0
    for i in range(10):
        inside = [j for j in range(400) if i / 10 < confidence[j] <= (i + 1) / 10]
        assert bins.n[i] == len(inside)
        assert bins.n_right[i] == sum(right[j] for j in inside)
        if inside:
            mean = sum(confidence[j] for j in inside) / len(inside)
            assert bins.confidence[i] == pytest.approx(mean)
            error += len(inside) / 400 * abs(bins.n_right[i] / len(inside) - mean)
        else:
            assert np.isnan(bins.confidence[i])
    assert bins.error == pytest.approx(error)


def test_both_ends_are_in_a_bin():
    bins = reliability(np.array([0.0, 1.0, 0.1, 0.5]), np.array([False, True, True, True]))
    assert bins.n.tolist() == [2, 0, 0, 0, 1, 0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("sharpened", "words"), [(1, "as sure as it should be"), (4, "over"), (0.4, "under")]
)
def test_the_words_follow_the_numbers(read, sharpened, words):
    y, probabilities = read
    probabilities = probabilities**sharpened
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    whole, score = calibration_in_words(y, probabilities)
    assert words in whole
    distances = ((probabilities - np.eye(10)[y]) ** 2).sum(axis=1)
    assert f"{distances.mean():.3f}" in score


def test_two_classes_are_scored_as_ten(read):
    y, p = (read[0] == 3).astype(int), read[1][:, 3]
    _, score = calibration_in_words(y, np.column_stack([1 - p, p]))
    assert f"The *Brier score* is {2 * ((p - y) ** 2).mean():.3f};" in score
