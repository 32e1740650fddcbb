"""The accuracy on numbers of several digits, drawn as strokes or in images, and the time one takes.

    python -m benchmarks.numbers [strokes] [images] [--data FOLDER] [--every K] [--learn N]

FOLDER (`../shared/data` by default) holds for strokes `numbers/real.jsonl.gz` and
`numbers/composed.jsonl.gz`, numbers out of formulas and rows of five digits, and in
`strokes-elsewhere` single digits by other people, a `.jsonl.gz` for each way of drawing; for images
`images`, a folder for each set, with files named by their digits, `42_1.png`, and `mnist`, the test
files, whose digits are put together to rows of five. N invented numbers teach the weights of
segmentation anew, which then read instead of those of `digitrec.numbers`. With K only every K-th
number and digit is read, which is sooner done. Prints one JSON line.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.environment import environment
from benchmarks.files import WrittenNumber, read_json_lines, read_numbers
from digitrec import Model, Number, load_model
from digitrec.accuracy import Accuracy
from digitrec.datasets import read_idx
from digitrec.drawing import page_ink
from digitrec.drawing.invented import make_drawings, make_numbers
from digitrec.numbers import (
    INK_WEIGHTS,
    WEIGHTS,
    Weights,
    fit_ink_weights,
    fit_weights,
    read_as_several,
    read_number_ink,
    read_number_strokes,
)

DATA = Path("../shared/data")
N_INVENTED = 500
N_TIMED = 20
N_CONFUSIONS = 12
SEED = 40  # nothing was learned from it
SEED_OF_WEIGHTS = 41
# Of the numbers in images that weights are learned from, mean and deviation in heights of a digit:
# half of them apart, half close together.
LEARNED_GAPS = ((0.2, 0.15), (0.0, 0.1))
N_ROWS, N_IN_ROW = 100, 5
SIDE, MARGIN = 28, 6  # pixels: of MNIST's pictures, and around a row of them
GAPS = (3, 6)  # pixels between digits of a row that are apart, the latter left out
INKED = 60  # greys of 255: what is darker is ink of a row's digits, which touch by it
N_MISREAD = 12

Greys = NDArray[np.float64]


def of_accuracy(n_right: int, n: int) -> dict[str, Any]:
    accuracy = Accuracy(n_right, n)
    return {
        "n": n,
        "right": round(accuracy.proportion, 4),
        "interval_95": [round(end, 4) for end in accuracy.interval],
    }


def digits_of(number: Number) -> str:
    return "".join(str(digit.prediction.digit) for digit in number.digits)


def digits_in(text: str) -> str:
    return "".join(text.split())


def judge(model: Model, written: list[WrittenNumber], weights: Weights) -> dict[str, Any]:
    """Measure how many numbers are read wholly right, in all and by source."""
    read = [read_number_strokes(one.strokes, model, weights=weights) for one in written]
    is_right = [digits_of(a) == b.text for a, b in zip(read, written, strict=True)]
    pairs: Counter[tuple[str, str]] = Counter()
    n_miscut = 0
    for number, one in zip(read, written, strict=True):
        if len(number.digits) != len(one.text):
            n_miscut += 1
        else:
            pairs.update((a, b) for a, b in zip(one.text, digits_of(number), strict=True) if a != b)
    sure = [right for right, number in zip(is_right, read, strict=True) if number.sure]
    second = [digits_in(one.alternative.text) if one.alternative else "" for one in read]
    by_source = {
        source: of_accuracy(sum(rights), len(rights))
        for source in sorted({one.source for one in written})
        if (rights := [r for r, one in zip(is_right, written, strict=True) if one.source == source])
    }
    return of_accuracy(sum(is_right), len(is_right)) | {
        "of_another_length": n_miscut,
        "not_sure": round(1 - len(sure) / len(written), 4),
        "right_when_sure": round(sum(sure) / max(1, len(sure)), 4),
        "mean_probability": round(mean(number.probability for number in read), 4),
        "second_told": round(sum(map(bool, second)) / len(second), 4),
        "misread_and_second_right": sum(a == b.text for a, b in zip(second, written, strict=True)),
        "confused_meant_read_times": [[*pair, n] for pair, n in pairs.most_common(N_CONFUSIONS)],
        "by_source": by_source,
    }


def of_invented(model: Model, weights: Weights, every: int) -> dict[str, Any]:
    """Measure invented numbers with separators and what is no digit between."""
    numbers = make_numbers(N_INVENTED, random_state=SEED)[::every]
    read = [read_number_strokes(one.strokes, model, weights=weights) for one in numbers]
    same_text = sum(a.text == b.text for a, b in zip(read, numbers, strict=True))
    same_length = sum(
        len(a.digits) == len(b.text.replace(" ", "")) for a, b in zip(read, numbers, strict=True)
    )
    return {
        "text_with_blanks": of_accuracy(same_text, len(read)),
        "as_many_digits": of_accuracy(same_length, len(read)),
    }


def of_one_or_two(model: Model, elsewhere: Path, every: int) -> dict[str, Any]:
    """Measure which drawings are read as several digits where one is expected."""
    two = make_numbers(N_INVENTED, random_state=SEED + 1, n_digits=(2, 3), plain=True)
    one, _ = make_drawings(N_INVENTED, random_state=SEED + 2)
    groups: dict[str, Any] = {
        "two invented digits": [each.strokes for each in two],
        "one invented digit": one,
    }
    for path in sorted(elsewhere.glob("*.jsonl.gz")):
        name = f"one real digit, {path.name.removesuffix('.jsonl.gz')}"
        groups[name] = [each.strokes for each in read_json_lines(path)]
    shares = {}
    for name, group in groups.items():
        is_several = [read_as_several(each, model) is not None for each in group[::every]]
        shares[name] = round(sum(is_several) / len(is_several), 4)
    return shares


def ms_of_ten_digits(model: Model) -> float:
    """Measure the milliseconds that a number of ten digits takes."""
    numbers = make_numbers(N_TIMED, random_state=SEED + 3, n_digits=(10, 11), plain=True)
    times = []
    for number in numbers:
        start = time.perf_counter()
        read_number_strokes(number.strokes, model)
        times.append((time.perf_counter() - start) * 1e3)
    return round(median(times), 1)


def edit_distance(meant: str, read: str) -> int:
    """Count the digits that are missing, too many or read as others (V. I. Levenshtein, 1966)."""
    before = list(range(len(read) + 1))
    for i, one in enumerate(meant, 1):
        now = [i]
        for j, other in enumerate(read, 1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (one != other)))
        before = now
    return before[-1]


def judge_images(
    model: Model, images: Sequence[Greys | Path], texts: list[str], weights: Weights
) -> dict[str, Any]:
    """Measure how many digits are read right in images, and how many images wholly."""
    read = [read_number_ink(page_ink(image), model, weights=weights) for image in images]
    pairs = [(text, digits_of(number)) for text, number in zip(texts, read, strict=True)]
    n_digits = sum(map(len, texts))
    n_wrong = sum(edit_distance(*pair) for pair in pairs)
    sure = [text == found for (text, found), one in zip(pairs, read, strict=True) if one.sure]
    return {
        "all_digits": of_accuracy(sum(text == found for text, found in pairs), len(pairs)),
        "digits": of_accuracy(max(0, n_digits - n_wrong), n_digits),
        "of_another_length": sum(len(text) != len(found) for text, found in pairs),
        "not_sure": round(1 - len(sure) / len(read), 4),
        "right_when_sure": round(sum(sure) / max(1, len(sure)), 4),
        "misread_meant_read": [pair for pair in pairs if pair[0] != pair[1]][:N_MISREAD],
    }


def of_sets(model: Model, folder: Path, weights: Weights, every: int) -> dict[str, Any]:
    """Measure the pictures of all sets: those of several digits, and whether those of one are."""
    paths = sorted(path for path in folder.glob("*/*_*") if path.name.split("_")[0].isdigit())
    texts = {path: path.name.split("_")[0] for path in paths}
    several = [path for path in paths if len(texts[path]) > 1]
    one = [path for path in paths if len(texts[path]) == 1][::every]
    lengths = Counter(
        len(read_number_ink(page_ink(path), model, weights=weights).digits) for path in one
    )
    return {
        "several": judge_images(model, several, [texts[path] for path in several], weights),
        "of_one_digit": {"n": len(one), "found_to_have_digits": dict(sorted(lengths.items()))},
    }


def make_row(digits: NDArray[np.uint8], rng: np.random.Generator, *, touching: bool) -> Greys:
    """Put MNIST's pictures in a row, so many pixels apart or pushed together until they touch."""
    row, at = np.zeros((SIDE + 2 * MARGIN, (SIDE + GAPS[1]) * len(digits) + 2 * MARGIN)), MARGIN
    for digit in digits:
        columns = np.flatnonzero(digit.max(axis=0) >= INKED)
        cropped = digit[:, columns[0] : columns[-1] + 1]
        width = cropped.shape[1]
        place = row[MARGIN : MARGIN + SIDE]
        left = at + (0 if at == MARGIN else int(rng.integers(*GAPS)))
        while touching and left > MARGIN:
            if ((place[:, left - 1 : left - 1 + width] >= INKED) & (cropped >= INKED)).any():
                break
            left -= 1
        here = place[:, left : left + width]
        np.maximum(here, cropped, out=here)
        at = left + width
    return row[:, : at + MARGIN]


