import numpy as np
import pytest

from digitrec import load_model
from digitrec.datasets import in_format, load_digits
from digitrec.errors import InvalidDrawingError
from digitrec.evaluation import cell_evidence, mean_picture, nearest_pictures
from digitrec.formats import MNIST_FORMAT


@pytest.fixture(scope="module")
def digits():
    return load_digits()


@pytest.fixture(scope="module")
def model():
    return load_model("logistic-regression")


def test_nearest_agrees_with_plain_loops(digits):
    image = digits.images[5] * 0.5 // 1
    distances = [
        sum((float(a) - float(b)) ** 2 for a, b in zip(image.flat, other.flat, strict=True)) ** 0.5
        for other in digits.images
    ]
    expected = sorted(range(len(distances)), key=lambda i: (distances[i], i))[:6]
    near = nearest_pictures(image, digits, n=6)
    assert near.rows.tolist() == expected
    assert near.distances == pytest.approx([distances[i] for i in expected])
    assert near.labels.tolist() == [digits.y[i] for i in expected]
    assert (near.images == digits.images[expected]).all()


def test_a_training_picture_is_its_own_neighbour(digits):
    near = nearest_pictures(digits.images[100], digits, n=1)
    assert near.rows.tolist() == [100]
    assert near.distances.tolist() == [0.0]


def log_odds(model, picture, digit):
    p = min(max(model.predict_images(picture[np.newaxis])[0, digit], 1e-6), 1 - 1e-6)
    return np.log(p / (1 - p))


def test_the_mean_picture_is_the_mean_of_each_cell(digits):
    picture = mean_picture(digits)
    for row, column in [(0, 0), (3, 4), (6, 2)]:
        mean = sum(float(image[row, column]) for image in digits.images) / len(digits.images)
        assert picture[row, column] == round(mean)


def test_evidence_agrees_with_one_cell_at_a_time(digits, model):
    image = digits.images[17]
    digit = int(digits.y[17])
    mean = mean_picture(digits)
    evidence = cell_evidence(model, image, digit, mean)
    assert evidence.shape == (8, 8)
    for row, column in [(0, 0), (2, 3), (4, 4), (7, 7), (1, 5)]:
        changed = image.copy()
        changed[row, column] = mean[row, column]
        lost = log_odds(model, image, digit) - log_odds(model, changed, digit)
        assert evidence[row, column] == pytest.approx(lost, abs=1e-9)


def test_evidence_of_28x28_agrees_with_one_block_at_a_time(digits, model_of_28x28):
    greys = in_format(digits, MNIST_FORMAT, np.arange(200))
    image, digit = greys.images[17].astype(float), int(greys.y[17])
    mean = mean_picture(greys)
    evidence = cell_evidence(model_of_28x28, image, digit, mean)
    assert evidence.shape == (7, 7)
    assert np.abs(evidence).max() > 0.5
    for row, column in [(0, 0), (2, 3), (3, 3), (6, 6), (1, 5)]:
        changed = image.copy()
        block = slice(4 * row, 4 * row + 4), slice(4 * column, 4 * column + 4)
        changed[block] = mean[block]
        lost = log_odds(model_of_28x28, image, digit) - log_odds(model_of_28x28, changed, digit)
        assert evidence[row, column] == pytest.approx(lost, abs=1e-9)


def test_the_mean_picture_says_nothing(digits, model):
    mean = mean_picture(digits)
    assert cell_evidence(model, mean, 8, mean) == pytest.approx(np.zeros((8, 8)), abs=1e-12)


@pytest.mark.parametrize("wrong", [np.zeros((2, 8, 8)), np.full((8, 8), np.nan), np.zeros(64)])
def test_only_one_picture_is_explained(digits, model, wrong):
    mean = mean_picture(digits)
    with pytest.raises(InvalidDrawingError):
        nearest_pictures(wrong, digits)
    with pytest.raises(InvalidDrawingError):
        cell_evidence(model, wrong, 3, mean)
    with pytest.raises(InvalidDrawingError):
        cell_evidence(model, mean, 3, wrong)
