"""From the drawing canvas's JSON to strokes.

The canvas speaks Fabric.js's format: each stroke is a `Path` whose commands are in canvas pixels,
and which the canvas's edit mode may have moved, scaled, turned or skewed. It comes from a browser,
so everything is checked.
"""

import math
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing.strokes import CANVAS_PX, MAX_COORDINATE, MAX_POINTS, TRY_AGAIN, check_strokes
from digitrec.errors import InvalidDrawingError

MAX_STROKES = 1000
TAP_PX = 0.1  # Fabric writes a tap as a line of 0.04 pixels
N_NUMBERS = {"M": 2, "L": 2, "Q": 4}


def strokes_from_canvas(
    json_data: object, *, canvas_px: float = CANVAS_PX
) -> list[NDArray[np.float64]]:
    """Extract the strokes from what the drawing canvas sends.

    Parameters
    ----------
    json_data : dict or None
        With a list ``"objects"`` of Fabric paths; None and a dict without objects are a blank
        canvas.
    canvas_px : float, default 320
        Side of the square canvas, to which strokes are clipped.

    Returns
    -------
    list of ndarray of float64, each of shape (n, 2)
        In canvas pixels, x to the right, y down. A tap is a single point.

    Raises
    ------
    InvalidDrawingError
        If the data are not of that form, an object is no path, a number is not finite or beyond a
        million, or there are more than 1,000 strokes or 50,000 points.

    Examples
    --------
    >>> from digitrec import strokes_from_canvas
    >>> path = {
    ...     "type": "path",
    ...     "path": [["M", 100, 50], ["L", 100, 250]],
    ...     "left": 100,  # where the centre of the path lies
    ...     "top": 150,
    ... }
    >>> strokes_from_canvas({"objects": [path]})
    [array([[100.,  50.],
           [100., 150.],
           [100., 250.]])]
    >>> strokes_from_canvas(None)
    []
    """
    if json_data is None:
        return []
    objects = json_data.get("objects", []) if isinstance(json_data, dict) else None
    if not isinstance(objects, list):
        raise InvalidDrawingError(f"The canvas sent no list of strokes. {TRY_AGAIN}")
    if len(objects) > MAX_STROKES:
        raise InvalidDrawingError(
            f"The drawing has {len(objects):,} strokes; at most {MAX_STROKES:,} are read. "
            f"{TRY_AGAIN}"
        )
    n_commands = sum(len(o["path"]) for o in objects if _has_path(o))
    if 2 * n_commands > MAX_POINTS:
        raise InvalidDrawingError(
            f"The drawing has {n_commands:,} pieces; at most {MAX_POINTS // 2:,} are read. "
            f"{TRY_AGAIN}"
        )
    strokes = []
    for fabric_object in objects:
        strokes.extend(clip(_placed_path(fabric_object), canvas_px))
    return check_strokes(strokes)


