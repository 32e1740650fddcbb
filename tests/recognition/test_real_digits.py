"""The reading as a whole: the same answer wherever, however large and with whatever pen."""

import numpy as np
import pytest

from benchmarks.files import on_canvas, read_bitmaps, read_unipen
from digitrec import image_to_digits_format, load_model, strokes_from_canvas, to_digits_format
from digitrec.datasets import read_idx
from digitrec.drawing import CANVAS_PX
from digitrec.drawing.invented import make_drawings
from digitrec.formats import DIGITS_FORMAT

N_DRAWINGS = 500


@pytest.fixture(scope="module")
def default():
    return load_model()


@pytest.fixture(scope="module")
def drawings():
    return make_drawings(N_DRAWINGS, random_state=11)[0]


def placed(strokes, share, x, y):
    """The drawing in a square of a share of the canvas, shifted by x and y of the rest."""
    points = np.concatenate(strokes)
    low, size = points.min(axis=0), np.ptp(points, axis=0).max()
    rest = CANVAS_PX * (1 - share) * np.array([x, y])
    return [(stroke - low) * (share * CANVAS_PX / size) + rest for stroke in strokes]


def canvas_json(strokes, pen_px):
    """What the canvas sends: samples on whole pixels, curves between their middles."""
    objects = []
    for stroke in strokes:
        samples = np.round(stroke)
        middles = (samples[:-1] + samples[1:]) / 2
        path = [["M", *samples[0]]]
        path += [["Q", *samples[i], *middles[i]] for i in range(len(middles))]
        path.append(["L", *samples[-1]])
        points = np.concatenate([samples, middles])
        left, top = (points.min(axis=0) + points.max(axis=0)) / 2
        objects.append({"type": "Path", "path": path, "left": left, "top": top})
        objects[-1] |= {"strokeWidth": pen_px, "originX": "center", "originY": "center"}
    return {"version": "7.4.0", "objects": objects, "background": "#ffffff"}


def answers(model, drawings):
    return np.array([each.probabilities.argmax() for each in model.predict_drawings(drawings)])


@pytest.fixture(scope="module")
def in_the_middle(default, drawings):
    """The answers to drawings that nearly fill the canvas."""
    return answers(default, [placed(strokes, 0.8, 0.5, 0.5) for strokes in drawings])


@pytest.mark.parametrize(
    ("share", "x", "y"), [(1.0, 0, 0), (0.5, 0, 1), (0.25, 0, 0), (0.25, 1, 0.5), (0.33, 0.9, 1)]
)
def test_answers_stay_the_same_wherever_and_however_large(
    default, drawings, in_the_middle, share, x, y
):
    after = answers(default, [placed(strokes, share, x, y) for strokes in drawings])
    assert (after == in_the_middle).mean() >= 0.99


@pytest.mark.slow
def test_answers_stay_the_same_whatever_the_pen_of_the_canvas(default, drawings):
    thin = [strokes_from_canvas(canvas_json(placed(s, 0.8, 0.5, 0.5), 6)) for s in drawings]
    thick = [strokes_from_canvas(canvas_json(placed(s, 0.6, 0.2, 0.9), 40)) for s in drawings]
    small = [strokes_from_canvas(canvas_json(placed(s, 0.25, 0.5, 0.5), 20)) for s in drawings]
    before = answers(default, thin)
    assert (before == answers(default, thick)).mean() >= 0.99
    assert (before == answers(default, small)).mean() >= 0.99


def test_ten_plain_digits_are_read_for_sure(default, drawn_digits):
    for digit, strokes in enumerate(drawn_digits):
        prediction = default.predict_strokes(strokes)
        assert (prediction.digit, prediction.sure, prediction.reason) == (digit, True, "")
        assert prediction.probabilities.shape == (10,)
        assert prediction.probabilities.sum() == pytest.approx(1)


@pytest.mark.slow
def test_real_pen_strokes_of_thirty_writers_are_read(default, measuring_data):
    """Every seventh; the whole is measured by benchmarks.drawn."""
    written = read_unipen(measuring_data / "pen-strokes" / "pendigits-orig.tra.gz")[::7]
    y = np.array([one.digit for one in written])
    drawings = [on_canvas(one.strokes) for one in written]
    assert (answers(default, drawings) == y).mean() >= 0.97
    images = np.array([to_digits_format(strokes) for strokes in drawings])
    svm = load_model("svm").predict_images(images).argmax(axis=1)
    assert (svm == y).mean() >= 0.935


@pytest.mark.slow
def test_real_images_are_read(default, measuring_data):
    folder = measuring_data / "mnist"
    greys = read_idx(folder / "t10k-images-idx3-ubyte.gz")[::7]
    y = read_idx(folder / "t10k-labels-idx1-ubyte.gz")[::7]
    images = np.array([image_to_digits_format(grey) for grey in greys])
    assert (default.predict_images(images).argmax(axis=1) == y).mean() >= 0.88


@pytest.mark.slow
def test_bitmaps_of_the_same_study_are_read_as_ink(default, measuring_data):
    bitmaps, y = read_bitmaps(measuring_data / "optdigits-bitmaps" / "optdigits-orig.tra.gz")
    images = np.array([DIGITS_FORMAT.from_ink(bitmap) for bitmap in bitmaps])
    assert (default.predict_images(images).argmax(axis=1) == y).mean() >= 0.965
