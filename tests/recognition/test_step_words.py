"""What is said of the pictures on the way from a drawing to the one that is read."""

import numpy as np
import pytest

from digitrec import load_model
from digitrec.datasets import load_digits
from digitrec.formats import MNIST_FORMAT
from digitrec.recognition import blank_reading, steps_in_words


@pytest.fixture(scope="module")
def svm():
    return load_model("svm")


def test_each_picture_of_a_drawing_has_a_name_and_says_what_was_done(svm, drawn_digits):
    reading = svm.read_strokes(drawn_digits[3])
    steps = steps_in_words(reading)
    assert [step.name for step in steps] == [
        "Strokes",
        "Stretched",
        "Line thickness",
        "Slant",
        "8×8",
    ]
    for step, picture in zip(steps, reading.steps.values(), strict=True):
        assert step.picture is picture
        assert step.caption
    assert steps[-1].caption == f"ink in each cell, {reading.image.sum():.0f} in all"


def test_the_pen_is_said_to_be_too_thin_too_thick_or_right(svm):
    said = set()
    for n_turns in (3, 6, 9):
        zigzag = [np.array([(60.0 + 100 * (i % 2), 8.0 * n_turns * i) for i in range(n_turns)])]
        reading = svm.read_strokes(zigzag)
        change = int(reading.steps["evened out"].sum()) - int(reading.steps["stretched"].sum())
        caption = steps_in_words(reading)[2].caption
        if change == 0:
            assert caption == "just right"
        else:
            what = "added" if change > 0 else "taken off"
            assert caption == f"{abs(change)} pixels {what}"
        said.add(np.sign(change))
    assert said == {-1, 0, 1}


def test_of_cells_only_the_last_picture_is_there(svm):
    image = load_digits().images[7]
    (step,) = steps_in_words(svm.read_cells(image))
    assert step.name == "8×8"
    np.testing.assert_array_equal(step.picture, image)


def test_of_the_slant_it_is_said_what_is_measured(svm):
    """The left edge: a digit of another shape leans after it."""
    said = [
        steps_in_words(svm.read_strokes([[top, (160, 280)]]))[3].caption
        for top in ((160, 60), (240, 60))
    ]
    assert said == ["left edge upright", "left edge set upright"]


def test_of_cells_drawn_out_both_pictures_are_there(model_of_28x28):
    steps = steps_in_words(model_of_28x28.read_cells(load_digits().images[7]))
    assert [(step.name, step.picture.shape) for step in steps] == [
        ("8×8", (8, 8)),
        ("28×28", (28, 28)),
    ]
    assert [step.picture_format.max_value for step in steps] == [16, 255]


def test_a_blank_canvas_has_names_alone():
    for reading in (blank_reading(), blank_reading(MNIST_FORMAT)):
        steps = steps_in_words(reading)
        assert all(step.name for step in steps)
        assert {(step.caption, step.picture) for step in steps} == {("", None)}
    assert [step.name for step in steps] == ["Strokes", "Shrunk to 20×20", "Centred in 28×28"]
