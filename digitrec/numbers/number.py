"""What was found in a drawing of several digits."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from digitrec.recognition import Prediction

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Part:
    """A part of a number: a digit, or what is none.

    Attributes
    ----------
    prediction : digitrec.Prediction
        Its `digit` is None for what is no digit, and its `reason` says what is the matter.
    box : tuple of float
        Left, top, right and bottom, in the source's pixels.
    row : int
        Rows are counted from the top, from 0.
    strokes : tuple of int
        Which strokes of the drawing it consists of, by their place in the list; empty where the
        source is an image.
    ink : ndarray of bool, shape (height, width), or None
        Of an image: its own ink, without that of its neighbours. `Model.read_ink` reads it as a
        single drawing.
    """

    prediction: Prediction
    box: Box
    row: int
    strokes: tuple[int, ...] = ()
    ink: NDArray[np.bool_] | None = None


class Alternative(NamedTuple):
    """Another way to read a number.

    Attributes
    ----------
    text : str
        As `Number.text`.
    probability : float
        As `Number.probability`.
    """

    text: str
    probability: float


@dataclass(frozen=True)
class Number:
    """The digits that were found, in reading order.

    Attributes
    ----------
    text : str
        Such as ``"90210"``; a blank parts groups, a line break rows. Empty without digits.
    sure : bool
        Whether one can rely on it: on each digit, and on where one ends and the next begins.
    reason : str
        Why not, as a sentence; empty when sure.
    digits : tuple of Part
        Row by row, from left to right.
    left_out : tuple of Part
        What is no digit: dashes, dots and commas that part groups, letters, signs, scribbles.
    probability : float
        Of the text as a whole: of all the cuts, times that of each digit.
    alternative : Alternative or None
        The second likeliest text, where it is close.
    """

    text: str
    sure: bool
    reason: str
    digits: tuple[Part, ...]
    left_out: tuple[Part, ...] = ()
    probability: float = 0.0
    alternative: Alternative | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """Digits and what is none, row by row, from left to right."""
        return tuple(sorted((*self.digits, *self.left_out), key=lambda each: (each.row, each.box)))

    def scaled(self, across: float, down: float) -> "Number":
        """Give the same number with all boxes so many times as wide and as high."""

        def scale(part: Part) -> Part:
            left, top, right, bottom = part.box
            return replace(part, box=(left * across, top * down, right * across, bottom * down))

        digits, left_out = (tuple(map(scale, parts)) for parts in (self.digits, self.left_out))
        return replace(self, digits=digits, left_out=left_out)
