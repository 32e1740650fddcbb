"""A drawing with what it was meant to be, whose it is, and how it was read then."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.datasets import N_DIGITS
from digitrec.drawing import MAX_STROKES, check_strokes
from digitrec.errors import InvalidDrawingError

MAX_DRAWINGS = 10_000  # of one collection: more than a person or a class draws
MAX_MODEL = 100  # characters of a model's title
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # as a browser's randomUUID
_WRITER = re.compile(r"[\w -]{0,40}")
_AT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z)?")


@dataclass(frozen=True)
class Answer:
    """What a model made of a drawing.

    Attributes
    ----------
    digit : int or None
        0..9; None where it is taken for no digit.
    sure : bool
    probability : float or None
        Of what the drawing was meant to be, 0..1; None where it was meant to be no digit.
    model : str
        The model's name, or the title of an own model.
    """

    digit: int | None
    sure: bool
    probability: float | None
    model: str


@dataclass(frozen=True, eq=False)
class LabelledDrawing:
    """A drawing and its label.

    Attributes
    ----------
    id : str
        A UUID, by which two copies of the same drawing are known.
    label : int or None
        What it was meant to be, 0..9; None for *no digit*.
    strokes : tuple of ndarray of float64, each of shape (n, 2)
        In canvas pixels, x to the right, y down; at least one.
    writer : str
        Whose handwriting it is; empty where nobody has said.
    read : Answer or None
        How it was read when it was drawn.
    at : str
        When that was, in UTC, such as ``2026-11-26T14:03:21Z``; empty where nobody knows.
    """

    id: str
    label: int | None
    strokes: tuple[NDArray[np.float64], ...]
    writer: str = ""
    read: Answer | None = None
    at: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Give the drawing as JSON can hold it, and as `check_labelled_drawing` takes it."""
        read = self.read
        return {
            "id": self.id,
            "label": self.label,
            "writer": self.writer,
            "strokes": [stroke.tolist() for stroke in self.strokes],
            "read": None if read is None else dict(vars(read)),
            "at": self.at,
        }


def check_labelled_drawing(values: object) -> LabelledDrawing:
    """Make a labelled drawing of what came from a browser, a file or a database.

    Parameters
    ----------
    values : object
        As `LabelledDrawing.as_dict` gave it, or whatever a stranger has sent.

    Returns
    -------
    LabelledDrawing

    Raises
    ------
    InvalidDrawingError
        If it is no labelled drawing. The sentence says what is wrong.

    Examples
    --------
    >>> drawing = check_labelled_drawing({
    ...     "id": "5f0c2f7e-6d1b-4c3a-9e57-0123456789ab",
    ...     "label": 1,
    ...     "strokes": [[[160, 40], [160, 280]]],
    ... })
    >>> drawing.label, len(drawing.strokes), drawing.writer
    (1, 1, '')
    """
    if not isinstance(values, dict):
        raise InvalidDrawingError("This is no labelled drawing: it is no JSON object.")
    label, strokes = values.get("label"), values.get("strokes")
    if label is not None:
        label = _digit(label, "label")
    if not isinstance(strokes, list) or len(strokes) > MAX_STROKES:
        raise InvalidDrawingError(
            f"A drawing's strokes must be a list of at most {MAX_STROKES:,} strokes."
        )
    checked = tuple(check_strokes(strokes))
    if not checked:
        raise InvalidDrawingError("A labelled drawing has no stroke; it needs at least one.")
    return LabelledDrawing(
        id=_text(values.get("id"), _ID, "id must be a UUID in small letters"),
        label=label,
        strokes=checked,
        writer=_text(
            values.get("writer", ""),
            _WRITER,
            "writer must be at most 40 letters, digits and blanks",
        ),
        read=_check_answer(values.get("read")),
        at=_text(values.get("at", ""), _AT, "time must be like 2026-11-26T14:03:21Z"),
    )


def check_labelled_drawings(values: object) -> tuple[LabelledDrawing, ...]:
    """Make a collection of a list of labelled drawings; of several with one id the first stays.

    Parameters and raises: as `check_labelled_drawing`; also raised where there are more than
    10,000.
    """
    if not isinstance(values, list):
        raise InvalidDrawingError("A collection must be a list of labelled drawings.")
    check_number(len(values))
    return without_copies([check_labelled_drawing(each) for each in values])


def check_number(n: int) -> None:
    """Refuse more drawings than a collection may have."""
    if n > MAX_DRAWINGS:
        raise InvalidDrawingError(
            f"These are {n:,} drawings; a collection has at most {MAX_DRAWINGS:,}. Take fewer."
        )


def without_copies(drawings: Sequence[LabelledDrawing]) -> tuple[LabelledDrawing, ...]:
    """Leave out what has the id of a drawing before it."""
    return tuple({each.id: each for each in reversed(drawings)}.values())[::-1]


def _text(value: object, pattern: re.Pattern[str], allowed: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise InvalidDrawingError(f"A labelled drawing's {allowed}.")
    return value


def _digit(value: object, name: str) -> int:
    if type(value) is not int or not 0 <= value < N_DIGITS:
        raise InvalidDrawingError(
            f"A drawing's {name} must be a digit from 0 to 9, or null for none."
        )
    return value


def _check_answer(values: object) -> Answer | None:
    if values is None:
        return None
    if not isinstance(values, dict):
        raise InvalidDrawingError("How a drawing was read must be a JSON object, or null.")
    digit, sure, probability, model = (
        values.get(key) for key in ("digit", "sure", "probability", "model")
    )
    is_share = probability is None or (
        isinstance(probability, (int, float))
        and not isinstance(probability, bool)
        and 0 <= probability <= 1
    )
    if not isinstance(sure, bool) or not is_share:
        raise InvalidDrawingError(
            "How a drawing was read must say whether that was sure, true or false, and how "
            "probable its label was, from 0 to 1."
        )
    if not isinstance(model, str) or len(model) > MAX_MODEL:
        raise InvalidDrawingError(
            f"The name of who read a drawing must be a text of at most {MAX_MODEL} characters."
        )
    digit = None if digit is None else _digit(digit, "reading")
    return Answer(digit, sure, None if probability is None else float(probability), model)
