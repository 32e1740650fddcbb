"""What a model says of pictures and drawings, against its estimator asked directly."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.testing import assert_allclose, assert_array_equal

from digitrec import (
    InvalidDrawingError,
    Model,
    Prediction,
    load_model,
    model_names,
    normalization_steps,
    to_digits_format,
)
from digitrec.datasets import load_digits
from digitrec.drawing import check_strokes, direction_features, ink, re_ink
from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT, greys_of
from digitrec.recognition import (
    DOUBTFUL_ABOVE,
    NO_DIGIT_ABOVE,
    ONE_VIEW,
    SURE_FROM,
    Card,
    View,
    confidence_in_words,
)
from digitrec.recognition import card as card_module
from digitrec.recognition import model as model_module
from digitrec.recognition.features import with_directions

DOUBTFUL = (DOUBTFUL_ABOVE + NO_DIGIT_ABOVE) / 2
pictures = npst.arrays(np.int64, (8, 8), elements=st.integers(0, 16))


@pytest.fixture(scope="module", params=model_names())
def model(request):
    return load_model(request.param)


@pytest.fixture(scope="module")
def svm():
    return load_model("svm")


class Constant:
    """An estimator that says the same of every picture, and keeps what it was asked."""

    def __init__(self, probabilities):
        self.probabilities = np.array(probabilities)
        self.asked = []

    @property
    def classes_(self):
        return np.arange(len(self.probabilities))

    def predict_proba(self, X):
        self.asked.append(X)
        return np.tile(self.probabilities, (len(X), 1))


def saying(probabilities, views=ONE_VIEW):
    return Model(Constant(probabilities), Card(DIGITS_FORMAT, views))


def test_pictures_are_read_as_by_the_estimator(model):
    digits, card = load_digits(), model.card
    X = with_directions(digits.X[:50]) if card.with_directions else digits.X[:50]
    scores = model.estimator.predict_proba(X)
    if card.temperature != 1:
        scores = scores ** (1 / card.temperature)
    # Where a model knows what is no digit, the ten share what is left.
    expected = (scores.T[:10] / scores.T[:10].sum(axis=0)).T
    assert_allclose(model.predict_images(digits.images[:50]), expected, atol=1e-12)
    whole = digits.images[:50].astype(int).tolist()
    assert_array_equal(model.predict_images(whole), model.predict_images(digits.images[:50]))


def test_a_picture_alone_is_read_as_among_others(model):
    digits = load_digits()
    together = model.predict_images(digits.images[:10])
    for image, probabilities in zip(digits.images[:10], together, strict=True):
        assert_allclose(model.predict_images(image[np.newaxis]), [probabilities], atol=1e-9)
        assert_allclose(model.predict_image(image).probabilities, probabilities, atol=1e-9)


def test_most_digits_of_the_data_set_are_read(model):
    digits = load_digits()
    assert (model.predict_images(digits.images).argmax(axis=1) == digits.y).mean() > 0.95


def test_a_model_answers_any_picture_with_ten_probabilities(model):
    noise = np.random.default_rng(0).integers(0, 17, (40, 8, 8))
    blank, full = np.zeros((1, 8, 8)), np.full((1, 8, 8), 16)
    probabilities = model.predict_images(np.concatenate([noise, blank, full]))
    assert probabilities.shape == (42, 10)
    assert (probabilities >= 0).all()
    assert_allclose(probabilities.sum(axis=1), 1)


def test_no_pictures_have_no_probabilities(svm):
    assert svm.predict_images(np.zeros((0, 8, 8))).shape == (0, 10)


@given(image=pictures)
def test_a_prediction_is_whole(svm, image):
    prediction = svm.predict_image(image)
    assert prediction.probabilities.shape == (10,)
    assert prediction.probabilities.sum() == pytest.approx(1)
    assert prediction.digit in {*range(10), None}
    if prediction.digit is None:
        assert not prediction.sure
    else:
        assert prediction.digit == prediction.probabilities.argmax()
        assert prediction.sure == (prediction.probabilities.max() >= SURE_FROM)
    assert (prediction.reason == "") == prediction.sure
    assert prediction.sure or prediction.reason[0].isupper()
    assert prediction.sure or prediction.reason.endswith(".")


def test_ten_drawings_are_read(svm, drawn_digits):
    for digit, strokes in enumerate(drawn_digits):
        prediction = svm.predict_strokes(strokes)
        assert (prediction.digit, prediction.sure, prediction.reason) == (digit, True, "")
        assert isinstance(prediction.digit, int)
        assert isinstance(prediction.sure, bool)


def test_a_drawing_is_read_by_every_view_of_the_card(drawn_digits):
    views = (View(3.0, 0.1), View(4.0, 0.0), View(5.0, -0.1))
    model = saying(np.eye(10)[4], views)
    model.predict_strokes(drawn_digits[4])
    asked = np.concatenate(model.estimator.asked).reshape(-1, 8, 8)
    expected = [to_digits_format(drawn_digits[4], pen=view.pen, lean=view.lean) for view in views]
    assert_array_equal(asked, expected)


def test_views_are_averaged(svm, drawn_digits):
    views = (View(3.0, -0.2), View(5.5, 0.2))
    averaged = dataclasses.replace(svm, card=dataclasses.replace(svm.card, views=views))
    one_by_one = svm.predict_images(
        [to_digits_format(drawn_digits[9], pen=view.pen, lean=view.lean) for view in views]
    )
    assert np.ptp(one_by_one, axis=0).max() > 0.001
    assert_allclose(
        averaged.predict_strokes(drawn_digits[9]).probabilities, one_by_one.mean(axis=0)
    )


def test_an_unsure_answer_names_the_two(drawn_digits):
    probabilities = [0.0, 0.3, 0.05, 0.0, 0.0, 0.0, 0.08, 0.42, 0.05, 0.1]
    prediction = saying(probabilities).predict_strokes(drawn_digits[7])
    assert (prediction.digit, prediction.sure) == (7, False)
    assert prediction.reason == "This could be a 7 or a 1."


@pytest.mark.parametrize("strokes", [[], [[]], [np.zeros((0, 2))]])
def test_a_blank_canvas_is_not_sure(strokes, model):
    prediction = model.predict_strokes(strokes)
    assert (prediction.digit, prediction.sure) == (None, False)
    assert prediction.reason.startswith("There is nothing on the canvas")
    assert_allclose(prediction.probabilities, 0.1)


def test_a_blank_picture_is_not_sure(model):
    prediction = model.predict_image(np.zeros((8, 8)))
    assert (prediction.digit, prediction.sure) == (None, False)
    assert prediction.reason == "There is no ink in this picture."


@pytest.mark.parametrize("images", [[], np.zeros((8, 7)), np.full((1, 8, 8), 17), "picture", None])
def test_what_is_no_picture_is_refused(images, svm):
    with pytest.raises(InvalidDrawingError):
        svm.predict_images(images)
    with pytest.raises(InvalidDrawingError):
        svm.predict_image(images)


def test_several_pictures_are_not_one(svm):
    with pytest.raises(InvalidDrawingError):
        svm.predict_image(np.zeros((2, 8, 8)))


@pytest.mark.parametrize("strokes", [None, "strokes", [[(0, np.nan)]], np.zeros((1, 100_000, 2))])
def test_what_is_no_drawing_is_refused(strokes, svm):
    with pytest.raises(InvalidDrawingError):
        svm.predict_strokes(strokes)


def test_a_model_and_its_answers_cannot_be_changed(svm, drawn_digits):
    with pytest.raises(dataclasses.FrozenInstanceError):
        svm.card = {}
    with pytest.raises(dataclasses.FrozenInstanceError):
        svm.predict_strokes(drawn_digits[3]).digit = 8


def test_reading_leaves_the_drawing_alone(svm, drawn_digits):
    before = [stroke.copy() for stroke in drawn_digits[5]]
    first = svm.predict_strokes(drawn_digits[5])
    again = svm.predict_strokes(drawn_digits[5])
    assert_array_equal(first.probabilities, again.probabilities)
    for stroke, copy in zip(drawn_digits[5], before, strict=True):
        assert_array_equal(stroke, copy)


@pytest.mark.parametrize(
    ("letter", "sign", "digit", "sentence"),
    [
        (0.9, 0.05, None, "more like a letter than like a digit"),
        (0.05, 0.9, None, "more like a sign than like a digit"),
        (DOUBTFUL, 0.001, 3, "like a 3, but perhaps a letter"),
        (DOUBTFUL / 4, DOUBTFUL / 4, 3, ""),
    ],
)
def test_a_model_that_learned_what_is_no_digit_says_what_it_is(letter, sign, digit, sentence):
    left = 1 - letter - sign
    model = saying([0, 0, 0, 0.8 * left, 0.2 * left, 0, 0, 0, 0, 0, 0, letter, sign])
    prediction = model.predict_image(load_digits().images[3])
    assert prediction.digit == digit
    assert prediction.sure == (not sentence)
    assert sentence in prediction.reason
    assert_allclose(prediction.probabilities[3:5], [0.8, 0.2])


def test_a_model_of_before_knows_scribbles_only():
    model = saying([0, 0, 0, 0.1, 0, 0, 0, 0, 0, 0, 0.9])
    reason = model.predict_image(load_digits().images[3]).reason
    assert reason == "This looks more like a scribble than like a digit."


@pytest.mark.parametrize("n_classes", [10, 16])
def test_a_temperature_makes_a_model_less_sure_of_the_same(n_classes):
    shares = np.random.default_rng(0).dirichlet(np.ones(n_classes))
    images = load_digits().images[:1]
    as_fitted, cooled = (
        Model(Constant(shares), Card(DIGITS_FORMAT, temperature=temperature))
        for temperature in (1.0, 2.0)
    )
    (sharp,), (flat,) = as_fitted.predict_images(images), cooled.predict_images(images)
    roots = np.sqrt(shares[:10])
    assert_allclose(flat, roots / roots.sum())
    assert flat.argmax() == sharp.argmax()
    assert flat.max() < sharp.max()


def test_a_model_is_told_how_the_pen_moved_if_its_card_says_so(drawn_digits):
    card = Card(DIGITS_FORMAT, (View(), View(5.0)), with_directions=True)
    model = Model(Constant([0.1] * 10), card)
    model.predict_strokes(drawn_digits[2])
    model.predict_images(load_digits().images[:3])
    drawing, pictures = model.estimator.asked
    features = direction_features(check_strokes(drawn_digits[2]))
    assert_array_equal(drawing[:, 64:], [features, features])
    assert_array_equal(drawing[0, :64], to_digits_format(drawn_digits[2]).ravel())
    assert_array_equal(pictures[:, :64], load_digits().X[:3])
    assert pictures.shape == (3, 64 + len(features))
    assert not pictures[:, 64:].any()


def test_a_model_of_28x28_reads_a_drawing_as_mnist_frames_it(model_of_28x28, drawn_digits):
    for strokes in drawn_digits:
        reading = model_of_28x28.read_strokes(strokes)
        expected = normalization_steps(strokes, picture_format=MNIST_FORMAT)
        assert list(reading.steps) == list(expected) == ["ink", "shrunk", "28x28"]
        for name, picture in reading.steps.items():
            assert_array_equal(picture, expected[name])
        assert_array_equal(reading.picture, expected["28x28"])
        assert_array_equal(reading.image, to_digits_format(strokes))
        row = expected["28x28"].reshape(1, -1)
        assert_allclose(
            reading.prediction.probabilities,
            model_of_28x28.estimator.predict_proba(row)[0],
            atol=1e-12,
        )
        assert_array_equal(
            reading.prediction.probabilities,
            model_of_28x28.predict_strokes(strokes).probabilities,
        )


def test_the_pictures_on_the_way_are_those_of_the_first_view(drawn_digits):
    views = (View(6.0, 0.2), View())
    model = saying([0.1] * 10, views)
    reading = model.read_strokes(drawn_digits[4])
    counts = reading.image
    assert_array_equal(counts, to_digits_format(drawn_digits[4], pen=6.0, lean=0.2))
    assert_array_equal(reading.steps["8x8"], counts)
    (asked,) = model.estimator.asked
    assert_array_equal(asked[0], counts.ravel())
    assert_array_equal(asked[1], to_digits_format(drawn_digits[4]).ravel())


def test_what_is_no_digit_has_pictures_on_the_way_but_a_blank_canvas_none():
    model = saying([0.1] * 10)
    reading = model.read_strokes([np.array([(0.0, 0.0), (300.0, 10.0)])])
    assert "wider than high" in reading.prediction.reason
    assert reading.steps["8x8"].any()
    assert reading.image.any()
    blank = model.read_strokes([])
    assert "nothing on the canvas" in blank.prediction.reason
    assert (blank.steps, blank.picture, blank.image) == ({}, None, None)
    assert model.estimator.asked == []


def test_a_drawing_is_checked_once_and_inked_once_for_each_view(monkeypatch, drawn_digits):
    calls = []

    def counted(function):
        def call(*args, **kwargs):
            calls.append(function.__name__)
            return function(*args, **kwargs)

        return call

    for module in (card_module, model_module, ink):
        for function in (check_strokes, re_ink):
            monkeypatch.setattr(module, function.__name__, counted(function), raising=False)
    views = (View(), View(3.0, 0.1), View(5.0, -0.1))
    saying([0.1] * 10, views).predict_strokes(drawn_digits[4])
    assert sorted(calls) == ["check_strokes"] + ["re_ink"] * 3


def test_cells_are_read_as_they_are_or_drawn_out_for_a_model_of_28x28(svm, model_of_28x28):
    image = load_digits().images[6]
    reading = svm.read_cells(image.astype(int).tolist())
    assert reading.prediction.digit == 6
    assert reading.strokes is None
    assert list(reading.steps) == ["8x8"]
    assert_array_equal(reading.picture, image)
    drawn_out = model_of_28x28.read_cells(image)
    assert list(drawn_out.steps) == ["8x8", "28x28"]
    assert_array_equal(drawn_out.picture, greys_of(image))
    assert_array_equal(drawn_out.image, image)
    assert_array_equal(
        drawn_out.prediction.probabilities,
        model_of_28x28.predict_image(greys_of(image)).probabilities,
    )
    with pytest.raises(InvalidDrawingError):
        model_of_28x28.read_cells(greys_of(image))


def test_confidence_is_put_into_words():
    def in_words(probability, *, digit=4, sure=True):
        probabilities = np.full(10, (1 - probability) / 9)
        probabilities[4] = probability
        return confidence_in_words(Prediction(digit, probabilities, sure, ""))

    assert in_words(0.97) == "Very sure, 97\xa0%"
    assert in_words(0.999) == "Very sure, over 99\xa0%"
    assert in_words(0.8) == "Sure, 80\xa0%"
    assert in_words(0.5) == "Probably, 50\xa0%"
    assert in_words(0.5, sure=False) == "Not sure, 50\xa0%"
    assert in_words(0.97, digit=None) == "Not sure"
