"""Invented photographs: of drawn digits, each with a fault, and of what is no digit.

They are arrays of greys, most of them of `SIDE_PX` pixels a side, and imitate what goes wrong when
people photograph paper.
"""

import io
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing import draw_strokes
from digitrec.drawing.invented import make_non_digits

SIDE_PX = 480
Greys = NDArray[np.float64]
Strokes = list[NDArray[np.float64]]
Rng = np.random.Generator


def _place(strokes: Strokes, share: float, rng: Rng) -> Strokes:
    """Scale a drawing to a share of the sheet, and put it somewhere not too near its edges."""
    points = np.concatenate(strokes)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    scale = share * SIDE_PX / max(extent.max(), 1.0)
    room = SIDE_PX - scale * extent
    corner = room * rng.uniform(0.3, 0.7, 2)
    return [(stroke - low) * scale + corner for stroke in strokes]


def _drawn(
    strokes: Strokes,
    rng: Rng,
    *,
    share: float | None = None,
    pen: float | None = None,
    ink: float | None = None,
) -> Greys:
    """Draw in ink on a sheet of paper, evenly lit.

    `share` is the digit's part of the sheet, `pen` the pen's width by the digit's height, and
    `ink` how much light the ink takes.
    """
    share = rng.uniform(0.45, 0.65) if share is None else share
    pen = rng.uniform(0.03, 0.09) if pen is None else pen
    ink = rng.uniform(0.5, 0.9) if ink is None else ink
    placed = _place(strokes, share, rng)
    pen_px = max(1.5, pen * share * SIDE_PX)
    inked = draw_strokes([2 * stroke for stroke in placed], 2 * SIDE_PX, pen_px=2 * pen_px)
    covered = inked.reshape(SIDE_PX, 2, SIDE_PX, 2).mean(axis=(1, 3))
    return rng.uniform(170, 240) * (1 - ink * covered) + rng.normal(0, 1.5, covered.shape)


def _ramp(rng: Rng) -> Greys:
    """From 0 to 1 across the sheet, in any direction."""
    y, x = np.mgrid[:SIDE_PX, :SIDE_PX] / SIDE_PX
    angle = rng.uniform(0, 2 * np.pi)
    ramp = x * np.cos(angle) + y * np.sin(angle)
    return (ramp - ramp.min()) / np.ptp(ramp)


def _distance_from(rng: Rng, low: float, high: float) -> Greys:
    """How far each pixel is from a place, in sides of the sheet."""
    y, x = np.mgrid[:SIDE_PX, :SIDE_PX] / SIDE_PX
    left, top = rng.uniform(low, high, 2)
    return np.hypot(x - left, y - top)


def _blurred(greys: Greys, sigma: float | tuple[float, float]) -> Greys:
    from scipy import ndimage

    return ndimage.gaussian_filter(greys, sigma, mode="nearest")


def _shade(strokes: Strokes, rng: Rng) -> Greys:
    return _drawn(strokes, rng) * (1 - rng.uniform(0.5, 0.75) * _ramp(rng))


def _shadow(strokes: Strokes, rng: Rng) -> Greys:
    edge = np.clip((_ramp(rng) - rng.uniform(0.35, 0.65)) * rng.uniform(15, 60) + 0.5, 0, 1)
    return _drawn(strokes, rng) * (1 - rng.uniform(0.25, 0.45) * edge)


def _vignette(strokes: Strokes, rng: Rng) -> Greys:
    return _drawn(strokes, rng) * (1 - 1.2 * _distance_from(rng, 0.4, 0.6) ** 2)


def _glare(strokes: Strokes, rng: Rng) -> Greys:
    light = np.exp(-((_distance_from(rng, 0.2, 0.8) / 0.2) ** 2))
    return _drawn(strokes, rng) * 0.75 + 70 * light


def _waves(rng: Rng) -> Greys:
    """How much light crumpled paper throws back."""
    waves = _blurred(rng.normal(0, 1, (SIDE_PX, SIDE_PX)), 20)
    return 1 + 0.12 * waves / waves.std()


def _crumpled(strokes: Strokes, rng: Rng) -> Greys:
    return _drawn(strokes, rng) * _waves(rng)


def _grain(strokes: Strokes, rng: Rng) -> Greys:
    return _drawn(strokes, rng) + rng.normal(0, rng.uniform(15, 30), (SIDE_PX, SIDE_PX))


def _thin_pen(strokes: Strokes, rng: Rng) -> Greys:
    return _drawn(strokes, rng, share=rng.uniform(0.15, 0.25), pen=0.02)


def _dark_frame(strokes: Strokes, rng: Rng) -> Greys:
    greys = _drawn(strokes, rng)
    width = int(rng.integers(8, 40))
    inside = np.zeros(greys.shape, bool)
    inside[width:-width, width:-width] = True
    return np.where(inside, greys, rng.uniform(10, 60))


