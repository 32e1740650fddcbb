import numpy as np
import pytest

from digitrec import InvalidDrawingError, load_model, read_number
from digitrec.drawing import MAX_STROKES
from digitrec.drawing.invented import make_numbers
from digitrec.numbers import read_as_several, read_number_strokes, several_in_words

DASH = np.array([(0.0, 150.0), (60.0, 152.0)])
SCRIBBLE = np.array([(i * 17 % 110, i * 59 % 190) for i in range(60)], dtype=float)


def beside(*drawings, gap=40.0):
    """Strokes of drawings in a row."""
    row, at = [], 0.0
    for strokes in drawings:
        points = np.concatenate(strokes)
        row += [stroke + (at - points[:, 0].min(), 0) for stroke in strokes]
        at += np.ptp(points[:, 0]) + gap
    return row


def test_all_digits_are_read_in_their_order(drawn_digits):
    number = read_number(beside(*drawn_digits))
    assert (number.text, number.sure, number.reason) == ("0123456789", True, "")
    assert number.left_out == ()
    assert [digit.row for digit in number.digits] == [0] * 10
    n_strokes = [len(strokes) for strokes in drawn_digits]
    assert [len(digit.strokes) for digit in number.digits] == n_strokes


def test_it_does_not_matter_in_which_order_strokes_were_drawn(drawn_digits):
    strokes = beside(drawn_digits[4], drawn_digits[5], drawn_digits[7])
    number = read_number(strokes[::-1])
    assert number.text == "457"
    assert [digit.strokes for digit in number.digits] == [(3, 4), (1, 2), (0,)]


def test_boxes_are_in_the_pixels_of_the_source(drawn_digits):
    strokes = [stroke * 0.5 + 1000 for stroke in beside(drawn_digits[3], drawn_digits[2])]
    for digit in read_number(strokes).digits:
        points = np.concatenate([strokes[i] for i in digit.strokes])
        np.testing.assert_allclose(digit.box, [*points.min(axis=0), *points.max(axis=0)])


def test_a_dash_and_a_wide_gap_part_groups(drawn_digits):
    three, two = drawn_digits[3], drawn_digits[2]
    number = read_number(beside(three, two, [DASH], two))
    assert number.text == "32 2"
    (dash,) = number.left_out
    assert dash.prediction.digit is None
    assert dash.prediction.reason == "This parts two groups of digits."
    strokes = [*beside(three, two), *(stroke + (700, 0) for stroke in three)]
    assert read_number(strokes).text == "32 3"


def test_rows_are_parted_by_line_breaks(drawn_digits):
    upper, lower = beside(drawn_digits[8], drawn_digits[6]), beside(drawn_digits[0])
    number = read_number([*(stroke + (0, 400) for stroke in lower), *upper])
    assert number.text == "86\n0"
    assert [digit.row for digit in number.digits] == [0, 0, 1]
    assert number.digits[2].strokes == (0,)


def test_what_is_no_digit_is_left_out_and_shown(drawn_digits):
    number = read_number(beside(drawn_digits[3], [SCRIBBLE], drawn_digits[2]))
    assert number.text == "3 2"
    (scribble,) = number.left_out
    assert scribble.strokes == (1,)
    assert scribble.prediction.reason


@pytest.mark.parametrize("strokes", [[], [[]], [[], []]])
def test_nothing_is_no_number(strokes):
    number = read_number(strokes)
    assert (number.text, number.digits, number.sure) == ("", (), False)
    assert number.reason == "There is nothing on the canvas yet."


def test_empty_strokes_count_in_the_places_of_others(drawn_digits):
    number = read_number([[], *drawn_digits[2]])
    assert [digit.strokes for digit in number.digits] == [(1,)]


def test_a_line_of_two_points_is_a_one():
    number = read_number([[(0, 0), (0, 100)]])
    assert (number.text, number.sure) == ("1", True)


@pytest.mark.parametrize("points", [[(5, 5)], [(5, 5), (5, 5)]])
def test_a_tap_is_no_sure_number(points):
    assert not read_number([points]).sure


def test_what_cannot_be_read_is_refused_with_a_sentence():
    with pytest.raises(InvalidDrawingError, match="at most 1,000 is"):
        read_number([[(i, 0), (i, 50)] for i in range(MAX_STROKES + 1)])
    with pytest.raises(InvalidDrawingError, match="not a number"):
        read_number([[(0, 0), (np.nan, 1)]])
    with pytest.raises(InvalidDrawingError, match="stroke"):
        read_number([[1, 2, 3]])
    with pytest.raises(InvalidDrawingError, match=r"no file 90210\."):
        read_number("90210")
    with pytest.raises(InvalidDrawingError, match=r"the shape \(\)"):
        read_number(5)


def test_other_models_read_numbers_too(drawn_digits):
    number = read_number(beside(drawn_digits[0], drawn_digits[2]), load_model("svm"))
    assert number.text == "02"


def test_two_digits_are_read_as_two_where_one_was_expected(drawn_digits):
    model = load_model()
    number = read_as_several(beside(drawn_digits[4], drawn_digits[2]), model)
    assert number.text == "42"
    assert several_in_words(number) == "There is more than one digit here: 42."
    assert [read_as_several(strokes, model) for strokes in drawn_digits] == [None] * 10


def test_most_invented_numbers_are_read():
    model = load_model()
    numbers = make_numbers(40, random_state=7)
    read = [read_number_strokes(number.strokes, model).text for number in numbers]
    right = [
        a.replace(" ", "") == b.text.replace(" ", "") for a, b in zip(read, numbers, strict=True)
    ]
    assert np.mean(right) > 0.6
