"""Invented handwriting: strokes of every digit in the ways in which people write it.

A hand takes a form of its digit from `letterforms`, moves its points a little, runs a smooth curve
through them, begins and ends it early or late, lifts the pen or keeps it down, and bends the whole:
wider, leaning, turned, heavier at the top or the foot, waved. Last comes the device that it writes
with.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing.invented.devices import DEVICES, Strokes
from digitrec.drawing.invented.letterforms import LETTERFORMS
from digitrec.drawing.invented.patterns import sample_pattern

HEIGHT_PX = 200.0
POINTS_PER_PIECE = 6
POINT_JITTER = 0.035  # standard deviations, the box being 1
NEAT = 0.08  # the proportion of hands whose straight lines are straight
STROKE_JITTER = 0.03
HOOK_PROBABILITY = 0.2  # at each end of a stroke
JOIN_PROBABILITY = 0.15  # of keeping the pen down between strokes
LIFT_PROBABILITY = 0.08  # of lifting it in the middle of one
TURNS = (0.07, 0.1, 0.2)  # radians, standard deviations of steady and less steady hands


def smooth_curve(points: NDArray[np.float64], *, tension: float) -> NDArray[np.float64]:
    """Run a smooth curve through points.

    Parameters
    ----------
    points : ndarray of float64, shape (n, 2)
        A point given twice in a row is a corner.
    tension : float
        How round the curve is: 0 for straight pieces, 0.5 for a Catmull-Rom spline.

    Returns
    -------
    ndarray of float64, shape (m, 2)

    References
    ----------
    E. Catmull and R. Rom, *A class of local interpolating splines*, in Computer Aided Geometric
    Design, 1974.
    """
    corners = np.flatnonzero((np.diff(points, axis=0) == 0).all(axis=1))
    pieces = []
    for part in np.split(points, corners + 1):
        if len(part) < 2:
            continue
        padded = np.concatenate([2 * part[:1] - part[1:2], part, 2 * part[-1:] - part[-2:-1]])
        slope = tension * (padded[2:] - padded[:-2])
        t = np.linspace(0, 1, POINTS_PER_PIECE, endpoint=False)[:, np.newaxis, np.newaxis]
        curve = (
            (2 * t**3 - 3 * t**2 + 1) * part[:-1]
            + (t**3 - 2 * t**2 + t) * slope[:-1]
            + (3 * t**2 - 2 * t**3) * part[1:]
            + (t**3 - t**2) * slope[1:]
        )
        pieces += [curve.transpose(1, 0, 2).reshape(-1, 2), part[-1:]]
    return np.concatenate(pieces) if pieces else points[:1]  # nothing but corners: a dot


@dataclass(frozen=True)
class Hand:
    """How somebody writes.

    Attributes
    ----------
    device : str
        A key of `digitrec.drawing.invented.devices.DEVICES`.
    jitter : float
        How far points stray, in standard deviations; the box is 1.
    bend : float
        How far lines that are meant straight are bent, 0..1.
    tension : float
        How round the curves are, as of `smooth_curve`.
    hooks : float
        The probability of a hook at either end of a stroke.
    haste : float
        At most how much of a stroke is left out at either end.
    joins, lifts : bool
        Whether it keeps the pen down between strokes, and whether it lifts it in the middle of one.
    width : float
        Of the digit's box, its height being 1.
    turn : float
        In radians.
    lean : float
        How far the digits lean to the right, in units per unit of height.
    """

    device: str
    jitter: float
    bend: float
    tension: float
    hooks: float
    haste: float
    joins: bool
    lifts: bool
    width: float
    turn: float
    lean: float


def make_hand(rng: np.random.Generator) -> Hand:
    """Invent how somebody writes.

    Parameters
    ----------
    rng : numpy.random.Generator

    Returns
    -------
    Hand
    """
    devices = list(DEVICES)
    care = rng.uniform(0, 0.3) if rng.random() < NEAT else rng.uniform(0.4, 2.2)
    return Hand(
        device=devices[rng.choice(len(devices), p=[share for share, _ in DEVICES.values()])],
        jitter=POINT_JITTER * care,
        bend=min(1.0, 2 * care),
        tension=rng.uniform(0.35, 0.6),
        hooks=HOOK_PROBABILITY,
        haste=0.07,
        joins=rng.random() < JOIN_PROBABILITY,
        lifts=rng.random() < LIFT_PROBABILITY,
        width=0.68 * np.exp(rng.normal(0, 0.22)),
        turn=rng.normal(0, rng.choice(TURNS)),
        lean=rng.normal(0.12, 0.22),
    )


def _trim(curve: NDArray[np.float64], hand: Hand, rng: np.random.Generator) -> NDArray[np.float64]:
    """Begin a little late and end a little early: what is long between two points loses most."""
    n = len(curve)
    begin, end = (rng.random(2) ** 2 * hand.haste * n).astype(int)
    return curve[begin : n - end] if n - begin - end > 1 else curve


def _hook(curve: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Go on where the curve ends, turning to one side."""
    step = curve[-1] - curve[max(-4, -len(curve))]
    length = np.sqrt(step @ step)
    if length == 0:
        return curve
    turn = rng.normal(0, 0.5)
    angles = np.arctan2(step[1], step[0]) + turn * np.arange(1, 6)
    steps = rng.uniform(0.01, 0.05) * np.column_stack([np.cos(angles), np.sin(angles)])
    return np.concatenate([curve, curve[-1] + steps.cumsum(axis=0)])


def _join(curves: Strokes, rng: np.random.Generator) -> NDArray[np.float64]:
    """Do not lift the pen between strokes, whichever comes first."""
    return np.concatenate(curves if rng.random() < 0.5 else curves[::-1])


