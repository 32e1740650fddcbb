"""What is considered on the way to a number: every group of strokes that may be one digit."""

from collections.abc import Sequence
from typing import NamedTuple

from numpy.typing import ArrayLike

from digitrec.datasets import N_DIGITS
from digitrec.drawing import check_strokes
from digitrec.numbers.number import Number
from digitrec.numbers.row import make_rows
from digitrec.recognition import Model


class Considered(NamedTuple):
    """A group of neighbouring strokes.

    Attributes
    ----------
    strokes : tuple of int
        By their place in the drawing.
    digit : int
        The likeliest.
    probability : float
        Of that digit, by one view; what is left is for other digits, and for none.
    is_taken : bool
        Whether the number is read so.
    """

    strokes: tuple[int, ...]
    digit: int
    probability: float
    is_taken: bool


def considered(strokes: Sequence[ArrayLike], number: Number, model: Model) -> list[Considered]:
    """List the groups that are considered for a number, row by row, from left to right.

    Parameters
    ----------
    strokes : sequence of array_like, each of shape (n, 2)
        As `digitrec.read_number` takes them, none of them empty.
    number : Number
        What `digitrec.read_number` reads of them.
    model : digitrec.Model

    Returns
    -------
    list of Considered

    Raises
    ------
    InvalidDrawingError
        If the strokes are not arrays of finite points.

    Examples
    --------
    >>> from digitrec import load_model, read_number
    >>> five = [[(20, 10), (16, 50), (60, 60), (50, 100), (15, 95)], [(20, 10), (60, 8)]]
    >>> one = [[(100, 30), (120, 10), (120, 100)]]
    >>> found = considered([*five, *one], read_number([*five, *one]), load_model())
    >>> [each.strokes for each in found if each.is_taken]
    [(0, 1), (2,)]
    """
    taken = {part.strokes for part in number.parts}
    rows = make_rows(check_strokes(strokes)) if taken else []
    places = [(row, i) for row in rows for i in range(len(row.candidates.spans))]
    if not places:
        return []
    each = model.drawing_probabilities([row.strokes_of(i) for row, i in places], n_views=1)
    digits = each[:, :N_DIGITS]
    found = []
    for (row, i), of_digits in zip(places, digits, strict=True):
        members, digit = row.order_of(i), int(of_digits.argmax())
        found.append(Considered(members, digit, float(of_digits[digit]), members in taken))
    return found
