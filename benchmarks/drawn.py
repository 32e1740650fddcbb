"""How many drawn digits are read right, by every way of shrinking and by every shipped model.

    python -m benchmarks.drawn --strokes FILE

FILE holds pen strokes in the UNIPEN format, gzipped or not. Prints one JSON line.
"""

import argparse
import json
import time
from collections import Counter

import numpy as np

from benchmarks.environment import environment
from benchmarks.files import CANVAS_PX, on_canvas, read_unipen
from digitrec import load_model, model_names, to_digits_format
from digitrec.formats import FRAMINGS


def share(right):
    return round(float(np.mean(right)), 4)


def by_framing(drawings, y):
    """How many the support vector machine reads right, by every way of shrinking."""
    svm = load_model("svm")
    framings = FRAMINGS | {"recipe": lambda strokes, _canvas_px: to_digits_format(strokes)}
    accuracy = {}
    for name, framing in framings.items():
        images = np.array([framing(strokes, CANVAS_PX) for strokes in drawings])
        accuracy[name] = share(svm.predict_images(images).argmax(axis=1) == y)
    return accuracy


def measure(model, drawings, y, writer):
    """What a model reads of the drawings: its figures, and the likeliest digits."""
    start = time.perf_counter()
    predictions = [model.predict_strokes(strokes) for strokes in drawings]
    ms = (time.perf_counter() - start) / len(drawings) * 1e3
    guesses = np.array([p.probabilities.argmax() for p in predictions])
    digits = np.array([-1 if p.digit is None else p.digit for p in predictions])
    sure = np.array([p.sure for p in predictions])
    figures = {
        "accuracy": share(digits == y),
        "accuracy_before_refusing": share(guesses == y),
        "refused_as_no_digit": share(digits == -1),
        "not_sure": share(~sure),
        "accuracy_when_sure": share(digits[sure] == y[sure]),
        "ms_a_drawing": round(ms, 2),
    }
    if writer.any():
        for half, in_half in {"odd": writer % 2 == 1, "even": writer % 2 == 0}.items():
            figures[f"accuracy_{half}_writers"] = share((digits == y)[in_half])
    return figures, guesses


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strokes", required=True, help="a UNIPEN file, gzipped or not")
    arguments = parser.parse_args()
    written = read_unipen(arguments.strokes)
    y = np.array([one.digit for one in written])
    writer = np.array([one.writer or 0 for one in written])
    drawings = [on_canvas(one.strokes) for one in written]
    accuracy_svm = by_framing(drawings, y)
    read = {name: measure(load_model(name), drawings, y, writer) for name in model_names()}
    _, guesses = read["default"]
    wrong = zip(y[guesses != y].tolist(), guesses[guesses != y].tolist(), strict=True)
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
