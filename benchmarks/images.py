"""The accuracy of the shipped models on images: MNIST's, and the study's own bitmaps.

    python -m benchmarks.images [--mnist FOLDER] [--bitmaps FILE]

FOLDER holds `t10k-images-idx3-ubyte.gz` and `t10k-labels-idx1-ubyte.gz` as published; FILE is UCI's
`optdigits-orig` with 32 lines of 0 and 1 a digit, gzipped or not. By default both are looked for in
`../shared/data`. MNIST's are read twice: their ink as it is, as a data set is brought into the
format (`counts_of`), and inked again (`image_to_digits_format`). Prints one JSON line.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.environment import environment
from benchmarks.files import read_bitmaps
from digitrec import MNIST_FORMAT, counts_of, image_to_digits_format, load_model, model_names
from digitrec.accuracy import Accuracy
from digitrec.datasets import read_idx
from digitrec.formats import DIGITS_FORMAT

DATA = Path("../shared/data")
BITMAPS = "optdigits-bitmaps/optdigits-orig.tra.gz"


def accuracies(
    images: NDArray[np.float64], y: NDArray[np.int64]
) -> dict[str, dict[str, float | list[float]]]:
    """Measure the accuracy of each shipped model on pictures in the digits format."""
    result: dict[str, dict[str, float | list[float]]] = {}
    for name in model_names():
        n_right = int((load_model(name).predict_images(images).argmax(axis=1) == y).sum())
        accuracy = Accuracy(n_right, len(y))
        result[name] = {
            "accuracy": round(accuracy.proportion, 4),
            "interval_95": [round(end, 4) for end in accuracy.interval],
        }
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mnist", type=Path, default=DATA / "mnist", help="MNIST's test files")
    parser.add_argument("--bitmaps", type=Path, default=DATA / BITMAPS, help="UCI's optdigits-orig")
    arguments = parser.parse_args()
    paths = [arguments.mnist / f"t10k-{name}-ubyte.gz" for name in ("images-idx3", "labels-idx1")]
    for path in paths:
        if not path.is_file():
            parser.error(f"there is no {path}; name the folder of MNIST's test files with --mnist")

    greys, y = map(read_idx, paths)
    images = np.array([counts_of(grey, MNIST_FORMAT) for grey in greys])
    inked_again = np.array([image_to_digits_format(grey) for grey in greys])
    result = {
        "mnist": {"n": len(y), "models": accuracies(images, y)},
        "mnist_inked_again": {"n": len(y), "models": accuracies(inked_again, y)},
    }
    if arguments.bitmaps.is_file():
        bitmaps, y = read_bitmaps(arguments.bitmaps)
        images = np.array([DIGITS_FORMAT.from_ink(bitmap) for bitmap in bitmaps])
        result["bitmaps"] = {"n": len(y), "models": accuracies(images, y)}
    print(json.dumps({"benchmark": "images"} | environment() | result))


if __name__ == "__main__":
    main()
