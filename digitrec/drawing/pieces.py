"""The pieces of ink in an image: those that one digit consists of, or all that may be writing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

INSIDE = 0.15  # of the shorter side: beside a piece as large, those that touch the border go
SPECK = 0.12  # of the largest piece's extent: smaller pieces are specks
NEAR = 0.5  # of the largest piece's extent: how far from it smaller pieces may lie
CUT_OFF = (0.5, 1.3)  # of the highest piece's height: how high a digit at the border may be
TOUCHING = np.ones((3, 3), bool)  # pixels that touch at a corner belong to one piece


@dataclass(frozen=True)
class Pieces:
    """Connected pieces of ink.

    Attributes
    ----------
    labels : ndarray of int32, shape (height, width)
        Which piece a pixel belongs to, counted from 1; 0 where there is no ink.
    boxes : ndarray of int64, shape (n, 4)
        Left, top, right and bottom of each, the latter two just outside.
    """

    labels: NDArray[np.int32]
    boxes: NDArray[np.int64]

    @property
    def extents(self) -> NDArray[np.int64]:
        """The longer side of each."""
        return (self.boxes[:, 2:] - self.boxes[:, :2]).max(axis=1)

    @property
    def n_sides(self) -> NDArray[np.int64]:
        """How many sides of the image each touches."""
        low, high = self.boxes[:, :2] == 0, self.boxes[:, 2:] == self.labels.shape[::-1]
        return low.sum(axis=1) + high.sum(axis=1)

    def ink_of(self, chosen: Mask) -> Mask:
        """Give the ink of those that are chosen."""
        return np.concatenate([[False], chosen])[self.labels]


def find_pieces(ink: Mask) -> Pieces:
    """Find the connected pieces of ink.

    Parameters
    ----------
    ink : ndarray of bool, shape (height, width)

    Returns
    -------
    Pieces
    """
    from scipy import ndimage

    labels, _ = ndimage.label(ink, TOUCHING)
    boxes = [(x.start, y.start, x.stop, y.stop) for y, x in ndimage.find_objects(labels)]
    return Pieces(labels, np.array(boxes, dtype=np.int64).reshape(-1, 4))


def digit_in(ink: Mask) -> Mask:
    """Choose the pieces of ink that make up one digit: the largest, and what lies near it.

    Parameters
    ----------
    ink : ndarray of bool, shape (height, width)

    Returns
    -------
    ndarray of bool, shape (height, width)
    """
    pieces = find_pieces(ink)
    if not len(pieces.boxes):
        return ink
    low, high = pieces.boxes[:, :2], pieces.boxes[:, 2:]
    extents, inner = pieces.extents, pieces.n_sides == 0
    if not (inner & (extents >= INSIDE * min(ink.shape))).any():
        inner = np.ones(len(extents), bool)  # a digit that touches the border itself
    sizes = np.bincount(pieces.labels.ravel())[1:]
    main = int(np.where(inner, extents * np.sqrt(sizes), 0).argmax())
    gaps = np.maximum(low[main] - high, low - high[main]).clip(0)
    near = np.hypot(*gaps.T) < NEAR * extents[main]
    large = extents > 0.5 * extents[main]
    return pieces.ink_of(inner & (extents >= SPECK * extents[main]) & (near | large))


def writing_in(ink: Mask) -> Mask:
    """Choose the pieces of ink that may be writing: no specks, and nothing that reaches in.

    What touches one side of the image may be cut off from a row, where it is about as high as what
    touches none.

    Parameters
    ----------
    ink : ndarray of bool, shape (height, width)

    Returns
    -------
    ndarray of bool, shape (height, width)
    """
    pieces = find_pieces(ink)
    if not len(pieces.boxes):
        return ink
    heights = pieces.boxes[:, 3] - pieces.boxes[:, 1]
    inner = pieces.n_sides == 0
    if not (inner & (pieces.extents >= INSIDE * min(ink.shape))).any():
        inner = np.ones(len(heights), bool)
    highest = heights[inner].max()
    cut_off = (
        (pieces.n_sides == 1) & (heights > CUT_OFF[0] * highest) & (heights < CUT_OFF[1] * highest)
    )
    return pieces.ink_of((inner | cut_off) & (pieces.extents >= SPECK * highest))
