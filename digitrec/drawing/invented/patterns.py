"""Patterns of strokes: what a hand intends before it moves, with room for how it varies.

A stroke is a string of points ``x,y`` in hundredths of the drawing's box, y down. A number may be
a range ``low..high``. A point with ``!`` is a corner: the pen turns there at once. Of
``(this|that|)`` one is written, each as often. A stroke that starts with ``o`` is closed: it begins
anywhere, runs either way round, and ends a little before or after where it began. So one line
stands for many forms, in all their crossings.
"""

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Piece(NamedTuple):
    """Points that are written together.

    Attributes
    ----------
    low, high : ndarray of float64, shape (n, 2)
        The ranges of the points, 0..1 within the box.
    corner : ndarray of bool, shape (n,)
    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    corner: NDArray[np.bool_]


class Pattern(NamedTuple):
    """A stroke: pieces one after another, each with what may stand there instead.

    Attributes
    ----------
    closed : bool
    pieces : tuple of tuple of Piece
    """

    closed: bool
    pieces: tuple[tuple[Piece, ...], ...]


def _parse_piece(text: str) -> Piece:
    ranges = [
        [(number.split("..")[0], number.split("..")[-1]) for number in word.rstrip("!").split(",")]
        for word in text.split()
    ]
    bounds = np.array(ranges, dtype=np.float64).reshape(-1, 2, 2) / 100
    return Piece(
        bounds[:, :, 0], bounds[:, :, 1], np.array([w.endswith("!") for w in text.split()], bool)
    )


def parse_pattern(text: str) -> Pattern:
    """Read a stroke as this module describes it.

    Parameters
    ----------
    text : str

    Returns
    -------
    Pattern
    """
    closed, text = text.startswith("o "), text.removeprefix("o ")
    pieces = re.findall(r"\(([^)]*)\)|([^()]+)", text)
    return Pattern(
        closed,
        tuple(
            tuple(map(_parse_piece, either.split("|") if either else [fixed]))
            for either, fixed in pieces
        ),
    )


def _around(n: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Indexes of n points that lie in a circle, from any of them about once around."""
    way = np.arange(rng.integers(n - max(1, n // 6), n + 4)) * rng.choice([-1, 1])
    return (rng.integers(n) + way) % n


def sample_pattern(pattern: Pattern, rng: np.random.Generator) -> NDArray[np.float64]:
    """Choose one of the strokes that a pattern stands for.

    Parameters
    ----------
    pattern : Pattern
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of float64, shape (n, 2)
        0..1 within the box; a corner stands twice.
    """
    chosen = [either[rng.integers(len(either))] for either in pattern.pieces]
    low, high, corner = (np.concatenate(parts) for parts in zip(*chosen, strict=True))
    points = low + rng.random(low.shape) * (high - low)
    if pattern.closed:
        order = _around(len(points), rng)
        points, corner = points[order], corner[order]
    return np.repeat(points, 1 + corner, axis=0)
