import numpy as np

from digitrec.drawing.invented import make_numbers
from digitrec.numbers import make_rows


def line(x, top, foot):
    return np.array([(x, top), (x + 5, foot)], dtype=float)


def test_strokes_are_sorted_by_rows_and_from_left_to_right():
    strokes = [line(100, 300, 400), line(0, 10, 110), line(60, 0, 100), line(20, 290, 400)]
    assert [row.order for row in make_rows(strokes)] == [[1, 2], [3, 0]]


def test_a_row_may_slope_by_more_than_the_height_of_a_digit():
    strokes = [line(80 * i, 40 * i, 40 * i + 100) for i in range(6)]
    assert [row.order for row in make_rows(strokes)] == [[0, 1, 2, 3, 4, 5]]


def test_a_small_stroke_follows_the_nearest_digit():
    dash = np.array([(30.0, 350.0), (50.0, 350.0)])
    dot = np.array([(30.0, 98.0)])
    strokes = [line(0, 0, 100), line(60, 0, 100), line(0, 300, 400), line(60, 300, 400), dash, dot]
    assert [row.order for row in make_rows(strokes)] == [[0, 5, 1], [2, 4, 3]]


def test_neither_size_nor_place_of_a_row_changes_its_candidates():
    for number in make_numbers(10, random_state=3):
        moved = [stroke * 0.01 + 7 for stroke in number.strokes]
        for row, small in zip(make_rows(number.strokes), make_rows(moved), strict=True):
            assert row.order == small.order
            assert row.candidates.spans == small.candidates.spans
            np.testing.assert_allclose(row.candidates.shapes, small.candidates.shapes, atol=1e-6)


def test_invented_numbers_are_of_one_row():
    n_rows = [len(make_rows(number.strokes)) for number in make_numbers(100, random_state=4)]
    assert np.mean(np.array(n_rows) == 1) > 0.95
