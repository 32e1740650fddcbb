"""Labelled drawings from outside: what is one, and the sentence for what is none."""

import uuid

import numpy as np
import pytest

from digitrec.collection import (
    MAX_DRAWINGS,
    Answer,
    check_labelled_drawing,
    check_labelled_drawings,
    collection_dataset,
)
from digitrec.datasets import OWN_KINDS, load_digits
from digitrec.errors import DatasetError, InvalidDrawingError

VALUES = {
    "id": "5f0c2f7e-6d1b-4c3a-9e57-0123456789ab",
    "label": 7,
    "strokes": [[[60, 40], [260, 40], [120.5, 280]]],
    "writer": "blue fox",
    "read": {"digit": 7, "sure": True, "probability": 0.98, "model": "default"},
    "at": "2026-11-26T14:03:21.123Z",
}


def test_a_drawing_comes_through_json_and_back():
    drawing = check_labelled_drawing(VALUES)
    assert drawing.as_dict() == VALUES
    assert drawing.read == Answer(7, True, 0.98, "default")
    least = {key: VALUES[key] for key in ("id", "label", "strokes")}
    assert check_labelled_drawing(least).as_dict() == least | {"writer": "", "read": None, "at": ""}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"id": "7"}, "id must be a UUID"),
        ({"id": None}, "id must be a UUID"),
        ({"label": 10}, "label must be a digit from 0 to 9"),
        ({"label": True}, "label must be a digit"),
        ({"label": "7"}, "label must be a digit"),
        ({"strokes": []}, "has no stroke"),
        ({"strokes": [[]]}, "has no stroke"),
        ({"strokes": "a"}, "must be a list of at most 1,000 strokes"),
        ({"strokes": [[[0, 0]]] * 1001}, "must be a list of at most 1,000"),
        ({"strokes": [[[0, float("nan")]]]}, "is not a number"),
        ({"strokes": [[[0, 0, 0]]]}, "must be .n, 2."),
        ({"writer": "<b>"}, "writer must be at most 40 letters"),
        ({"writer": "x" * 41}, "writer must be at most 40"),
        ({"at": "yesterday"}, "time must be like"),
        ({"read": 7}, "must be a JSON object, or null"),
        ({"read": {"digit": 7}}, "must say whether that was sure"),
        ({"read": VALUES["read"] | {"probability": 2}}, "how probable its label was"),
        ({"read": VALUES["read"] | {"digit": -1}}, "reading must be a digit"),
        ({"read": VALUES["read"] | {"model": "m" * 101}}, "at most 100 characters"),
    ],
)
def test_what_is_no_labelled_drawing_is_refused_in_a_sentence(changes, sentence):
    with pytest.raises(InvalidDrawingError, match=sentence):
        check_labelled_drawing(VALUES | changes)


def test_a_collection_is_a_list_with_a_bound_and_has_each_drawing_once():
    with pytest.raises(InvalidDrawingError, match="must be a list"):
        check_labelled_drawings({})
    with pytest.raises(InvalidDrawingError, match="it is no JSON object"):
        check_labelled_drawings([None])
    with pytest.raises(
        InvalidDrawingError, match="10,001 drawings; a collection has at most 10,000"
    ):
        check_labelled_drawings([None] * (MAX_DRAWINGS + 1))
    other = VALUES | {"id": str(uuid.UUID(int=1))}
    twice = check_labelled_drawings([VALUES, other, VALUES | {"label": 1}])
    assert [each.label for each in twice] == [7, 7]


@pytest.mark.parametrize("kind", OWN_KINDS)
def test_a_collection_becomes_a_data_set_in_either_format(kind):
    labels, writers = [3, None, 5, 5], ["red owl", "blue fox", "blue fox", ""]
    drawings = [
        check_labelled_drawing(
            VALUES | {"id": str(uuid.UUID(int=i)), "label": label, "writer": writer}
        )
        for i, (label, writer) in enumerate(zip(labels, writers, strict=True))
    ]
    dataset = collection_dataset(drawings, kind)
    assert dataset.y[-3:].tolist() == [3, 5, 5]
    assert [dataset.writer_names[i] for i in dataset.writers[-3:]] == ["red owl", "blue fox", ""]
    assert dataset.images.shape[1:] == OWN_KINDS[kind].picture_format.shape
    assert dataset.images[-1].any()
    if OWN_KINDS[kind].begins_with_digits:
        assert np.array_equal(dataset.images[:-3], load_digits().images)
        assert (dataset.writers[:-3] == -1).all()
    assert collection_dataset(drawings, kind).name == dataset.name
    assert collection_dataset(drawings[::-1], kind).name != dataset.name
    for array in (dataset.images, dataset.y, dataset.writers):
        assert not array.flags.writeable


def test_a_collection_without_a_digit_is_no_data_set():
    with pytest.raises(DatasetError, match="no drawing of a digit to learn from yet"):
        collection_dataset([check_labelled_drawing(VALUES | {"label": None})], "mine")
