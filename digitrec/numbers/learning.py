"""The weights of segmentation, learned from invented numbers.

The probability of the right segmentation is made as large as can be: a semi-Markov conditional
random field (see `segmentation`), fitted by the gradient of its logarithm.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing import draw_strokes
from digitrec.drawing.invented import HEIGHT_PX, NO_DIGIT_OWNER, InventedNumber
from digitrec.numbers.candidates import CUT_FEATURES, Candidates
from digitrec.numbers.ink_row import Piece, make_ink_rows
from digitrec.numbers.row import make_rows
from digitrec.numbers.segmentation import (
    DIGIT_FEATURES,
    NONE_FEATURES,
    Weights,
    digit_features,
    none_features,
)
from digitrec.recognition import Model

PENALTY = 1e-3  # on the squares of what the weights differ from those that one begins with
MAX_STEPS = 60
INKED_PX = (25, 120)  # height of a digit
INKED_PENS = (0.03, 0.2)  # heights of a digit
PURE = 0.75  # of a piece's ink: so much is one digit's
NOBODY = NO_DIGIT_OWNER - 1
LOGARITHMS = ("log likeliest", "log any digit", "log no digit")  # begin as 1, all others as 0
N_DIGIT, N_NONE, N_CUT = len(DIGIT_FEATURES), len(NONE_FEATURES), len(CUT_FEATURES)


@dataclass(frozen=True)
class _Example:
    """A row with the features of its candidates, and which of them are right."""

    candidates: Candidates
    as_digit: NDArray[np.float64]
    as_none: NDArray[np.float64]
    right_digits: list[int]
    right_none: list[int]
    right_cuts: list[int]


def fit_weights(numbers: Sequence[InventedNumber], model: Model) -> Weights:
    """Learn the weights of segmentation.

    Parameters
    ----------
    numbers : sequence of InventedNumber
        Of one row each; those whose strokes, sorted, do not keep the digits apart are left out.
    model : digitrec.Model
        Whose probabilities are among the features.

    Returns
    -------
    Weights
    """
    rows_of = [make_rows(number.strokes) for number in numbers]
    kept = [
        (number, rows[0]) for number, rows in zip(numbers, rows_of, strict=True) if len(rows) == 1
    ]
    drawings = [row.strokes_of(i) for _, row in kept for i in range(len(row.candidates.spans))]
    of_classes = model.drawing_probabilities(drawings, n_views=1)
    ends = np.cumsum([len(row.candidates.spans) for _, row in kept])[:-1]
    examples = []
    for (number, row), each in zip(kept, np.split(of_classes, ends), strict=True):
        owner = [number.owner[i] for i in row.order]
        examples.append(_make_example(row.candidates, each, owner))
    return _fit([example for example in examples if example])


def fit_ink_weights(
    numbers: Sequence[InventedNumber], model: Model, *, random_state: int
) -> Weights:
    """Learn the weights of segmentation for ink, from numbers that pens of all widths draw.

    Parameters and returns: as `fit_weights`; numbers of which a piece of ink belongs to two digits
    are left out, too.
    """
    rng = np.random.default_rng(random_state)
    examples = []
    for number in numbers:
        ink, owners = _inked(number, rng)
        rows = make_ink_rows(ink)
        pieces = rows[0].pieces
        owner = [one for piece in pieces if (one := _owner_of(piece, owners)) is not None]
        if len(rows) > 1 or len(owner) < len(pieces):
            continue
        candidates = rows[0].candidates
        inks = [rows[0].piece_of(i).ink for i in range(len(candidates.spans))]
        of_classes = model.ink_probabilities(inks, n_views=1)
        examples.append(_make_example(candidates, of_classes, owner))
    return _fit([example for example in examples if example])


def _inked(
    number: InventedNumber, rng: np.random.Generator
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Draw a number by a pen of any width, and tell of each pixel whose it is."""
    height, pen = np.exp(rng.uniform(*np.log([INKED_PX, INKED_PENS]).T))
    scale = height / HEIGHT_PX
    points = np.concatenate(number.strokes) * scale
    corner = points.min(axis=0) - 2 * pen * height
    side = int(np.ptp(points, axis=0).max() + 4 * pen * height) + 1
    owners = np.full((side, side), NOBODY)
    for one in sorted(set(number.owner)):
        strokes = [
            stroke * scale - corner
            for stroke, owner in zip(number.strokes, number.owner, strict=True)
            if owner == one
        ]
        owners[draw_strokes(strokes, side, pen_px=pen * height)] = one
    return owners != NOBODY, owners


