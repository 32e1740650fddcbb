"""Invented numbers: rows of digits by one hand, apart or overlapping, with what parts them.

How far digits lie apart, how often they overlap and how much a row slopes follows what is known of
the numbers in handwritten formulas: gaps of -0.02, 0.24 and 0.55 heights of a digit at 5, 50 and
95 %, one neighbour in twenty overlapping.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digitrec.drawing.invented.handwriting import HEIGHT_PX, Hand, make_drawing, make_hand
from digitrec.drawing.invented.non_digits import LEARNED_KINDS
from digitrec.drawing.invented.shapes import Strokes

NO_DIGIT_OWNER = -1
GAP_OF_HAND = (0.25, 0.12)  # heights of a digit: mean and standard deviation over hands
GAP_JITTER = 0.1
MIN_GAP = -0.15
SIZE_JITTER, LEVEL_JITTER, SLOPE_JITTER = 0.09, 0.05, 0.05
BLANK = (0.6, 1.4)  # heights of a digit, beside two gaps
SEPARATOR_PROBABILITY = 0.12  # after a digit
OTHER_PROBABILITY = 0.04
FAMILIES_BETWEEN = ("letter", "sign", "scribble", "picture")


@dataclass(frozen=True)
class InventedNumber:
    """A number as somebody might write it.

    Attributes
    ----------
    strokes : list of ndarray of float64, each of shape (n, 2)
        x to the right, y down; a digit is about 200 high.
    owner : tuple of int
        For each stroke, which digit it belongs to, counted from 0; `NO_DIGIT_OWNER` for what is
        none.
    text : str
        The digits, a blank where a separator parts them.
    """

    strokes: Strokes
    owner: tuple[int, ...]
    text: str


def _dash(rng: np.random.Generator) -> Strokes:
    width = rng.uniform(0.2, 0.6)
    y = -0.5 + rng.normal(0, 0.1) + rng.normal(0, 0.03, 3)
    return [np.column_stack([np.linspace(0, width, 3), y])]


def _dot(rng: np.random.Generator) -> Strokes:
    return [rng.uniform(-0.04, 0.04, (int(rng.integers(1, 5)), 2)) + (0, rng.normal(-0.03, 0.05))]


def _comma(rng: np.random.Generator) -> Strokes:
    length = rng.uniform(0.1, 0.3)
    bend = rng.normal(0.3, 0.3) * length
    top = rng.normal(-0.08, 0.06)
    return [np.array([(0, 0), (0.02 * bend, length / 2), (-bend, length)]) + (0, top)]


def _blank(_rng: np.random.Generator) -> Strokes:
    return []


SEPARATORS = (_dash, _dot, _comma, _blank)


def _other(rng: np.random.Generator) -> Strokes:
    """A letter, a sign, a scribble or a picture, a little smaller or larger than the digits."""
    kinds = [kind for kind in LEARNED_KINDS.values() if kind.family in FAMILIES_BETWEEN]
    weights = np.array([kind.weight for kind in kinds])
    strokes = kinds[rng.choice(len(kinds), p=weights / weights.sum())].draw(rng)
    return _standing(strokes, np.exp(rng.normal(0, 0.2)))


def _standing(strokes: Strokes, height: float) -> Strokes:
    """Stand strokes on the line y = 0, so high, with their left end at x = 0."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    size = height / max(*(high - low), 1e-6)
    return [(stroke - (low[0], high[1])) * size for stroke in strokes]


def _digit(digit: int, hand: Hand, rng: np.random.Generator) -> Strokes:
    strokes = make_drawing(digit, rng, hand=hand)
    height = np.exp(rng.normal(0, SIZE_JITTER))
    points = np.concatenate(strokes) / HEIGHT_PX * height
    left, foot = points[:, 0].min(), points[:, 1].max() + rng.normal(0, LEVEL_JITTER)
    return [stroke / HEIGHT_PX * height - (left, foot) for stroke in strokes]


def make_number(
    rng: np.random.Generator,
    *,
    n_digits: tuple[int, int] = (1, 8),
    plain: bool = False,
    gap_of_hand: tuple[float, float] = GAP_OF_HAND,
) -> InventedNumber:
    """Invent one number.

    Parameters
    ----------
    rng : numpy.random.Generator
    n_digits : tuple of int, default (1, 8)
        From how many digits to how many, the latter left out.
    plain : bool, default False
        Whether to leave out separators and what is no digit.
    gap_of_hand : tuple of float, default (0.25, 0.12)
        Between digits, in heights of one: mean and standard deviation over hands.

    Returns
    -------
    InventedNumber
    """
    hand = make_hand(rng)
    gap = rng.normal(*gap_of_hand)
    slope = rng.normal(0, SLOPE_JITTER)
    digits = rng.integers(0, 10, rng.integers(*n_digits)).tolist()
    strokes: Strokes = []
    owner: list[int] = []
    text, at = "", 0.0

    def put(part: Strokes, belongs_to: int) -> None:
        nonlocal at
        right = max((stroke[:, 0].max() for stroke in part), default=rng.uniform(*BLANK))
        strokes.extend(stroke + (at, slope * at) for stroke in part)
        owner.extend([belongs_to] * len(part))
        at += right + max(MIN_GAP, gap + rng.normal(0, GAP_JITTER))

    for i, digit in enumerate(digits):
        put(_digit(digit, hand, rng), i)
        text += str(digit)
        if plain or i == len(digits) - 1:
            continue
        if rng.random() < SEPARATOR_PROBABILITY:
            put(SEPARATORS[rng.integers(len(SEPARATORS))](rng), NO_DIGIT_OWNER)
            text += " "
        elif rng.random() < OTHER_PROBABILITY:
            put(_other(rng), NO_DIGIT_OWNER)
            text += " "
    return InventedNumber([stroke * HEIGHT_PX for stroke in strokes], tuple(owner), text)


def make_numbers(
    n_numbers: int,
    *,
    random_state: int | Sequence[int],
    n_digits: tuple[int, int] = (1, 8),
    plain: bool = False,
    gap_of_hand: tuple[float, float] = GAP_OF_HAND,
) -> list[InventedNumber]:
    """Invent numbers, each by a hand of its own.

    Parameters
    ----------
    n_numbers : int
    random_state : int or sequence of int
    n_digits, plain, gap_of_hand
        As of `make_number`.

    Returns
    -------
    list of InventedNumber

    Examples
    --------
    >>> from digitrec.drawing.invented import make_numbers
    >>> number = make_numbers(1, random_state=0, n_digits=(5, 6), plain=True)[0]
    >>> len(number.text), len(number.strokes) == len(number.owner), set(number.owner)
    (5, True, {0, 1, 2, 3, 4})
    """
    rng = np.random.default_rng(random_state)
    return [
        make_number(rng, n_digits=n_digits, plain=plain, gap_of_hand=gap_of_hand)
        for _ in range(n_numbers)
    ]
