from itertools import pairwise

import numpy as np

from digitrec.drawing.invented import NO_DIGIT_OWNER, make_numbers


def test_the_same_seed_gives_the_same_numbers():
    first, again = (make_numbers(5, random_state=1) for _ in range(2))
    for one, same in zip(first, again, strict=True):
        assert (one.text, one.owner) == (same.text, same.owner)
        for stroke, like in zip(one.strokes, same.strokes, strict=True):
            np.testing.assert_array_equal(stroke, like)


def test_every_digit_has_its_strokes_and_what_parts_them_none():
    for number in make_numbers(50, random_state=2):
        n_digits = len(number.text.replace(" ", ""))
        assert len(number.owner) == len(number.strokes)
        assert set(number.owner) - {NO_DIGIT_OWNER} == set(range(n_digits))
        if " " not in number.text:
            assert NO_DIGIT_OWNER not in number.owner


def test_neighbours_lie_as_far_apart_as_in_real_numbers():
    gaps = []
    for number in make_numbers(200, random_state=3, plain=True):
        owner = np.array(number.owner)
        digits = [
            np.concatenate([number.strokes[i] for i in np.flatnonzero(owner == digit)])
            for digit in range(len(number.text))
        ]
        gaps += [(right[:, 0].min() - left[:, 0].max()) / 200 for left, right in pairwise(digits)]
    low, middle, high = np.percentile(gaps, [5, 50, 95])
    assert -0.12 < low < 0.08
    assert 0.2 < middle < 0.3
    assert 0.4 < high < 0.6
