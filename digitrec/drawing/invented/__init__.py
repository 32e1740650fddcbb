"""Drawings that the project invents: digits as people write them, and what is no digit."""

from digitrec.drawing.invented.handwriting import HEIGHT_PX, make_drawings
from digitrec.drawing.invented.non_digits import (
    FAMILIES,
    LEARNED_KINDS,
    UNSEEN_KINDS,
    Kind,
    make_non_digits,
)
from digitrec.drawing.invented.numbers import NO_DIGIT_OWNER, InventedNumber, make_numbers

__all__ = [
    "FAMILIES",
    "HEIGHT_PX",
    "LEARNED_KINDS",
    "NO_DIGIT_OWNER",
    "UNSEEN_KINDS",
    "InventedNumber",
    "Kind",
    "make_drawings",
    "make_non_digits",
    "make_numbers",
]
