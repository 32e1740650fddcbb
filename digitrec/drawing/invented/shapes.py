"""The skeletons of letters, signs and things, and the shapes that others are made of."""

from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.drawing.invented.patterns import Pattern, parse_pattern, sample_pattern

Strokes = list[NDArray[np.float64]]
Form = tuple[Pattern, ...]

SKELETONS = Path(__file__).with_name("skeletons")
WIDTH_OF_HANDWRITING = 0.68  # `draw_skeleton` makes a box narrower, as digits are
ELLIPSE_POINTS = 11


def corners(points: ArrayLike, *, closed: bool = False) -> NDArray[np.float64]:
    """Give a line that turns at once at each of its points, shape (n, 2)."""
    array = np.asarray(points, dtype=np.float64)
    if closed:
        array = np.concatenate([array, array[:1]])
    return np.repeat(array, 2, axis=0)[1:-1]


def arc(
    centre: ArrayLike, radii: ArrayLike, begin: float = 0.0, turn: float = 360.0
) -> NDArray[np.float64]:
    """Give a part of an ellipse.

    Parameters
    ----------
    centre, radii : array_like, shape (2,)
    begin : float, default 0
        Where it begins, in degrees; 0 is to the right, 90 at the foot.
    turn : float, default 360
        How far it goes, in degrees.

    Returns
    -------
    ndarray of float64, shape (n, 2)
    """
    n_points = max(3, round(ELLIPSE_POINTS * abs(turn) / 360))
    angles = np.radians(begin + np.linspace(0, turn, n_points))
    return np.asarray(centre) + np.asarray(radii) * np.column_stack(
        [np.cos(angles), np.sin(angles)]
    )


def turned(strokes: Strokes, angle: float) -> Strokes:
    """Turn strokes by an angle in radians, around the origin."""
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return [stroke @ turn for stroke in strokes]


def mirrored(strokes: Strokes) -> Strokes:
    """Mirror strokes, left and right, at x = 0."""
    return [stroke * (-1, 1) for stroke in strokes]


def read_skeletons(name: str) -> dict[str, list[Form]]:
    """Read the skeletons of a file in `skeletons`: for each name in it, the ways to draw it.

    A line is a name and, after a colon, strokes between bars, written as `patterns` describes;
    ``o50,20,30,15`` is an ellipse: its middle, half its width, half its height.
    """
    text = (SKELETONS / f"{name}.txt").read_text(encoding="utf-8")
    skeletons: dict[str, list[Form]] = {}
    for line in text.splitlines():
        kind, strokes = line.split(": ")
        form = tuple(parse_pattern(_spell_out(stroke)) for stroke in strokes.split(" | "))
        skeletons.setdefault(kind, []).append(form)
    return skeletons


def _spell_out(stroke: str) -> str:
    """Write an ellipse as a closed stroke."""
    if not stroke.startswith("o") or stroke.startswith("o "):
        return stroke
    x, y, across, down = map(float, stroke[1:].split(","))
    points = arc((x, y), (across, down), turn=360 - 360 / ELLIPSE_POINTS)
    return "o " + " ".join(f"{x:.0f},{y:.0f}" for x, y in points)


def sample_form(form: Form, rng: np.random.Generator) -> Strokes:
    """Choose one of the skeletons that a form stands for, its strokes somewhat apart."""
    return [_loosen(sample_pattern(pattern, rng), rng) for pattern in form]


def _loosen(stroke: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    middle = (stroke.min(axis=0) + stroke.max(axis=0)) / 2
    return middle + (stroke - middle) * np.exp(rng.normal(0, 0.1, 2)) + rng.normal(0, 0.03, 2)


def fill_box(strokes: Strokes) -> Strokes:
    """Scale a skeleton to the box of `draw_skeleton`, so that it keeps its proportions there."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    width, height = high - low
    size = max(height, width / 1.5, 1e-6)
    middle = (low + high) / 2
    return [0.5 + (stroke - middle) / size / (WIDTH_OF_HANDWRITING, 1) for stroke in strokes]
