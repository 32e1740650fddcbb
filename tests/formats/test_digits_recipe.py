"""From ink to the digits format, against slow implementations written from its description."""

import gzip
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.testing import assert_array_equal

from digitrec import InvalidDrawingError, load_model
from digitrec.datasets import load_digits
from digitrec.drawing import check_ink, crop
from digitrec.formats import check_images, count_blocks, even_out, straighten, stretch
from digitrec.formats.digits_recipe import steps_from_ink


def random_bitmap(seed, density, smear):
    """Draw pixels at random, each smeared over its neighbours to the right and below."""
    dots = np.random.default_rng(seed).random((32, 32)) < density
    bitmap = dots.copy()
    for i in range(smear):
        bitmap[i + 1 :] |= dots[: -i - 1]
        bitmap[:, i + 1 :] |= dots[:, : -i - 1]
    return bitmap


@st.composite
def slanted_bitmaps(draw):
    """Bars that lean either way, of any height, as a pen leaves them."""
    top = draw(st.integers(0, 30))
    bottom = draw(st.integers(top, 31))
    start, lean = draw(st.integers(0, 31)), draw(st.floats(-1.2, 1.2))
    width = draw(st.integers(1, 12))
    bitmap = np.zeros((32, 32), dtype=bool)
    for row in range(top, bottom + 1):
        left = int(start + lean * (row - top))
        bitmap[row, max(left, 0) : max(left + width, 0)] = True
    if draw(st.booleans()):  # a blank row now and then
        bitmap[draw(st.integers(0, 31))] = False
    return bitmap


bitmaps = slanted_bitmaps() | st.builds(
    random_bitmap, st.integers(0, 10**6), st.floats(0, 0.7), st.integers(0, 3)
)
inks = npst.arrays(bool, npst.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=12)).filter(
    np.any
)


def crop_by_loops(ink):
    inked = [(r, c) for r in range(ink.shape[0]) for c in range(ink.shape[1]) if ink[r, c]]
    rows, columns = zip(*inked, strict=True)
    return [
        [ink[r, c] for c in range(min(columns), max(columns) + 1)]
        for r in range(min(rows), max(rows) + 1)
    ]


def stretch_by_fractions(box):
    """The proportion of ink in the piece of the box that each pixel of 20x32 covers, exactly."""
    height, width = box.shape

    def overlap(i, n, k, m):
        """Length that part i of n and part k of m of the same line have in common."""
        begin = max(Fraction(i, n), Fraction(k, m))
        return max(min(Fraction(i + 1, n), Fraction(k + 1, m)) - begin, Fraction(0))

    rows = [[overlap(i, 32, k, height) for k in range(height)] for i in range(32)]
    columns = [[overlap(j, 20, k, width) for k in range(width)] for j in range(20)]
    bitmap = np.zeros((32, 32), dtype=bool)
    for i in range(32):
        for j in range(20):
            inked = sum(
                rows[i][r] * columns[j][c]
                for r in range(height)
                if rows[i][r]
                for c in range(width)
                if columns[j][c] and box[r, c]
            )
            bitmap[i, 6 + j] = inked * 640 >= Fraction(1, 2)
    return bitmap


def neighbours(bitmap, row, column):
    """The four direct neighbours, as far as there are any."""
    for r, c in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
        if 0 <= r < 32 and 0 <= c < 32:
            yield bitmap[r, c]


def even_out_by_loops(bitmap):
    n_ink = sum(int(pixel) for row in bitmap for pixel in row)
    if n_ink > 412:
        keep, times = all, 2 if n_ink > 560 else 1
    elif n_ink < 256:
        keep, times = any, 2 if n_ink < 108 else 1
    else:
        return bitmap
    for _ in range(times):
        bitmap = np.array(
            [
                [keep([bitmap[r, c], *neighbours(bitmap, r, c)]) for c in range(32)]
                for r in range(32)
            ]
        )
    return bitmap


def straighten_by_loops(bitmap):
    rows = [r for r in range(32) if any(bitmap[r])]
    if not rows or rows[-1] - rows[0] + 1 <= 5:
        return bitmap
    top, bottom = rows[0] + 2, rows[-1] - 2
    if not any(bitmap[top]) or not any(bitmap[bottom]):
        return bitmap
    lean = Fraction(list(bitmap[bottom]).index(True) - list(bitmap[top]).index(True), bottom - top)
    straight = np.zeros((32, 32), dtype=bool)
    for r in range(32):
        shift = (lean * (r - 16) + Fraction(1, 2)).__floor__()
        for c in range(32):
            if bitmap[r, c] and 0 <= c - shift < 32:
                straight[r, c - shift] = True
    return straight


