"""From ink to strokes: the ink is thinned to its middle line, which is followed as a pen went.

Drawn again with a pen of the usual width, the ink of a photograph becomes that of a drawing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing.ink import crop

THINNED_PX = 96  # height of the ink that is thinned, or half of its width if that is more
LEAST_PEN_PX = 2.5  # a thinner pen is widened before, lest its line breaks
SMOOTHING_PX = 1.0  # standard deviation: a ragged edge would grow spurs
SPUR_PENS = 0.7  # a shorter branch, in widths of the pen, is none of the pen's
BRIDGE_PENS = 1.0  # what is nearer belongs to one crossing
# Cosine between two branches of a crossing, up to which the pen went straight on.
STRAIGHT_ON = -0.5
POINTS_APART = 3  # pixels of the skeleton from one point of a stroke to the next
# The eight neighbours of a pixel, once around it from the one above.
AROUND = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))

Pixel = tuple[int, int]
Points = NDArray[np.float64]


@dataclass
class _Branch:
    """A line between two nodes of a skeleton: its points, and the nodes that it ends at, if any."""

    points: Points
    nodes: list[int | None]

    @property
    def length(self) -> float:
        return float(np.hypot(*np.diff(self.points, axis=0).T).sum())

    def heading(self, end: int, reach: float) -> Points:
        """The direction in which it leaves one of its ends, seen over the distance `reach`."""
        points = self.points if end == 0 else self.points[::-1]
        away = np.hypot(*(points - points[0]).T)
        step = points[min(len(points) - 1, int(np.argmax(away >= reach)) or len(points) - 1)]
        step = step - points[0]
        return step / max(float(np.hypot(*step)), 1e-9)


def _removable() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """By the neighbours of a pixel, as bits: whether it may go in either half of a step.

    T. Y. Zhang and C. Y. Suen, *A fast parallel algorithm for thinning digital patterns*,
    Communications of the ACM 27, 1984.
    """
    bits = (np.arange(256)[:, np.newaxis] >> np.arange(8)) & 1
    n_inked = bits.sum(axis=1)
    n_begins = (bits < np.roll(bits, -1, axis=1)).sum(axis=1)
    edge = (n_inked >= 2) & (n_inked <= 6) & (n_begins == 1)
    up, right, down, left = bits[:, ::2].T
    return (
        edge & (up * right * down == 0) & (right * down * left == 0),
        edge & (up * right * left == 0) & (up * down * left == 0),
    )


def thin(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Thin ink to lines about a pixel wide, by the method of Zhang and Suen.

    Parameters
    ----------
    ink : ndarray of bool, shape (height, width)

    Returns
    -------
    ndarray of bool, shape (height, width)
    """
    padded = np.pad(ink, 1).astype(np.uint8)
    inside = padded[1:-1, 1:-1]
    height, width = ink.shape
    views = [padded[1 + y : 1 + y + height, 1 + x : 1 + x + width] for y, x in AROUND]
    halves, n_idle, half = _removable(), 0, 0
    while n_idle < 2:
        codes = np.zeros(ink.shape, np.uint8)
        for bit, neighbour in enumerate(views):
            codes |= neighbour << bit
        gone = halves[half][codes] & (inside > 0)
        inside[gone] = 0
        n_idle = 0 if gone.any() else n_idle + 1
        half = 1 - half
    return inside > 0


def _neighbours(skeleton: NDArray[np.bool_]) -> dict[Pixel, list[Pixel]]:
    """Give each pixel of a line with its neighbours, once the corners of stairs are taken off.

    A pixel whose neighbours hang together without it is no part of the line (C. J. Hilditch,
    *Linear skeletons from square cupboards*, Machine Intelligence 4, 1969), but for an end.
    """
    pixels = dict.fromkeys((y, x) for y, x in np.argwhere(skeleton).tolist())
    for y, x in list(pixels):
        ring = [(y + down, x + right) in pixels for down, right in AROUND]
        n_parts = sum(not ring[i] and (ring[i + 1] or ring[(i + 2) % 8]) for i in (0, 2, 4, 6))
        if sum(ring) > 1 and n_parts == 1:
            del pixels[y, x]
    return {
        (y, x): [(y + j, x + i) for j, i in AROUND if (y + j, x + i) in pixels] for y, x in pixels
    }


