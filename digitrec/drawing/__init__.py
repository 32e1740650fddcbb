"""From what a person drew or photographed to strokes and ink."""

from digitrec.drawing.canvas_json import CANVAS_PX, MAX_STROKES, strokes_from_canvas
from digitrec.drawing.coarse import even_coarse
from digitrec.drawing.directions import (
    GRID_SIDE,
    MAX_FEATURE,
    MIN_BOX_SIDE,
    N_DIRECTION_FEATURES,
    PIECES_PER_EXTENT,
    direction_features,
)
from digitrec.drawing.ink import (
    INK_HEIGHT_PX,
    MIN_EXTENT,
    PEN_32NDS,
    check_ink,
    crop,
    draw_strokes,
    re_ink,
)
from digitrec.drawing.photo import ink_from_image
from digitrec.drawing.strokes import MAX_COORDINATE, MAX_POINTS, check_strokes

__all__ = [
    "CANVAS_PX",
    "GRID_SIDE",
    "INK_HEIGHT_PX",
    "MAX_COORDINATE",
    "MAX_FEATURE",
    "MAX_POINTS",
    "MAX_STROKES",
    "MIN_BOX_SIDE",
    "MIN_EXTENT",
    "N_DIRECTION_FEATURES",
    "PEN_32NDS",
    "PIECES_PER_EXTENT",
    "check_ink",
    "check_strokes",
    "crop",
    "direction_features",
    "draw_strokes",
    "even_coarse",
    "ink_from_image",
    "re_ink",
    "strokes_from_canvas",
]
