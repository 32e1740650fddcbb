"""Pictures made of parts in any number, size and place: what doodles of all kinds have in common.

Each function gives a skeleton, in units of its own.
"""

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing.invented.shapes import Strokes, arc, corners, mirrored, turned

Points = NDArray[np.float64]


def closed_shape(rng: np.random.Generator, *, round_too: bool = True) -> Points:
    """Any closed shape, round or with corners, about one unit around the origin."""
    radii = rng.uniform(0.6, 1.1, 2)
    n_corners = rng.choice([0, 0, 0, 3, 4, 4, 5] if round_too else [3, 4, 4, 5])
    if n_corners == 0:
        return arc((0, 0), radii, rng.uniform(0, 360), rng.choice([-1, 1]) * rng.uniform(345, 380))
    angles = 2 * np.pi * (np.arange(n_corners) + rng.normal(0, 0.07, n_corners)) / n_corners
    begin = rng.choice([np.pi / 4, -np.pi / 2])
    points = np.column_stack([np.cos(angles + begin), np.sin(angles + begin)])
    return corners(points * radii * 1.2, closed=True)


def detail(rng: np.random.Generator) -> Strokes:
    """Something small around the origin: a dot, a line, a cross, a small shape."""
    kind = rng.integers(5)
    if kind == 0:
        return [np.array([[0, 0], [0.04, 0.05]])]
    if kind == 1:
        return turned([np.array([[-0.3, 0.0], [0.3, 0.0]])], rng.uniform(0, np.pi))
    if kind == 2:
        return turned(
            [np.array([[-0.2, 0.0], [0.2, 0.0]]), np.array([[0, -0.2], [0, 0.2]])],
            rng.uniform(0, 1.6),
        )
    if kind == 3:
        return [arc((0, 0), (0.3, 0.25), rng.uniform(0, 360), rng.uniform(120, 200))]
    return [0.25 * closed_shape(rng)]


def scattered(parts: Strokes, rng: np.random.Generator, spread: float = 0.5) -> Strokes:
    """Move parts that belong together somewhere near the origin."""
    place = rng.uniform(-spread, spread, 2)
    return [part + place for part in parts]


def silhouette(rng: np.random.Generator) -> Strokes:
    """The same outline on both sides: a bottle, a vase, a shirt; with or without details."""
    n = rng.integers(3, 7)
    heights = np.sort(rng.uniform(-1, 1, n))
    heights[[0, -1]] = -1, 1
    half_widths = np.exp(rng.normal(-0.7, 0.5, n)) * rng.uniform(0.7, 1.3)
    side = np.column_stack([half_widths, heights])
    outline = np.concatenate([side, side[::-1] * (-1, 1)])
    if rng.random() < 0.3:  # a tip at the top or at the foot
        outline = np.concatenate([[[0, -1 - rng.uniform(0.1, 0.5)]], outline])
    closed = (
        corners(outline, closed=True)
        if rng.random() < 0.7
        else np.concatenate([outline, outline[:1]])
    )
    strokes = [closed]
    if rng.random() < 0.5:  # a line across
        y = rng.uniform(-0.8, 0.8)
        x = np.interp(y, heights, half_widths)
        strokes.append(np.array([[-x, y], [0, y + rng.normal(0, 0.1)], [x, y]]))
    if rng.random() < 0.4:
        strokes += scattered(detail(rng), rng, 0.3)
    return strokes


