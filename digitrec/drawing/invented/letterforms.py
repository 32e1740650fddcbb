"""The skeletons of the ten digits: how people write them, as points that a curve runs through.

A line of `skeletons/digits.txt` is a form: the digit, a weight (how often the form is drawn), and
its strokes between bars, written as `patterns` describes.
"""

from pathlib import Path

from digitrec.drawing.invented.patterns import Pattern, parse_pattern

Form = tuple[int, tuple[Pattern, ...]]  # weight, strokes


def _read_forms() -> dict[int, tuple[Form, ...]]:
    table = Path(__file__).with_name("skeletons") / "digits.txt"
    forms: dict[int, tuple[Form, ...]] = dict.fromkeys(range(10), ())
    for line in table.read_text(encoding="utf-8").splitlines():
        name, strokes = line.split(": ")
        digit, weight = map(int, name.split())
        forms[digit] += ((weight, tuple(map(parse_pattern, strokes.split(" | ")))),)
    return forms


LETTERFORMS = _read_forms()