def _has_path(fabric_object: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(fabric_object, dict) and isinstance(fabric_object.get("path"), list)


def _number(value: object, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InvalidDrawingError(f"The drawing's {what} is not a number. {TRY_AGAIN}")
    if not abs(value) <= MAX_COORDINATE:  # NaN compares false
        raise InvalidDrawingError(
            f"The drawing's {what} is not between minus a million and a million. {TRY_AGAIN}"
        )
    return float(value)


def _placed_path(fabric_object: object) -> NDArray[np.float64]:
    """Points of a path as the canvas shows it, shape (n, 2)."""
    kind = fabric_object.get("type") if isinstance(fabric_object, dict) else None
    if not (isinstance(kind, str) and kind.lower() == "path" and _has_path(fabric_object)):
        raise InvalidDrawingError(
            f"The drawing holds something that is not a pen stroke; only those can be read. "
            f"{TRY_AGAIN}"
        )
    curves = _curves(fabric_object["path"])
    start, control, end = curves[:-1, 2:], curves[1:, :2], curves[1:, 2:]
    points = np.empty((2 * len(start) + 1, 2))
    points[::2] = curves[:, 2:]
    points[1::2] = (start + 2 * control + end) / 4
    centre = _box_centre(start, control, end)
    placed = (points - centre) @ _matrix(fabric_object).T + _centre(fabric_object)
    if np.ptp(placed, axis=0).max() < TAP_PX:
        return placed[:1]
    return placed


def _curves(commands: list[Any]) -> NDArray[np.float64]:
    """Control point and end point of a quadratic curve for each command, shape (n, 4).

    A line is a curve whose control point is its middle, a move a curve of no length.
    """
    rows: list[list[float]] = []
    for command in commands:
        name = command[0] if isinstance(command, list) and command else None
        if not isinstance(name, str) or N_NUMBERS.get(name) != len(command) - 1:
            raise InvalidDrawingError(
                f"A stroke holds a piece that is none of move, line or curve. {TRY_AGAIN}"
            )
        if (name == "M") != (not rows):
            raise InvalidDrawingError(f"A stroke must be one line, begun by one move. {TRY_AGAIN}")
        numbers = [_number(value, "coordinate") for value in command[1:]]
        if name == "L":
            x, y = rows[-1][2:]
            numbers = [(x + numbers[0]) / 2, (y + numbers[1]) / 2, *numbers]
        rows.append(numbers if len(numbers) == 4 else numbers * 2)
    if len(rows) < 2:
        raise InvalidDrawingError(f"A stroke has no points. {TRY_AGAIN}")
    return np.array(rows)


def _box_centre(
    start: NDArray[np.float64], control: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Centre of the curves' bounding box, about which Fabric turns and scales.

    Fabric takes a quadratic curve for a cubic one with the control point twice (7.4.0,
    `Path._calcBoundsFromPath`); its extremes are where (end - start) t² - 2 (control - start) t +
    (control - start) is zero.
    """
    a, b = end - start, control - start
    with np.errstate(divide="ignore", invalid="ignore"):
        root = np.sqrt(b * b - a * b)
        candidates = [(b + root) / a, (b - root) / a, np.full_like(a, 0.5)]
    parts = [start, end]
    for t in candidates:
        t = np.where((t > 0) & (t < 1), t, 0.0)
        rest = 1 - t
        # Products, as another machine or a browser may round powers differently.
        parts.append(rest * rest * rest * start + 3 * t * rest * control + t * t * t * end)
    corners = np.concatenate(parts)
    return (corners.min(axis=0) + corners.max(axis=0)) / 2


def _matrix(fabric_object: dict[str, Any]) -> NDArray[np.float64]:
    """Rotation, scale, flip and skew of an object in Fabric's order, shape (2, 2)."""

    def radians(key: str) -> float:
        return math.radians(_number(fabric_object.get(key, 0), key))

    def scale(axis: str) -> float:
        factor = _number(fabric_object.get(f"scale{axis}", 1), f"scale{axis}")
        return -factor if fabric_object.get(f"flip{axis}") is True else factor

    cos, sin = math.cos(radians("angle")), math.sin(radians("angle"))
    rotation = np.array([[cos, -sin], [sin, cos]])
    skew_x = np.array([[1.0, math.tan(radians("skewX"))], [0.0, 1.0]])
    skew_y = np.array([[1.0, 0.0], [math.tan(radians("skewY")), 1.0]])
    return rotation @ np.diag([scale("X"), scale("Y")]) @ skew_x @ skew_y


def _centre(fabric_object: dict[str, Any]) -> list[float]:
    """Where the centre of an object's box lies on the canvas."""
    if any(fabric_object.get(key, "center") != "center" for key in ("originX", "originY")):
        raise InvalidDrawingError(
            f"A stroke is placed by another corner than its centre, as old canvases did. "
            f"{TRY_AGAIN}"
        )
    return [_number(fabric_object.get(key), key) for key in ("left", "top")]


def clip(points: NDArray[np.float64], canvas_px: float = CANVAS_PX) -> list[NDArray[np.float64]]:
    """Clip a stroke to the canvas; one that leaves it and returns becomes several.

    Parameters
    ----------
    points : ndarray of float64, shape (n, 2)
    canvas_px : float, default 320

    Returns
    -------
    list of ndarray of float64, each of shape (n, 2)

    References
    ----------
    Y. Liang and B. Barsky, *A new concept and method for line clipping*, ACM Transactions on
    Graphics 3, 1984.
    """
    if ((points >= 0) & (points <= canvas_px)).all():
        return [points]
    start, step = points[:-1], np.diff(points, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        at_low, at_high = -start / step, (canvas_px - start) / step
    inside = (start >= 0) & (start <= canvas_px)
    still = step == 0
    enters = np.where(still, np.where(inside, 0.0, 2.0), np.minimum(at_low, at_high))
    leaves = np.where(still, 1.0, np.maximum(at_low, at_high))
    enters, leaves = np.maximum(enters.max(axis=1), 0.0), np.minimum(leaves.min(axis=1), 1.0)
    pieces: list[list[NDArray[np.float64]]] = []
    for i in np.flatnonzero(enters <= leaves):
        begin = start[i] + enters[i] * step[i]
        end = points[i + 1] if leaves[i] == 1 else start[i] + leaves[i] * step[i]
        if pieces and enters[i] == 0 and (pieces[-1][-1] == begin).all():
            pieces[-1].append(end)
        else:
            pieces.append([begin, end])
    return [np.clip(piece, 0, canvas_px) for piece in map(np.array, pieces)]