def count_by_loops(bitmap):
    counts = np.zeros((8, 8))
    for row in range(32):
        for column in range(32):
            if bitmap[row, column]:
                counts[row // 4, column // 4] += 1
    return counts


@given(inks)
def test_crop_is_the_bounding_box(ink):
    assert_array_equal(crop(ink), crop_by_loops(ink))


@given(inks)
def test_stretch_is_exact(ink):
    assert_array_equal(stretch(ink), stretch_by_fractions(ink))


def test_stretch_shrinks_as_exactly():
    box = np.random.default_rng(0).random((47, 71)) < 0.5
    assert_array_equal(stretch(box), stretch_by_fractions(box))


@given(bitmaps)
def test_even_out_follows_the_description(bitmap):
    assert_array_equal(even_out(bitmap), even_out_by_loops(bitmap))


@pytest.mark.parametrize("n_ink", [107, 108, 255, 256, 412, 413, 560, 561])
def test_even_out_changes_at_the_limits(n_ink):
    bitmap = np.zeros((32, 32), dtype=bool)
    rows = np.repeat(np.arange(2, 31), 20)[:n_ink]
    bitmap[rows, np.tile(np.arange(6, 26), 29)[:n_ink]] = True
    assert bitmap.sum() == n_ink
    assert_array_equal(even_out(bitmap), even_out_by_loops(bitmap))


@given(bitmaps)
def test_straighten_follows_the_description(bitmap):
    assert_array_equal(straighten(bitmap), straighten_by_loops(bitmap))


def test_straighten_stands_a_slash_upright():
    slash = np.zeros((32, 32), dtype=bool)
    for row in range(32):
        slash[row, 22 - row // 2 : 25 - row // 2] = True
    columns = np.flatnonzero(straighten(slash).any(axis=0))
    assert columns[-1] - columns[0] <= 3


@pytest.mark.parametrize("rows", range(6, 13))
def test_what_is_low_and_leans_much_is_pushed_past_the_edges(rows):
    bitmap = np.zeros((32, 32), dtype=bool)
    for i in range(rows):
        bitmap[10 + i, 31 - 31 * i // (rows - 1)] = True
    for leaning in (bitmap, bitmap[:, ::-1]):
        assert_array_equal(straighten(leaning), straighten_by_loops(leaning))


@given(bitmaps)
def test_blocks_are_counted(bitmap):
    counts = count_blocks(bitmap)
    assert counts.dtype == np.float64
    assert_array_equal(counts, count_by_loops(bitmap))


@given(inks)
def test_steps_are_named_and_in_order(ink):
    steps = steps_from_ink(ink)
    assert list(steps) == ["ink", "stretched", "evened out", "straightened", "8x8"]
    assert {name: steps[name].dtype for name in steps} == {
        "ink": bool, "stretched": bool, "evened out": bool, "straightened": bool, "8x8": float,
    }  # fmt: skip
    assert_array_equal(check_images(steps["8x8"]), steps["8x8"])


@given(inks, st.integers(1, 3), st.integers(1, 3), st.tuples(*[st.integers(0, 5)] * 4))
def test_neither_size_nor_margin_of_the_ink_matters(ink, times_y, times_x, margins):
    enlarged = np.kron(ink, np.ones((times_y, times_x), dtype=bool))
    framed = np.pad(enlarged, (margins[:2], margins[2:]))
    assert_array_equal(steps_from_ink(framed)["8x8"], steps_from_ink(ink)["8x8"])


@pytest.mark.parametrize(
    ("ink", "sentence"),
    [
        (np.zeros((5, 5)), "There is no ink in this picture. Draw a digit first."),
        (np.zeros((0, 0)), "There is no ink in this picture. Draw a digit first."),
        (np.ones(5), r"The ink has the shape \(5,\); a picture of two dimensions"),
        (True, r"The ink has the shape \(\); a picture of two dimensions"),
        (np.ones((1, 5000)), r"shape \(1, 5000\).* at most 4096 pixels .* Make it smaller."),
        ([[1], [1, 2]], "The ink is not an array of True and False."),
        ("ink", r"The ink has the shape \(\); a picture of two dimensions"),
    ],
)
def test_what_is_no_ink_is_refused(ink, sentence):
    with pytest.raises(InvalidDrawingError, match=sentence):
        check_ink(ink)


@pytest.fixture(scope="module")
def study_bitmaps(measuring_data):
    """The 1,934 normalised bitmaps of the study that the digits come from, and their labels."""
    file = measuring_data / "optdigits-bitmaps" / "optdigits-orig.tra.gz"
    lines = gzip.decompress(file.read_bytes()).decode("ascii").splitlines()
    rows = [line for line in lines if len(line) == 32 and set(line) <= {"0", "1"}]
    pixels = np.array([[pixel == "1" for pixel in row] for row in rows])
    labels = [int(line) for line in lines if len(line.strip()) == 1]
    assert (len(rows), len(labels)) == (1934 * 32, 1934)
    return pixels.reshape(-1, 32, 32), np.array(labels)


def test_study_bitmaps_are_already_even_and_straight(study_bitmaps):
    """The form reader has been over them: ours, gone over them again, must change nothing."""
    pixels, _ = study_bitmaps
    assert np.mean([(even_out(bitmap) == bitmap).all() for bitmap in pixels]) > 0.99
    assert np.mean([(straighten(bitmap) == bitmap).all() for bitmap in pixels]) > 0.99


def test_svm_reads_the_study_bitmaps_as_well_by_our_steps(study_bitmaps):
    pixels, labels = study_bitmaps
    svm = load_model("svm")
    counted = np.array([count_blocks(bitmap) for bitmap in pixels])
    ours = np.array([steps_from_ink(bitmap)["8x8"] for bitmap in pixels])
    share_counted = (svm.predict_images(counted).argmax(axis=1) == labels).mean()
    share_ours = (svm.predict_images(ours).argmax(axis=1) == labels).mean()
    assert share_counted >= 0.974
    assert share_ours >= 0.970


def test_counts_of_the_study_look_like_the_data_set(study_bitmaps):
    """Same scale, same frame: the mean picture of each digit is that of scikit-learn's."""
    pixels, labels = study_bitmaps
    counts = np.array([count_blocks(bitmap) for bitmap in pixels])
    digits = load_digits()
    for digit in range(10):
        theirs = digits.images[digits.y == digit].mean(axis=0)
        assert np.abs(counts[labels == digit].mean(axis=0) - theirs).mean() < 0.7  # of 16
