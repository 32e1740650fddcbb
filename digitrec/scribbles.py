"""Drawings that are no digit, to measure how many a model takes for one."""

import numpy as np

from digitrec.handwriting import smooth_curve

SIZE_PX = 200.0


def _zigzag(rng):
    """Back and forth until the sheet is full."""
    n = rng.integers(12, 40)
    x = np.where(np.arange(n) % 2, 1.0, 0.0) + rng.normal(0, 0.06, n)
    return [np.column_stack([x, np.linspace(0, 1, n) + rng.normal(0, 0.03, n)])]


def _tangle(rng):
    """A walk that turns and turns."""
    n = rng.integers(150, 600)
    angle = np.cumsum(rng.normal(0, rng.uniform(0.3, 0.8), n))
    return [np.column_stack([np.cos(angle), np.sin(angle)]).cumsum(axis=0)]


def _coil(rng):
    """Many rounds, each a little elsewhere."""
    turns = rng.uniform(4, 10)
    t = np.linspace(0, 1, int(turns * 20))
    radius = rng.uniform(0.3, 1.0) + rng.uniform(-0.3, 1.0) * t
    angle = 2 * np.pi * turns * t
    return [np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]) + t[:, None] * 0.5]


def _hatching(rng):
    """Lines in two directions."""
    n = rng.integers(4, 9)
    places = np.linspace(0, 1, n) + rng.normal(0, 0.04, (4, n))
    down = [np.array([[places[0, i], 0], [places[1, i], 1]]) for i in range(n)]
    across = [np.array([[0, places[2, i]], [1, places[3, i]]]) for i in range(n)]
    return down + across


def _dots(rng):
    """Taps all over the sheet."""
    return list(rng.random((rng.integers(6, 25), 1, 2)))


def _dash(rng):
    """One line from side to side."""
    x = np.linspace(0, 1, 20)
    return [np.column_stack([x, rng.normal(0, 0.06) * x + rng.normal(0, 0.004, 20).cumsum()])]


def _star(rng):
    """Lines from a middle outwards."""
    n = rng.integers(5, 12)
    angles = np.sort(rng.random(n)) * 2 * np.pi
    tips = np.column_stack([np.cos(angles), np.sin(angles)]) * rng.uniform(0.6, 1, (n, 1))
    return [np.array([[0.0, 0.0], tip]) for tip in tips]


def _lines(rng):
    """A few lines anywhere."""
    return list(rng.random((rng.integers(5, 10), 2, 2)))


def _curve(rng):
    """One smooth line through points anywhere, no longer than many a digit's."""
    return [smooth_curve(rng.random((rng.integers(5, 10), 2)), tension=0.5)]


def _face(rng):
    """A head, two eyes and a mouth."""
    t = np.linspace(0, 2 * np.pi, 40)[:, np.newaxis]
    circle = np.hstack([np.cos(t), np.sin(t)])
    eyes = [np.array([[x, -0.3]]) + rng.normal(0, 0.05, 2) for x in (-0.35, 0.35)]
    mouth = circle[3:18] * (0.55, rng.uniform(0.3, 0.6))
    return [circle * rng.uniform(0.8, 1.2, 2), *eyes, mouth]


def _heart(rng):
    """Two arcs and a tip."""
    t = np.linspace(0, 2 * np.pi, 50)
    x = 16 * np.sin(t) ** 3
    y = 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    return [np.column_stack([x, -y]) / 32 * rng.uniform(0.8, 1.2, 2)]


KINDS = {
    "zigzag": _zigzag,
    "tangle": _tangle,
    "coil": _coil,
    "hatching": _hatching,
    "dots": _dots,
    "dash": _dash,
    "star": _star,
    "lines": _lines,
    "curve": _curve,
    "face": _face,
    "heart": _heart,
}


def make_scribbles(n_scribbles, *, random_state):
    """Invent scribbles of all kinds, in equal parts.

    Parameters
    ----------
    n_scribbles : int
    random_state : int or numpy Generator

    Returns
    -------
    drawings : list of list of ndarray, each of shape (n, 2)
        In canvas pixels.
    kinds : list of str
        The kind of each; the keys of `KINDS`.
    """
    rng = np.random.default_rng(random_state)
    kinds = [list(KINDS)[i % len(KINDS)] for i in range(n_scribbles)]
    return [[stroke * SIZE_PX for stroke in KINDS[kind](rng)] for kind in kinds], kinds
