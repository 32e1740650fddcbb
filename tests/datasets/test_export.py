import csv
import io

import numpy as np
import pytest

from digitrec.datasets import load_digits, to_csv, to_npz


@pytest.fixture(scope="module")
def digits():
    return load_digits()


def test_the_table_holds_every_picture(digits):
    header, *lines = csv.reader(io.StringIO(to_csv(digits)))
    assert header[:4] == ["row", "label", "pixel_0_0", "pixel_0_1"]
    assert header[-1] == "pixel_7_7"
    numbers = np.array(lines, dtype=int)
    assert (numbers[:, 0] == np.arange(1797)).all()
    assert (numbers[:, 1] == digits.y).all()
    assert (numbers[:, 2:] == digits.X).all()


def test_the_archive_needs_no_pickle(digits):
    with np.load(io.BytesIO(to_npz(digits)), allow_pickle=False) as archive:
        assert sorted(archive) == ["images", "rows", "y"]
        assert (archive["images"] == digits.images).all()
        assert (archive["y"] == digits.y).all()
        assert (archive["rows"] == np.arange(1797)).all()


def test_a_sample_says_where_its_pictures_come_from(digits):
    from dataclasses import replace

    rows = digits.sample(5, random_state=0)
    sample = replace(digits, images=digits.images[rows], y=digits.y[rows])
    lines = to_csv(sample, rows).splitlines()[1:]
    assert [int(line.split(",")[0]) for line in lines] == rows.tolist()
    with np.load(io.BytesIO(to_npz(sample, rows))) as archive:
        assert (digits.images[archive["rows"]] == archive["images"]).all()


def test_the_same_pictures_make_the_same_archive(digits):
    assert to_npz(digits) == to_npz(digits)
