"""From an image, a photograph or a scan, to ink.

The paper is flattened, what is darker than it is ink, and what no pen drew (frames, table edges,
ruled lines, specks) is left out.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.drawing.image_file import MAX_GREY, open_image
from digitrec.drawing.pieces import TOUCHING, digit_in, writing_in

if TYPE_CHECKING:
    from PIL.Image import Image, Resampling

Greys = NDArray[np.float32]
Mask = NDArray[np.bool_]

GREY_LEVELS = 256
PAGE_PX = 1536  # longer side to which a page is reduced, where a digit may be a small part
SMALL_PX = 64  # where a digit has at most as many, it is on a canvas: enlarged, not flattened
ENLARGED_PX = 96
PAPER_PX = 128  # side to which the image is reduced for the shade of its paper
PAPER_WINDOW = 0.2  # of the longer side: what is darker than around it, and narrower, is ink
FRAME_REACH = 0.18  # of the shorter side: how far a frame or a finger is felt in a blur
SKEWED = 0.5  # skewness from which there is ink
GRAINY = 3.0  # standard deviation of the grain, in greys, from which it is smoothed
VERY_GRAINY = 12.0
INK_SHARE = 0.4  # of the ink's own darkness: what is darker is ink
HALF_COVERED = 0.5  # the same for a row of few pixels: with 0.4 neighbours grow together
LEAST_DARKNESS = 8.0  # of the 255 greys over which the image is spread
RULE_COVERS = 0.9  # of the width: a thin line that is longer is ruled
RULE_RUN = (
    1 / 12
)  # of the width: the shortest level piece of a ruled line, which may slope a little
RULE_THICKNESS = 1 / 60  # of the height


def ink_from_image(image: "ArrayLike | Image | str | Path | bytes") -> NDArray[np.bool_]:
    """Find the ink of one digit in an image.

    Parameters
    ----------
    image : PIL.Image.Image, path, bytes or array_like
        As `open_image` takes it.

    Returns
    -------
    ndarray of bool, shape (height, width)
        Of the image as `open_image` gives it; a picture of at most 64 pixels on a side is enlarged
        to 96. All False where there is no ink.

    Raises
    ------
    InvalidDrawingError
        As `open_image`.

    Examples
    --------
    >>> import numpy as np
    >>> from digitrec.drawing import ink_from_image
    >>> photo = np.linspace(120, 230, 100) * np.ones((100, 1))  # paper with a shade over it
    >>> photo[20:80, 45:55] *= 0.4  # ink
    >>> ink = ink_from_image(photo)
    >>> ink.shape, int(ink.sum())
    ((100, 100), 600)
    """
    greys = open_image(image)
    return _unruled(_all_ink(greys, max(greys.shape), INK_SHARE), digit_in)


def page_ink(image: "ArrayLike | Image | str | Path | bytes") -> NDArray[np.bool_]:
    """Find all the ink in an image that may be writing, as of a number of several digits.

    Parameters
    ----------
    image : PIL.Image.Image, path, bytes or array_like
        As `open_image` takes it.

    Returns
    -------
    ndarray of bool, shape (height, width)
        Of the image as `open_image` gives it, but of up to 1,536 pixels on a side; one of at most
        64 pixels on its shorter side is enlarged. All False where there is no ink.

    Raises
    ------
    InvalidDrawingError
        As `open_image`.

    Examples
    --------
    >>> import numpy as np
    >>> from digitrec.drawing import page_ink
    >>> photo = np.linspace(120, 230, 200) * np.ones((100, 1))  # paper with a shade over it
    >>> photo[20:80, 45:55] *= 0.4  # ink
    >>> photo[20:80, 145:155] *= 0.4
    >>> ink = page_ink(photo)
    >>> ink.shape, int(ink.sum())
    ((100, 200), 1200)
    """
    greys = open_image(image, at_most_px=PAGE_PX)
    return _unruled(_all_ink(greys, min(greys.shape), HALF_COVERED), writing_in)


def _all_ink(greys: Greys, digit_px: int, share_of_small: float) -> Mask:
    """All ink, with what no pen drew; a digit is at most so many pixels high."""
    if digit_px > SMALL_PX:
        return _dark(_darkness_of_photograph(greys))
    scale = min(ENLARGED_PX / digit_px, max(1.0, PAGE_PX / max(greys.shape)))
    return _dark(_darkness_of_small(greys, scale), share_of_small)


def ink_by_threshold(picture: ArrayLike) -> NDArray[np.bool_]:
    """Find the ink in a clean picture of one digit, by Otsu's threshold.

    Where most of the border is dark, the ink is light.

    Parameters
    ----------
    picture : array_like, shape (height, width)
        As `open_image` takes it.

    Returns
    -------
    ndarray of bool, shape (height, width)

    Raises
    ------
    InvalidDrawingError
        As `open_image`.
    """
    greys = open_image(picture)
    dark = greys < _otsu_threshold(greys)
    return ~dark if _border(dark).mean() > 0.5 else dark


def _border(pixels: NDArray[Any]) -> NDArray[Any]:
    return np.concatenate([pixels[0], pixels[-1], pixels[1:-1, 0], pixels[1:-1, -1]])


def _otsu_threshold(greys: Greys) -> int:
    """The grey that best separates ink from paper (Otsu, IEEE Transactions SMC 9, 1979)."""
    counts = np.bincount(np.floor(greys).astype(np.intp).ravel(), minlength=GREY_LEVELS)
    below = counts.cumsum()
    above = below[-1] - below
    total = (counts * np.arange(GREY_LEVELS)).cumsum()
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * above * (total / below - (total[-1] - total) / above) ** 2
    return int(np.nan_to_num(between).argmax()) + 1


def _dark(darkness: Greys, share: float = INK_SHARE) -> Mask:
    """Where it is darker than a part of the ink's own darkness."""
    marks = darkness[darkness >= _otsu_threshold(darkness)]
    own = float(np.median(marks)) if marks.size else 0.0
    return darkness > max(share * own, LEAST_DARKNESS)


