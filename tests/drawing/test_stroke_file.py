"""A drawing in a file of JSON: its strokes, or what is wrong with the file."""

import json

import pytest
from numpy.testing import assert_array_equal

from digitrec.drawing import strokes_from_file
from digitrec.errors import InvalidDrawingError

SEVEN = [[[90, 60], [200, 60], [130, 250]]]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(SEVEN),
        json.dumps({"strokes": SEVEN, "label": 7}),
        "\ufeff \n" + json.dumps(SEVEN, indent=1),
    ],
)
def test_a_list_of_strokes_is_found(text, tmp_path):
    path = tmp_path / "seven.png"  # whatever its name says
    path.write_text(text, encoding="utf-8")
    (stroke,) = strokes_from_file(path)
    assert_array_equal(stroke, SEVEN[0])


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n", b"BM", b"7", b"no drawing"])
def test_what_begins_otherwise_may_be_an_image(data, tmp_path):
    (tmp_path / "drawing.json").write_bytes(data)
    assert strokes_from_file(tmp_path / "drawing.json") is None


def test_what_is_no_file_is_none(tmp_path):
    assert strokes_from_file(tmp_path) is None
    assert strokes_from_file(tmp_path / "missing.json") is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[[90, 60], [200", "The file holds no drawing as JSON"),
        ("[" * 100_000, "The file holds no drawing as JSON"),
        ("[]\n[]", "The file holds no drawing as JSON"),
        ("{}", 'or an object that has this list as "strokes"'),
        ('{"strokes": 7}', "The file holds JSON, but no drawing"),
        ('[{"x": 1, "y": 2}]', "The drawing is not a list of strokes"),
        ("[[[1, 2, 3]]]", r"A stroke has the shape \(1, 3\)"),
        ("[[[1, NaN]]]", "A point of the drawing is not a number"),
        (f"[{' ' * 5_000_000}]", "The file is larger than 5 MB"),
        (json.dumps([[[1, 1]] * 50_001]), "at most 50,000 are read"),
    ],
)
def test_what_is_no_drawing_is_told(text, sentence, tmp_path):
    (tmp_path / "drawing.json").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidDrawingError, match=sentence):
        strokes_from_file(tmp_path / "drawing.json")


def test_what_is_no_text_is_told(tmp_path):
    (tmp_path / "drawing.json").write_bytes(b"[\xff]")
    with pytest.raises(InvalidDrawingError, match="The file holds no drawing as JSON"):
        strokes_from_file(tmp_path / "drawing.json")
