"""Drawings made of digits that are no digit: several beside each other, or one struck through."""

from collections.abc import Sequence

import numpy as np

from digitrec.drawing.invented.handwriting import Hand, draw_skeleton, make_drawing, make_hand
from digitrec.drawing.invented.shapes import Strokes, read_skeletons, sample_form

LETTERS = [form for forms in read_skeletons("letters").values() for form in forms]
UNLIKE_STRUCK = (1, 4, 7)  # with a bar these are a 4, a plus or themselves


def _some_digits(
    n: int, rng: np.random.Generator, among: Sequence[int] = range(10)
) -> list[Strokes]:
    """Digits by one hand."""
    hand = make_hand(rng)
    return [make_drawing(among[int(i)], rng, hand=hand) for i in rng.integers(0, len(among), n)]


def _a_digit(rng: np.random.Generator, among: Sequence[int] = range(10)) -> Strokes:
    return _some_digits(1, rng, among)[0]


def _a_letter(hand: Hand, rng: np.random.Generator) -> Strokes:
    form = LETTERS[rng.integers(len(LETTERS))]
    return draw_skeleton(sample_form(form, rng), rng, hand=hand)


def _beside(drawings: list[Strokes], rng: np.random.Generator) -> Strokes:
    """Put drawings in a row, apart or touching."""
    row: Strokes = []
    at, gap = 0.0, rng.uniform(-15, 60)
    for strokes in drawings:
        points = np.concatenate(strokes)
        size = rng.uniform(0.85, 1.15)
        shift = np.array([at - size * points[:, 0].min(), rng.normal(0, 12)])
        row += [stroke * size + shift for stroke in strokes]
        at += max(25.0, size * np.ptp(points[:, 0])) + gap
    return row


def two_digits(rng: np.random.Generator) -> Strokes:
    """A number of two digits."""
    return _beside(_some_digits(2, rng), rng)


def more_digits(rng: np.random.Generator) -> Strokes:
    """A number of three or four digits."""
    return _beside(_some_digits(int(rng.integers(3, 5)), rng), rng)


def stacked_digits(rng: np.random.Generator) -> Strokes:
    """Two digits one above the other, well apart or with a line between: a fraction."""
    upper, lower = _some_digits(2, rng)
    foot = max(stroke[:, 1].max() for stroke in upper)
    shift = foot - min(stroke[:, 1].min() for stroke in lower) + rng.uniform(25, 70)
    strokes = upper + [stroke + (rng.normal(0, 15), shift) for stroke in lower]
    if rng.random() < 0.7:
        y = foot + rng.uniform(5, 40)
        strokes.append(np.array([[-80.0, y], [0.0, y + rng.normal(0, 4)], [80.0, y]]))
    return strokes


def word(rng: np.random.Generator) -> Strokes:
    """Two to four letters."""
    hand = make_hand(rng)
    return _beside([_a_letter(hand, rng) for _ in range(rng.integers(2, 5))], rng)


def digit_and_letter(rng: np.random.Generator) -> Strokes:
    """A digit with a letter beside it: 3a, x2."""
    pair = [_a_digit(rng), _a_letter(make_hand(rng), rng)]
    return _beside(pair if rng.random() < 0.5 else pair[::-1], rng)


def sum_of_digits(rng: np.random.Generator) -> Strokes:
    """A digit, a sign, a digit."""
    sign = [np.array([[-30.0, 0.0], [30.0, rng.normal(0, 5)]])]
    if rng.random() < 0.6:
        sign.append(np.array([[0.0, -30.0], [rng.normal(0, 4), 30.0]]))
    digits = _some_digits(2, rng)
    return _beside([digits[0], sign, digits[1]], rng)


def _box(strokes: Strokes) -> tuple[np.ndarray, np.ndarray]:
    points = np.concatenate(strokes)
    return points.min(axis=0), points.max(axis=0)


def _line_through(strokes: Strokes, rng: np.random.Generator) -> np.ndarray:
    """A line from one side of a drawing, past its middle, to beyond the other."""
    low, high = _box(strokes)
    middle = (low + high) / 2 + rng.normal(0, 0.08, 2) * (high - low)
    angle = rng.choice([0, np.pi / 4, -np.pi / 4]) + rng.normal(0, 0.15)
    reach = np.array([np.cos(angle), np.sin(angle)]) * rng.uniform(100, 140)
    return np.array([middle - reach, middle + rng.normal(0, 5, 2), middle + reach])


def crossed_out(rng: np.random.Generator) -> Strokes:
    """A digit with a cross over it."""
    strokes = _a_digit(rng)
    low, high = _box(strokes)
    low, high = low - rng.uniform(0, 30, 2), high + rng.uniform(0, 30, 2)
    falling = np.array([low, high]) + rng.normal(0, 10, (2, 2))
    rising = np.array([[low[0], high[1]], [high[0], low[1]]]) + rng.normal(0, 10, (2, 2))
    return [*strokes, falling, rising]


def struck_through(rng: np.random.Generator) -> Strokes:
    """A digit with a long line through it, and not one that is written so."""
    digits = [digit for digit in range(1, 10) if digit not in UNLIKE_STRUCK]
    strokes = _a_digit(rng, digits)
    return [*strokes, _line_through(strokes, rng)]


def struck_twice(rng: np.random.Generator) -> Strokes:
    """A digit with two lines through it."""
    strokes = _a_digit(rng)
    line = _line_through(strokes, rng)
    return [*strokes, line, line + (rng.normal(0, 8), rng.uniform(20, 50))]


def scribbled_over(rng: np.random.Generator) -> Strokes:
    """A digit that was made unreadable."""
    strokes = _a_digit(rng)
    low, high = _box(strokes)
    n = rng.integers(6, 16)
    x = np.where(np.arange(n) % 2, low[0], high[0]) + rng.normal(0, 12, n)
    top, foot = np.sort(rng.uniform(low[1], high[1], 2))
    y = np.linspace(top, foot, n) + rng.normal(0, 8, n)
    return [*strokes, np.column_stack([x, y])]


def circled(rng: np.random.Generator) -> Strokes:
    """A digit with a ring around it, which belongs to a form or a list."""
    strokes = _a_digit(rng)
    low, high = _box(strokes)
    angles = np.linspace(0, 2 * np.pi, 30) + rng.uniform(0, 6)
    radii = (high - low) * rng.uniform(0.65, 0.9) + 10
    ring = (low + high) / 2 + radii * np.column_stack([np.cos(angles), np.sin(angles)])
    return [*strokes, ring]


def underlined(rng: np.random.Generator) -> Strokes:
    """A digit with two lines under it or beside it."""
    strokes = _a_digit(rng)
    low, high = _box(strokes)
    y = high[1] + rng.uniform(10, 50)
    line = np.array([[low[0] - rng.uniform(0, 50), y], [high[0] + rng.uniform(0, 50), y]])
    return [*strokes, line, line + (0, rng.uniform(12, 35))]


SEVERAL = (
    two_digits,
    more_digits,
    stacked_digits,
    word,
    digit_and_letter,
    sum_of_digits,
    circled,
    underlined,
)
STRUCK = (crossed_out, struck_through, struck_twice, scribbled_over)