def _lift(curves: Strokes, rng: np.random.Generator) -> Strokes:
    """Lift the pen in the middle of a stroke, and set it down a little before or after."""
    i = int(rng.integers(len(curves)))
    curve = curves[i]
    cut, gap = (len(curve) * np.array([rng.uniform(0.15, 0.85), rng.normal(0, 0.05)])).astype(int)
    parts = [curve[:cut], curve[max(0, cut + gap) :]]
    return [*curves[:i], *(part for part in parts if len(part) > 1), *curves[i + 1 :]]


def _bend(points: NDArray[np.float64], hand: Hand, rng: np.random.Generator) -> NDArray[np.float64]:
    """Bend points, shape (n, 2), as a hand does whatever the form."""
    x, y = points[:, 0] - 0.5, points[:, 1] - 0.5
    # the waist moves up or down
    y = y + rng.normal(0, 0.18) * (0.25 - y * y) * 2
    x = x + rng.normal(0, 0.12) * (0.25 - x * x) * 2
    # wider at the top or at the foot
    x = x * (1 + rng.normal(0, 0.35) * y)
    y = y * (1 + rng.normal(0, 0.20) * x)
    # waves
    for _ in range(2):
        amplitude = hand.bend * rng.normal(0, 0.03, 2)
        phase_x, phase_y = rng.random(2) * 2 * np.pi
        turns = rng.uniform(0.5, 1.6, 2) * 2 * np.pi
        x, y = (
            x + amplitude[0] * np.sin(turns[0] * y + phase_x),
            y + amplitude[1] * np.sin(turns[1] * x + phase_y),
        )
    # proportions, turn, lean
    x = x * hand.width
    cos, sin = np.cos(hand.turn), np.sin(hand.turn)
    x, y = x * cos - y * sin, x * sin + y * cos
    x = x - hand.lean * y
    return np.column_stack([x, y])


def _write(
    skeleton: NDArray[np.float64], hand: Hand, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Write one stroke in the digit's box."""
    new = np.append(True, (np.diff(skeleton, axis=0) != 0).any(axis=1))
    # Both halves of a corner stray together.
    points = skeleton + rng.normal(0, hand.jitter, (new.sum(), 2))[new.cumsum() - 1]
    curve = _trim(smooth_curve(points, tension=hand.tension), hand, rng)
    for _ in range(2):  # either end
        curve = curve[::-1]
        if rng.random() < hand.hooks:
            curve = _hook(curve, rng)
    return curve


def draw_skeleton(
    skeleton: Sequence[NDArray[np.float64]],
    rng: np.random.Generator,
    *,
    hand: Hand | None = None,
) -> list[NDArray[np.float64]]:
    """Draw a skeleton once, by a hand that varies it.

    Parameters
    ----------
    skeleton : sequence of ndarray of float64, each of shape (n, 2)
        Its strokes, 0..1 within the box; a point given twice in a row is a corner.
    rng : numpy.random.Generator
    hand : Hand, optional
        By default one is invented.

    Returns
    -------
    list of ndarray of float64, each of shape (n, 2)
        As `make_drawing` gives them.
    """
    hand = hand or make_hand(rng)
    curves = [_write(stroke, hand, rng) for stroke in skeleton]
    if len(curves) > 1:
        curves = [curve + rng.normal(0, STROKE_JITTER, 2) for curve in curves]
    if hand.joins:
        curves = [_join(curves, rng)]
    if hand.lifts:
        curves = _lift(curves, rng)
    ends = np.cumsum([len(curve) for curve in curves])[:-1]
    strokes = np.split(_bend(np.concatenate(curves), hand, rng) * HEIGHT_PX, ends)
    _, move = DEVICES[hand.device]
    return move(strokes, rng)


def make_drawing(
    digit: int, rng: np.random.Generator, *, hand: Hand | None = None
) -> list[NDArray[np.float64]]:
    """Invent one drawing of a digit.

    Parameters
    ----------
    digit : int
        0..9.
    rng : numpy.random.Generator
    hand : Hand, optional
        By default one is invented.

    Returns
    -------
    list of ndarray of float64, each of shape (n, 2)
        Strokes in pixels, about 200 high, x to the right, y down, around the origin.
    """
    forms = LETTERFORMS[digit]
    weights = np.array([weight for weight, _ in forms], dtype=np.float64)
    _, patterns = forms[rng.choice(len(forms), p=weights / weights.sum())]
    return draw_skeleton([sample_pattern(pattern, rng) for pattern in patterns], rng, hand=hand)


def make_drawings(
    n_drawings: int, *, random_state: int | Sequence[int] | np.random.Generator
) -> tuple[list[list[NDArray[np.float64]]], NDArray[np.int64]]:
    """Invent drawings of random digits, each equally probable.

    Parameters
    ----------
    n_drawings : int
    random_state : int, sequence of int or numpy.random.Generator

    Returns
    -------
    drawings : list of list of ndarray of float64, each of shape (n, 2)
        As `make_drawing` gives them.
    y : ndarray of int64, shape (n_drawings,)
        The digits 0..9.

    Examples
    --------
    >>> from digitrec import to_digits_format
    >>> from digitrec.drawing.invented import make_drawings
    >>> drawings, y = make_drawings(5, random_state=0)
    >>> y.tolist()
    [8, 6, 5, 2, 3]
    >>> to_digits_format(drawings[0]).shape
    (8, 8)
    """
    rng = np.random.default_rng(random_state)
    y = rng.integers(0, 10, n_drawings)
    return [make_drawing(digit, rng) for digit in y], y
