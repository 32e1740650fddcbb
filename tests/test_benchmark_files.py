import gzip

import numpy as np
import pytest

from benchmarks.files import on_canvas, read_bitmaps, read_unipen

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
