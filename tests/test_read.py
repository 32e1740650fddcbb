"""A digit in an image is read as the drawing that it is of."""

import io

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from PIL import Image

import digitrec
from digitrec import InvalidDrawingError, image_to_digits_format, load_model, to_digits_format
from digitrec.drawing import draw_strokes, ink_from_image
from digitrec.recognition import REFUSAL_SENTENCES


def photographed(strokes, pen_px=10):
    greys = 230 - 180 * draw_strokes(strokes, 320, pen_px=pen_px)
    return greys * np.linspace(0.5, 1, 320)


def test_all_ten_digits_are_read_in_a_photograph(drawn_digits):
    model = load_model()
    answers = [digitrec.read_image(photographed(strokes), model) for strokes in drawn_digits]
    assert [answer.digit for answer in answers] == list(range(10))


@pytest.mark.parametrize("pen_px", [3, 6, 12, 22, 30])
def test_a_picture_becomes_what_its_drawing_becomes(pen_px, drawn_digits):
    for strokes in drawn_digits:
        picture = image_to_digits_format(draw_strokes(strokes, 320, pen_px=pen_px))
        assert np.abs(picture - to_digits_format(strokes)).mean() < 3.5


def test_a_file_is_read_by_the_default_model(drawn_digits, tmp_path):
    path = tmp_path / "seven.png"
    Image.fromarray(photographed(drawn_digits[7]).astype(np.uint8)).save(path)
    answers = [digitrec.read_image(each) for each in (path, str(path), path.read_bytes())]
    assert [answer.digit for answer in answers] == [7, 7, 7]
    with Image.open(io.BytesIO(path.read_bytes())) as image:
        assert digitrec.read_image(image, load_model("svm")).digit == 7


def test_a_reading_of_ink_has_the_steps_and_strokes_of_a_drawing(drawn_digits):
    model = load_model("svm")
    reading = model.read_ink(ink_from_image(photographed(drawn_digits[4])))
    assert list(reading.steps) == ["ink", "stretched", "evened out", "straightened", "8x8"]
    assert len(reading.strokes) == 2
    points = np.concatenate(reading.strokes)
    assert np.ptp(points, axis=0).max() == pytest.approx(200)
    assert_allclose((points.min(axis=0) + points.max(axis=0)) / 2, 160, atol=1)
    assert_array_equal(reading.picture, reading.image)
    assert reading.prediction.probabilities.sum() == pytest.approx(1)


def test_paper_without_ink_holds_no_digit():
    reading = load_model("svm").read_ink(np.zeros((9, 9), bool))
    assert (reading.prediction.digit, reading.prediction.reason) == (
        None,
        REFUSAL_SENTENCES["inkless"],
    )
    with pytest.raises(InvalidDrawingError, match="no ink"):
        image_to_digits_format(np.linspace(0, 255, 70) * np.ones((70, 1)))


def test_what_is_far_from_a_digit_is_refused():
    bar = np.full((100, 300), 220.0)
    bar[48:53, 20:280] = 30
    assert digitrec.read_image(bar).reason == REFUSAL_SENTENCES["wide"]
