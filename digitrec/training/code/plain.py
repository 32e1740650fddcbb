"""The way from a drawing to a picture, written for whoever has not this project.

The code that a page shows has in it what it needs of this module (`written.py`). It gives the same
pictures as `digitrec.formats`. That is written for speed and for all that may be wrong with a
drawing; this is written to be read.
"""

import numpy as np
from PIL import Image


def ink_of_strokes(strokes: list[list[tuple[float, float]]]) -> np.ndarray:
    """Draw strokes again, 64 pixels high, with a round pen an eighth as thick."""
    lines = [np.array(stroke, dtype=float) for stroke in strokes]
    low, high = np.concatenate(lines).min(axis=0), np.concatenate(lines).max(axis=0)
    width, height = high - low
    scale = 56 / max(height, width / 2)  # 64 without the pen
    pixels_high, pixels_wide = round(height * scale + 8), round(width * scale + 8)
    y, x = np.mgrid[0:pixels_high, 0:pixels_wide] + 0.5  # the middle of each pixel
    ink = np.zeros(x.shape, dtype=bool)
    for line in lines:
        points = (line - low) * scale + 4
        for i, (x0, y0) in enumerate(points):
            dx, dy = points[min(i + 1, len(points) - 1)] - points[i]
            along = ((x - x0) * dx + (y - y0) * dy) / max(dx * dx + dy * dy, 1e-12)
            along = along.clip(0, 1)  # the nearest point of this piece of the line
            ink |= (x - x0 - along * dx) ** 2 + (y - y0 - along * dy) ** 2 <= 16
    return ink


def crop(ink: np.ndarray) -> np.ndarray:
    """Cut ink out along its edges."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def counts_of_ink(ink: np.ndarray) -> np.ndarray:
    """Make 8x8 counts of ink, 0 to 16 each, as those of scikit-learn's digits were made."""
    box = crop(ink)
    height, width = box.shape
    # Stretched to 32 high and 20 wide: a pixel is ink where half of what it covers is.
    covered = np.repeat(box, 32, axis=0).reshape(32, height, width).sum(axis=1)
    covered = np.repeat(covered, 20, axis=1).reshape(32, 20, width).sum(axis=2)
    bitmap = np.pad(2 * covered >= height * width, ((0, 0), (6, 6)))
    # Evened out: a thick pen loses a layer of ink or two, a thin one gains them.
    n_ink = int(bitmap.sum())
    for _ in range((n_ink > 412) + (n_ink > 560)):
        bitmap = ~grown(~bitmap)
    for _ in range((n_ink < 256) + (n_ink < 108)):
        bitmap = grown(bitmap)
    # Straightened: rows are shifted until the left edge at the top stands above that at the foot.
    rows = np.flatnonzero(bitmap.any(axis=1))
    top, foot = (rows[0] + 2, rows[-1] - 2) if len(rows) else (0, 0)
    if foot > top and bitmap[top].any() and bitmap[foot].any():
        lean = bitmap[foot].argmax() - bitmap[top].argmax()
        straight = np.zeros_like(bitmap)
        for row in range(32):
            shift = (2 * (row - 16) * lean + foot - top) // (2 * (foot - top))
            for column in np.flatnonzero(bitmap[row]) - shift:
                if 0 <= column < 32:
                    straight[row, column] = True
        bitmap = straight
    # Counted: the ink pixels in each block of 4x4.
    return bitmap.reshape(8, 4, 8, 4).sum(axis=(1, 3)).astype(float)


def grown(bitmap: np.ndarray) -> np.ndarray:
    """Add a layer to all that is True."""
    more = bitmap.copy()
    more[1:] |= bitmap[:-1]
    more[:-1] |= bitmap[1:]
    more[:, 1:] |= bitmap[:, :-1]
    more[:, :-1] |= bitmap[:, 1:]
    return more


def greys_of_ink(ink: np.ndarray) -> np.ndarray:
    """Make 28x28 greys of ink, as MNIST's: 20 pixels long, the centre of mass in the middle."""
    box = crop(ink)
    height, width = (max(1, round(side * 20 / max(box.shape))) for side in box.shape)
    small = Image.fromarray(box.astype(np.uint8) * 255).resize(
        (width, height), Image.Resampling.BOX
    )
    grey = np.array(small, dtype=float)
    middle_y = grey.sum(axis=1) @ np.arange(height) / grey.sum()
    middle_x = grey.sum(axis=0) @ np.arange(width) / grey.sum()
    top = min(max(round(13.5 - middle_y), 0), 28 - height)
    left = min(max(round(13.5 - middle_x), 0), 28 - width)
    picture = np.zeros((28, 28))
    picture[top : top + height, left : left + width] = grey
    return picture


def ink_of_greys(image: np.ndarray) -> np.ndarray:
    """Find the ink in a picture of greys, by the threshold of Otsu (1979)."""
    grey = np.array(image, dtype=float)
    grey = (grey - grey.min()) / (grey.max() - grey.min()) * 255.0
    counts = np.bincount(np.floor(grey).astype(int).ravel(), minlength=256)
    below, total = counts.cumsum(), (counts * np.arange(256)).cumsum()
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (total / below - (total[-1] - total) / above) ** 2
    dark = grey < np.nan_to_num(apart).argmax() + 1
    border = np.concatenate([dark[0], dark[-1], dark[1:-1, 0], dark[1:-1, -1]])
    return ~dark if border.mean() > 0.5 else dark


def counts_of_greys(image: np.ndarray) -> np.ndarray:
    """Make 8x8 counts of a picture of greys."""
    if image.min() == image.max():  # no ink
        return np.zeros((8, 8))
    return counts_of_ink(ink_of_greys(image))


def greys_of_counts(counts: np.ndarray) -> np.ndarray:
    """Make 28x28 greys of 8x8 counts: what is darker than half of the darkest is ink."""
    picture = Image.fromarray(np.array(counts, dtype=np.float32))
    shades = np.array(picture.resize((64, 64), Image.Resampling.BICUBIC))
    return greys_of_ink(shades > shades.max() / 2)
