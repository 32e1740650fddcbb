"""The candidates of a row: which neighbouring strokes may be one digit, and what they look like.

All lengths are in heights of a digit. A row is cut between its strokes, sorted by the middles of
their extents; a candidate is what lies between two cuts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.recognition import MAX_DIGIT_STROKES

SHAPE_FEATURES = (
    "group",  # 1 for each
    "two strokes",
    "three strokes",
    "more strokes",
    "parts apart",  # the widest way from one stroke to the nearest other one of the same group
    "gap inside",
    "low",  # how much lower than LOW
    "wide",  # how much wider than WIDE, at most 1
    "high",  # how much higher than HIGH, at most 1
    "speck",
    "flat",
)
CUT_FEATURES = (
    "overlap",  # of what is left of the cut with what is right of it
    "gap",
    "near",  # how much nearer than NEAR they are to each other
    "touching",
    "contact",  # in widths of the pen, how long a cut through ink is, at most 3; 0 between strokes
)
LOW, WIDE, HIGH = 0.7, 1.1, 1.3
NEAR, TOUCHING = 0.15, 0.03
MAX_APART = 0.9  # strokes further apart are no candidate
MAX_WIDTH = 2.5
MAX_CONTACT = 3.0
SPECK = 0.3  # lower and narrower than this is a dot; lower and wider a dash
N_SAMPLES = 24  # points of a stroke that distances are taken between


@dataclass(frozen=True)
class Candidates:
    """The candidates of a row of n strokes.

    Attributes
    ----------
    spans : list of tuple of int
        First stroke and the one after the last, of each candidate.
    shapes : ndarray of float64, shape (n_candidates, 11)
        `SHAPE_FEATURES` of each.
    cuts : ndarray of float64, shape (n + 1, 5)
        `CUT_FEATURES` of the cut before each stroke; 0 at both ends.
    """

    spans: list[tuple[int, int]]
    shapes: NDArray[np.float64]
    cuts: NDArray[np.float64]

    def is_small(self, i: int) -> bool:
        """Whether a candidate is as small as a dot, a comma or a dash."""
        small = [SHAPE_FEATURES.index(name) for name in ("speck", "flat")]
        return bool(self.shapes[i, small].any())


def boxes_of(strokes: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Give left, top, right and bottom of each stroke, shape (n, 4)."""
    return np.array([[*stroke.min(axis=0), *stroke.max(axis=0)] for stroke in strokes])


def distances_of(strokes: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Measure how far neighbouring strokes are from each other.

    Parameters
    ----------
    strokes : list of ndarray of float64, each of shape (n_points, 2)

    Returns
    -------
    ndarray of float64, shape (n, n)
        Between those that can be in one group; infinite for others, also of each to itself.
    """
    n = len(strokes)
    points = [_samples(stroke) for stroke in strokes]
    distances = np.full((n, n), np.inf)
    for i in range(n):
        for j in range(i + 1, min(n, i + MAX_DIGIT_STROKES)):
            steps = points[i][:, np.newaxis] - points[j]
            distances[i, j] = distances[j, i] = np.sqrt((steps * steps).sum(axis=2).min())
    return distances


def _samples(stroke: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points at equal distances along a stroke, shape (24, 2)."""
    along = np.zeros(len(stroke))
    np.cumsum(np.sqrt((np.diff(stroke, axis=0) ** 2).sum(axis=1)), out=along[1:])
    at = np.linspace(0, along[-1], N_SAMPLES)
    return np.column_stack([np.interp(at, along, stroke[:, axis]) for axis in (0, 1)])


def find_candidates(
    boxes: NDArray[np.float64],
    distances: NDArray[np.float64],
    contacts: NDArray[np.float64] | None = None,
) -> Candidates:
    """Find the candidates of a row.

    Parameters
    ----------
    boxes : ndarray of float64, shape (n, 4)
        Left, top, right and bottom of each stroke, sorted by the middles in x.
    distances : ndarray of float64, shape (n, n)
        As `distances_of` gives them.
    contacts : ndarray of float64, shape (n, n), optional
        Of pieces of ink that were cut from each other, how long the cut between two of them is, in
        widths of the pen.

    Returns
    -------
    Candidates
        Each stroke alone, and up to five neighbours that are near each other.
    """
    n = len(boxes)
    spans, shapes = [], []
    for begin in range(n):
        for end in range(begin + 1, min(n, begin + MAX_DIGIT_STROKES) + 1):
            apart = _apart(distances[begin:end, begin:end])
            size = boxes[begin:end, 2:].max(axis=0) - boxes[begin:end, :2].min(axis=0)
            if end - begin > 1 and (apart > MAX_APART or size[0] > MAX_WIDTH):
                continue
            spans.append((begin, end))
            shapes.append(_shape(boxes[begin:end], size, apart))
    cuts = np.zeros((n + 1, len(CUT_FEATURES)))
    for cut in range(1, n):
        left = slice(max(0, cut - MAX_DIGIT_STROKES), cut)
        right = slice(cut, cut + MAX_DIGIT_STROKES)
        gap = boxes[right, 0].min() - boxes[left, 2].max()
        near = float(distances[left, right].min())
        contact = 0.0 if contacts is None else min(float(contacts[left, right].sum()), MAX_CONTACT)
        cuts[cut] = (
            *(np.clip(-gap, 0, 1), np.clip(gap, 0, 1)),
            *(max(NEAR - near, 0) / NEAR, near < TOUCHING, contact),
        )
    return Candidates(spans, np.array(shapes), cuts)


def _apart(distances: NDArray[np.float64]) -> float:
    """The way from a stroke to the nearest other of its group, of the one where it is widest."""
    return float(distances.min(axis=1).max()) if len(distances) > 1 else 0.0


def _shape(boxes: NDArray[np.float64], size: NDArray[np.float64], apart: float) -> list[float]:
    n, (width, height) = len(boxes), size
    rights = np.maximum.accumulate(boxes[:, 2])
    lefts = np.minimum.accumulate(boxes[::-1, 0])[::-1]
    gap = max(0.0, float((lefts[1:] - rights[:-1]).max())) if n > 1 else 0.0
    return [
        *(1, n == 2, n == 3, n > 3),
        *(min(apart, 1), min(gap, 1)),
        *(max(0, LOW - height), np.clip(width - WIDE, 0, 1), np.clip(height - HIGH, 0, 1)),
        *(height < SPECK > width, height < SPECK <= width),
    ]
