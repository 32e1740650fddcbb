"""What was found in a drawing of several digits."""

from dataclasses import dataclass

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
    """

    prediction: Prediction
    box: Box
    row: int
    strokes: tuple[int, ...] = ()


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
    """

    text: str
    sure: bool
    reason: str
    digits: tuple[Part, ...]
    left_out: tuple[Part, ...] = ()
