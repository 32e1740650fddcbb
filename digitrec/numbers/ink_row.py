"""A row of ink with its candidates: connected pieces, and parts of those that seams cut."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing import find_pieces
from digitrec.errors import InvalidDrawingError
from digitrec.numbers.candidates import Candidates, find_candidates
from digitrec.numbers.rows import digit_height, split_into_rows
from digitrec.numbers.seams import find_seams, pen_width
from digitrec.recognition import MAX_DIGIT_STROKES

MIN_CUT_WIDTH = 0.7  # heights of a digit: what is narrower is not cut
MIN_CUT_HEIGHT = 0.4
MIN_CUT_PENS = 2.5  # widths of the pen in the height of a digit: in a mere line nothing is cut
OUTLINE_PX = 50  # height of a digit in which the distances between pieces are measured

Mask = NDArray[np.bool_]


class Piece(NamedTuple):
    """Some ink, cropped, and where it lies.

    Attributes
    ----------
    ink : ndarray of bool, shape (bottom - top, right - left)
    box : tuple of int
        Left, top, right and bottom in the image; the latter two just outside.
    """

    ink: Mask
    box: tuple[int, int, int, int]


def joined(pieces: list[Piece]) -> Piece:
    """Put pieces together, each where it lies."""
    boxes = np.array([piece.box for piece in pieces])
    (left, top), (right, bottom) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    ink = np.zeros((bottom - top, right - left), bool)
    for piece in pieces:
        x0, y0, x1, y1 = piece.box
        ink[y0 - top : y1 - top, x0 - left : x1 - left] |= piece.ink
    return Piece(ink, (int(left), int(top), int(right), int(bottom)))


@dataclass(frozen=True)
class InkRow:
    """A row of ink.

    Attributes
    ----------
    pieces : list of Piece
        From left to right, by their middles.
    candidates : Candidates
    """

    pieces: list[Piece]
    candidates: Candidates

    def piece_of(self, candidate: int) -> Piece:
        """Give the ink of a candidate."""
        begin, end = self.candidates.spans[candidate]
        return joined(self.pieces[begin:end])


def make_ink_rows(ink: Mask) -> list[InkRow]:
    """Sort the ink of an image into rows.

    Parameters
    ----------
    ink : ndarray of bool, shape (height, width)
        With at least one pixel of ink.

    Returns
    -------
    list of InkRow
        From the top.
    """
    found = find_pieces(ink)
    boxes = found.boxes.astype(np.float64)
    pen = pen_width(ink)
    rows = []
    for order in split_into_rows(boxes, digit_height(boxes)):
        height = digit_height(boxes[order])
        parts: list[Piece] = []
        contacts: list[tuple[int, int, int]] = []
        for i in order:
            left, top, right, bottom = found.boxes[i].tolist()
            alone = found.labels[top:bottom, left:right] == i + 1
            parts_of_it, touching = _cut(alone, height, pen)
            contacts += [(a + len(parts), b + len(parts), n) for a, b, n in touching]
            parts += [_cropped(part, left, top) for part in parts_of_it]
        rows.append(_make_row(parts, contacts, height, pen))
    return rows


def _cut(ink: Mask, height: float, pen: float) -> tuple[list[Mask], list[tuple[int, int, int]]]:
    """Cut a connected piece at its seams: its parts, and how many pixels pairs of them share."""
    tall, wide = ink.shape
    least_high = max(MIN_CUT_HEIGHT * height, MIN_CUT_PENS * pen)
    if tall < least_high or wide < MIN_CUT_WIDTH * height:
        return [ink], []
    seams = find_seams(ink, height, pen)
    columns = np.arange(ink.shape[1])
    labels = (columns >= seams[:, :, np.newaxis]).sum(axis=0)
    both = ink[:, 1:] & ink[:, :-1] & (labels[:, 1:] != labels[:, :-1])
    pairs, counts = np.unique(
        np.column_stack([labels[:, :-1][both], labels[:, 1:][both]]), axis=0, return_counts=True
    )
    parts = [ink & (labels == label) for label in range(len(seams) + 1)]
    return parts, [(int(a), int(b), int(n)) for (a, b), n in zip(pairs, counts, strict=True)]


def _cropped(ink: Mask, left: int, top: int) -> Piece:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    y0, y1, x0, x1 = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    box = (int(left + x0), int(top + y0), int(left + x1), int(top + y1))
    return Piece(ink[y0:y1, x0:x1], box)


def _make_row(
    pieces: list[Piece], contacts: list[tuple[int, int, int]], height: float, pen: float
) -> InkRow:
    boxes = np.array([piece.box for piece in pieces], dtype=np.float64)
    order = np.argsort(boxes[:, 0] + boxes[:, 2], kind="stable")
    pieces, boxes = [pieces[i] for i in order], boxes[order] / height
    rank = np.argsort(order)
    shared = np.zeros((len(pieces), len(pieces)))
    for a, b, n in contacts:
        shared[rank[a], rank[b]] = shared[rank[b], rank[a]] = n / pen
    candidates = find_candidates(boxes, _distances(pieces, height), shared)
    return InkRow(pieces, candidates)


def _distances(pieces: list[Piece], height: float) -> NDArray[np.float64]:
    """How far the outlines of neighbours are from each other, in heights of a digit."""
    from scipy.spatial.distance import cdist

    n = len(pieces)
    outlines = [_outline(piece, OUTLINE_PX / height) for piece in pieces]
    distances = np.full((n, n), np.inf)
    for i in range(n):
        for j in range(i + 1, min(n, i + MAX_DIGIT_STROKES)):
            distances[i, j] = distances[j, i] = cdist(outlines[i], outlines[j]).min() / OUTLINE_PX
    return distances


def _outline(piece: Piece, scale: float) -> NDArray[np.float64]:
    """Pixels of ink beside paper, in a reduced image."""
    padded = np.pad(piece.ink, 1)
    inside = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    y, x = np.nonzero(piece.ink & ~inside)
    places = np.column_stack([x + piece.box[0], y + piece.box[1]])
    return np.unique(np.floor(places * scale), axis=0)


def ink_in_box(ink: Mask, box: tuple[float, float, float, float]) -> Mask:
    """Give the ink in a box, without pieces that lie mostly outside; see `reading.read_box`."""
    height, width = ink.shape
    if not np.isfinite(box).all():
        raise InvalidDrawingError("The box holds values that are not numbers. Draw it again.")
    left, top, right, bottom = np.clip(np.round(box), 0, (width, height, width, height)).astype(int)
    labels = find_pieces(ink).labels
    inside = np.bincount(labels[top:bottom, left:right].ravel(), minlength=labels.max() + 1)
    inside[0] = 0
    whole = np.bincount(labels.ravel())
    belongs = (2 * inside > whole) | (inside == inside.max())
    return ink[top:bottom, left:right] & belongs[labels[top:bottom, left:right]]
