"""What a browser sends as a change of the boxes of a photograph is checked."""

import numpy as np
import pytest

from digitrec import InvalidDrawingError
from digitrec.numbers import Boxes
from digitrec.ui.draw.photo import edited
from digitrec.ui.shared.found_photo import Photo


@pytest.fixture
def photo():
    return Photo("", Boxes(np.ones((50, 100), bool), ((0, 0, 40, 50), (50, 0, 90, 50)), (None, 3)))


@pytest.mark.parametrize(
    "sent",
    [
        *(None, "split", 3, [], {}),
        *({"what": "split"}, {"what": "split", "index": 2}, {"what": "split", "index": -1}),
        *({"what": "split", "index": True}, {"what": "split", "index": "0"}),
        *({"what": "read", "index": 0}, {"what": "ink_of", "index": 0}, {"what": ["split"]}),
        *({"what": "say", "index": 0, "digit": 10}, {"what": "say", "index": 0, "digit": "4"}),
        *({"what": "move", "index": 0}, {"what": "move", "index": 0, "box": [0, 0, 1, 1]}),
        {"what": "move", "index": 0, "box": [float("nan")] * 4},
    ],
)
def test_whatever_is_no_change_is_refused(photo, sent):
    with pytest.raises(InvalidDrawingError):
        edited(photo, sent)


def test_changes_are_made_and_undone(photo):
    moved = edited(photo, {"what": "move", "index": 0, "box": [-20, 5, 30, 500]})
    assert moved.boxes.boxes[0] == (0, 5, 30, 50)
    assert moved.chosen == 0
    said = edited(moved, {"what": "say", "index": 1, "digit": None})
    assert said.boxes.said == (None, None)
    for _ in range(2):
        said = edited(said, {"what": "undo", "index": None})
    assert said == photo


def test_a_box_is_opened_as_a_single_digit_and_closed(photo):
    assert photo.ink is None  # of two: a number
    opened = edited(photo, {"what": "choose", "index": 1})
    assert opened.ink.shape == (50, 40)
    assert edited(opened, {"what": "choose", "index": None}).chosen is None
    alone = edited(photo, {"what": "remove", "index": 0})
    assert alone.opened == 0
