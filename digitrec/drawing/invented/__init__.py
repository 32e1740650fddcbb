"""Drawings that the project invents: digits as people write them, and what is no digit."""

from digitrec.drawing.invented.handwriting import make_drawings
from digitrec.drawing.invented.non_digits import (
    FAMILIES,
    LEARNED_KINDS,
    UNSEEN_KINDS,
    Kind,
    make_non_digits,
)

__all__ = [
    "FAMILIES",
    "LEARNED_KINDS",
    "UNSEEN_KINDS",
    "Kind",
    "make_drawings",
    "make_non_digits",
]
