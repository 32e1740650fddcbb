"""What a picture is, and the one way from ink to each kind of picture."""

from digitrec.formats.check import check_image, check_images
from digitrec.formats.convert import convert_images, counts_of, greys_of, image_to_digits_format
from digitrec.formats.digits_recipe import (
    BITMAP_PX,
    BLOCK_PX,
    BOX_LEFT_PX,
    BOX_WIDTH_PX,
    LITTLE_INK,
    MAX_COUNT,
    MUCH_INK,
    SIDE,
    VERY_LITTLE_INK,
    VERY_MUCH_INK,
    count_blocks,
    even_out,
    straighten,
    stretch,
)
from digitrec.formats.format import DIGITS_FORMAT, FORMATS, MNIST_FORMAT, Format
from digitrec.formats.from_strokes import normalization_steps, to_digits_format, to_format
from digitrec.formats.link import decode_image, encode_image
from digitrec.formats.png import photograph_uri, png_bytes, png_uri, sheet_uri
from digitrec.formats.shrinking import FRAMINGS
from digitrec.formats.step_series import StepFrames, step_frames

__all__ = [
    "BITMAP_PX",
    "BLOCK_PX",
    "BOX_LEFT_PX",
    "BOX_WIDTH_PX",
    "DIGITS_FORMAT",
    "FORMATS",
    "FRAMINGS",
    "LITTLE_INK",
    "MAX_COUNT",
    "MNIST_FORMAT",
    "MUCH_INK",
    "SIDE",
    "VERY_LITTLE_INK",
    "VERY_MUCH_INK",
    "Format",
    "StepFrames",
    "check_image",
    "check_images",
    "convert_images",
    "count_blocks",
    "counts_of",
    "decode_image",
    "encode_image",
    "even_out",
    "greys_of",
    "image_to_digits_format",
    "normalization_steps",
    "photograph_uri",
    "png_bytes",
    "png_uri",
    "sheet_uri",
    "step_frames",
    "straighten",
    "stretch",
    "to_digits_format",
    "to_format",
]