def _table(strokes: Strokes, rng: Rng) -> Greys:
    """The paper ends inside the picture, and lies on dark wood."""
    wood = 70 + 15 * np.sin(60 * _ramp(rng)) + rng.normal(0, 4, (SIDE_PX, SIDE_PX))
    return np.where(_ramp(rng) > rng.uniform(0.8, 0.88), wood, _drawn(strokes, rng))


def _letterbox(strokes: Strokes, rng: Rng) -> Greys:
    greys = _drawn(strokes, rng)
    height = int(rng.integers(20, 70))
    greys[:height] = greys[-height:] = rng.uniform(0, 20)
    return greys


def _blur(strokes: Strokes, rng: Rng) -> Greys:
    return _blurred(_drawn(strokes, rng), rng.uniform(3, 6))


def _shaken(strokes: Strokes, rng: Rng) -> Greys:
    far = rng.uniform(5, 9)
    return _blurred(_drawn(strokes, rng), (far, 0.5) if rng.random() < 0.5 else (0.5, far))


def _rules(rng: Rng, *, squared: bool) -> Greys:
    """How much light the lines of the paper leave."""
    left = np.ones((SIDE_PX, SIDE_PX))
    gap, thick = int(rng.integers(25, 60)), int(rng.integers(1, 4))
    darkness = rng.uniform(0.15, 0.5)
    for start in range(int(rng.integers(gap)), SIDE_PX, gap):
        left[start : start + thick] = 1 - darkness
        if squared:
            left[:, start : start + thick] = 1 - darkness
    return left


def _ruled(strokes: Strokes, rng: Rng) -> Greys:
    return _drawn(strokes, rng) * _rules(rng, squared=False)


def _squared(strokes: Strokes, rng: Rng) -> Greys:
    return _drawn(strokes, rng) * _rules(rng, squared=True)


def _specks(strokes: Strokes, rng: Rng) -> Greys:
    greys = _drawn(strokes, rng)
    y, x = np.mgrid[:SIDE_PX, :SIDE_PX]
    for top, left in rng.uniform(0, SIDE_PX, (int(rng.integers(10, 40)), 2)):
        greys[np.hypot(x - left, y - top) < rng.uniform(1, 5)] = rng.uniform(30, 90)
    return greys


def _touching_line(strokes: Strokes, rng: Rng) -> Greys:
    """A line across the sheet touches the digit's foot, as where it stands on a form's rule."""
    greys = _drawn(strokes, rng, share=0.55)
    dark = np.flatnonzero((greys < np.median(greys) - 50).any(axis=1))
    foot = int(dark[-1]) - 1
    greys[foot : foot + int(rng.integers(2, 4))] *= rng.uniform(0.2, 0.5)
    return greys


def _jpeg(strokes: Strokes, rng: Rng) -> Greys:
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(as_bytes(_drawn(strokes, rng))).save(
        file, "JPEG", quality=int(rng.integers(4, 12))
    )
    return np.asarray(Image.open(file), dtype=np.float64)


def _pencil(strokes: Strokes, rng: Rng) -> Greys:
    return _drawn(strokes, rng, ink=rng.uniform(0.1, 0.2)) + rng.normal(0, 3, (SIDE_PX, SIDE_PX))


def _marker(strokes: Strokes, rng: Rng) -> Greys:
    return _drawn(strokes, rng, pen=rng.uniform(0.12, 0.18))


def _finger(strokes: Strokes, rng: Rng) -> Greys:
    """The tip of a finger over one edge of the picture."""
    greys = _drawn(strokes, rng, share=0.5)
    y, x = np.mgrid[:SIDE_PX, :SIDE_PX] / SIDE_PX
    edge = int(rng.integers(4))
    y, x = [(y, x), (1 - y, x), (x, y), (1 - x, y)][edge]
    tip = ((x - rng.uniform(0.2, 0.8)) / 0.1) ** 2 + (y / rng.uniform(0.1, 0.2)) ** 2 < 1
    return np.where(_blurred(tip.astype(float), 3) > 0.5, 120 + 30 * y, greys)


def _light_on_dark(strokes: Strokes, rng: Rng) -> Greys:
    return 255 - _drawn(strokes, rng)


