"""What the browser keeps reaches the server in parts, checked, and whole or not at all."""

import json

import pytest

from digitrec.ui.shared import own_digits
from digitrec.ui.shared.state import HAND_OVER, OWN_REFUSED

ID = "5f0c2f7e-6d1b-4c3a-9e57-0123456789a"


def line(i, **changes):
    drawing = {"id": f"{ID}{i}", "label": i, "strokes": [[[10, 20], [30, 40]]], "at": ""}
    return json.dumps(drawing | changes)


@pytest.fixture
def state(monkeypatch):
    state = {}
    monkeypatch.setattr(own_digits.st, "session_state", state)
    return state


def send(state, **part):
    state[HAND_OVER] = {"part": {"digest": "d", "part": 0, "of": 1, "text": ""} | part}
    own_digits._receive()
    return [each.label for each in own_digits.own_drawings()]


def test_they_come_in_parts(state):
    assert send(state, of=2, text=line(1) + "\n" + line(2)) == []
    assert send(state, part=1, of=2, text=line(3)) == [1, 2, 3]
    assert send(state, digest="", text="") == []


def test_a_part_that_is_out_of_turn_is_left_out(state):
    assert send(state, of=3, text=line(1)) == []
    assert send(state, part=2, of=3, text=line(3)) == []
    assert send(state, digest="other", part=1, of=3, text=line(2)) == []
    assert send(state, part=1, of=3, text=line(2)) == []
    assert send(state, part=2, of=3, text=line(3)) == [1, 2, 3]


def test_whoever_begins_anew_is_believed(state):
    send(state, of=2, text=line(1))
    assert send(state, digest="new", text=line(7)) == [7]


@pytest.mark.parametrize("text", [line(1, label=12), line(2, strokes=3), "junk", "[]", "null"])
def test_what_is_no_drawing_is_refused_with_a_sentence_and_the_others_stay(state, text):
    assert send(state, text=line(4)) == [4]
    assert send(state, digest="other", text=text) == [4]
    assert state[OWN_REFUSED].endswith(".")
    assert send(state, digest="third", text=line(5)) == [5]
    assert not state[OWN_REFUSED]


@pytest.mark.parametrize(
    "part",
    [{"digest": 7}, {"digest": "d" * 99}, {"part": True}, {"part": -1}, {"of": "2"}, {"text": 3}],
)
def test_what_is_no_part_is_left_out(state, part):
    assert send(state, **({"text": line(1)} | part)) == []


def test_there_is_a_bound(state, monkeypatch):
    monkeypatch.setattr(own_digits, "MAX_TEXT", 1.5 * len(line(1)))
    assert send(state, of=2, text=line(1)) == []
    assert send(state, part=1, of=2, text=line(2)) == []
    assert send(state, digest="small", text=line(2)) == [2]
