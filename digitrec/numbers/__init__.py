"""Numbers of several digits: where one digit ends and the next begins, and what each is."""

from digitrec.numbers.boxes import Boxes
from digitrec.numbers.groups import Considered, considered
from digitrec.numbers.ink_row import InkRow, Piece, make_ink_rows
from digitrec.numbers.learning import fit_ink_weights, fit_weights
from digitrec.numbers.limits import limits
from digitrec.numbers.number import Alternative, Box, Number, Part
from digitrec.numbers.reading import (
    NUMBER_SENTENCES,
    make_number,
    read_as_several,
    read_box,
    read_number_ink,
    read_number_strokes,
    several_in_words,
)
from digitrec.numbers.row import Row, make_rows
from digitrec.numbers.segmentation import (
    SEVERAL,
    TINY,
    Segmentation,
    Weights,
    digit_features,
    none_features,
    segment,
)
from digitrec.numbers.weights import INK_WEIGHTS, WEIGHTS

__all__ = [
    "INK_WEIGHTS",
    "NUMBER_SENTENCES",
    "SEVERAL",
    "TINY",
    "WEIGHTS",
    "Alternative",
    "Box",
    "Boxes",
    "Considered",
    "InkRow",
    "Number",
    "Part",
    "Piece",
    "Row",
    "Segmentation",
    "Weights",
    "considered",
    "digit_features",
    "fit_ink_weights",
    "fit_weights",
    "limits",
    "make_ink_rows",
    "make_number",
    "make_rows",
    "none_features",
    "read_as_several",
    "read_box",
    "read_number_ink",
    "read_number_strokes",
    "segment",
    "several_in_words",
]
