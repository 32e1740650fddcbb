"""From a drawing of several digits to a number."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.drawing import MAX_STROKES, check_ink, check_strokes, find_pieces
from digitrec.errors import InvalidDrawingError
from digitrec.numbers.candidates import Candidates
from digitrec.numbers.ink_row import ink_in_box, make_ink_rows
from digitrec.numbers.number import Alternative, Box, Number, Part
from digitrec.numbers.row import make_rows
from digitrec.numbers.rows import digit_height
from digitrec.numbers.segmentation import Weights, segment
from digitrec.numbers.weights import INK_WEIGHTS, WEIGHTS
from digitrec.recognition import REFUSAL_SENTENCES, SURE_FROM, Model, Prediction, Reading

SURE_OF_CUTS = 0.8  # the probability of a segmentation from which on one can rely on it
CLOSE = 0.25  # of the probability of what is likeliest: a second reading is told from so much on
MAX_PIECES = 200  # of ink: print, noise and a wood's grain have more
USUAL_GAP = 0.25  # heights of a digit
BLANK = 0.95  # heights of a digit: a wider gap parts groups ...
UNUSUAL_GAP = 2.0  # ... if it is so many times as wide as the usual gap of its row

NUMBER_SENTENCES = {
    "empty": "There is no digit in this drawing.",
    "crowded": "There are {n:,} pieces of ink here; a number of at most {most} is read.",
    "cuts": "It is not clear where one digit ends and the next begins.",
    "digit": "Digit {n} of {of}: {reason}",
    "whole": "Some of these digits may be others.",
    "several": "There is more than one digit here: {text}.",
    "separator": "This parts two groups of digits.",
    "none": "This is no digit of the number.",
}


def read_number_strokes(
    strokes: Sequence[ArrayLike], model: Model, *, weights: Weights = WEIGHTS
) -> Number:
    """Read a number of several digits, in one row or several.

    Parameters
    ----------
    strokes : sequence of array_like, each of shape (n, 2)
        In pixels of any canvas, y down.
    model : digitrec.Model
    weights : Weights, default WEIGHTS
        Of segmentation.

    Returns
    -------
    Number

    Raises
    ------
    InvalidDrawingError
        If the strokes are not arrays of finite points, or are more than 1,000.
    """
    checked = check_strokes(strokes)
    places = [i for i, stroke in enumerate(strokes) if np.size(stroke)]
    if not checked:
        return Number("", False, REFUSAL_SENTENCES["blank"], ())
    if len(checked) > MAX_STROKES:
        raise InvalidDrawingError(
            f"The drawing has {len(checked):,} strokes; a number of at most {MAX_STROKES:,} is "
            "read. Clear the canvas and write fewer digits."
        )
    rows = make_rows(checked)
    drawings = [row.strokes_of(i) for row in rows for i in range(len(row.candidates.spans))]
    of_classes = model.drawing_probabilities(drawings, n_views=1)
    cuttings = _find_cuttings([row.candidates for row in rows], of_classes, weights)
    groups = _groups_of(cuttings)
    predictions = model.predict_drawings([rows[g.row].strokes_of(g.candidate) for g in groups])
    parts = {}
    for group, prediction in zip(groups, predictions, strict=True):
        row = rows[group.row]
        members = row.order_of(group.candidate)
        judged = _judged(prediction, row.candidates, group)
        strokes_of_it = tuple(places[i] for i in members)
        box = _box([checked[i] for i in members])
        parts[group] = Part(judged, box, group.row, strokes_of_it)
    return _number_of(cuttings, parts)


def read_number_ink(
    ink: NDArray[np.bool_], model: Model, *, weights: Weights = INK_WEIGHTS
) -> Number:
    """Read a number of several digits from ink that was found in an image.

    Parameters
    ----------
    ink : ndarray of bool, shape (height, width)
        As `digitrec.drawing.page_ink` finds it.
    model : digitrec.Model
    weights : Weights, default INK_WEIGHTS
        Of segmentation.

    Returns
    -------
    Number
        Its boxes are in pixels of the ink. Each part has ink of its own, which `Model.read_ink`
        reads as a single drawing. Without digits where there are more than 200 pieces of ink, as
        on a page of print.

    Raises
    ------
    InvalidDrawingError
        If it is no such array.

    Examples
    --------
    >>> import numpy as np
    >>> from digitrec import load_model
    >>> from digitrec.drawing import draw_strokes
    >>> seven, one = [(20, 20), (80, 20), (45, 90)], [(120, 30), (140, 15), (140, 92)]
    >>> number = read_number_ink(draw_strokes([seven, one], 160, pen_px=6), load_model())
    >>> number.text, [part.box for part in number.digits]
    ('71', [(17, 17, 83, 93), (117, 12, 143, 95)])
    """
    if not np.any(ink):
        return Number("", False, REFUSAL_SENTENCES["inkless"], ())
    n_pieces = len(find_pieces(check_ink(ink)).boxes)
    if n_pieces > MAX_PIECES:
        crowded = NUMBER_SENTENCES["crowded"].format(n=n_pieces, most=MAX_PIECES)
        return Number("", False, crowded, ())
    rows = make_ink_rows(ink)
    inks = [row.piece_of(i).ink for row in rows for i in range(len(row.candidates.spans))]
    of_classes = model.ink_probabilities(inks, n_views=1)
    cuttings = _find_cuttings([row.candidates for row in rows], of_classes, weights)
    parts = {}
    for group in _groups_of(cuttings):
        row = rows[group.row]
        piece = row.piece_of(group.candidate)
        judged = _judged(model.read_ink(piece.ink).prediction, row.candidates, group)
        parts[group] = Part(judged, piece.box, group.row, ink=piece.ink)
    return _number_of(cuttings, parts)


def read_box(ink: NDArray[np.bool_], box: Box, model: Model) -> Reading:
    """Read what lies in a box of an image, such as one that was drawn by hand.

    A piece of ink that lies mostly outside is of a neighbour, and left out.

    Parameters
    ----------
    ink : ndarray of bool, shape (height, width)
        As `digitrec.drawing.page_ink` finds it.
    box : tuple of float
        Left, top, right and bottom in pixels of the ink; what is outside of it does not count.
    model : digitrec.Model

    Returns
    -------
    digitrec.recognition.Reading
        Without a digit where there is no ink.

    Raises
    ------
    InvalidDrawingError
        If the box holds values that are not numbers, or the ink is no such array.
    """
    return model.read_ink(ink_in_box(ink, box))


class _Group(NamedTuple):
    """What lies between two cuts: which candidate of which row."""

    row: int
    candidate: int
    is_digit: bool


class _Cutting(NamedTuple):
    """A way to cut all rows, and how probable it is that all cuts are right."""

    groups: list[_Group]
    probability: float


def _find_cuttings(
    rows: Sequence[Candidates], of_classes: NDArray[np.float64], weights: Weights
) -> list[_Cutting]:
    """Cut all rows, whose candidates have these probabilities.

    The likeliest way, and a second one if it is close: it differs in one row.
    """
    ends = np.cumsum([len(candidates.spans) for candidates in rows])[:-1]
    first, second = _Cutting([], 1.0), _Cutting([], 0.0)
    for n, (candidates, each) in enumerate(zip(rows, np.split(of_classes, ends), strict=True)):
        best, *others = (
            _Cutting(
                [_Group(n, *pair) for pair in zip(way.candidates, way.is_digit, strict=True)],
                way.probability,
            )
            for way in segment(candidates, each, weights, n_best=2)
        )
        joined = [_join(second, best), *(_join(first, other) for other in others)]
        first, second = _join(first, best), max(joined, key=lambda way: way.probability)
    return [first, second] if second.probability >= CLOSE * first.probability else [first]


def _join(before: _Cutting, here: _Cutting) -> _Cutting:
    return _Cutting(before.groups + here.groups, before.probability * here.probability)


def _groups_of(cuttings: list[_Cutting]) -> list[_Group]:
    """Each group once."""
    return list(dict.fromkeys(group for cutting in cuttings for group in cutting.groups))


def _judged(prediction: Prediction, candidates: Candidates, group: _Group) -> Prediction:
    """Read a group as a digit or none, whatever it looks like alone: its neighbours tell."""
    if group.is_digit:
        return replace(prediction, digit=int(prediction.probabilities.argmax()))
    if candidates.is_small(group.candidate):
        reason = NUMBER_SENTENCES["separator"]
    else:
        reason = prediction.reason if prediction.digit is None else NUMBER_SENTENCES["none"]
    return Prediction(None, prediction.probabilities, False, reason)


def _box(strokes: list[NDArray[np.float64]]) -> Box:
    points = np.concatenate(strokes)
    (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return left, top, right, bottom


def _number_of(cuttings: list[_Cutting], parts: Mapping[_Group, Part]) -> Number:
    return make_number(
        [([parts[group] for group in each.groups], each.probability) for each in cuttings]
    )


def make_number(ways: list[tuple[list[Part], float]]) -> Number:
    """Make a number of its parts.

    Parameters
    ----------
    ways : list of tuple
        The likeliest way to cut it, then others: the parts in reading order, and how probable it is
        that all cuts are right.

    Returns
    -------
    Number
    """
    likeliest, of_cuts = ways[0]
    digits = tuple(part for part in likeliest if part.prediction.digit is not None)
    left_out = tuple(part for part in likeliest if part.prediction.digit is None)
    probability = _probability(likeliest, of_cuts)
    reason = _why_unsure(digits, of_cuts, probability)
    text, alternative = _text(likeliest), _find_alternative(ways)
    return Number(text, not reason, reason, digits, left_out, probability, alternative)


def _probability(parts: list[Part], of_cuts: float) -> float:
    each = [part.prediction for part in parts if part.prediction.digit is not None]
    return of_cuts * math.prod(float(one.probabilities[one.digit]) for one in each)


def _find_alternative(ways: list[tuple[list[Part], float]]) -> Alternative | None:
    """Find the second likeliest text: by one digit changed, or by other cuts."""
    (likeliest, of_cuts), *others = ways
    for i, part in enumerate(likeliest):
        if part.prediction.digit is not None:
            second = int(np.argsort(-part.prediction.probabilities, kind="stable")[1])
            other = replace(part, prediction=replace(part.prediction, digit=second))
            others.append(([*likeliest[:i], other, *likeliest[i + 1 :]], of_cuts))
    text, least = _text(likeliest), CLOSE * _probability(likeliest, of_cuts)
    found = [Alternative(_text(parts), _probability(parts, cuts)) for parts, cuts in others]
    close = [each for each in found if each.text not in ("", text) and each.probability >= least]
    return max(close, key=lambda each: each.probability, default=None)


def _why_unsure(digits: tuple[Part, ...], of_cuts: float, probability: float) -> str:
    """Say why a number cannot be relied on; empty where it can.

    Digits of which each is sure can be unsure together.
    """
    if not digits:
        return NUMBER_SENTENCES["empty"]
    for n, digit in enumerate(digits, 1):
        if not digit.prediction.sure:
            reason = digit.prediction.reason
            return NUMBER_SENTENCES["digit"].format(n=n, of=len(digits), reason=reason)
    if of_cuts < SURE_OF_CUTS:
        return NUMBER_SENTENCES["cuts"]
    return "" if probability >= SURE_FROM else NUMBER_SENTENCES["whole"]


def _text(parts: list[Part]) -> str:
    """Write the digits: a blank where something parts them, a line break between rows."""
    rows: dict[int, list[Part]] = {}
    for part in parts:
        rows.setdefault(part.row, []).append(part)
    lines = (_line(row) for row in rows.values())
    return "\n".join(line for line in lines if line)


def _line(parts: list[Part]) -> str:
    boxes = np.array([part.box for part in parts])
    gaps = np.maximum(boxes[1:, 0] - boxes[:-1, 2], 0)
    height = digit_height(boxes)
    usual = float(np.median([*gaps, *[USUAL_GAP * height] * 2]))  # also where there are few gaps
    wide = max(BLANK * height, UNUSUAL_GAP * usual)
    line = ""
    for i, part in enumerate(parts):
        digit = part.prediction.digit
        if digit is None or (i and gaps[i - 1] > wide):
            line += " "
        line += "" if digit is None else str(digit)
    return " ".join(line.split())


def read_as_several(strokes: Sequence[ArrayLike], model: Model) -> Number | None:
    """Read a drawing as a number where one digit was expected.

    Parameters and raises: as `read_number_strokes`.

    Returns
    -------
    Number or None
        None where it may be one digit, or can't be relied on. `several_in_words` says what it is.
    """
    number = read_number_strokes(strokes, model)
    return number if number.sure and len(number.digits) > 1 else None


def several_in_words(number: Number) -> str:
    r"""Say that there is more than one digit, and which.

    Examples
    --------
    >>> several_in_words(Number("42", True, "", ()))
    'There is more than one digit here: 42.'
    """
    return NUMBER_SENTENCES["several"].format(text=", ".join(number.text.splitlines()))
