"""What the board says of a class's drawings, counted by hand."""

import numpy as np
import pytest

from digitrec.rooms import (
    Entry,
    agreed_misreadings,
    agreement,
    counts_as_fooling,
    doubtful_labels,
    matrix_of,
    rarest_forms,
    rarest_writers,
    shown,
    worst_read,
)


def entry(label, read=None, others=(), **changes):
    values = {"id": "a", "name": "blue fox", "task": 1, "label": label, "was_read": True}
    return Entry(**(values | {"read": read, "others": others} | changes))


def test_the_matrix_counts_what_was_read():
    entries = [entry(7, 1), entry(7, 7), entry(None, 3), entry(2, None), entry(5, was_read=False)]
    matrix = matrix_of(entries)
    assert matrix.sum() == 4
    assert (matrix[7, 1], matrix[7, 7], matrix[10, 3], matrix[2, 10]) == (1, 1, 1, 1)
    assert matrix_of([]).sum() == 0


def test_the_digit_that_is_read_worst_comes_first():
    (worst, accuracy), *_, (best, _) = worst_read([entry(7, 1), entry(7, 7), entry(3, 3)])
    assert (worst, accuracy.counts, best) == (7, "1 of 2", 3)
    assert worst_read([entry(None, 3)]) == []


@pytest.mark.parametrize(
    ("read", "others", "fools", "is_agreed_misreading"),
    [
        (1, (), False, False),
        (1, (7,), False, False),
        (1, (7, 7), True, True),
        (1, (7, 1, 7), True, False),
        (None, (7, 7), True, True),
        (7, (7, 7), False, False),
        (1, (1, 1), False, False),
    ],
)
def test_two_others_must_read_what_fools_the_model(read, others, fools, is_agreed_misreading):
    each = entry(7, read, others)
    assert counts_as_fooling(each) == fools
    assert (agreed_misreadings([each]) == [each]) == is_agreed_misreading


def test_what_no_model_has_read_fools_none():
    assert not counts_as_fooling(entry(7, None, (7, 7), was_read=False))


def test_agreement_counts_all_readings_by_others():
    assert agreement([entry(7)]) is None
    assert agreement([entry(7, others=(7, 7, 1)), entry(None, others=(None,))]).counts == "3 of 4"


def test_a_label_is_doubtful_where_all_others_say_another():
    doubtful = entry(7, others=(1, 1))
    assert doubtful_labels([doubtful, entry(7, others=(1,)), entry(7, others=(1, 7))]) == [doubtful]


def test_hidden_drawings_are_left_out():
    assert shown([entry(7), entry(7, is_hidden=True)]) == [entry(7)]


def test_the_farthest_forms_are_the_rarest():
    X = np.repeat([[0.0, 0], [0, 1], [6, 8]], 3, axis=0)
    names = np.repeat(["blue fox", "lime cat", "teal owl"], 3).tolist()
    (rarest, distance), *_ = rarest_forms(X, np.zeros(9, dtype=np.int64), names)
    assert rarest == "teal owl"
    assert distance == pytest.approx(np.hypot(6, 7.5))
    assert rarest_forms(X[:3], np.zeros(3, dtype=np.int64), names[:3]) == []


def test_the_writers_of_rare_forms_are_found_from_their_drawings(drawing):
    usual = np.array([(160.0, 40.0), (160.0, 280.0)])
    rare = np.array([(60.0, 40.0), (260.0, 160.0), (60.0, 280.0)])
    writers = {"blue fox": usual, "lime cat": usual + 3, "teal owl": rare}
    drawings = [
        drawing(label=1, strokes=(stroke,), writer=name)
        for name, stroke in writers.items()
        for _ in range(3)
    ]
    assert rarest_writers(drawings)[0][0] == "teal owl"
    assert rarest_writers([drawing(label=None)]) == []
