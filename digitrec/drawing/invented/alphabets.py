"""Letters of alphabets that nobody writes: what the letters of all alphabets have in common.

Two to four strokes, lines, arcs, hooks and small rings, between places of a grid; each begins where
another has been.
"""

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing.invented.shapes import Strokes, arc, corners, mirrored

Points = NDArray[np.float64]

SHORTEST = 0.45  # of a stroke, in letters


def _stroke(begin: Points, end: Points, rng: np.random.Generator) -> Points:
    """A line, an arc, a corner, a hook or a wave from one place to another."""
    kind = rng.choice(["line", "line", "arc", "arc", "corner", "hook", "wave"])
    along = end - begin
    across = np.array([-along[1], along[0]]) * rng.choice([-1, 1])
    if kind == "line":
        return np.array([begin, end])
    if kind == "corner":
        return corners([begin, begin + rng.choice([[1, 0], [0, 1]]) * along, end])
    if kind == "arc":
        bulge = rng.uniform(0.2, 0.7)
        shape = [(0, 0), (0.2, 0.75 * bulge), (0.5, bulge), (0.8, 0.75 * bulge), (1, 0)]
    elif kind == "hook":
        shape = [(0, 0), (0.5, 0), (1, 0), (1.2, 0.25), (1, 0.3)]
    else:
        shape = [(0, 0), (0.3, 0.3), (0.7, -0.3), (1, 0)]
    return begin + np.array(shape) @ np.array([along, across])


def letter_of_strokes(rng: np.random.Generator) -> Strokes:
    """Strokes that begin where another has been."""
    grid = np.stack(np.meshgrid([0, 0.5, 1], [0, 0.33, 0.66, 1.0]), axis=-1).reshape(-1, 2)
    strokes: Strokes = []
    places = grid[rng.integers(len(grid))][np.newaxis]
    for _ in range(rng.integers(2, 5)):
        begin = places[rng.integers(len(places))]
        far = grid[np.abs(grid - begin).max(axis=1) > SHORTEST]
        end = far[rng.integers(len(far))]
        strokes.append(_stroke(begin, end, rng))
        places = np.concatenate([places, [begin, (begin + end) / 2, end]])
    if rng.random() < 0.25:
        place = places[rng.integers(len(places))]
        strokes.append(arc(place, rng.uniform(0.15, 0.25, 2), rng.uniform(0, 360)))
    return strokes


def letter_in_one_go(rng: np.random.Generator) -> Strokes:
    """One long line with loops, as in the alphabets of South Asia."""
    n = rng.integers(2, 5)
    points = [rng.uniform(0, 1, (1, 2))]
    for _ in range(n):
        place, radii = rng.uniform(0.1, 0.9, 2), rng.uniform(0.1, 0.4, 2)
        turn = rng.choice([-1, 1]) * rng.uniform(150, 420)
        points.append(arc(place, radii, rng.uniform(0, 360), turn))
    return [np.concatenate([*points, rng.uniform(0, 1, (1, 2))])]


def letter_with_a_mark(rng: np.random.Generator) -> Strokes:
    """A letter under or over a mark: dots, a bar, a ring."""
    strokes = letter_of_strokes(rng)[:3]
    y = rng.choice([-0.25, 1.25])
    kind = rng.integers(3)
    if kind == 0:
        marks = [np.array([[x, y], [x + 0.04, y + 0.04]]) for x in (0.3, 0.7)[: rng.integers(1, 3)]]
    elif kind == 1:
        marks = [np.array([[0.1, y], [0.9, y]])]
    else:
        marks = [arc((0.5, y), (0.15, 0.12), 0)]
    return strokes + marks


def letter_of_blocks(rng: np.random.Generator) -> Strokes:
    """Two or three small letters that make one, as in Korean."""
    strokes: Strokes = []
    beside = rng.random() < 0.5
    for i in range(rng.integers(2, 4)):
        part = [stroke * 0.6 for stroke in letter_of_strokes(rng)[:2]]
        shift = np.array([i * 0.75, rng.normal(0, 0.05)])
        strokes += [stroke + (shift if beside else shift[::-1]) for stroke in part]
    return strokes


def letter_of_lines(rng: np.random.Generator) -> Strokes:
    """A stem and bars, as in runes."""
    strokes = [np.array([[0.5, 0.0], [0.5, 1.0]])]
    for _ in range(rng.integers(2, 4)):
        y, length = rng.uniform(0, 1), rng.uniform(0.3, 0.6)
        rise = rng.choice([0, -0.3, 0.3])
        side = rng.choice([-1, 1])
        both = rng.random() < 0.3
        strokes.append(np.array([[0.5 - both * length * side, y], [0.5 + side * length, y + rise]]))
    return strokes


def symmetric_letter(rng: np.random.Generator) -> Strokes:
    """A letter whose left is the mirror image of its right."""
    half = [stroke - (0.5, 0) for stroke in letter_of_strokes(rng)[:2]]
    half = [np.column_stack([np.abs(stroke[:, 0]), stroke[:, 1]]) for stroke in half]
    return half + mirrored(half)


def letter_of_arches(rng: np.random.Generator) -> Strokes:
    """Arches beside each other, standing, hanging or both, with a tail or a mark."""
    n = rng.integers(2, 5)
    up = rng.choice([-1, 1], n) if rng.random() < 0.4 else np.full(n, rng.choice([-1, 1]))
    high = rng.uniform(0.5, 1.2)
    arches = [
        arc((i, 0), (0.5, high * rng.uniform(0.7, 1)), 180, 180 * side) for i, side in enumerate(up)
    ]
    line = np.concatenate(arches)
    if rng.random() < 0.5:
        line = np.concatenate([line, line[-1:] + rng.uniform(-0.6, 0.6, (1, 2)) + (0.1, 0)])
    strokes = [line]
    if rng.random() < 0.4:
        x, y = rng.uniform(0, n - 1), rng.choice([-1, 1]) * rng.uniform(0.2, 1)
        strokes.append(np.array([[x, y], [x + rng.uniform(-0.4, 0.4), y + rng.uniform(0.2, 0.8)]]))
    return strokes


ALPHABETS = (
    letter_of_strokes,
    letter_in_one_go,
    letter_with_a_mark,
    letter_of_blocks,
    letter_of_lines,
    symmetric_letter,
    letter_of_arches,
)
