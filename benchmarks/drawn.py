"""The accuracy on drawn digits, of every way of shrinking and of every shipped model.

    python -m benchmarks.drawn [--strokes FILE [--models NAME ...]] [--elsewhere FOLDER]

FILE holds pen strokes in the UNIPEN format, gzipped or not; every shipped model reads them, or
those that are named. FOLDER holds other people's digits, a `.jsonl.gz` for each way of drawing;
`default` reads them. Prints one JSON line.

The calibration error is the expected one, in ten bins of equal width, of the answers that are a
digit.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.environment import environment
from benchmarks.files import CANVAS_PX, on_canvas, read_json_lines, read_unipen
from digitrec import Model, Prediction, load_model, model_names, to_digits_format
from digitrec.evaluation import reliability
from digitrec.formats import FRAMINGS

N_CONFUSIONS = 12


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


def judge(predictions: list[Prediction], y: NDArray[np.int64]) -> dict[str, Any]:
    """Measure what a model says of drawings of the digits `y`, shape (n,)."""
    most_probable = np.array([p.probabilities.argmax() for p in predictions])
    confidence = np.array([p.probabilities.max() for p in predictions])
    digits = np.array([-1 if p.digit is None else p.digit for p in predictions])
    sure, answered = np.array([p.sure for p in predictions]), digits >= 0
    wrong = [(int(a), int(b)) for a, b in zip(y, most_probable, strict=True) if a != b]
    return {
        "accuracy": proportion(digits == y),
        "accuracy_before_refusing": proportion(most_probable == y),
        "mean_over_digits_before_refusing": round(
            float(np.mean([(most_probable == y)[y == digit].mean() for digit in np.unique(y)])), 4
        ),
        "refused_as_no_digit": proportion(~answered),
        "not_sure": proportion(~sure),
        "accuracy_when_sure": proportion(digits[sure] == y[sure]),
        "calibration_error": round(
            reliability(confidence[answered], (digits == y)[answered]).error, 4
        ),
        "confused_meant_read_times": [
            [*pair, n] for pair, n in Counter(wrong).most_common(N_CONFUSIONS)
        ],
    }


def measure(
    model: Model,
    drawings: list[list[NDArray[np.float64]]],
    y: NDArray[np.int64],
    writer: NDArray[np.int64],
) -> dict[str, Any]:
    """Let a model read the drawings."""
    start = time.perf_counter()
    predictions = [model.predict_strokes(strokes) for strokes in drawings]
    ms = (time.perf_counter() - start) / len(drawings) * 1e3
    figures = judge(predictions, y) | {"ms_a_drawing": round(ms, 2)}
    if writer.any():
        right = np.array([p.digit for p in predictions]) == y
        for half, in_half in {"odd": writer % 2 == 1, "even": writer % 2 == 0}.items():
            figures[f"accuracy_{half}_writers"] = proportion(right[in_half])
    return figures


def of_strokes(path: str, names: list[str]) -> dict[str, Any]:
    """Let models read a UNIPEN file."""
    written = read_unipen(path)
    y = np.array([one.digit for one in written])
    writer = np.array([one.writer or 0 for one in written])
    drawings = [on_canvas(one.strokes) for one in written]
    return {
        "n": len(y),
        "svm_by_framing": by_framing(drawings, y),
        "models_by_recipe": {
            name: measure(load_model(name), drawings, y, writer) for name in names
        },
    }


def of_elsewhere(folder: Path) -> dict[str, Any]:
    """Let the default model read every file of a folder, and judge each and all together."""
    model = load_model()
    predictions, digits, result = [], [], {}
    for path in sorted(folder.glob("*.jsonl.gz")):
        written = read_json_lines(path)
        read = [model.predict_strokes(one.strokes) for one in written]
        y = [one.digit for one in written]
        result[path.name.removesuffix(".jsonl.gz")] = {"n": len(y)} | judge(read, np.array(y))
        predictions += read
        digits += y
    return result | {"all": {"n": len(digits)} | judge(predictions, np.array(digits))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strokes", help="a UNIPEN file, gzipped or not")
    parser.add_argument("--models", nargs="+", default=model_names(), help="all by default")
    parser.add_argument("--elsewhere", type=Path, help="a folder of .jsonl.gz files of digits")
    arguments = parser.parse_args()
    result: dict[str, Any] = {"benchmark": "drawn"} | environment()
    if arguments.strokes:
        result |= of_strokes(arguments.strokes, arguments.models)
    if arguments.elsewhere:
        result["elsewhere"] = of_elsewhere(arguments.elsewhere)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
