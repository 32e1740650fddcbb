"""From an image to greys, whatever its kind, colours and depth, and what is no image."""

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.testing import assert_allclose, assert_array_equal
from PIL import Image, ImageOps

from digitrec import InvalidDrawingError
from digitrec.drawing import open_image

MODES = ["1", "L", "LA", "P", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "HSV", "LAB", "PA"]
DEEP_MODES = {"I;16": "<u2", "I;16B": ">u2", "I": "<i4", "F": "<f4"}
TALL = np.zeros((60, 40), bool)
TALL[10:40, 5:12] = True  # not the same turned or mirrored


def drawn_in(mode, ink):
    """Dark ink on light paper as a Pillow image of a mode."""
    dark, light = (0, 255) if mode == "1" else (40, 230)  # one bit would be dithered
    grey = Image.fromarray(np.where(ink, dark, light).astype(np.uint8))
    if mode == "LAB":
        return Image.merge("LAB", [grey, Image.new("L", grey.size), Image.new("L", grey.size)])
    if mode == "PA":
        return grey.convert("LA").convert("PA")
    return grey.convert("RGB").convert(mode)


def written(image, kind="PNG", **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("mode", MODES)
def test_pillow_images_of_every_mode_are_read(mode):
    image = drawn_in(mode, TALL)
    assert image.mode == mode
    assert_array_equal(open_image(image) < 128, TALL)


@pytest.mark.parametrize("mode", DEEP_MODES)
def test_more_than_eight_bits_are_not_cut_off(mode):
    deep = np.where(TALL, 30_000, 60_000).astype(DEEP_MODES[mode])
    image = Image.frombytes(mode, TALL.shape[::-1], deep.tobytes())
    assert image.mode == mode
    assert_array_equal(open_image(image), np.where(TALL, 0, 255))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_files_are_read_by_their_content(kind, tmp_path):
    data = written(drawn_in("RGB", TALL), kind)
    path = tmp_path / "drawing.txt"
    path.write_bytes(data)
    for given_as in (data, bytearray(data), memoryview(data), path, str(path)):
        assert_array_equal(open_image(given_as) < 128, TALL)


def test_a_cmyk_jpeg_is_read():
    assert_array_equal(open_image(written(drawn_in("CMYK", TALL), "JPEG")) < 128, TALL)


def test_of_a_telephones_jpeg_with_several_pictures_the_first_is_read():
    first, second = drawn_in("RGB", TALL), drawn_in("RGB", ~TALL)
    data = written(first, "MPO", save_all=True, append_images=[second])
    assert_array_equal(open_image(data) < 128, TALL)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_turned_upright_as_its_exif_says(orientation):
    image = drawn_in("L", TALL)
    image.getexif()[0x0112] = orientation
    data = written(image, exif=image.getexif())
    with Image.open(io.BytesIO(data)) as opened:
        expected = np.asarray(ImageOps.exif_transpose(opened)) < 128
    assert_array_equal(open_image(data) < 128, expected)


@pytest.mark.parametrize("ink", [0, 255])
def test_what_is_transparent_lies_on_what_shows_the_ink(ink):
    colours = np.full((*TALL.shape, 4), ink, dtype=np.uint8)
    colours[:, :, 3] = np.where(TALL, 255, 0)
    for image in (colours, Image.fromarray(colours), written(Image.fromarray(colours))):
        assert_array_equal(open_image(image), np.where(TALL, ink, 255 - ink))


def test_a_palette_may_be_transparent():
    palette = Image.new("P", TALL.shape[::-1], 0)
    palette.putpalette([0, 0, 0, 10, 10, 10])
    palette.paste(1, mask=Image.fromarray(TALL))
    palette.info["transparency"] = 0
    assert_array_equal(open_image(palette) < 128, TALL)


@pytest.mark.parametrize("scale", [1, 0.25])
@pytest.mark.parametrize("shape", [(), (1,), (3,), (4,)])
def test_arrays_of_every_shape_are_read(shape, scale):
    image = np.where(TALL, 20, 240).astype(np.uint8)
    if shape:
        image = np.repeat(image[:, :, np.newaxis], shape[0], axis=2)
    if shape == (4,):
        image[:, :, 3] = 255
    assert_array_equal(open_image(image * scale) < 128, TALL)


def test_colours_count_as_bright_as_they_look():
    image = np.zeros((20, 20, 3), dtype=np.uint8)
    image[:] = (255, 255, 0)  # yellow paper
    image[3:17, 8:12] = (0, 0, 255)  # blue ink
    dark = np.zeros((20, 20), dtype=bool)
    dark[3:17, 8:12] = True
    assert_array_equal(open_image(image) < 128, dark)


def test_large_images_are_reduced_alike_however_they_come():
    large = np.kron(np.where(TALL, 40, 230).astype(np.uint8), np.ones((50, 50), np.uint8))
    image = Image.fromarray(large)
    expected = np.kron(np.where(TALL, 0, 255), np.ones((12, 12)))  # 3000 px by 4, then to the edge
    for given_as in (large, large.astype(float), image, image.convert("RGBA"), written(image)):
        greys = open_image(given_as)
        assert greys.shape == (750, 500)
        assert abs(greys.mean() - expected.mean()) < 2
    assert max(open_image(written(image, "JPEG")).shape) <= 768
    deep = Image.fromarray(large.astype(np.uint16) * 200)
    assert deep.mode == "I;16"
    assert_allclose(open_image(deep), open_image(large), atol=1e-3)


def damaged(kind):
    """A file cut short."""
    return written(Image.effect_noise((200, 200), 60), kind)[:3000]


def bomb(width, height):
    """A PNG of a few bytes whose header promises many pixels."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def animation():
    frames = [Image.new("L", (9, 9), grey) for grey in (0, 120, 255)]
    return written(frames[0], "GIF", save_all=True, append_images=frames[1:])


TOO_LARGE = "The image is too large: at most 50 megapixels and 16,384 pixels on a side"
NO_IMAGE = "This is no image, or of a kind that is not read"
NO_NUMBERS = "The image is not an array of numbers; give rows of greys or colours from 0 to 255."
DAMAGED = "The image is damaged or of an unusual kind. Save it as a PNG or JPEG and try again."
OTHER_VALUES = "The image holds values that are not between 0 and 255."


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("image", "sentence"),
    [
        (np.full((9, 9), 80), "The image is all of one shade. Choose one that shows a digit."),
        (Image.new("RGB", (9, 9)), "The image is all of one shade."),
        (Image.new("F", (9, 9)), "The image is all of one shade."),
        (Image.new("L", (0, 5)), "The image holds no pixels."),
        (np.zeros((0, 5)), "The image holds no pixels."),
        (Image.new("L", (60_000, 5)), TOO_LARGE),
        (np.zeros((1, 60_000)), TOO_LARGE),
        (bomb(60_000, 10), TOO_LARGE),
        (bomb(10_000, 10_000), TOO_LARGE),
        (bomb(16_000, 16_000), TOO_LARGE),
        (bomb(2**31 - 1, 2**31 - 1), TOO_LARGE),
        (bomb(5_000, 5_000), DAMAGED),
        (animation(), "The image moves, or has several pages"),
        (np.zeros(64), r"The image has the shape \(64,\)"),
        (np.zeros((5, 5, 2)), r"The image has the shape \(5, 5, 2\)"),
        (np.zeros((2, 5, 5, 3)), r"The image has the shape \(2, 5, 5, 3\)"),
        (np.eye(5) * 300, OTHER_VALUES),
        (np.eye(5) * -1, OTHER_VALUES),
        (np.eye(5) * np.nan, OTHER_VALUES),
        (np.eye(5) * 1j, NO_NUMBERS),
        (np.eye(5).astype(str), NO_NUMBERS),
        (np.eye(5).astype(object), NO_NUMBERS),
        (np.zeros((5, 5), "M8[D]"), NO_NUMBERS),
        ([[1], [1, 2]], NO_NUMBERS),
        (None, NO_NUMBERS),
        (Image.fromarray(np.eye(5, dtype=np.float32) * np.nan), "holds values that are not num"),
        (Image.fromarray(np.float32([[0, np.inf]])), "holds values that are not num"),
        ("no-such-file.png", "There is no file no-such-file.png. Give the path of an image."),
        (".", "There is no file ."),
        (b"", NO_IMAGE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", NO_IMAGE),
        (b"%PDF-1.7", NO_IMAGE),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "This is a HEIC picture, as iPhones take them"),
        (damaged("PNG"), DAMAGED),
        (damaged("JPEG"), DAMAGED),
        (damaged("WEBP"), "The image is damaged|This is no image"),
    ],
)
def test_what_is_no_image_is_refused_in_a_sentence(image, sentence):
    with pytest.raises(InvalidDrawingError, match=sentence):
        open_image(image)


any_dtype = (
    npst.scalar_dtypes()
    | npst.unicode_string_dtypes()
    | npst.byte_string_dtypes()
    | st.just(np.dtype(object))
)
any_shape = npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=6) | st.sampled_from(
    [(8, 8), (5, 7, 3), (5, 7, 4), (6, 4, 1)]
)


def assert_greys_or_refused(image):
    try:
        greys = open_image(image)
    except InvalidDrawingError:
        return
    assert (greys.min(), greys.max()) == (0, 255)


@given(npst.arrays(any_dtype, any_shape) | npst.arrays(np.uint8, any_shape))
@example(np.array([[0.0, 5e-324], [0.0, 0.0]]))
@example(np.array([[255.0, np.nextafter(255, 0)]]))
def test_any_array_becomes_greys_or_is_refused(image):
    assert_greys_or_refused(image)


@given(
    st.sampled_from([*MODES, *DEEP_MODES]),
    st.integers(1, 9),
    st.integers(1, 9),
    st.binary(min_size=9 * 9 * 4, max_size=9 * 9 * 4),
)
def test_any_pillow_image_becomes_greys_or_is_refused(mode, width, height, data):
    assert_greys_or_refused(Image.frombytes(mode, (width, height), data))


@given(st.sampled_from(["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"]), st.data())
def test_any_damage_to_a_file_is_survived(kind, data):
    whole = bytearray(written(drawn_in("RGB", TALL), kind))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert_greys_or_refused(bytes(whole[: data.draw(st.integers(0, len(whole)))]))
