"""The accuracy on numbers of several digits, drawn as strokes, and the time that one takes.

    python -m benchmarks.numbers [--numbers FOLDER] [--elsewhere FOLDER] [--every K] [--learn N]

The first FOLDER holds `real.jsonl.gz` and `composed.jsonl.gz`, numbers out of formulas and rows of
five digits; the second one single digits by other people, a `.jsonl.gz` for each way of drawing. By
default both are looked for in `../shared/data`. N invented numbers teach the weights of
segmentation anew, which then read instead of those of `digitrec.numbers`. With K only every K-th
number and digit is read, which is sooner done. Prints one JSON line.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.environment import environment
from benchmarks.files import WrittenNumber, read_json_lines, read_numbers
from digitrec import Model, Number, load_model
from digitrec.accuracy import Accuracy
from digitrec.drawing.invented import make_drawings, make_numbers
from digitrec.numbers import WEIGHTS, Weights, fit_weights, read_as_several, read_number_strokes

DATA = Path("../shared/data")
N_INVENTED = 500
N_TIMED = 20
N_CONFUSIONS = 12
SEED = 40  # nothing was learned from it
SEED_OF_WEIGHTS = 41


def of_accuracy(n_right: int, n: int) -> dict[str, Any]:
    accuracy = Accuracy(n_right, n)
    return {
        "n": n,
        "right": round(accuracy.proportion, 4),
        "interval_95": [round(end, 4) for end in accuracy.interval],
    }


def digits_of(number: Number) -> str:
    return "".join(str(digit.prediction.digit) for digit in number.digits)


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
    by_source = {
        source: of_accuracy(sum(rights), len(rights))
        for source in sorted({one.source for one in written})
        if (rights := [r for r, one in zip(is_right, written, strict=True) if one.source == source])
    }
    return of_accuracy(sum(is_right), len(is_right)) | {
        "of_another_length": n_miscut,
        "not_sure": round(1 - len(sure) / len(written), 4),
        "right_when_sure": round(sum(sure) / max(1, len(sure)), 4),
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--numbers", type=Path, default=DATA / "numbers", help="a folder of numbers"
    )
    parser.add_argument(
        "--elsewhere", type=Path, default=DATA / "strokes-elsewhere", help="a folder of digits"
    )
    parser.add_argument("--every", type=int, default=1, metavar="K", help="read every K-th only")
    parser.add_argument("--learn", type=int, metavar="N", help="learn from so many numbers first")
    arguments = parser.parse_args()
    model = load_model()
    weights, result = WEIGHTS, {"benchmark": "numbers"} | environment()
    if arguments.learn:
        learned_from = make_numbers(arguments.learn, random_state=SEED_OF_WEIGHTS)
        weights = fit_weights(learned_from, model)
        result["weights"] = weights.as_dict()
    for name in ("real", "composed"):
        path = arguments.numbers / f"{name}.jsonl.gz"
        if not path.is_file():
            parser.error(f"there is no {path}; name the folder of numbers with --numbers")
        result[name] = judge(model, read_numbers(path)[:: arguments.every], weights)
    result["invented"] = of_invented(model, weights, arguments.every)
    result["read_as_several"] = of_one_or_two(model, arguments.elsewhere, arguments.every)
    result["ms_a_number_of_ten_digits"] = ms_of_ten_digits(model)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