def _few_pixels(strokes: Strokes, rng: Rng) -> Greys:
    return _drawn(strokes, rng).reshape(40, SIDE_PX // 40, 40, SIDE_PX // 40).mean(axis=(1, 3))


def _askew(strokes: Strokes, rng: Rng) -> Greys:
    angle = np.radians(rng.uniform(5, 12)) * rng.choice([-1, 1])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return _drawn([stroke @ turn for stroke in strokes], rng)


FAULTS: dict[str, Callable[[Strokes, Rng], Greys]] = {
    "none": _drawn,
    "shade": _shade,
    "shadow": _shadow,
    "vignette": _vignette,
    "glare": _glare,
    "crumpled": _crumpled,
    "grain": _grain,
    "thin pen": _thin_pen,
    "dark frame": _dark_frame,
    "table": _table,
    "letterbox": _letterbox,
    "blur": _blur,
    "shaken": _shaken,
    "ruled": _ruled,
    "squared": _squared,
    "specks": _specks,
    "touching line": _touching_line,
    "JPEG": _jpeg,
    "pencil": _pencil,
    "marker": _marker,
    "finger": _finger,
    "light on dark": _light_on_dark,
    "few pixels": _few_pixels,
    "askew": _askew,
}


def as_bytes(greys: Greys) -> NDArray[np.uint8]:
    """Cut greys off at 0 and 255."""
    return greys.clip(0, 255).astype(np.uint8)


def photograph(strokes: Strokes, fault: str, rng: Rng) -> NDArray[np.uint8]:
    """Photograph a drawing with a fault.

    Parameters
    ----------
    strokes : list of ndarray of float64, each of shape (n, 2)
    fault : str
        A key of `FAULTS`.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of uint8, shape (480, 480), or (40, 40) for "few pixels"
    """
    return as_bytes(FAULTS[fault](strokes, rng))


def _sheet(rng: Rng) -> Greys:
    return rng.uniform(150, 240) + rng.normal(0, rng.uniform(1, 4), (SIDE_PX, SIDE_PX))


def _non_digit(rng: Rng) -> Greys:
    (strokes,), _ = make_non_digits(1, random_state=rng)
    return _drawn(strokes, rng)


def _print(rng: Rng) -> Greys:
    """A page of printed lines, of letters only."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (SIDE_PX, SIDE_PX), int(rng.uniform(200, 250)))
    pen, size = ImageDraw.Draw(page), int(rng.integers(14, 40))
    font = ImageFont.load_default(size)
    for top in range(size, SIDE_PX - 2 * size, round(1.5 * size)):
        letters = rng.choice(list("abcdefghikmnoprstuvwy     "), SIDE_PX // size * 2)
        pen.text((size, top), "".join(letters), fill=40, font=font)
    return np.asarray(page, dtype=np.float64)


def _face(rng: Rng) -> Greys:
    from PIL import Image, ImageDraw

    picture = Image.new("L", (SIDE_PX, SIDE_PX), int(rng.uniform(140, 220)))
    pen = ImageDraw.Draw(picture)
    x, y, r = rng.uniform(200, 280), rng.uniform(220, 260), rng.uniform(90, 150)
    pen.ellipse((x - r, y - 1.4 * r, x + r, y + 0.6 * r), fill=int(rng.uniform(20, 90)))  # hair
    pen.ellipse((x - 0.8 * r, y - r, x + 0.8 * r, y + 1.2 * r), fill=int(rng.uniform(120, 200)))
    for side in (-0.35, 0.35):
        pen.ellipse((x + (side - 0.12) * r, y - 0.2 * r, x + (side + 0.12) * r, y), fill=40)
    pen.line((x, y, x - 0.1 * r, y + 0.35 * r), fill=90, width=4)
    pen.chord((x - 0.35 * r, y + 0.5 * r, x + 0.35 * r, y + 0.85 * r), 0, 180, fill=70)
    return _blurred(np.asarray(picture, dtype=np.float64), 2) + rng.normal(0, 3, (SIDE_PX, SIDE_PX))


def _things(rng: Rng) -> Greys:
    """A heap of boxes and discs in all greys, as of a room."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (SIDE_PX, SIDE_PX), 128)
    pen = ImageDraw.Draw(picture)
    for _ in range(int(rng.integers(15, 60))):
        left, top = rng.uniform(-60, SIDE_PX, 2)
        width, height = rng.uniform(20, 220, 2)
        draw = pen.ellipse if rng.random() < 0.4 else pen.rectangle
        draw((left, top, left + width, top + height), fill=int(rng.integers(20, 240)))
    return _blurred(np.asarray(picture, dtype=np.float64), 1)


NO_DIGITS: dict[str, Callable[[Rng], Greys]] = {
    "letters, signs, scribbles": _non_digit,
    "more of these": _non_digit,
    "print": _print,
    "face": _face,
    "things": _things,
    "blank": _sheet,
    "shaded": lambda rng: _sheet(rng) * (1 - 0.6 * _ramp(rng)),
    "crumpled": lambda rng: _sheet(rng) * _waves(rng),
    "ruled": lambda rng: _sheet(rng) * _rules(rng, squared=False),
    "squared": lambda rng: _sheet(rng) * _rules(rng, squared=True),
    "noise": lambda rng: rng.uniform(0, 255, (SIDE_PX, SIDE_PX)),
    "clouds": lambda rng: 128 + 900 * _blurred(rng.normal(0, 1, (SIDE_PX, SIDE_PX)), 8),
    "wood": lambda rng: 120 + 40 * np.sin(rng.uniform(30, 90) * _ramp(rng)) + _sheet(rng) / 8,
    "table": lambda rng: np.where(_ramp(rng) > rng.uniform(0.3, 0.8), 60.0, _sheet(rng)),
}


def no_digit(kind: str, rng: Rng) -> NDArray[np.uint8]:
    """Make an image that shows no digit.

    Parameters
    ----------
    kind : str
        A key of `NO_DIGITS`.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of uint8, shape (480, 480)
    """
    return as_bytes(NO_DIGITS[kind](rng))