def _owner_of(piece: Piece, owners: NDArray[np.int64]) -> int | None:
    """Whose ink a piece is, None where it is of two."""
    left, top, right, bottom = piece.box
    found, counts = np.unique(owners[top:bottom, left:right][piece.ink], return_counts=True)
    most = int(counts.argmax())
    return int(found[most]) if counts[most] > PURE * counts.sum() else None


def _make_example(
    candidates: Candidates, of_classes: NDArray[np.float64], owner: list[int]
) -> _Example | None:
    """Tell which candidates are right; None where the order does not keep the digits apart."""
    cuts = [i for i in range(1, len(owner)) if owner[i] != owner[i - 1]]
    index = {span: i for i, span in enumerate(candidates.spans)}
    spans = list(zip([0, *cuts], [*cuts, len(owner)], strict=True))
    owners = [owner[begin] for begin, _ in spans]
    digits = [one for one in owners if one != NO_DIGIT_OWNER]
    if len(set(digits)) < len(digits) or any(span not in index for span in spans):
        return None
    right = [(index[span], one == NO_DIGIT_OWNER) for span, one in zip(spans, owners, strict=True)]
    return _Example(
        candidates,
        digit_features(candidates, of_classes),
        none_features(candidates, of_classes),
        [i for i, is_none in right if not is_none],
        [i for i, is_none in right if is_none],
        cuts,
    )


def _fit(examples: list[_Example]) -> Weights:
    from scipy.optimize import minimize

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        sums = [_loss_of_row(example, weights) for example in examples]
        change = weights - start
        value = np.mean([each for each, _ in sums]) + PENALTY / 2 * change @ change
        return value, np.mean([each for _, each in sums], axis=0) + PENALTY * change

    start = np.isin((*DIGIT_FEATURES, *NONE_FEATURES, *CUT_FEATURES), LOGARITHMS).astype(float)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": MAX_STEPS}).x
    return Weights(*np.split(found.round(2), [N_DIGIT, N_DIGIT + N_NONE]))


def _loss_of_row(
    example: _Example, weights: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """Minus the logarithm of the right segmentation's probability, and its gradient."""
    digit, none, cut = np.split(weights, [N_DIGIT, N_DIGIT + N_NONE])
    as_digit, as_none = example.as_digit @ digit, example.as_none @ none
    cuts = example.candidates.cuts @ cut
    both, spans, n = np.logaddexp(as_digit, as_none), example.candidates.spans, len(cuts) - 1
    before, after = np.full(n + 1, -np.inf), np.full(n + 1, -np.inf)
    before[0] = after[n] = 0.0
    for i, (begin, end) in enumerate(spans):
        before[end] = np.logaddexp(before[end], before[begin] + both[i] + cuts[end])
    for i, (begin, end) in reversed(list(enumerate(spans))):
        after[begin] = np.logaddexp(after[begin], after[end] + both[i] + cuts[end])
    total = before[n]
    begins, ends = np.array(spans).T
    of_group = np.exp(before[begins] + both + cuts[ends] + after[ends] - total)
    of_digit = of_group * np.exp(as_digit - both)
    of_none = of_group - of_digit
    of_cut = np.exp(before + after - total)  # 1 at both ends, whose features are 0
    score = (
        as_digit[example.right_digits].sum()
        + as_none[example.right_none].sum()
        + cuts[example.right_cuts].sum()
    )
    np.subtract.at(of_digit, example.right_digits, 1)
    np.subtract.at(of_none, example.right_none, 1)
    np.subtract.at(of_cut, example.right_cuts, 1)
    gradient = [
        example.as_digit.T @ of_digit,
        example.as_none.T @ of_none,
        example.candidates.cuts.T @ of_cut,
    ]
    return float(total - score), np.concatenate(gradient)