def on_a_stem(rng: np.random.Generator) -> Strokes:
    """Something round or with corners on a stem: a flower, a sign, a tree, a nail."""
    head = closed_shape(rng) * (rng.uniform(0.5, 1.1), rng.uniform(0.35, 0.9))
    foot = head[:, 1].max()
    length = rng.uniform(0.8, 2.6)
    lean = rng.normal(0, 0.15)
    stem = np.array(
        [[0, foot], [lean / 2 + rng.normal(0, 0.06), foot + length / 2], [lean, foot + length]]
    )
    strokes = [head, stem]
    if rng.random() < 0.35:  # two lines for a thick stem
        width = rng.uniform(0.1, 0.4)
        strokes[1:] = [stem - (width / 2, 0), stem + (width / 2, 0)]
    if rng.random() < 0.35:
        across = rng.uniform(0.3, 0.8)
        strokes.append(np.array([[lean - across, foot + length], [lean + across, foot + length]]))
    if rng.random() < 0.25:  # a leaf or a branch
        strokes.append(stem[1] + [[0, 0], [0.3, -0.25], [rng.uniform(0.3, 0.8), -0.3]])
    if rng.random() < 0.5:
        strokes += scattered(detail(rng), rng, 0.2)
    if rng.random() < 0.2:  # the head hangs or lies
        strokes = turned(strokes, rng.choice([np.pi, np.pi / 2, -np.pi / 2]))
    return strokes


def long_thing(rng: np.random.Generator) -> Strokes:
    """A long narrow thing at any angle: a pencil, a brush, a screwdriver, a sword."""
    n_parts = rng.integers(1, 4)
    ends = np.concatenate([[0], np.cumsum(rng.uniform(0.4, 2, n_parts))])
    widths = rng.uniform(0.06, 0.3, n_parts) * ends[-1] * 0.5
    strokes = []
    for begin, end, width in zip(ends[:-1], ends[1:], widths, strict=True):
        other = width * rng.choice([1, 1, 0.5])
        box = [[begin, -width], [end, -other], [end, other], [begin, width]]
        strokes.append(corners(box, closed=rng.random() < 0.8))
    tip = rng.choice(["point", "round", "line", "none"])
    x, width = ends[-1], widths[-1]
    if tip == "point":
        strokes.append(corners([[x, -width], [x + rng.uniform(0.2, 0.7), 0], [x, width]]))
    elif tip == "round":
        strokes.append(arc((x, 0), (rng.uniform(0.1, 0.4), width), -90, 180))
    elif tip == "line":
        strokes.append(np.array([[x, 0], [x + rng.uniform(0.5, 2), 0.0]]))
    angle = rng.choice(
        [rng.uniform(0, 2 * np.pi), np.pi / 2 * rng.choice([-1, 1]) + rng.normal(0, 0.1)]
    )
    return turned(strokes, angle)