def _crossings(near: dict[Pixel, list[Pixel]]) -> tuple[dict[Pixel, int], list[Points]]:
    """The number of the crossing that a pixel belongs to, and the middle of each.

    The pixels of one crossing have more than two neighbours, and hang together.
    """
    node: dict[Pixel, int] = {}
    middles: list[Points] = []
    for pixel, others in near.items():
        if len(others) < 3 or pixel in node:
            continue
        group = [pixel]
        node[pixel] = len(middles)
        for one in group:  # which grows meanwhile
            more = [other for other in near[one] if len(near[other]) > 2 and other not in node]
            group += more
            node |= dict.fromkeys(more, len(middles))
        middles.append(np.mean(group, axis=0))
    return node, middles


def _branches(skeleton: NDArray[np.bool_]) -> list[_Branch]:
    """Cut a skeleton at its crossings."""
    near = _neighbours(skeleton)
    node, middles = _crossings(near)
    seen = set(node)

    def follow(start: Pixel, before: Pixel | None) -> _Branch:
        """Go on from `start`, which comes after `before`, up to an end or a crossing."""
        way, free = [], [start]
        while free:
            way.append(free[0])
            seen.add(free[0])
            free = [pixel for pixel in near[way[-1]] if pixel not in seen]
        behind = way[-2] if len(way) > 1 else before
        first = None if before is None else node[before]
        last = next((node[one] for one in near[way[-1]] if one in node and one != behind), None)
        points = [np.array(way, dtype=np.float64)]
        if first is not None:
            points.insert(0, middles[first][np.newaxis])
        if last is not None:
            points.append(middles[last][np.newaxis])
        elif first is None and len(way) > 3 and way[0] in near[way[-1]]:
            points.append(points[0][:1])  # a ring
        return _Branch(np.concatenate(points), [first, last])

    branches = [
        follow(other, pixel) for pixel in node for other in near[pixel] if other not in seen
    ]
    starts = sorted(near, key=lambda pixel: (len(near[pixel]) > 1, pixel))  # a ring: from its top
    return branches + [follow(pixel, None) for pixel in starts if pixel not in seen]


def _tidied(branches: list[_Branch], pen: float) -> list[_Branch]:
    """Leave out spurs, and make one of two crossings that are nearer than the pen is wide."""

    def is_spur(branch: _Branch) -> bool:
        first, last = branch.nodes
        hangs = (first is None) != (last is None) or (first is not None and first == last)
        return hangs and branch.length < SPUR_PENS * pen

    branches = [branch for branch in branches if not is_spur(branch)]
    for bridge in branches:
        first, last = bridge.nodes
        if None in (first, last) or first == last or bridge.length >= BRIDGE_PENS * pen:
            continue
        middle = bridge.points[[0, -1]].mean(axis=0)
        for branch in branches:
            for end in (0, 1):
                if branch.nodes[end] in (first, last):
                    branch.nodes[end] = first
                    branch.points[-end] = middle
    return [branch for branch in branches if not is_spur(branch)]


def _pairs(branches: list[_Branch], pen: float) -> dict[tuple[int, int], tuple[int, int]]:
    """At each crossing, which two branches the pen went through: ends as (branch, end)."""
    at_node: dict[int, list[tuple[int, int]]] = {}
    for i, branch in enumerate(branches):
        for end in (0, 1):
            node = branch.nodes[end]
            if node is not None:
                at_node.setdefault(node, []).append((i, end))
    pairs: dict[tuple[int, int], tuple[int, int]] = {}
    for ends in at_node.values():
        headings = {end: branches[end[0]].heading(end[1], 1.5 * pen) for end in ends}
        bends = sorted(
            (float(headings[a] @ headings[b]), a, b) for a in ends for b in ends if a < b
        )
        for bend, a, b in bends:
            if a not in pairs and b not in pairs and (bend < STRAIGHT_ON or len(ends) == 2):
                pairs[a], pairs[b] = b, a
    return pairs


