import gzip
import json

import numpy as np
import pytest

from benchmarks.drawn import of_elsewhere
from benchmarks.files import (
    SourcedDrawing,
    on_canvas,
    read_bitmaps,
    read_json_lines,
    read_numbers,
    read_unipen,
)
from benchmarks.numbers import judge
from benchmarks.refusals import by_source
from digitrec import load_model
from digitrec.drawing import fit_on_canvas
from digitrec.numbers import WEIGHTS

UNIPEN = """.INCLUDE dene.doc
.SEGMENT DIGIT 0 ? "8"
.COMMENT 8 12 224
.PEN_DOWN
 267  333
 260  340
.PEN_UP
.DT 100
.PEN_DOWN
 100  100
.PEN_UP
.SEGMENT DIGIT 1 ? "1"
.PEN_DOWN
 250  500
 250  0
.PEN_UP
"""


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_unipen_is_read_with_and_without_gzip(tmp_path, pack):
    path = tmp_path / "digits.unipen"
    path.write_bytes(pack(UNIPEN.encode("ascii")))
    eight, one = read_unipen(path)
    assert (eight.digit, eight.writer, one.digit, one.writer) == (8, 12, 1, None)
    assert [stroke.shape for stroke in eight.strokes] == [(2, 2), (1, 2)]
    np.testing.assert_array_equal(eight.strokes[0][0], [267, -333])
    np.testing.assert_allclose(on_canvas(one.strokes)[0], [[140, 0], [140, 280]])


def test_bitmaps_are_read_with_their_digits(tmp_path):
    rows = ["0" * 32] * 31 + ["1" + "0" * 31]
    path = tmp_path / "bitmaps"
    path.write_text("a heading of 32\n" + "\n".join([*rows, " 7", *rows, " 3"]) + "\n")
    bitmaps, y = read_bitmaps(path)
    assert list(y) == [7, 3]
    assert bitmaps.shape == (2, 32, 32)
    assert bitmaps.sum() == 2
    assert bitmaps[0, 31, 0]


def test_json_lines_are_read_and_drawn_as_large_as_the_canvas_allows(tmp_path):
    seven = {"label": "7", "source": "a", "strokes": [[[0, 0], [0.1, 0]], [], [[0.1, 0], [0, 0.2]]]}
    arrow = {"label": None, "kind": "arrow", "source": "b", "lookalike": True}
    arrow["strokes"] = [[[5, 5]]]
    path = tmp_path / "drawings.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, [seven, arrow])).encode()))
    first, second = read_json_lines(path)
    assert (first.digit, first.kind, first.source, first.is_lookalike) == (7, "", "a", False)
    assert (second.digit, second.kind, second.is_lookalike) == (None, "arrow", True)
    np.testing.assert_allclose(first.strokes[0], [[110, 60], [210, 60]])
    np.testing.assert_allclose(first.strokes[1], [[210, 60], [110, 260]])
    np.testing.assert_allclose(second.strokes, [[[160, 160]]])


def test_what_the_default_model_says_of_drawings_elsewhere_is_judged(tmp_path):
    drawn = {"label": "7", "source": "a", "strokes": [[[90, 60], [200, 60], [130, 250]]]}
    (tmp_path / "pens.jsonl.gz").write_bytes(gzip.compress(json.dumps(drawn).encode()))
    result = of_elsewhere(tmp_path)
    assert result["pens"] == result["all"]
    assert (result["all"]["n"], result["all"]["accuracy"]) == (1, 1.0)
    assert result["all"]["not_sure"] == result["all"]["refused_as_no_digit"] == 0.0
    assert result["all"]["calibration_error"] < 0.5


def test_what_is_no_digit_is_judged_by_source_without_those_that_look_like_one():
    line, seven = [np.array([(0.0, 0.0), (300.0, 10.0)])], [np.array([(9, 6), (20, 6), (13, 25)])]
    drawings = [
        SourcedDrawing(None, "line", "", "a", False, line),
        SourcedDrawing(None, "7", "", "b", True, fit_on_canvas(seven)),
    ]
    result = by_source(load_model(), drawings)
    assert result["all"] == result["a"] == {"n": 1, "answered_for_sure": 0.0}
    assert result["lookalikes"] == {"n": 1, "answered_for_sure": 1.0}
    assert result["kinds_that_pass"] == []


def test_numbers_are_read_and_judged_by_their_digits_and_how_many_there_are(tmp_path):
    seven, one = [[90, 60], [200, 60], [130, 250]], [[280, 100], [320, 60], [318, 255]]
    lines = [
        {"label": label, "source": label[0], "strokes": [seven, one]} for label in ("71", "77", "7")
    ]
    path = tmp_path / "numbers.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    result = judge(load_model(), read_numbers(path), WEIGHTS)
    assert (result["n"], result["right"], result["of_another_length"]) == (3, 0.3333, 1)
    assert result["confused_meant_read_times"] == [["7", "1", 1]]
    assert result["by_source"]["7"]["n"] == 3
