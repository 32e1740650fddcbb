import numpy as np
import pytest

from digitrec.datasets import (
    ORDERS,
    arrange,
    class_counts,
    class_pictures,
    load_digits,
    oddness,
    principal_components,
    tsne_map_of_sample,
)
from digitrec.datasets.describe import tsne_map
from digitrec.errors import InvalidPlanError


@pytest.fixture(scope="module")
def digits():
    return load_digits()


@pytest.fixture(scope="module")
def odd(digits):
    return oddness(digits.X, digits.y)


def test_every_picture_is_counted_once(digits):
    counts = class_counts(digits.y)
    assert counts.tolist() == [list(digits.y).count(digit) for digit in range(10)]
    assert class_counts(np.array([3, 3])).tolist() == [0, 0, 0, 2, 0, 0, 0, 0, 0, 0]


def test_means_and_deviations_agree_with_plain_loops(digits):
    pictures = class_pictures(digits.images, digits.y)
    for digit, row, column in [(0, 3, 3), (1, 2, 4), (7, 5, 2), (9, 0, 0)]:
        values = [
            float(image[row, column])
            for image, label in zip(digits.images, digits.y, strict=True)
            if label == digit
        ]
        mean = sum(values) / len(values)
        variance = sum((value - mean) ** 2 for value in values) / len(values)
        assert pictures.means[digit, row, column] == pytest.approx(mean)
        assert pictures.deviations[digit, row, column] == pytest.approx(variance**0.5)


def test_bytes_are_averaged_without_overflow():
    images = np.full((3, 28, 28), 255, np.uint8)
    pictures = class_pictures(images, np.array([4, 4, 4]))
    assert (pictures.means[4] == 255).all()
    assert not pictures.means[[0, 9]].any()
    assert not pictures.deviations.any()


def test_oddness_agrees_with_scikit_learns_neighbours(digits, odd):
    from sklearn.neighbors import NearestNeighbors

    for digit in (1, 8):
        members = digits.X[digits.y == digit]
        distances, _ = NearestNeighbors(n_neighbors=10).fit(members).kneighbors()
        weights = distances.mean(axis=1)
        assert odd[digits.y == digit] == pytest.approx(weights / np.median(weights))


def test_oddness_is_one_in_the_middle_of_each_digit(digits, odd):
    for digit in range(10):
        assert np.median(odd[digits.y == digit]) == pytest.approx(1)
    assert odd.min() > 0


def test_a_wrongly_labelled_picture_is_odd(digits):
    y = digits.y.copy()
    stranger = int(np.flatnonzero(y == 0)[5])
    y[stranger] = 4
    odd = oddness(digits.X, y)
    assert (odd[y == 4] < odd[stranger]).sum() == (y == 4).sum() - 1


def test_oddness_counts_the_same_for_bytes(digits, odd):
    assert oddness(digits.X.astype(np.uint8), digits.y) == pytest.approx(odd)


def test_oddness_of_few_pictures():
    X = np.array([[0.0], [1.0], [3.0], [7.0]])
    assert oddness(X, np.array([2, 5, 5, 6])).tolist() == [1, 1, 1, 1]
    assert oddness(X, np.array([1, 1, 1, 1]), n_neighbours=1).tolist() == pytest.approx(
        [1 / 1.5, 1 / 1.5, 2 / 1.5, 4 / 1.5]
    )
    assert oddness(np.zeros((3, 2)), np.array([1, 1, 1])).tolist() == [1, 1, 1]


def test_pictures_are_filtered_and_ordered():
    y = np.array([3, 1, 3, 1, 2])
    odd = np.array([0.9, 2.0, 1.5, 0.5, 0.9])
    assert arrange(y, odd).tolist() == [0, 1, 2, 3, 4]
    assert arrange(y, odd, digits=[1, 3]).tolist() == [0, 1, 2, 3]
    assert arrange(y, odd, order="Most typical first").tolist() == [3, 0, 4, 2, 1]
    assert arrange(y, odd, order="Oddest first").tolist() == [1, 2, 0, 4, 3]
    assert arrange(y, odd, digits=[3], order="Oddest first").tolist() == [2, 0]
    assert arrange(y, odd, digits=[7]).tolist() == []
    with pytest.raises(InvalidPlanError, match="There is no order named 'junk'"):
        arrange(y, odd, order="junk")
    assert len(ORDERS) == 3


def test_principal_components_agree_with_the_covariance(digits):
    found = principal_components(digits.X)
    centred = digits.X - digits.X.mean(axis=0)
    variances, directions = np.linalg.eigh(centred.T @ centred)
    assert found.explained_variance_ratio == pytest.approx((variances[::-1] / variances.sum())[:2])
    for axis in range(2):
        along = centred @ directions[:, -1 - axis]
        assert np.abs(found.points[:, axis]) == pytest.approx(np.abs(along), abs=1e-3)
    assert (principal_components(digits.X.astype(np.uint8)).points == found.points).all()


@pytest.fixture(scope="module")
def small_map(digits):
    return tsne_map(digits.X[:300])


@pytest.mark.slow
def test_neighbours_lie_together_on_the_map(digits, small_map):
    points, y = small_map.points, digits.y[:300]
    distances = np.linalg.norm(points[:, np.newaxis] - points, axis=2)
    np.fill_diagonal(distances, np.inf)
    assert (y[distances.argmin(axis=1)] == y).mean() > 0.9
    assert small_map.explained_variance_ratio == ()
    assert points.dtype == np.float32


@pytest.mark.slow
def test_the_map_comes_out_the_same_every_time(digits, small_map):
    assert (tsne_map(digits.X[:300]).points == small_map.points).all()


def test_larger_pictures_are_mapped_as_well(digits):
    large = np.repeat(np.repeat(digits.images[:40], 3, axis=1), 3, axis=2)
    assert tsne_map(large.reshape(40, -1).astype(np.uint8)).points.shape == (40, 2)


@pytest.mark.slow
def test_the_task_maps_the_sample_that_the_data_set_draws(digits):
    rows = digits.sample(100, random_state=0)
    expected = tsne_map(digits.X[rows])
    assert (tsne_map_of_sample("digits", 100, 0).points == expected.points).all()


def test_too_few_pictures_for_a_map_are_told(digits):
    with pytest.raises(InvalidPlanError, match=r"There are 30 pictures; .* needs more than 30"):
        tsne_map(digits.X[:30])
