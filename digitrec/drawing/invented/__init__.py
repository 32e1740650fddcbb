"""Drawings that the project invents: digits as people write them, and what is no digit."""

from digitrec.drawing.invented.handwriting import make_drawings
from digitrec.drawing.invented.non_digits import LEARNED_KINDS, UNSEEN_KINDS, make_scribbles

__all__ = [
    "LEARNED_KINDS",
    "UNSEEN_KINDS",
    "make_drawings",
    "make_scribbles",
]