def of_rows(model: Model, folder: Path, weights: Weights, n: int) -> dict[str, Any]:
    """Measure rows of five of MNIST's test digits, apart and touching."""
    images, y = (
        read_idx(folder / f"t10k-{name}-ubyte.gz") for name in ("images-idx3", "labels-idx1")
    )
    result = {}
    for touching in (False, True):
        rng = np.random.default_rng(SEED + touching)
        chosen = rng.integers(0, len(y), (n, N_IN_ROW))
        rows = [make_row(images[some], rng, touching=touching) for some in chosen]
        texts = ["".join(map(str, y[some])) for some in chosen]
        result["touching" if touching else "apart"] = judge_images(model, rows, texts, weights)
    return result


def of_images(model: Model, data: Path, every: int, n_learn: int | None) -> dict[str, Any]:
    """Measure numbers in images; learn the weights from so many invented ones before, if any."""
    weights, result = INK_WEIGHTS, {}
    if n_learn:
        learned_from = [
            number
            for i, gap in enumerate(LEARNED_GAPS)
            for number in make_numbers(
                n_learn // len(LEARNED_GAPS), random_state=(SEED_OF_WEIGHTS, i), gap_of_hand=gap
            )
        ]
        weights = fit_ink_weights(learned_from, model, random_state=SEED_OF_WEIGHTS)
        result["weights"] = weights.as_dict()
    return result | {
        "sets": of_sets(model, data / "images", weights, every),
        "mnist_rows": of_rows(model, data / "mnist", weights, N_ROWS // every),
    }


def of_strokes(model: Model, data: Path, every: int, n_learn: int | None) -> dict[str, Any]:
    """Measure numbers drawn as strokes; as of `of_images`."""
    weights, result = WEIGHTS, {}
    if n_learn:
        learned_from = make_numbers(n_learn, random_state=SEED_OF_WEIGHTS)
        weights = fit_weights(learned_from, model)
        result["weights"] = weights.as_dict()
    for name in ("real", "composed"):
        written = read_numbers(data / "numbers" / f"{name}.jsonl.gz")
        result[name] = judge(model, written[::every], weights)
    result["invented"] = of_invented(model, weights, every)
    result["read_as_several"] = of_one_or_two(model, data / "strokes-elsewhere", every)
    result["ms_a_number_of_ten_digits"] = ms_of_ten_digits(model)
    return result


SOURCES = {"strokes": of_strokes, "images": of_images}
FOLDERS = {"strokes": ("numbers", "strokes-elsewhere"), "images": ("images", "mnist")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="strokes, images; or both")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the data sets")
    parser.add_argument("--every", type=int, default=1, metavar="K", help="read every K-th only")
    parser.add_argument("--learn", type=int, metavar="N", help="learn from so many numbers first")
    arguments = parser.parse_args()
    sources = arguments.sources or list(SOURCES)
    for source in sources:
        if source not in SOURCES:
            parser.error(f"there is no source {source}; there are {', '.join(SOURCES)}")
        for folder in FOLDERS[source]:
            if not (arguments.data / folder).is_dir():
                parser.error(f"there is no {arguments.data / folder}; name its place with --data")
    model, result = load_model(), {"benchmark": "numbers"} | environment()
    for source in sources:
        measure = SOURCES[source]
        result[source] = measure(model, arguments.data, arguments.every, arguments.learn)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
