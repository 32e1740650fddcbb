"""Scribbles: lines that mean nothing."""

import numpy as np

from digitrec.drawing.invented.handwriting import smooth_curve
from digitrec.drawing.invented.shapes import Strokes


def zigzag(rng: np.random.Generator) -> Strokes:
    """Back and forth until the sheet is full."""
    n = rng.integers(7, 40)
    x = np.where(np.arange(n) % 2, 1.0, 0.0) + rng.normal(0, 0.06, n)
    return [np.column_stack([x, np.linspace(0, 1, n) + rng.normal(0, 0.03, n)])]


def tangle(rng: np.random.Generator) -> Strokes:
    """A walk that turns and turns."""
    n = rng.integers(100, 600)
    angle = np.cumsum(rng.normal(0, rng.uniform(0.2, 0.8), n))
    return [np.column_stack([np.cos(angle), np.sin(angle)]).cumsum(axis=0) / 20]


def coil(rng: np.random.Generator) -> Strokes:
    """Many rounds, each a little elsewhere."""
    turns = rng.uniform(2.5, 10)
    t = np.linspace(0, 1, int(turns * 20))
    radius = rng.uniform(0.3, 1.0) + rng.uniform(-0.3, 1.0) * t
    angle = 2 * np.pi * turns * t
    circles = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return [circles + t[:, np.newaxis] * rng.uniform(0, 4) * (1, rng.normal(0, 0.2))]


def hatching(rng: np.random.Generator) -> Strokes:
    """Lines in two directions."""
    n, m = rng.integers(1, 6, 2) + (1, 0)
    places = np.linspace(0, 1, n) + rng.normal(0, 0.04, (2, n))
    down = [np.array([[places[0, i], 0], [places[1, i], 1]]) for i in range(n)]
    places = np.linspace(0.1, 0.9, m) + rng.normal(0, 0.04, (2, m))
    return down + [np.array([[0, places[0, i]], [1, places[1, i]]]) for i in range(m)]


def dots(rng: np.random.Generator) -> Strokes:
    """Taps all over the sheet."""
    return list(rng.random((rng.integers(3, 25), 1, 2)))


def dash(rng: np.random.Generator) -> Strokes:
    """One line from side to side."""
    x = np.linspace(0, 1, 20)
    return [np.column_stack([x, rng.normal(0, 0.06) * x + rng.normal(0, 0.004, 20).cumsum()])]


def rays(rng: np.random.Generator) -> Strokes:
    """Lines from a middle outwards."""
    n = rng.integers(4, 12)
    angles = np.sort(rng.random(n)) * 2 * np.pi
    tips = np.column_stack([np.cos(angles), np.sin(angles)]) * rng.uniform(0.6, 1, (n, 1))
    return [np.array([[0.0, 0.0], tip]) for tip in tips]


def lines(rng: np.random.Generator) -> Strokes:
    """A few lines anywhere."""
    return list(rng.random((rng.integers(3, 7), 2, 2)))


def curve(rng: np.random.Generator) -> Strokes:
    """One smooth line through points anywhere."""
    return [smooth_curve(rng.random((rng.integers(6, 12), 2)), tension=0.5)]


def corners_anywhere(rng: np.random.Generator) -> Strokes:
    """One line with corners anywhere."""
    return [rng.random((rng.integers(5, 12), 2))]


def curves(rng: np.random.Generator) -> Strokes:
    """Some short smooth lines anywhere."""
    n_curves = rng.integers(2, 5)
    return [
        smooth_curve(rng.random((rng.integers(3, 6), 2)), tension=0.5) * rng.uniform(0.4, 1)
        + rng.uniform(0, 0.4, 2)
        for _ in range(n_curves)
    ]


def loops(rng: np.random.Generator) -> Strokes:
    """A row of loops, as if someone tried a pen."""
    turns = rng.integers(3, 8)
    t = np.linspace(0, 2 * np.pi * turns, 16 * turns)
    step = rng.uniform(0.06, 0.25)
    return [np.column_stack([step * t + np.cos(t), rng.uniform(0.5, 1.5) * np.sin(t)])]


def scratched_out(rng: np.random.Generator) -> Strokes:
    """Back and forth on the spot."""
    n = rng.integers(8, 30)
    along = np.linspace(0, 1, n)
    across = np.where(np.arange(n) % 2, 0.5, -0.5) * rng.uniform(0.2, 1, n)
    angle = rng.uniform(0, np.pi)
    x, y = along * np.cos(angle), along * np.sin(angle)
    return [np.column_stack([x - across * np.sin(angle), y + across * np.cos(angle)])]


SCRIBBLES = (
    zigzag,
    tangle,
    coil,
    hatching,
    dots,
    dash,
    rays,
    lines,
    curve,
    corners_anywhere,
    curves,
    loops,
    scratched_out,
)
