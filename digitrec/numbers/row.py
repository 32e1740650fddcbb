"""A row of strokes with its candidates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing import even_coarse
from digitrec.numbers.candidates import (
    Candidates,
    boxes_of,
    distances_of,
    find_candidates,
)
from digitrec.numbers.rows import digit_height, split_into_rows

READ_PX = 200.0  # a digit is scaled to this height before it is read


@dataclass(frozen=True)
class Row:
    """A row of strokes.

    Attributes
    ----------
    strokes : list of ndarray of float64, each of shape (n_points, 2)
        From left to right, evened out, a digit about 200 pixels high.
    order : list of int
        The place of each in the drawing.
    candidates : Candidates
    """

    strokes: list[NDArray[np.float64]]
    order: list[int]
    candidates: Candidates

    def strokes_of(self, candidate: int) -> list[NDArray[np.float64]]:
        """Give the strokes of a candidate."""
        begin, end = self.candidates.spans[candidate]
        return self.strokes[begin:end]

    def order_of(self, candidate: int) -> tuple[int, ...]:
        """Give the places of a candidate's strokes in the drawing."""
        begin, end = self.candidates.spans[candidate]
        return tuple(sorted(self.order[begin:end]))


def make_rows(strokes: list[NDArray[np.float64]]) -> list[Row]:
    """Sort a drawing into rows.

    Parameters
    ----------
    strokes : list of ndarray of float64, each of shape (n_points, 2)
        As `digitrec.drawing.check_strokes` returns them; at least one.

    Returns
    -------
    list of Row
        From the top.
    """
    boxes = boxes_of(strokes)
    orders = split_into_rows(boxes, digit_height(boxes))
    return [_make_row([strokes[i] for i in order], order, boxes[order]) for order in orders]


def _make_row(
    strokes: list[NDArray[np.float64]], order: list[int], boxes: NDArray[np.float64]
) -> Row:
    corner, height = boxes[:, :2].min(axis=0), digit_height(boxes)
    scaled = even_coarse([(stroke - corner) / height for stroke in strokes])
    candidates = find_candidates(boxes_of(scaled), distances_of(scaled))
    return Row([stroke * READ_PX for stroke in scaled], order, candidates)
