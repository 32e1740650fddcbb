"""The accuracy on images of one digit, how many images of none pass, and what it costs.

    python -m benchmarks.photos [--images FOLDER] [--mnist FOLDER] [--n-mnist N] [--photographs N]

The folder of images holds a folder for each set, whose files are named by their digits, `7_1.png`;
those of several digits are left out. Of MNIST's test images, every so many are read. N drawings
that the model reads as strokes are photographed with each invented fault, and 200 images of no
digit are invented. Time and memory are taken in a process of their own, of photographs of 12
megapixels and of 1000x1000 pixels. Needs Linux, for the memory. Prints one JSON line.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.environment import environment
from benchmarks.invented_photographs import FAULTS, NO_DIGITS, Strokes, no_digit, photograph
from benchmarks.mnist import memory_mb
from digitrec import Model, Prediction, load_model, read_image
from digitrec.datasets import read_idx
from digitrec.drawing.invented import make_drawings

DATA = Path("../shared/data")
SEED = 2026
N_NO_DIGITS = 200
SIZES = {"12 megapixels": (4000, 3000), "1000x1000": (1000, 1000)}  # width, height
N_TIMES = 5


def judge(read: Iterable[tuple[Prediction, int]]) -> dict[str, Any]:
    """Judge the predictions of images whose digit is known; right is before refusing."""
    pairs = list(read)
    right = [int(one.probabilities.argmax()) == digit for one, digit in pairs]
    refused = [one.digit is None for one, _ in pairs]
    unsure = [not one.sure for one, _ in pairs]
    shares = {"right": right, "refused_as_no_digit": refused, "not_sure": unsure}
    return {"n": len(pairs)} | {name: round(float(np.mean(of)), 4) for name, of in shares.items()}


def of_folder(model: Model, folder: Path) -> dict[str, Any]:
    """Read the images of one digit in all sets of a folder."""
    pairs, by_set, wrong = [], {}, []
    for one_set in sorted(path for path in folder.iterdir() if path.is_dir()):
        files = [path for path in sorted(one_set.iterdir()) if path.name.find("_") == 1]
        read = [(read_image(path, model), int(path.name[0])) for path in files]
        if read:
            by_set[one_set.name] = judge(read)
        wrong += [
            [f"{one_set.name}/{path.name}", int(one.probabilities.argmax())]
            for path, (one, digit) in zip(files, read, strict=True)
            if one.probabilities.argmax() != digit
        ]
        pairs += read
    return {"all": judge(pairs), "sets": by_set, "misread": wrong}


def of_mnist(model: Model, folder: Path, n: int) -> dict[str, Any]:
    """Read every so many of MNIST's test images, `n` in all."""
    images, y = (
        read_idx(folder / f"t10k-{name}-ubyte.gz") for name in ("images-idx3", "labels-idx1")
    )
    some = np.arange(0, len(y), max(1, len(y) // n))
    return judge((read_image(images[i], model), int(y[i])) for i in some)


def readable_drawings(model: Model, n: int, seed: int) -> list[tuple[Strokes, int]]:
    """Invent drawings that the model reads right and for sure as strokes."""
    found: list[tuple[Strokes, int]] = []
    rng = np.random.default_rng(seed)
    while len(found) < n:
        ((strokes,), (digit,)) = make_drawings(1, random_state=rng)
        prediction = model.predict_strokes(strokes)
        if prediction.sure and prediction.digit == digit:
            found.append((strokes, int(digit)))
    return found


def of_faults(model: Model, n: int) -> dict[str, Any]:
    """Read photographs of the same drawings with each fault."""
    rng = np.random.default_rng(SEED)
    drawings = readable_drawings(model, n, SEED)
    each = {
        fault: judge(
            (read_image(photograph(strokes, fault, rng), model), digit)
            for strokes, digit in drawings
        )
        for fault in FAULTS
    }
    mean = round(float(np.mean([figures["right"] for figures in each.values()])), 4)
    return {"mean_right": mean, "faults": each}


def of_no_digits(model: Model) -> dict[str, Any]:
    """Read invented images without a digit: how many are answered for sure."""
    rng = np.random.default_rng(SEED)
    kinds = list(NO_DIGITS)
    passed = dict.fromkeys(kinds, 0)
    for i in range(N_NO_DIGITS):
        kind = kinds[i % len(kinds)]
        passed[kind] += read_image(no_digit(kind, rng), model).sure
    share = sum(passed.values()) / N_NO_DIGITS
    return {"n": N_NO_DIGITS, "answered_for_sure": round(share, 4), "by_kind": passed}


def write_photograph(path: Path, size: tuple[int, int]) -> None:
    """Write a shaded photograph of a digit as a JPEG."""
    from PIL import Image

    ((strokes,), _) = make_drawings(1, random_state=SEED)
    greys = photograph(strokes, "shade", np.random.default_rng(SEED))
    Image.fromarray(greys).convert("RGB").resize(size).save(path, quality=90)


def cost_of(path: str) -> dict[str, float]:
    """Measure reading a file, once the model is warm: medians of the time, and the memory."""
    model = load_model()
    read_image(np.eye(99) * 255, model)  # what is imported on the way is not the photograph's
    before, seconds = memory_mb(), []
    for _ in range(N_TIMES):
        starts = time.perf_counter(), time.process_time()
        read_image(path, model)
        seconds.append((time.perf_counter() - starts[0], time.process_time() - starts[1]))
    more = round(memory_mb("VmHWM") - before, 1)
    by_clock, by_processor = (round(float(each), 3) for each in np.median(seconds, axis=0))
    return {"seconds": by_clock, "processor_seconds": by_processor, "more_mb_at_most": more}


def costs() -> dict[str, Any]:
    """Measure each size in a process of its own."""
    result = {}
    with TemporaryDirectory() as folder:
        for name, size in SIZES.items():
            path = Path(folder) / "photograph.jpg"
            write_photograph(path, size)
            command = [sys.executable, "-m", "benchmarks.photos", "--cost-of", str(path)]
            printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
            result[name] = json.loads(printed)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=Path, default=DATA / "images", help="sets of images")
    parser.add_argument("--mnist", type=Path, default=DATA / "mnist", help="MNIST's test files")
    parser.add_argument("--n-mnist", type=int, default=10_000, help="how many of MNIST's")
    parser.add_argument("--photographs", type=int, default=20, help="how many of each fault")
    parser.add_argument("--cost-of", help="measure only time and memory of reading this file")
    arguments = parser.parse_args()
    if arguments.cost_of:
        print(json.dumps(cost_of(arguments.cost_of)))
        return
    model = load_model()
    result: dict[str, Any] = {"benchmark": "photos"} | environment()
    if arguments.images.is_dir():
        result["images"] = of_folder(model, arguments.images)
    if arguments.mnist.is_dir() and arguments.n_mnist:
        result["mnist"] = of_mnist(model, arguments.mnist, arguments.n_mnist)
    if arguments.photographs:
        result["invented"] = of_faults(model, arguments.photographs)
        result["no_digits"] = of_no_digits(model)
    print(json.dumps(result | {"costs": costs()}))


if __name__ == "__main__":
    main()
