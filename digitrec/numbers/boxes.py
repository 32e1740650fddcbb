"""Boxes around the digits of an image, put right by hand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.checks import as_floats
from digitrec.datasets import N_DIGITS
from digitrec.errors import InvalidDrawingError
from digitrec.numbers.ink_row import ink_in_box
from digitrec.numbers.number import Box, Number, Part
from digitrec.numbers.rows import digit_height, split_into_rows
from digitrec.recognition import Model, Prediction, Reading

MAX_BOXES = 100
MIN_SIDE_PX = 4.0
NEW_SIDE = 0.25  # of the shorter side of the image: a box that is added
MIDDLE = 0.25  # of the width: a box is not split nearer to its sides


@dataclass(frozen=True)
class Boxes:
    """Boxes in reading order. Every change gives new ones.

    Attributes
    ----------
    ink : ndarray of bool, shape (height, width)
        As `digitrec.drawing.page_ink` finds it.
    boxes : tuple of tuple of float
        Left, top, right and bottom of each, in pixels of the ink.
    said : tuple of int or None
        What a person says that each holds, 0..9; None where the model is believed.

    Examples
    --------
    >>> from digitrec import load_model
    >>> from digitrec.drawing import draw_strokes
    >>> seven, one = [(20, 20), (80, 20), (45, 90)], [(120, 30), (140, 15), (140, 92)]
    >>> ink = draw_strokes([seven, one], 160, pen_px=6)
    >>> boxes = Boxes(ink, ((17, 12, 143, 95),), (None,)).split(0)
    >>> readings = boxes.read(load_model())
    >>> [part.prediction.digit for part in boxes.parts(readings)]
    [7, 1]
    >>> [part.prediction.digit for part in boxes.say(1, 4).parts(readings)]
    [7, 4]
    """

    ink: NDArray[np.bool_]
    boxes: tuple[Box, ...]
    said: tuple[int | None, ...]

    def __post_init__(self) -> None:
        """Check how many there are."""
        if len(self.boxes) > MAX_BOXES:
            raise InvalidDrawingError(
                f"At most {MAX_BOXES} digits of a picture are read. Take a picture of fewer."
            )

    @classmethod
    def around(cls, ink: NDArray[np.bool_], number: Number) -> "Boxes":
        """Make boxes around the digits that were found in ink."""
        boxes = tuple(part.box for part in number.digits[:MAX_BOXES])
        return cls(ink, boxes, (None,) * len(boxes))

    @classmethod
    def around_all(cls, ink: NDArray[np.bool_]) -> "Boxes":
        """Make one box around all ink, or none where there is none."""
        if not ink.any():
            return cls(ink, (), ())
        y, x = np.nonzero(ink)
        box = (float(x.min()), float(y.min()), float(x.max() + 1), float(y.max() + 1))
        return cls(ink, (box,), (None,))

    def move(self, i: int, box: object) -> "Boxes":
        """Put a box elsewhere, or make it larger or smaller.

        Parameters
        ----------
        i : int
        box : tuple of float
            What of it lies outside of the image is cut off.

        Raises
        ------
        InvalidDrawingError
            If it is no box within the image.
        """
        return self._with({i: [(self.bounded(box), self.said[i])]})

    def split(self, i: int) -> "Boxes":
        """Make two boxes of one, where the least ink is in between."""
        left, top, right, bottom = self.boxes[i]
        columns = np.arange(round(left), round(right))
        middle = columns[abs(columns - (left + right) / 2) < (0.5 - MIDDLE) * (right - left)]
        if not len(middle):
            return self
        inked = self.ink[round(top) : round(bottom)].sum(axis=0)[middle]
        # Of columns with as little ink, the one in the middle.
        cut = float(np.median(middle[inked == inked.min()]))
        return self._with(
            {i: [((left, top, cut, bottom), None), ((cut, top, right, bottom), None)]}
        )

    def join(self, i: int) -> "Boxes":
        """Make one box of a box and the next, or of the last one and the one before."""
        if len(self.boxes) < 2:
            return self
        first = min(i, len(self.boxes) - 2)
        pair = np.array(self.boxes[first : first + 2])
        low, high = pair[:, :2].min(axis=0), pair[:, 2:].max(axis=0)
        return self._with({first: [((*low.tolist(), *high.tolist()), None)], first + 1: []})

    def remove(self, i: int) -> "Boxes":
        """Leave a box out."""
        return self._with({i: []})

    def add(self) -> "Boxes":
        """Add a box in the middle of the image."""
        height, width = self.ink.shape
        half = NEW_SIDE * min(height, width) / 2
        box = (width / 2 - half, height / 2 - half, width / 2 + half, height / 2 + half)
        return self._ordered([*zip(self.boxes, self.said, strict=True), (box, None)])

    def say(self, i: int, digit: int | None) -> "Boxes":
        """Say what a box holds; None to believe the model."""
        return self._with({i: [(self.boxes[i], digit)]})

    def ink_of(self, i: int) -> NDArray[np.bool_]:
        """Give the ink of a box, without what lies mostly outside."""
        return ink_in_box(self.ink, self.boxes[i])

    def read(self, model: Model, *, already: Collection[Box] = ()) -> dict[Box, Reading]:
        """Read what lies in each box as a single digit.

        Parameters
        ----------
        model : digitrec.Model
        already : collection of tuple of float, optional
            Boxes to pass over.

        Returns
        -------
        dict of digitrec.recognition.Reading
            By box.
        """
        new = dict.fromkeys(box for box in self.boxes if box not in already)
        return {box: model.read_ink(ink_in_box(self.ink, box)) for box in new}

    def parts(self, readings: Mapping[Box, Reading]) -> list[Part]:
        """Give the parts of a number, of which `make_number` makes one.

        Parameters
        ----------
        readings : mapping of digitrec.recognition.Reading
            By box, as `read` gives them.

        Returns
        -------
        list of Part
            In the order of the boxes. What a person has said is sure.
        """
        rows = {i: n for n, row in enumerate(_rows(self.boxes)) for i in row}
        parts = []
        for i, (box, said) in enumerate(zip(self.boxes, self.said, strict=True)):
            prediction = readings[box].prediction
            if said is not None:
                prediction = Prediction(said, np.eye(N_DIGITS)[said], True, "")
            parts.append(Part(prediction, box, rows[i]))
        return parts

    def _with(self, changed: dict[int, list[tuple[Box, int | None]]]) -> "Boxes":
        """Put others in the places of some."""
        each = enumerate(zip(self.boxes, self.said, strict=True))
        return self._ordered([new for i, old in each for new in changed.get(i, [old])])

    def _ordered(self, each: list[tuple[Box, int | None]]) -> "Boxes":
        order = [i for row in _rows([box for box, _ in each]) for i in row]
        boxes, said = (tuple(each[i][k] for i in order) for k in (0, 1))
        return Boxes(self.ink, boxes, said)  # type: ignore[arg-type]

    def bounded(self, box: object) -> Box:
        """Cut off what of a box lies outside of the image; raises as `move`."""
        height, width = self.ink.shape
        try:
            corners = as_floats(box)  # type: ignore[arg-type]
            bounded = np.clip(corners.reshape(4), 0, (width, height, width, height))
            is_box = bool((bounded[2:] - bounded[:2] >= MIN_SIDE_PX).all())
        except (TypeError, ValueError):
            is_box = False
        if not is_box:
            raise InvalidDrawingError(
                f"A box needs a left, a top, a right and a bottom, {MIN_SIDE_PX:.0f} pixels apart. "
                "Draw it again."
            )
        left, top, right, bottom = bounded.tolist()
        return left, top, right, bottom


def _rows(boxes: "tuple[Box, ...] | list[Box]") -> list[list[int]]:
    if not boxes:
        return []
    corners = np.array(boxes, dtype=np.float64)
    return split_into_rows(corners, digit_height(corners))
