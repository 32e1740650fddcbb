"""From ink to MNIST's format."""

import numpy as np
from numpy.testing import assert_array_equal

from digitrec.formats.mnist_recipe import centring_steps, mnist_picture


def test_mnist_picture_keeps_the_aspect_ratio_and_centres_the_mass():
    ink = np.zeros((100, 100), dtype=bool)
    ink[5:85, 60:70] = True  # a bar of 80 by 10: 20 by 2.5 in the box
    picture = mnist_picture(ink)
    assert picture.shape == (28, 28)
    assert picture.dtype == np.uint8
    rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
    assert len(rows) == 20
    assert len(columns) in (2, 3)
    middle = (picture.sum(axis=1) @ np.arange(28)) / picture.sum()
    assert abs(middle - 13.5) <= 0.5


def test_the_steps_end_with_the_same_picture():
    ink = np.zeros((50, 40), dtype=bool)
    ink[10:45, 12:20] = ink[40:45, 12:36] = True
    steps = centring_steps(ink)
    assert list(steps) == ["ink", "shrunk", "28x28"]
    assert steps["ink"].shape == (35, 24)
    assert steps["shrunk"].shape == (20, 20)
    assert_array_equal(steps["28x28"], mnist_picture(ink))
    assert steps["shrunk"].sum() == steps["28x28"].sum()
