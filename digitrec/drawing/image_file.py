"""From an image, however it comes, to greys of a size that memory and time allow.

A photograph comes as a file of unknown making: what its header promises is bounded before a pixel
is unpacked, and it is brought into greys strip by strip, so that it never lies in memory twice.
"""

import io
import struct
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.checks import as_floats
from digitrec.errors import InvalidDrawingError

if TYPE_CHECKING:
    from PIL.Image import Image

# What photographs, scans and paint programs come as.
KINDS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
MAX_MEGAPIXELS = 50
MAX_SIDE_PX = 16_384
ENOUGH_PX = 768  # for one digit: a larger image is reduced until its longer side is no longer
STRIP_PX = 2_000_000  # pixels that are brought into greys at once
MAX_GREY = 255.0
LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)  # of red, green, blue, ITU-R BT.601
DEEP_MODES = ("I", "I;16", "I;16L", "I;16B", "I;16N", "F")  # of Pillow, over 8 bits per grey
ORIENTATION = 0x0112  # the tag in EXIF
# By EXIF's orientation, as `_turn_of` gives them.
TURNS = {
    2: (0, True),
    3: (2, False),
    4: (2, True),
    5: (3, True),
    6: (3, False),
    7: (1, True),
    8: (1, False),
}
# The kinds of HEIF, which iPhones take photographs in (ISO/IEC 23008-12): they stand after "ftyp".
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
NO_IMAGE = (
    "This is no image, or of a kind that is not read, whatever its name says. Save it as a PNG or "
    "JPEG and try again."
)
HEIF = (
    "This is a HEIC picture, as iPhones take them, which is not read here. Save or share it as a "
    "JPEG and try again; an iPhone's camera takes JPEGs once Settings, Camera, Formats is set to "
    "Most Compatible."
)
DAMAGED = "The image is damaged or of an unusual kind. Save it as a PNG or JPEG and try again."


def open_image(
    image: "ArrayLike | Image | str | Path | bytes", *, at_most_px: int = ENOUGH_PX
) -> NDArray[np.float32]:
    """Bring an image of any kind into greys, upright and no larger than needed.

    Parameters
    ----------
    image : PIL.Image.Image, path, bytes or array_like
        A picture that Pillow opened, of any mode; a file, or what is in one: PNG, JPEG, WebP, GIF,
        BMP or TIFF; or an array of shape (height, width) or (height, width, 1, 3 or 4), values
        0..255 or bool; greys in a narrower range, such as 0..1, will do. A fourth channel is the
        opacity, 0..255. At most 50 megapixels and 16,384 pixels on a side.
    at_most_px : int, default 768
        Its longer side is reduced by a whole number until it has no more.

    Returns
    -------
    ndarray of float32, shape (height, width)
        Spread over 0..255. What is transparent lies on white or on black, whichever shows more.

    Raises
    ------
    InvalidDrawingError
        If it is no such image, is too large, moves, is damaged, or is all of one shade.

    Examples
    --------
    >>> from digitrec.drawing import open_image
    >>> open_image([[0.5, 0.5], [0.25, 0.0]])
    array([[255. , 255. ],
           [127.5,   0. ]], dtype=float32)
    """
    if isinstance(image, bytes | bytearray | memoryview):
        return _open_file(io.BytesIO(image), at_most_px)
    if isinstance(image, str | Path):
        path = Path(image)
        if not path.is_file():
            raise InvalidDrawingError(f"There is no file {path}. Give the path of an image.")
        return _open_file(path, at_most_px)
    if _is_pillow(image):
        _check_size(*image.size)
        return _greys_of(image, at_most_px)
    return _greys_of_array(image, at_most_px)


def image_size(image: "ArrayLike | Image | str | Path | bytes") -> tuple[int, int]:
    """Give the width and height of an image, upright, in pixels of its own.

    Parameters
    ----------
    image : PIL.Image.Image, path, bytes or array_like
        As `open_image` takes it, and has taken it.

    Returns
    -------
    width, height : int
    """
    from PIL import Image

    if isinstance(image, str | Path | bytes | bytearray | memoryview):
        file = image if isinstance(image, str | Path) else io.BytesIO(image)
        with Image.open(file, formats=KINDS) as opened:
            return image_size(opened)
    if not _is_pillow(image):
        height, width = np.asarray(image).shape[:2]
        return width, height
    width, height = image.size
    n_quarters, _ = _turn_of(image)
    return (height, width) if n_quarters % 2 else (width, height)


def _turn_of(image: "Image") -> tuple[int, bool]:
    """How many quarter turns against the clock, and whether it is mirrored thereafter."""
    return TURNS.get(image.getexif().get(ORIENTATION, 1), (0, False))


def _is_pillow(image: object) -> TypeGuard["Image"]:
    return hasattr(image, "convert")  # Pillow need not be imported


def _open_file(file: Path | io.BytesIO, at_most_px: int) -> NDArray[np.float32]:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file, formats=KINDS) as image:
            _check_size(*image.size)
            # MPO is the JPEG of some telephones, with more pictures behind the first.
            if image.format != "MPO" and getattr(image, "is_animated", False):
                raise InvalidDrawingError(
                    "The image moves, or has several pages; only a single picture can be read. "
                    "Save one of them as a PNG or JPEG."
                )
            image.draft("RGB", (at_most_px, at_most_px))  # a JPEG is unpacked no larger than needed
            return _greys_of(image, at_most_px)
    except UnidentifiedImageError:
        raise InvalidDrawingError(HEIF if _is_heif(file) else NO_IMAGE) from None
    except Image.DecompressionBombError:
        raise _too_large() from None
    except (OSError, SyntaxError, EOFError, struct.error):
        raise InvalidDrawingError(DAMAGED) from None


