"""Drawings that are no digit: some to learn from, others to measure how many pass for one."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing.invented.handwriting import smooth_curve

Strokes = list[NDArray[np.float64]]
Kinds = dict[str, Callable[[np.random.Generator], Strokes]]

SIZE_PX = 200.0
LETTERS = {
    "A": ("0,100 50,0 100,100", "20,62 80,62"),
    "E": ("95,0 5,0 0,100 100,100", "0,50 75,50"),
    "F": ("100,0 0,0 0,100", "0,48 75,48"),
    "H": ("0,0 0,100", "100,0 100,100", "0,50 100,50"),
    "K": ("0,0 0,100", "95,0 2,55 100,100"),
    "M": ("0,100 5,0 50,70 95,0 100,100",),
    "N": ("0,100 0,0 100,100 100,0",),
    "R": ("0,100 0,0 60,0 85,25 60,50 5,50 95,100",),
    "T": ("0,0 100,0", "50,0 50,100"),
    "W": ("0,0 25,100 50,30 75,100 100,0",),
    "X": ("0,0 100,100", "100,0 0,100"),
    "Y": ("0,0 50,50", "100,0 50,50 50,100"),
}


def _zigzag(rng: np.random.Generator) -> Strokes:
    """Back and forth until the sheet is full."""
    n = rng.integers(12, 40)
    x = np.where(np.arange(n) % 2, 1.0, 0.0) + rng.normal(0, 0.06, n)
    return [np.column_stack([x, np.linspace(0, 1, n) + rng.normal(0, 0.03, n)])]


def _tangle(rng: np.random.Generator) -> Strokes:
    """A walk that turns and turns."""
    n = rng.integers(150, 600)
    angle = np.cumsum(rng.normal(0, rng.uniform(0.3, 0.8), n))
    return [np.column_stack([np.cos(angle), np.sin(angle)]).cumsum(axis=0) / 20]


def _coil(rng: np.random.Generator) -> Strokes:
    """Many rounds, each a little elsewhere."""
    turns = rng.uniform(4, 10)
    t = np.linspace(0, 1, int(turns * 20))
    radius = rng.uniform(0.3, 1.0) + rng.uniform(-0.3, 1.0) * t
    angle = 2 * np.pi * turns * t
    circles = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return [circles + t[:, np.newaxis] / 2]


def _hatching(rng: np.random.Generator) -> Strokes:
    """Lines in two directions."""
    n = rng.integers(2, 9)
    places = np.linspace(0, 1, n) + rng.normal(0, 0.04, (4, n))
    down = [np.array([[places[0, i], 0], [places[1, i], 1]]) for i in range(n)]
    across = [np.array([[0, places[2, i]], [1, places[3, i]]]) for i in range(n)]
    return down + across


def _dots(rng: np.random.Generator) -> Strokes:
    """Taps all over the sheet."""
    return list(rng.random((rng.integers(3, 25), 1, 2)))


def _dash(rng: np.random.Generator) -> Strokes:
    """One line from side to side."""
    x = np.linspace(0, 1, 20)
    return [np.column_stack([x, rng.normal(0, 0.06) * x + rng.normal(0, 0.004, 20).cumsum()])]


def _star(rng: np.random.Generator) -> Strokes:
    """Lines from a middle outwards."""
    n = rng.integers(4, 12)
    angles = np.sort(rng.random(n)) * 2 * np.pi
    tips = np.column_stack([np.cos(angles), np.sin(angles)]) * rng.uniform(0.6, 1, (n, 1))
    return [np.array([[0.0, 0.0], tip]) for tip in tips]


def _lines(rng: np.random.Generator) -> Strokes:
    """A few lines anywhere."""
    return list(rng.random((rng.integers(3, 10), 2, 2)))


def _curve(rng: np.random.Generator) -> Strokes:
    """One smooth line through points anywhere."""
    return [smooth_curve(rng.random((rng.integers(6, 12), 2)), tension=0.5)]


def _doodle(rng: np.random.Generator) -> Strokes:
    """Arcs, circles and corners, one in or beside the other."""
    strokes = []
    for _ in range(rng.integers(2, 6)):
        begin, turn = rng.random() * 2 * np.pi, rng.choice([np.pi, 2 * np.pi]) * rng.uniform(0.6, 1)
        n_corners = rng.choice([3, 4, 5, 30])
        angles = begin + np.linspace(0, turn, n_corners)
        shape = np.column_stack([np.cos(angles), np.sin(angles)])
        strokes.append(shape * rng.uniform(0.1, 0.6, 2) + rng.random(2))
    return strokes


def _face(rng: np.random.Generator) -> Strokes:
    """A head, two eyes and a mouth."""
    t = np.linspace(0, 2 * np.pi, 40)[:, np.newaxis]
    circle = np.hstack([np.cos(t), np.sin(t)])
    eyes = [np.array([[x, -0.3]]) + rng.normal(0, 0.05, 2) for x in (-0.35, 0.35)]
    mouth = circle[3:18] * (0.55, rng.uniform(0.3, 0.6))
    return [circle * rng.uniform(0.8, 1.2, 2), *eyes, mouth]


def _heart(rng: np.random.Generator) -> Strokes:
    """Two arcs and a tip."""
    t = np.linspace(0, 2 * np.pi, 50)
    x = 16 * np.sin(t) ** 3
    y = 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    return [np.column_stack([x, -y]) / 32 * rng.uniform(0.8, 1.2, 2)]


def _fish(rng: np.random.Generator) -> Strokes:
    """Two arcs that cross at the tail, and an eye."""
    t = np.linspace(0, 1, 30)
    height = rng.uniform(0.3, 0.6) * np.sin(np.pi * t * rng.uniform(1.2, 1.35))
    eye = np.array([[0.22, -0.05]]) + rng.normal(0, 0.03, 2)
    return [np.column_stack([t, height]), np.column_stack([t, -height]), eye]


def _house(rng: np.random.Generator) -> Strokes:
    """Walls, a roof and a door."""
    x, y = rng.uniform(0.25, 0.5), rng.uniform(0.3, 0.5)
    walls = np.array([[0, y], [0, 1], [1, 1], [1, y], [0, y], [0.5, 0], [1, y]])
    door = np.array([[x, 1], [x, 0.65], [x + 0.2, 0.65], [x + 0.2, 1]])
    return [walls, door + rng.normal(0, 0.02, 2)]


def _letter(rng: np.random.Generator) -> Strokes:
    """A capital letter that is like no digit."""
    strokes = LETTERS[rng.choice(list(LETTERS))]
    points = [
        np.array([[float(n) for n in word.split(",")] for word in stroke.split()]) / 100
        for stroke in strokes
    ]
    return [(stroke + rng.normal(0, 0.03, stroke.shape)) * (0.8, 1) for stroke in points]


LEARNED_KINDS: Kinds = {
    "zigzag": _zigzag,
    "tangle": _tangle,
    "coil": _coil,
    "hatching": _hatching,
    "dots": _dots,
    "dash": _dash,
    "star": _star,
    "lines": _lines,
    "curve": _curve,
    "doodle": _doodle,
    "heart": _heart,
    "face": _face,
}
UNSEEN_KINDS: Kinds = {
    "fish": _fish,
    "house": _house,
    "letter": _letter,
}


def make_scribbles(
    n_scribbles: int,
    *,
    random_state: int | Sequence[int] | np.random.Generator,
    kinds: Kinds = LEARNED_KINDS,
) -> tuple[list[Strokes], list[str]]:
    """Invent drawings that are no digit, of all kinds in equal parts.

    Parameters
    ----------
    n_scribbles : int
    random_state : int, sequence of int or numpy.random.Generator
    kinds : dict, default LEARNED_KINDS
        `LEARNED_KINDS`, which the default model learned from, or `UNSEEN_KINDS`, which no
        model learned from.

    Returns
    -------
    drawings : list of list of ndarray of float64, each of shape (n, 2)
        In canvas pixels.
    names : list of str
        The kind of each; keys of `kinds`.
    """
    rng = np.random.default_rng(random_state)
    names = [list(kinds)[i % len(kinds)] for i in range(n_scribbles)]
    return [[stroke * SIZE_PX for stroke in kinds[name](rng)] for name in names], names