def _joined(branches: list[_Branch], pairs: dict[tuple[int, int], tuple[int, int]]) -> list[Points]:
    """Join branches to strokes, each from an end where no other goes on."""
    used: set[int] = set()
    strokes = []
    starts = [(i, end) for i in range(len(branches)) for end in (0, 1) if (i, end) not in pairs]
    for i, end in starts + [(i, 0) for i in range(len(branches))]:  # last those that go in a ring
        if i in used:
            continue
        parts = []
        at: tuple[int, int] | None = (i, end)
        while at is not None and at[0] not in used:
            used.add(at[0])
            points = branches[at[0]].points
            parts.append(points if at[1] == 0 else points[::-1])
            at = pairs.get((at[0], 1 - at[1]))
        strokes.append(np.concatenate(parts))
    return strokes


def _smoothed(points: Points) -> Points:
    """Take out the stairs of the pixels; the ends stay."""
    if len(points) < 5:
        return points
    padded = np.concatenate(
        [2 * points[0] - points[2:0:-1], points, 2 * points[-1] - points[-2:-4:-1]]
    )
    weights = np.array([1, 2, 3, 2, 1]) / 9
    smooth = np.column_stack([np.convolve(part, weights, mode="valid") for part in padded.T])
    return np.concatenate([smooth[:-1:POINTS_APART], smooth[-1:]])


def strokes_from_ink(ink: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """Find the strokes with which ink may have been drawn.

    Parameters
    ----------
    ink : ndarray of bool, shape (height, width)
        With at least one pixel of ink.

    Returns
    -------
    list of ndarray of float64, each of shape (n, 2)
        x and y in pixels of the ink, y down. At a crossing the pen went straight on.

    Examples
    --------
    >>> from digitrec.drawing import draw_strokes, strokes_from_ink
    >>> seven = draw_strokes([[(20, 20), (80, 20), (40, 90)]], 100, pen_px=10)
    >>> (stroke,) = strokes_from_ink(seven)
    >>> sorted(stroke[[0, -1]].round(-1).astype(int).tolist())
    [[20, 20], [40, 90]]
    """
    from PIL import Image
    from scipy import ndimage

    rows, columns = ink.any(axis=1).argmax(), ink.any(axis=0).argmax()
    box = crop(ink)
    height, width = box.shape
    scale = THINNED_PX / max(height, width / 2)
    size = max(3, round(width * scale)), max(3, round(height * scale))
    margin = 4
    resample = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    shades = np.asarray(Image.fromarray(box).convert("L").resize(size, resample), np.float32) / 255
    even = np.pad(shades, margin)
    if 2 * ndimage.distance_transform_edt(even > 0.5).max() < 2 * LEAST_PEN_PX:
        even = ndimage.maximum_filter(even, 3)
    even = ndimage.gaussian_filter(even, SMOOTHING_PX) > 0.5
    inside = ndimage.distance_transform_edt(even)
    skeleton = thin(even)
    branches: list[_Branch] = []
    pen = 0.0
    if skeleton.any():  # in what is very small, the smoothing takes all away
        pen = 2 * float(inside[skeleton].mean())
        branches = _tidied(_branches(skeleton), pen)
    if not branches:  # a dot, or a blot that is all spurs
        return [np.array([[columns + width / 2, rows + height / 2]])]
    strokes = [_smoothed(points) for points in _joined(branches, _pairs(branches, pen))]
    to_ink = np.array([width / size[0], height / size[1]])
    return [(points[:, ::-1] + 0.5 - margin) * to_ink + (columns, rows) for points in strokes]
