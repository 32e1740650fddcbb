"""Boxes around digits of an image are put right by hand, and stay boxes within it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitrec import InvalidDrawingError, load_model
from digitrec.drawing import draw_strokes
from digitrec.numbers import Boxes, make_number, read_number_ink
from digitrec.numbers.boxes import MAX_BOXES

SEVEN = np.array([(20, 20), (80, 20), (45, 90)])
ONE = np.array([(120, 30), (140, 15), (140, 92)])


@pytest.fixture(scope="module")
def ink():
    rows = [SEVEN, ONE, SEVEN + (0, 120), ONE + (0, 120)]
    return draw_strokes(rows, 240, pen_px=6)


@pytest.fixture(scope="module")
def boxes(ink):
    return Boxes.around(ink, read_number_ink(ink, load_model()))


def text_of(boxes):
    return make_number([(boxes.parts(boxes.read(load_model())), 1.0)]).text


def test_what_was_found_is_read_again_in_the_same_order(boxes):
    assert text_of(boxes) == "71\n71"
    assert boxes.said == (None,) * 4


def test_boxes_are_split_joined_removed_added_and_moved(boxes):
    joined = boxes.join(0)
    assert len(joined.boxes) == 3
    assert text_of(joined.split(0)) == "71\n71"
    assert text_of(boxes.remove(3)) == "71\n7"
    assert boxes.join(3).boxes == boxes.join(2).boxes  # the last goes with the one before
    added = boxes.add()
    assert len(added.boxes) == 5
    (new,) = set(added.boxes) - set(boxes.boxes)
    assert new == (90, 90, 150, 150)
    moved = boxes.remove(0).add()
    i = moved.boxes.index(new)
    assert text_of(moved.move(i, boxes.boxes[0])) == "71\n71"


def test_what_a_person_says_counts_and_is_sure(boxes):
    part = boxes.say(2, 4).parts(boxes.read(load_model()))[2]
    assert (part.prediction.digit, part.prediction.sure, part.prediction.reason) == (4, True, "")
    assert text_of(boxes.say(2, 4)) == "71\n41"
    assert boxes.say(2, 4).say(2, None).said == boxes.said


def test_a_box_without_ink_holds_no_digit(boxes, ink):
    assert Boxes.around_all(np.zeros((9, 9), bool)).boxes == ()
    empty = Boxes(ink, ((180.0, 100.0, 200.0, 120.0),), (None,))
    assert empty.read(load_model(), already=empty.boxes) == {}
    (reading,) = empty.read(load_model()).values()
    assert reading.prediction.digit is None


@given(
    st.one_of(
        st.lists(st.floats(), max_size=6),
        st.lists(st.text(max_size=2), min_size=4, max_size=4),
        st.none(),
        st.dictionaries(st.text(max_size=3), st.integers()),
    )
)
def test_whatever_is_sent_as_a_box_lies_within_the_picture_or_is_refused(box):
    ink = np.ones((50, 80), bool)
    boxes = Boxes.around_all(ink)
    try:
        ((left, top, right, bottom),) = boxes.move(0, box).boxes
    except InvalidDrawingError as refused:
        assert "box" in str(refused)  # noqa: PT017
    else:
        assert 0 <= left < right <= 80
        assert 0 <= top < bottom <= 50


def test_boxes_are_not_made_without_end(boxes):
    for _ in range(MAX_BOXES - len(boxes.boxes)):
        boxes = boxes.add()
    with pytest.raises(InvalidDrawingError, match="At most 100"):
        boxes.add()


def test_a_narrow_box_is_not_split_and_a_lone_one_not_joined(ink):
    lone = Boxes(ink, ((20.0, 20.0, 21.0, 60.0),), (None,))
    assert lone.split(0) is lone
    assert lone.join(0) is lone
