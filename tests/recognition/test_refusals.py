import numpy as np
import pytest

from digitrec import load_model
from digitrec.datasets import load_digits
from digitrec.drawing.invented import FAMILIES, make_drawings, make_non_digits
from digitrec.recognition.refusals import why_no_digit, why_no_drawing


def line(*points):
    return np.array(points, dtype=float)


@pytest.mark.parametrize(
    ("strokes", "why"),
    [
        ([], "nothing on the canvas"),
        ([line((160, 160))], "only a speck"),
        ([line((160, 160), (165, 163))], "only a speck"),
        ([line((20, 160), (300, 170))], "wider than high"),
        ([line((i * 30, 0), (i * 30, 200)) for i in range(6)], "6 strokes"),
        ([line(*[(20 + 200 * (i % 2), 20 + 10 * i) for i in range(20)])], "scribble"),
    ],
)
def test_what_is_no_drawing_of_a_digit_is_named(strokes, why):
    assert why in why_no_drawing(strokes)


def test_a_digit_drawn_twice_over_is_still_a_drawing():
    stroke = line((95, 70), (225, 66), (140, 260))
    assert why_no_drawing([stroke, stroke[::-1]]) is None


def test_a_blank_picture_and_one_like_no_digit_are_named():
    assert "no ink" in why_no_digit(np.zeros((8, 8)))
    chessboard = np.indices((8, 8)).sum(axis=0) % 2 * 16.0
    assert "none of the 1,797" in why_no_digit(chessboard)


def test_no_picture_of_the_data_set_is_refused():
    assert not [image for image in load_digits().images if why_no_digit(image)]


@pytest.mark.slow
def test_few_digits_are_refused_and_few_scribbles_pass():
    """The figures of docs/recognition.md with room for another sample, not exactly."""
    model = load_model()
    drawings, _ = make_drawings(200, random_state=31)
    refused = [model.predict_strokes(strokes).digit is None for strokes in drawings]
    assert np.mean(refused) <= 0.02
    scribbles, families = make_non_digits(300, random_state=31)
    sure = np.array([model.predict_strokes(strokes).sure for strokes in scribbles])
    assert sure[families == FAMILIES.index("scribble")].mean() <= 0.15
