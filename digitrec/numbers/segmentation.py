"""Where one digit ends and the next begins: the likeliest way to cut a row.

A segmentation is scored by the sum of the scores of its groups, each a digit or none, and of its
cuts. Scores are weighted sums of features, the logarithms of the model's probabilities among them;
`learning` learned the weights from invented numbers. Dynamic programming finds the best of all
segmentations, and the sum over all of them how probable it is.

References
----------
S. Sarawagi and W. W. Cohen, *Semi-Markov conditional random fields for information extraction*,
NIPS 2004.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.datasets import N_DIGITS
from digitrec.numbers.candidates import CUT_FEATURES, SHAPE_FEATURES, Candidates
from digitrec.recognition import NO_DIGIT_SENTENCES

SEVERAL = N_DIGITS + list(NO_DIGIT_SENTENCES).index("several")
TINY = 1e-6
DIGIT_FEATURES = (*SHAPE_FEATURES, "log likeliest", "log any digit", "log several")
NONE_FEATURES = (*SHAPE_FEATURES, "log no digit", "log several")


@dataclass(frozen=True)
class Weights:
    """What the features of a segmentation count.

    Attributes
    ----------
    digit, none, cut : ndarray of float64
        In the order of `DIGIT_FEATURES`, `NONE_FEATURES` and `CUT_FEATURES`.
    """

    digit: NDArray[np.float64]
    none: NDArray[np.float64]
    cut: NDArray[np.float64]

    @classmethod
    def from_dict(cls, by_name: dict[str, dict[str, float]]) -> "Weights":
        """Make weights of what `as_dict` gives."""
        return cls(
            digit=np.array([by_name["digit"][name] for name in DIGIT_FEATURES]),
            none=np.array([by_name["none"][name] for name in NONE_FEATURES]),
            cut=np.array([by_name["cut"][name] for name in CUT_FEATURES]),
        )

    def as_dict(self) -> dict[str, dict[str, float]]:
        """Give each weight by the name of its feature."""
        return {
            "digit": dict(zip(DIGIT_FEATURES, self.digit.tolist(), strict=True)),
            "none": dict(zip(NONE_FEATURES, self.none.tolist(), strict=True)),
            "cut": dict(zip(CUT_FEATURES, self.cut.tolist(), strict=True)),
        }


@dataclass(frozen=True)
class Segmentation:
    """A way to cut a row.

    Attributes
    ----------
    candidates : list of int
        Which of the row's candidates it consists of, from left to right.
    is_digit : list of bool
        For each of them.
    probability : float
        Of being the right one among all.
    """

    candidates: list[int]
    is_digit: list[bool]
    probability: float


def digit_features(candidates: Candidates, of_classes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the `DIGIT_FEATURES` of candidates, which have these probabilities of all classes."""
    digits, none, several = _of_kinds(of_classes)
    logs = np.log(np.array([digits.max(axis=1), 1 - none, several]) + TINY)
    return np.column_stack([candidates.shapes, logs.T])


def none_features(candidates: Candidates, of_classes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the `NONE_FEATURES` of candidates."""
    _, none, several = _of_kinds(of_classes)
    logs = np.log(np.array([np.maximum(none - several, 0), several]) + TINY)
    return np.column_stack([candidates.shapes, logs.T])


def _of_kinds(of_classes: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Probabilities of the digits, of no digit, and of several; 0 where a model knows no such."""
    none = of_classes[:, N_DIGITS:].sum(axis=1)
    several = of_classes[:, SEVERAL] if of_classes.shape[1] > SEVERAL else np.zeros(len(none))
    return of_classes[:, :N_DIGITS], none, several


def segment(
    candidates: Candidates, of_classes: NDArray[np.float64], weights: Weights, *, n_best: int = 1
) -> list[Segmentation]:
    """Find the likeliest segmentations of a row.

    Parameters
    ----------
    candidates : Candidates
    of_classes : ndarray of float64, shape (n_candidates, 10 or more)
        The model's probabilities of all classes, for each candidate.
    weights : Weights
    n_best : int, default 1
        How many to find.

    Returns
    -------
    list of Segmentation
        The likeliest first; fewer where there are no more.
    """
    as_digit = digit_features(candidates, of_classes) @ weights.digit
    as_none = none_features(candidates, of_classes) @ weights.none
    cuts = candidates.cuts @ weights.cut
    n = len(cuts) - 1
    # The best ways up to each cut: score, last candidate and whether it is a digit, which of the
    # ways up to where that begins.
    ways: list[list[tuple[float, int, bool, int]]] = [[] for _ in range(n + 1)]
    ways[0] = [(0.0, -1, False, 0)]
    total = np.full(n + 1, -np.inf)
    total[0] = 0.0
    for i, (begin, end) in enumerate(candidates.spans):  # by where they begin
        ways[begin] = sorted(ways[begin], key=lambda way: -way[0])[:n_best]
        for rank, (score, *_) in enumerate(ways[begin]):
            before = score + cuts[end]
            ways[end].append((float(before + as_digit[i]), i, True, rank))
            ways[end].append((float(before + as_none[i]), i, False, rank))
        both = np.logaddexp(as_digit[i], as_none[i])
        total[end] = np.logaddexp(total[end], total[begin] + cuts[end] + both)
    found = []
    for score, candidate, is_digit, rank in sorted(ways[n], key=lambda way: -way[0])[:n_best]:
        chosen: list[int] = []
        are_digits: list[bool] = []
        while candidate >= 0:
            chosen.insert(0, candidate)
            are_digits.insert(0, is_digit)
            _, candidate, is_digit, rank = ways[candidates.spans[candidate][0]][rank]
        found.append(Segmentation(chosen, are_digits, float(np.exp(score - total[n]))))
    return found