def _is_heif(file: Path | io.BytesIO) -> bool:
    if isinstance(file, Path):
        with file.open("rb") as opened:
            begin = opened.read(12)
    else:
        begin = file.getvalue()[:12]
    return begin[4:8] == b"ftyp" and begin[8:] in HEIF_BRANDS


def _too_large() -> InvalidDrawingError:
    return InvalidDrawingError(
        f"The image is too large: at most {MAX_MEGAPIXELS} megapixels and {MAX_SIDE_PX:,} pixels "
        "on a side can be read. Make it smaller, or cut out the digit."
    )


def _check_size(width: int, height: int) -> None:
    if not width * height:
        raise InvalidDrawingError("The image holds no pixels. Choose one that shows a digit.")
    if max(width, height) > MAX_SIDE_PX or width * height > MAX_MEGAPIXELS * 1e6:
        raise _too_large()


def _greys_of(image: "Image", at_most_px: int) -> NDArray[np.float32]:
    """Greys of a Pillow image within the bounds."""
    step = -(-max(image.size) // at_most_px)
    width, height = image.size
    rows = step * max(1, STRIP_PX // (width * step))
    try:
        image.load()
        strips = [
            _reduced(image.crop((0, top, width, min(top + rows, height))), step)
            for top in range(0, height, rows)
        ]
        turn, mirrored = _turn_of(image)
    except (OSError, SyntaxError, ValueError, EOFError, struct.error):
        raise InvalidDrawingError(DAMAGED) from None
    greys = np.rot90(_spread(_without_colour(np.concatenate(strips))), turn)
    return np.ascontiguousarray(greys[:, ::-1] if mirrored else greys)


def _reduced(strip: "Image", step: int) -> NDArray[np.float32]:
    """Colours, with opacity where there is any, as means of squares of `step` pixels."""
    from PIL import Image

    if strip.mode in DEEP_MODES:  # Pillow would cut these off at 255
        colours = Image.fromarray(np.asarray(strip).astype(np.float32))
    else:
        colours = strip.convert("RGBA" if strip.has_transparency_data else "RGB")
    return np.asarray(colours.reduce(step), dtype=np.float32)


def _greys_of_array(image: "ArrayLike | Image", at_most_px: int) -> NDArray[np.float32]:
    """Greys of an array of numbers, checked and reduced strip by strip."""
    try:
        array = np.asarray(image)
        as_floats(array[:1] if array.ndim else array)
    except (TypeError, ValueError):
        raise InvalidDrawingError(
            "The image is not an array of numbers; give rows of greys or colours from 0 to 255."
        ) from None
    if array.ndim not in (2, 3) or array.shape[2:] not in ((), (1,), (3,), (4,)):
        raise InvalidDrawingError(
            f"The image has the shape {array.shape}; it must be (height, width) or (height, width, "
            "1, 3 or 4)."
        )
    height, width = array.shape[:2]
    _check_size(width, height)
    step = -(-max(height, width) // at_most_px)
    rows = step * max(1, STRIP_PX // (width * step))
    strips = [_reduced_rows(array[top : top + rows], step) for top in range(0, height, rows)]
    return _spread(_without_colour(np.concatenate(strips)))


def _reduced_rows(rows: NDArray[np.generic], step: int) -> NDArray[np.float32]:
    """Means of squares of `step` numbers, of 0..255."""
    values = as_floats(rows) * (MAX_GREY if rows.dtype == bool else 1.0)
    if not ((values >= 0) & (values <= MAX_GREY)).all():  # NaN compares false
        raise InvalidDrawingError("The image holds values that are not between 0 and 255.")
    for axis in (0, 1) if step > 1 else ():
        starts = np.arange(0, values.shape[axis], step)
        lengths = np.diff(starts, append=values.shape[axis])
        lengths = lengths.reshape([-1 if each == axis else 1 for each in range(values.ndim)])
        values = np.add.reduceat(values, starts, axis=axis) / lengths
    return values.astype(np.float32)


def _without_colour(colours: NDArray[np.float32]) -> NDArray[np.float32]:
    """Greys of colours; those with opacity lie on what they contrast with more, white or black."""
    if colours.ndim == 2:
        return colours
    if colours.shape[2] == 1:
        return colours[:, :, 0]
    greys = colours[:, :, :3] @ LUMA
    if colours.shape[2] == 3:
        return greys
    opaque = colours[:, :, 3] / MAX_GREY
    on_black = greys * opaque
    on_white = on_black + MAX_GREY * (1 - opaque)
    return on_black if on_black.std() > on_white.std() else on_white


def _spread(greys: NDArray[np.float32]) -> NDArray[np.float32]:
    """Spread greys of any scale, such as a faint pencil's or 16 bits, over 0..255."""
    low, high = greys.min(), greys.max()
    if not np.isfinite([low, high]).all():
        raise InvalidDrawingError("The image holds values that are not numbers.")
    if low == high:
        raise InvalidDrawingError("The image is all of one shade. Choose one that shows a digit.")
    return (greys - low) / (high - low) * np.float32(MAX_GREY)
