"""A number in an image: where its digits are, and what each is."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from digitrec import InvalidDrawingError, load_model, read_number
from digitrec.drawing import draw_strokes, page_ink
from digitrec.numbers import make_ink_rows, read_box, read_number_ink
from digitrec.numbers.seams import find_seams
from digitrec.recognition import REFUSAL_SENTENCES

HEIGHT = 100


def in_a_row(drawings, gap=30, pen_px=8):
    """Ink of drawings beside each other, each as high as the others."""
    ink, at = np.zeros((HEIGHT + 60, 2000), bool), 30.0
    for strokes in drawings:
        points = np.concatenate(strokes)
        low, (width, height) = points.min(axis=0), np.ptp(points, axis=0)
        scale = HEIGHT / height
        placed = [(stroke - low) * scale + (at, 30) for stroke in strokes]
        ink |= draw_strokes(placed, 2000, pen_px=pen_px)[: HEIGHT + 60]
        at += width * scale + gap
    return ink[:, : int(at) + 30]


@pytest.fixture(scope="module")
def row(drawn_digits):
    """Ink of 4, 7, 2, 0."""
    return in_a_row([drawn_digits[digit] for digit in (4, 7, 2, 0)])


def photographed(ink, shade=0.5):
    return (230 - 180 * ink) * np.linspace(shade, 1, ink.shape[1])


def written(greys, orientation=None):
    """The bytes of a PNG, which EXIF may turn."""
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    file = io.BytesIO()
    Image.fromarray(greys.astype(np.uint8)).save(file, "PNG", exif=exif)
    return file.getvalue()


def test_a_row_in_a_photograph_is_read(row):
    number = read_number(photographed(row))
    assert (number.text, number.sure) == ("4720", True)
    assert [digit.strokes for digit in number.digits] == [()] * 4
    lefts = [digit.box[0] for digit in number.digits]
    assert lefts == sorted(lefts)


def test_boxes_are_in_pixels_of_the_source_however_large_it_is(row):
    greys = photographed(row)
    boxes = np.array([digit.box for digit in read_number(greys).digits])
    large = Image.fromarray(greys.astype(np.uint8)).resize((6 * row.shape[1], 6 * row.shape[0]))
    found = np.array([digit.box for digit in read_number(large).digits])
    assert np.abs(found / 6 - boxes).max() < 3
    turned = np.array([digit.box for digit in read_number(written(np.rot90(greys), 6)).digits])
    assert np.abs(turned - boxes).max() < 3


def test_each_part_can_be_opened_as_a_single_drawing(row):
    model, ink = load_model(), page_ink(photographed(row))
    for digit in read_number_ink(ink, model).digits:
        left, top, right, bottom = digit.box
        assert digit.ink.shape == (bottom - top, right - left)
        assert model.read_ink(digit.ink).prediction.digit == digit.prediction.digit
        assert read_box(ink, digit.box, model).prediction.digit == digit.prediction.digit


def test_a_box_drawn_by_hand_takes_in_whole_pieces_only(drawn_digits):
    model = load_model()
    ink = in_a_row([drawn_digits[7], drawn_digits[2]], gap=4)
    left, top, right, bottom = read_number_ink(ink, model).digits[0].box
    wide = (left - 50, top - 50, right + 9, bottom + 50)
    assert read_box(ink, wide, model).prediction.digit == 7
    nothing = read_box(ink, (0, 0, 5, 5), model)
    assert nothing.prediction.reason == REFUSAL_SENTENCES["inkless"]
    with pytest.raises(InvalidDrawingError, match="not numbers"):
        read_box(ink, (0, 0, np.nan, 5), model)


def test_touching_digits_are_cut_apart(drawn_digits):
    ink = in_a_row([drawn_digits[2], drawn_digits[7]], gap=-9, pen_px=10)
    assert len(make_ink_rows(ink)) == 1
    assert read_number_ink(ink, load_model()).text == "27"


def test_rows_come_from_the_top(row, drawn_digits):
    below = in_a_row([drawn_digits[8], drawn_digits[3]])
    both = np.zeros((2 * row.shape[0], row.shape[1]), bool)
    both[: row.shape[0]] = row
    both[row.shape[0] :, : below.shape[1]] = below
    number = read_number(photographed(both))
    assert number.text == "4720\n83"
    assert [digit.row for digit in number.digits] == [0] * 4 + [1] * 2


def test_a_digit_cut_off_by_the_border_is_kept(row):
    columns = np.flatnonzero(row.any(axis=0))
    assert len(read_number(photographed(row[:, : columns[-1] - 1])).digits) == 4


def test_paper_without_ink_holds_no_number():
    number = read_number(np.linspace(100, 200, 300) * np.ones((200, 1)))
    assert (number.text, number.digits, number.sure) == ("", (), False)
    assert number.reason == REFUSAL_SENTENCES["inkless"]


def test_a_page_of_print_is_no_number():
    ink = np.zeros((300, 300), bool)
    ink[5:295:10, 5:295:10] = ink[5:295:10, 6:296:10] = True
    number = read_number_ink(ink, load_model("svm"))
    assert (number.digits, number.sure) == ((), False)
    assert number.reason.startswith("There are 841 pieces of ink here; a number of at most 200 is")


def test_a_mere_line_is_not_cut():
    bar = np.zeros((100, 300), bool)
    bar[48:53, 20:280] = True
    assert [len(row.pieces) for row in make_ink_rows(bar)] == [1]


def test_small_pictures_of_rows_are_enlarged(row):
    small = Image.fromarray((230 - 180 * row).astype(np.uint8))
    small.thumbnail((120, 120))
    assert max(small.size) == 120
    number = read_number(small)
    assert number.text == "4720"
    assert number.digits[-1].box[2] < 120


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_seams_go_down_from_left_to_right_and_part_the_ink(seed):
    rng = np.random.default_rng(seed)
    strokes = [rng.uniform(5, 75, (3, 2)) for _ in range(rng.integers(1, 4))]
    ink = draw_strokes(strokes, 80, pen_px=6)
    seams = find_seams(ink, 60, 6)
    assert ((seams >= 0) & (seams < 80)).all()
    assert (np.abs(np.diff(seams, axis=1)) <= 1).all()
    n_left = [int((ink & (np.arange(80) < seam[:, np.newaxis])).sum()) for seam in seams]
    assert n_left == sorted(n_left)
    pieces = [piece for each in make_ink_rows(ink) for piece in each.pieces]
    assert sum(int(piece.ink.sum()) for piece in pieces) == int(ink.sum())
