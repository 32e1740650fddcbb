"""Invented drawings to measure with, drawn by the mouse or as JSON of the canvas."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing import CANVAS_PX
from digitrec.drawing.invented import make_drawings

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What stands in an object of the canvas's JSON beside its path and its place.
FABRIC_DEFAULTS = {
    **dict.fromkeys(("lockMovementX", "lockMovementY", "lockRotation", "lockScalingX"), False),
    **dict.fromkeys(("lockScalingY", "lockSkewingX", "lockSkewingY", "lockScalingFlip"), False),
    "type": "Path",
    "version": "7.4.0",
    "originX": "center",
    "originY": "center",
    "fill": None,
    "stroke": "#111827",
    "strokeWidth": 16,
    "strokeDashArray": None,
    "strokeLineCap": "round",
    "strokeDashOffset": 0,
    "strokeLineJoin": "round",
    "strokeUniform": False,
    "strokeMiterLimit": 10,
    "scaleX": 1,
    "scaleY": 1,
    "angle": 0,
    "flipX": False,
    "flipY": False,
    "opacity": 1,
    "shadow": None,
    "visible": True,
    "backgroundColor": "",
    "fillRule": "nonzero",
    "paintFirst": "fill",
    "globalCompositeOperation": "source-over",
    "skewX": 0,
    "skewY": 0,
}


def drawings_on_canvas(n: int, *, random_state: int) -> list[list[NDArray[np.float64]]]:
    """Invent drawings in the middle of the canvas.

    Parameters
    ----------
    n : int
    random_state : int

    Returns
    -------
    list of list of ndarray of float64, each of shape (n_points, 2)
        For each drawing its strokes, in canvas pixels.
    """
    drawings, _ = make_drawings(n, random_state=random_state)
    return [centred(strokes) for strokes in drawings]


def draw_stroke(page: "Page", points: NDArray[np.float64]) -> None:
    """Draw one stroke with the mouse.

    Parameters
    ----------
    page : playwright.sync_api.Page
    points : array_like, shape (n, 2)
        In pixels of the page.
    """
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points:
        page.mouse.move(*point)
    page.mouse.up()


def centred(strokes: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Move a drawing to the middle of the canvas; what sticks out is cut off.

    Parameters
    ----------
    strokes : list of ndarray of float64, each of shape (n_points, 2)
        In canvas pixels.

    Returns
    -------
    list of ndarray of float64
    """
    points = np.concatenate(strokes)
    centre = (points.min(axis=0) + points.max(axis=0)) / 2
    return [np.clip(stroke - centre + CANVAS_PX / 2, 1, CANVAS_PX - 1) for stroke in strokes]


def canvas_json(strokes: list[NDArray[np.float64]]) -> dict[str, object]:
    """Write strokes as the canvas does: as curves from middle to middle of the pen's samples.

    Parameters
    ----------
    strokes : list of ndarray of float64, each of shape (n, 2)
        In canvas pixels.

    Returns
    -------
    dict
        For `digitrec.strokes_from_canvas`. A stroke is placed by the box around its samples.
    """
    return {"version": "7.4.0", "objects": [*map(_fabric_object, strokes)], "background": "#ffffff"}


def _fabric_object(stroke):
    stroke = np.round(stroke, 2)
    middles = (stroke[:-1] + stroke[1:]) / 2
    curves = np.round(np.column_stack([stroke[:-1], middles]), 2)
    left, top = (stroke.min(axis=0) + stroke.max(axis=0)) / 2
    width, height = np.ptp(stroke, axis=0)
    path = [["M", *stroke[0].tolist()]]
    path += [["Q", *curve] for curve in curves.tolist()]
    path += [["L", *stroke[-1].tolist()]]
    box = {"left": float(left), "top": float(top), "width": float(width), "height": float(height)}
    return FABRIC_DEFAULTS | box | {"path": path}
