"""From what a person drew or photographed to strokes and ink."""

from digitrec.drawing.canvas_json import MAX_STROKES, strokes_from_canvas
from digitrec.drawing.coarse import MAX_GRID_STEPS, N_PASSES, REACH, STAYING, even_coarse
from digitrec.drawing.directions import (
    GRID_SIDE,
    MAX_FEATURE,
    MIN_BOX_SIDE,
    N_DIRECTION_FEATURES,
    PIECES_PER_EXTENT,
    direction_features,
)
from digitrec.drawing.image_file import image_size, open_image
from digitrec.drawing.ink import (
    INK_HEIGHT_PX,
    MIN_EXTENT,
    PEN_32NDS,
    check_ink,
    crop,
    draw_strokes,
    re_ink,
    slant_of,
)
from digitrec.drawing.photo import PAGE_PX, ink_by_threshold, ink_from_image, page_ink
from digitrec.drawing.pieces import Pieces, find_pieces
from digitrec.drawing.skeleton import strokes_from_ink
from digitrec.drawing.stroke_file import strokes_from_file
from digitrec.drawing.strokes import (
    CANVAS_PX,
    MAX_COORDINATE,
    MAX_POINTS,
    NUMBER_CANVAS_PX,
    check_strokes,
    fit_on_canvas,
)

__all__ = [
    "CANVAS_PX",
    "GRID_SIDE",
    "INK_HEIGHT_PX",
    "MAX_COORDINATE",
    "MAX_FEATURE",
    "MAX_GRID_STEPS",
    "MAX_POINTS",
    "MAX_STROKES",
    "MIN_BOX_SIDE",
    "MIN_EXTENT",
    "NUMBER_CANVAS_PX",
    "N_DIRECTION_FEATURES",
    "N_PASSES",
    "PAGE_PX",
    "PEN_32NDS",
    "PIECES_PER_EXTENT",
    "REACH",
    "STAYING",
    "Pieces",
    "check_ink",
    "check_strokes",
    "crop",
    "direction_features",
    "draw_strokes",
    "even_coarse",
    "find_pieces",
    "fit_on_canvas",
    "image_size",
    "ink_by_threshold",
    "ink_from_image",
    "open_image",
    "page_ink",
    "re_ink",
    "slant_of",
    "strokes_from_canvas",
    "strokes_from_file",
    "strokes_from_ink",
]