def body_with_limbs(rng: np.random.Generator) -> Strokes:
    """A round body with ears, legs, rays or petals around it."""
    radii = rng.uniform(0.5, 1, 2)
    strokes = [arc((0, 0), radii, rng.uniform(0, 360), 360)]
    n = rng.integers(1, 9)
    if rng.random() < 0.5:  # on both sides
        angles = rng.uniform(-np.pi / 2, np.pi / 2, (n + 1) // 2)
        angles = np.concatenate([angles, np.pi - angles])
    else:
        angles = rng.uniform(0, 2 * np.pi) + np.linspace(0, rng.uniform(1.5, 6), n)
    length, petal = rng.uniform(0.2, 0.9), rng.random() < 0.4
    for angle in angles:
        direction = np.array([np.cos(angle), np.sin(angle)])
        if petal:
            strokes.append(
                arc(
                    direction * (radii + length / 2),
                    (length / 2, length / 2.4),
                    rng.uniform(0, 360),
                )
            )
        else:
            strokes.append(np.array([direction * radii, direction * (radii + length)]))
    for _ in range(rng.integers(0, 3)):
        strokes += scattered(detail(rng), rng, 0.35)
    return strokes


def bumps(rng: np.random.Generator) -> Strokes:
    """An outline of bumps or teeth: a cloud, a bush, a flower, a saw."""
    n = rng.integers(4, 11)
    angles = np.linspace(0, 2 * np.pi, 2 * n + 1) + rng.uniform(0, 6)
    depth = rng.uniform(0.12, 0.5)
    radius = np.where(np.arange(2 * n + 1) % 2, 1, 1 - depth) + rng.normal(0, 0.05, 2 * n + 1)
    radius[-1] = radius[0]
    points = np.column_stack([np.cos(angles), np.sin(angles)]) * radius[:, np.newaxis]
    outline = points * (rng.uniform(0.8, 1.6), 1)
    strokes = [corners(outline) if rng.random() < 0.4 else outline]
    if rng.random() < 0.3:
        strokes.append(arc((0, 0), (0.3, 0.3), 0))
    if rng.random() < 0.4:
        strokes.append(np.array([[0, 1 - depth], [rng.normal(0, 0.1), rng.uniform(1.5, 2.5)]]))
    return strokes


def nested(rng: np.random.Generator) -> Strokes:
    """A shape with others inside: a window, a clock, a television, a face."""
    strokes = [closed_shape(rng)]
    if rng.random() < 0.3:
        strokes.append(rng.uniform(0.5, 0.8) * strokes[0])
    for _ in range(rng.integers(1, 4)):
        strokes += scattered(detail(rng), rng)
    if rng.random() < 0.3:  # a handle or a lid
        top = strokes[0][:, 1].min()
        strokes.append(arc((0, top), (rng.uniform(0.2, 0.6), rng.uniform(0.2, 0.6)), 180, 180))
    return strokes


def stacked(rng: np.random.Generator) -> Strokes:
    """Shapes on or beside one another: a boat, a house, a car."""
    strokes: Strokes = []
    at = 0.0
    for i in range(rng.integers(2, 4)):
        # Two round shapes alone would be an 8.
        shape = closed_shape(rng, round_too=i > 0) * rng.uniform(0.3, 1.1, 2)
        height = np.ptp(shape[:, 1])
        strokes.append(shape + (rng.normal(0, 0.12), at - shape[:, 1].min()))
        at += height * rng.uniform(0.85, 1.1)
    if rng.random() < 0.4:
        strokes += [part + (0, at / 2) for part in scattered(detail(rng), rng, 0.3)]
    return turned(strokes, rng.choice([0, np.pi, np.pi / 2]))


def two_sides(rng: np.random.Generator) -> Strokes:
    """A line and its image in a mirror, touching or apart: wings, a vase, a nose."""
    n = rng.integers(3, 6)
    points = np.column_stack([rng.uniform(0.1, 1, n), np.sort(rng.uniform(-1, 1, n))])
    meeting = rng.random(2) < 0.5
    points[[0, -1], 0] *= ~meeting
    if rng.random() < 0.4:
        points = corners(points)
    strokes = [points, *mirrored([points])]
    if rng.random() < 0.4:
        strokes.append(np.array([[0, points[0, 1]], [0, points[-1, 1]]]))
    if rng.random() < 0.3:
        strokes += detail(rng)
    return strokes


def side_by_side(rng: np.random.Generator) -> Strokes:
    """Two or three lines that go the same way: a river, a road, a knee."""
    n = rng.integers(2, 5)
    line = np.column_stack([rng.normal(0, 0.25, n).cumsum(), np.linspace(-1, 1, n)])
    distance = rng.uniform(0.3, 1)
    strokes = [
        line * (1, rng.uniform(0.85, 1.1)) + (distance * i, 0) + rng.normal(0, 0.05, line.shape)
        for i in range(rng.integers(2, 4))
    ]
    return turned(strokes, rng.choice([0.0, rng.normal(0, 0.5), np.pi / 2]))


def contour(rng: np.random.Generator) -> Strokes:
    """The outline of something with limbs and hollows."""
    n = rng.integers(6, 14)
    angles = np.sort(rng.uniform(0, 2 * np.pi, n))
    radius = np.exp(rng.normal(0, 0.35, n))
    points = np.column_stack([np.cos(angles), np.sin(angles)]) * radius[:, np.newaxis]
    outline = points * (rng.uniform(0.6, 1.4), 1)
    if rng.random() < 0.5:
        return [corners(outline, closed=True)]
    return [np.concatenate([outline, outline[:1]]), *scattered(detail(rng), rng, 0.3)]


def branches(rng: np.random.Generator) -> Strokes:
    """A stem with branches, on one side, on both, or at one end: a twig, a rake, a comb."""
    strokes = [np.array([[0, -1], [rng.normal(0, 0.15), 0], [rng.normal(0, 0.15), 1]])]
    n = rng.integers(2, 6)
    if rng.random() < 0.4:
        places = np.full(n, rng.choice([-1.0, 1.0]))
        tips = np.column_stack([np.linspace(-0.8, 0.8, n), places * rng.uniform(0.6, 1.6)])
    else:
        places = np.linspace(-0.9, 0.9, n) + rng.normal(0, 0.05, n)
        sides = rng.choice([-1, 1], n) if rng.random() < 0.5 else np.ones(n)
        tips = np.column_stack([sides * rng.uniform(0.3, 0.9), places - rng.uniform(-0.4, 0.6)])
    strokes += [np.array([[0, y], tip]) for y, tip in zip(places, tips, strict=True)]
    return turned(strokes, rng.choice([0, rng.normal(0, 0.4), np.pi]))


def lens(rng: np.random.Generator) -> Strokes:
    """Two arcs that meet at their ends, and something between: a mouth, an eye, a leaf, a boat."""
    bulge = rng.uniform(-0.25, 0.8, 2)
    x = np.linspace(-1, 1, 7)
    upper = np.column_stack([x, -bulge[0] * (1 - x * x)])
    lower = np.column_stack([x, bulge[1] * (1 - x * x) + 0.15])
    strokes = [upper, lower]
    if rng.random() < 0.4:
        strokes.append(np.array([[-1, 0.05], [0, rng.normal(0, 0.1)], [1, 0.05]]))
    else:
        strokes += scattered(detail(rng), rng, 0.3)
    return turned(strokes, rng.choice([0, rng.normal(0, 0.3), np.pi / 2]))


def box_in_depth(rng: np.random.Generator) -> Strokes:
    """A box seen from its corner: a brick, a rubber, a book."""
    across, depth = rng.uniform(0.4, 1.4, 2), rng.uniform(-0.6, 0.6, 2)
    depth += 0.25 * np.sign(depth)
    front = np.array([[0, 0], [across[0], 0], across, [0, across[1]]])
    strokes = [corners(front, closed=True)]
    seen = rng.choice(4, rng.integers(2, 5), replace=False)
    strokes += [np.array([front[i], front[i] + depth]) for i in seen]
    strokes.append(corners(front[np.sort(seen)] + depth))
    return turned(strokes, rng.choice([0, rng.uniform(-0.8, 0.8)]))


def on_the_ground(rng: np.random.Generator) -> Strokes:
    """Something that stands on a line, or under one: a hat, a dome, a plant, a harbour."""
    y = rng.uniform(-0.1, 0.1)
    ground = np.array(
        [[-rng.uniform(0.8, 1.6), y], [0, rng.normal(0, 0.05)], [rng.uniform(0.8, 1.6), y]]
    )
    height = rng.uniform(0.5, 2)
    if rng.random() < 0.5:
        thing = arc((0, 0), (rng.uniform(0.4, 0.9), height), 180, 180)
    else:
        top, foot = rng.uniform(0.1, 0.8, 2)
        thing = corners([[-foot, 0], [-top, -height], [top, -height], [foot, 0]])
    strokes = [ground, thing]
    if rng.random() < 0.5:
        strokes += [part - (0, height / 2) for part in scattered(detail(rng), rng, 0.25)]
    return turned(strokes, rng.choice([0, 0, np.pi]))


def mixture(rng: np.random.Generator) -> Strokes:
    """Shapes, arcs and lines anywhere."""
    strokes: Strokes = []
    for _ in range(rng.integers(2, 6)):
        size, place = rng.uniform(0.2, 0.9), rng.uniform(-0.8, 0.8, 2)
        part = closed_shape(rng) if rng.random() < 0.4 else detail(rng)[0] * 2.5
        strokes.append(part * size + place)
    return strokes


PICTURES = (
    silhouette,
    on_a_stem,
    long_thing,
    body_with_limbs,
    bumps,
    nested,
    stacked,
    two_sides,
    side_by_side,
    contour,
    branches,
    lens,
    box_in_depth,
    on_the_ground,
    mixture,
)
