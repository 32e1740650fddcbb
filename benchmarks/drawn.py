"""The accuracy on drawn digits, of every way of shrinking and of every shipped model.

    python -m benchmarks.drawn --strokes FILE

FILE holds pen strokes in the UNIPEN format, gzipped or not. Prints one JSON line.
"""

import argparse
import json
import time
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from benchmarks.environment import environment
from benchmarks.files import CANVAS_PX, on_canvas, read_unipen
from digitrec import Model, load_model, model_names, to_digits_format
from digitrec.formats import FRAMINGS


def proportion(mask: NDArray[np.bool_]) -> float:
    return round(float(np.mean(mask)), 4)


def by_framing(drawings: list[list[NDArray[np.float64]]], y: NDArray[np.int64]) -> dict[str, float]:
    """Measure the support vector machine's accuracy for every way of shrinking."""
    svm = load_model("svm")
    framings = FRAMINGS | {"recipe": lambda strokes, _canvas_px: to_digits_format(strokes)}
    accuracy = {}
    for name, framing in framings.items():
        images = np.array([framing(strokes, CANVAS_PX) for strokes in drawings])
        accuracy[name] = proportion(svm.predict_images(images).argmax(axis=1) == y)
    return accuracy


def measure(
    model: Model,
    drawings: list[list[NDArray[np.float64]]],
    y: NDArray[np.int64],
    writer: NDArray[np.int64],
) -> tuple[dict[str, float], NDArray[np.int64]]:
    """Let a model read the drawings.

    Returns
    -------
    figures : dict of str to float
    most_probable : ndarray of int64, shape (n,)
        The most probable digits, also of what is refused.
    """
    start = time.perf_counter()
    predictions = [model.predict_strokes(strokes) for strokes in drawings]
    ms = (time.perf_counter() - start) / len(drawings) * 1e3
    most_probable = np.array([p.probabilities.argmax() for p in predictions])
    digits = np.array([-1 if p.digit is None else p.digit for p in predictions])
    sure = np.array([p.sure for p in predictions])
    figures = {
        "accuracy": proportion(digits == y),
        "accuracy_before_refusing": proportion(most_probable == y),
        "refused_as_no_digit": proportion(digits == -1),
        "not_sure": proportion(~sure),
        "accuracy_when_sure": proportion(digits[sure] == y[sure]),
        "ms_a_drawing": round(ms, 2),
    }
    if writer.any():
        for half, in_half in {"odd": writer % 2 == 1, "even": writer % 2 == 0}.items():
            figures[f"accuracy_{half}_writers"] = proportion((digits == y)[in_half])
    return figures, most_probable


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strokes", required=True, help="a UNIPEN file, gzipped or not")
    arguments = parser.parse_args()
    written = read_unipen(arguments.strokes)
    y = np.array([one.digit for one in written])
    writer = np.array([one.writer or 0 for one in written])
    drawings = [on_canvas(one.strokes) for one in written]
    accuracy_svm = by_framing(drawings, y)
    read = {name: measure(load_model(name), drawings, y, writer) for name in model_names()}
    _, most_probable = read["default"]
    wrong = zip(
        y[most_probable != y].tolist(), most_probable[most_probable != y].tolist(), strict=True
    )
    result = {
        "n": len(y),
        "svm_by_framing": accuracy_svm,
        "models_by_recipe": {name: figures for name, (figures, _) in read.items()},
        "default_confused_meant_read_times": [
            [*pair, n] for pair, n in Counter(wrong).most_common(12)
        ],
    }
    print(json.dumps({"benchmark": "drawn"} | environment() | result))


if __name__ == "__main__":
    main()
