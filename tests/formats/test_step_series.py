"""The steps of the recipe as series of pictures."""

import numpy as np
import pytest

from digitrec.errors import InvalidDrawingError
from digitrec.formats import normalization_steps, step_frames


def taken(step):
    return step.pictures[step.taken]


@pytest.mark.parametrize("digit", range(10))
def test_the_picture_that_is_taken_is_the_recipes(drawn_digits, digit):
    steps = normalization_steps(drawn_digits[digit])
    frames = {step.name: step for step in step_frames(drawn_digits[digit])}
    assert list(frames) == list(steps)
    for name in ("stretched", "evened out", "straightened"):
        assert np.array_equal(taken(frames[name]), steps[name])
    assert taken(frames["ink"]).sum() == steps["ink"].sum()
    cells = taken(frames["8x8"])[::4, ::4] * 16
    assert np.array_equal(cells, steps["8x8"])


def test_each_series_begins_with_what_the_step_is_given(drawn_digits):
    steps = normalization_steps(drawn_digits[7])
    frames = {step.name: step for step in step_frames(drawn_digits[7])}
    for name, before in (("evened out", "stretched"), ("straightened", "evened out")):
        step = frames[name]
        assert np.array_equal(step.pictures[step.values.index((0,))], steps[before])
    assert np.array_equal(frames["8x8"].pictures[0], steps["straightened"])
    height, width = steps["ink"].shape
    first_width, first_height = frames["stretched"].values[0]
    assert first_width / first_height == pytest.approx(width / height, rel=0.05)


@pytest.mark.parametrize(
    "strokes",
    [[[(5, 5)]], [[(0, 0), (300, 0)]], [[(0, 0), (0, 300)]], [[(0, 300), (300, 0)]]],
    ids=["dot", "wide", "high", "leaning"],
)
def test_any_drawing_has_all_its_pictures(strokes):
    for step in step_frames(strokes):
        assert len(step.pictures) == len(step.values) > step.taken
        assert step.pictures.shape[1] == step.pictures.shape[2]
        assert step.pictures.min() >= 0
        assert step.pictures.max() <= 1


def test_without_a_stroke_there_is_nothing_to_show():
    with pytest.raises(InvalidDrawingError, match="nothing on the canvas"):
        step_frames([])
