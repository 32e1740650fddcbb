"""A collection as a file: nothing lost on the way and back, and nothing believed."""

import io
import json
import uuid
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitrec.collection import (
    COLLECTION_KINDS,
    MAX_COLLECTION_MB,
    Answer,
    LabelledDrawing,
    dumps_collection,
    loads_collection,
)
from digitrec.errors import InvalidDrawingError
from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT, to_digits_format

COORDINATES = st.floats(-1000, 1000)
STROKES = st.lists(st.tuples(COORDINATES, COORDINATES), min_size=1, max_size=5).map(np.array)
DRAWINGS = st.builds(
    LabelledDrawing,
    id=st.uuids().map(str),
    label=st.none() | st.integers(0, 9),
    strokes=st.lists(STROKES, min_size=1, max_size=3).map(tuple),
    writer=st.sampled_from(["", "blue fox", "blauer Bär"]),
    read=st.none()
    | st.builds(
        Answer,
        digit=st.none() | st.integers(0, 9),
        sure=st.booleans(),
        probability=st.none() | st.floats(0, 1),
        model=st.text(max_size=20),
    ),
    at=st.sampled_from(["", "2026-11-26T14:03:21Z"]),
)


@given(drawings=st.lists(DRAWINGS, min_size=1, max_size=4, unique_by=lambda each: each.id))
@pytest.mark.parametrize("kind", COLLECTION_KINDS)
def test_nothing_is_lost_on_the_way_and_back(kind, drawings):
    back = loads_collection(dumps_collection(drawings, kind))
    assert [each.as_dict() for each in back] == [each.as_dict() for each in drawings]


def made(n=3):
    strokes = (np.array([[160.0, 40.0], [150.0, 280.0]]),)
    return [LabelledDrawing(str(uuid.UUID(int=i)), (i + 1) % 10, strokes) for i in range(n)]


@pytest.mark.parametrize("picture_format", [DIGITS_FORMAT, MNIST_FORMAT])
def test_tables_and_archives_have_the_pictures_in_the_data_sets_own_layout(picture_format):
    drawings = made()
    with np.load(io.BytesIO(dumps_collection(drawings, "npz", picture_format))) as archive:
        assert archive["images"].shape == (3, *picture_format.shape)
        assert archive["y"].tolist() == [1, 2, 3]
    header, first, *_ = dumps_collection(drawings, "csv", picture_format).decode().splitlines()
    n = picture_format.n_features
    assert header.split(",")[:3] == ["row", "label", "pixel_0_0"]
    assert header.split(",")[n + 2 :] == ["writer", "drawing"]
    if picture_format == DIGITS_FORMAT:
        cells = [int(cell) for cell in first.split(",")[2 : n + 2]]
        assert cells == to_digits_format(drawings[0].strokes).ravel().astype(int).tolist()


def test_in_a_table_labels_and_writers_can_be_put_right():
    table = dumps_collection(made(2), "csv").decode()
    header, first, second = table.splitlines()
    first = first.replace("0,1,", "0,-1,", 1)
    second = second.replace(',,"{', ',blue fox,"{', 1)
    one, other = loads_collection("\n".join([header, first, second]).encode())
    assert (one.label, one.writer) == (None, "")
    assert (other.label, other.writer) == (2, "blue fox")


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.npy", data)
    return file.getvalue()


def as_npy(array):
    file = io.BytesIO()
    np.save(file, array, allow_pickle=True)
    return file.getvalue()


LINE = dumps_collection(made(1), "jsonl")
TABLE = dumps_collection(made(1), "csv").decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "holds no drawing. Take a file that"),
        (b"\x89PNG\r\n", "is no text"),
        (b"hello", "Line 1 of the file holds no drawing as JSON"),
        (b"[" * 100_000, "Line 1 of the file holds no drawing as JSON"),
        (LINE + b"{", "Line 2 of the file holds no drawing"),
        (b"[]", "Drawing 1 of the file: This is no labelled drawing"),
        (LINE + LINE.replace(b"160.0", b'"x"'), "Drawing 2 of the file: "),
        (TABLE.replace(",drawing", ",drawn").encode(), "Line 2 of the file holds no drawing"),
        (TABLE.replace("0,1,", "0,x,", 1).encode(), "Line 2 of the file has the label 'x'"),
        (TABLE.replace("0,1,", "0,12,", 1).encode(), "Drawing 1 of the file: .*label must be"),
        (b"PK\x03\x04 and no more", "The file holds no drawings"),
        (zipped(images=as_npy(np.zeros((1, 8, 8)))), "The file holds no drawings"),
        (zipped(drawings=as_npy(np.array([{}], dtype=object))), "The file holds no drawings"),
        (zipped(drawings=as_npy(np.zeros((2, 2)))), "The file holds no drawings"),
        (b" " * (MAX_COLLECTION_MB * 2**20 + 1), "is larger than 20 MB"),
    ],
)
def test_what_is_no_collection_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(InvalidDrawingError, match=sentence):
        loads_collection(data)


def test_a_small_file_that_unpacks_to_a_large_one_is_refused(monkeypatch):
    monkeypatch.setattr("digitrec.collection.file.MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(InvalidDrawingError, match="too large when unpacked"):
        loads_collection(zipped(drawings=as_npy(np.zeros(2000, dtype=np.uint8))))


def test_too_many_drawings_are_refused_before_all_are_read(monkeypatch):
    monkeypatch.setattr("digitrec.collection.drawing.MAX_DRAWINGS", 2)
    with pytest.raises(InvalidDrawingError, match="3 drawings; a collection has at most 2"):
        loads_collection(dumps_collection(made(3), "jsonl"))


def test_json_lines_are_lines_of_json():
    lines = dumps_collection(made(), "jsonl").decode().splitlines()
    assert [json.loads(line)["label"] for line in lines] == [1, 2, 3]