def _resized(greys: Greys, shape: tuple[int, int], method: "Resampling") -> Greys:
    from PIL import Image

    return np.asarray(Image.fromarray(greys).resize(shape[::-1], method))


def _scaled(shape: tuple[int, ...], scale: float) -> tuple[int, int]:
    height, width = (max(1, round(length * scale)) for length in shape)
    return height, width


def _darkness_of_small(greys: Greys, scale: float) -> Greys:
    """How much darker than its border a canvas of few pixels is, enlarged."""
    from PIL import Image

    greys = _resized(greys, _scaled(greys.shape, scale), Image.Resampling.BICUBIC).clip(0, MAX_GREY)
    if (_border(greys) < _otsu_threshold(greys)).mean() > 0.5:
        greys = MAX_GREY - greys
    return (np.median(_border(greys)) - greys).clip(0).astype(np.float32)


def _darkness_of_photograph(greys: Greys) -> Greys:
    """How much darker than the paper a photograph is, or lighter, where the ink is light."""
    from scipy import ndimage

    grain = _grain(greys)
    if grain > GRAINY:
        greys = ndimage.gaussian_filter(greys, 1.0 if grain < VERY_GRAINY else 1.6)
    if _ink_is_light(greys):
        greys = MAX_GREY - greys
    return (_paper(greys) - greys).clip(0)


def _grain(greys: Greys) -> float:
    """The standard deviation of the noise.

    J. Immerkær, *Fast noise variance estimation*, Computer Vision and Image Understanding 64, 1996,
    but by the median, which edges do not move.
    """
    if min(greys.shape) < 3:
        return 0.0
    rows = greys[:-2] - 2 * greys[1:-1] + greys[2:]
    both = rows[:, :-2] - 2 * rows[:, 1:-1] + rows[:, 2:]
    return float(np.median(np.abs(both))) / 0.6745 / 6


def _ink_is_light(greys: Greys) -> bool:
    """Whether the image less its blur is skewed to the light, as few light lines make it."""
    from scipy import ndimage

    window = max(3, round(PAPER_WINDOW * max(greys.shape)))
    beside = greys - ndimage.uniform_filter(greys, window, mode="nearest")
    margin = round(FRAME_REACH * min(greys.shape))
    inner = _skewness(beside[margin:-margin, margin:-margin])
    return (inner if abs(inner) > SKEWED else _skewness(beside)) > 0


def _skewness(values: Greys) -> float:
    return float((values**3).mean()) / max(float((values**2).mean()) ** 1.5, 1e-9)


def _paper(greys: Greys) -> Greys:
    """The shade of the paper at each pixel: a grey closing takes away what is dark and narrow.

    In a reduced image, where grain does not make the paper lighter; but nowhere lighter than in the
    whole one, where the edge of a shadow or a table stays where it is.
    """
    from PIL import Image
    from scipy import ndimage

    side = max(3, round(PAPER_WINDOW * max(greys.shape)))
    scale = min(1.0, PAPER_PX / max(greys.shape))
    small = _resized(greys, _scaled(greys.shape, scale), Image.Resampling.BOX)
    small_side = max(3, round(side * scale))
    small = ndimage.gaussian_filter(_closed(small, small_side), small_side / 8, mode="nearest")
    smooth = _resized(small, greys.shape, Image.Resampling.BILINEAR)
    return np.minimum(smooth, _closed(greys, side))


def _closed(greys: Greys, side: int) -> Greys:
    """A grey closing of an image that goes on beyond its border as it is there."""
    from scipy import ndimage

    half = side // 2 + 1
    padded = np.pad(greys, half, mode="edge")
    return ndimage.grey_closing(padded, (side, side))[half:-half, half:-half]


def _unruled(ink: Mask, choose: Callable[[Mask], Mask]) -> Mask:
    """The ink that is chosen, without the ruled lines of its paper."""
    ruled = _rules(ink) | _rules(ink.T).T
    if ruled.any():
        chosen = choose(ink & ~ruled)
        # A digit cut out so closely that it touches the border may have such lines of its own.
        if not _border(chosen).any():
            return chosen
    return choose(ink)


def _rules(ink: Mask) -> Mask:
    """The thin lines that run level across the whole image, but not what crosses them."""
    from scipy import ndimage

    height, width = ink.shape
    run = max(13, round(RULE_RUN * width) | 1)
    thick = max(5, round(RULE_THICKNESS * height) | 1)

    def opened(size: int, axis: int) -> Mask:
        eroded = ndimage.minimum_filter1d(ink.view(np.uint8), size, axis, mode="nearest")
        return ndimage.maximum_filter1d(eroded, size, axis, mode="nearest") > 0

    rules = np.zeros_like(ink)
    level = opened(run, 1)
    thin = level & ~opened(thick, 0)
    if not thin.any():
        return rules
    near = ndimage.maximum_filter(level.view(np.uint8), (3, run), mode="nearest")
    closed = ndimage.minimum_filter1d(near, run, 1, mode="nearest") > 0  # across a steep stroke
    labels, _ = ndimage.label(closed, TOUCHING)
    for i, box in enumerate(ndimage.find_objects(labels), start=1):
        line = labels[box] == i
        if line.any(axis=0).sum() >= RULE_COVERS * width:
            rules[box] |= line & thin[box]
    return rules
