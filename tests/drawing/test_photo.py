"""From an image to the digits format, whatever its kind, colours and depth."""

import io

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.testing import assert_array_equal
from PIL import Image

from digitrec import InvalidDrawingError, image_to_digits_format, load_model
from digitrec.drawing import draw_strokes, ink_from_image
from digitrec.formats import check_images
from digitrec.formats.digits_recipe import steps_from_ink

MODES = ["1", "L", "LA", "P", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "HSV", "LAB", "PA"]
DEEP_MODES = ["I;16", "I;16B", "I", "F"]


@pytest.fixture(scope="module")
def seven(drawn_digits):
    """Ink of a 7, and the picture that it must become."""
    ink = draw_strokes(drawn_digits[7], 320, pen_px=20)
    return ink, steps_from_ink(ink)["8x8"]


def drawn_in(mode, ink):
    """Dark ink on light paper as a Pillow image of a mode."""
    dark, light = (0, 255) if mode == "1" else (40, 230)  # one bit would be dithered
    grey = Image.fromarray(np.where(ink, dark, light).astype(np.uint8))
    if mode == "LAB":
        return Image.merge("LAB", [grey, Image.new("L", grey.size), Image.new("L", grey.size)])
    if mode == "PA":
        return grey.convert("LA").convert("PA")
    return grey.convert("RGB").convert(mode)


@pytest.mark.parametrize("mode", MODES)
def test_pillow_images_of_every_mode_are_read(mode, seven):
    ink, picture = seven
    assert drawn_in(mode, ink).mode == mode
    assert_array_equal(image_to_digits_format(drawn_in(mode, ink)), picture)


@pytest.mark.parametrize("mode", DEEP_MODES)
def test_more_than_eight_bits_are_not_cut_off(mode, seven):
    ink, picture = seven
    deep = np.where(ink, 30_000, 60_000)
    dtype = {"I;16": "<u2", "I;16B": ">u2", "I": "<i4", "F": "<f4"}[mode]
    image = Image.frombytes(mode, ink.shape[::-1], deep.astype(dtype).tobytes())
    assert image.mode == mode
    assert_array_equal(image_to_digits_format(image), picture)


@pytest.mark.parametrize("extension", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_files_are_read_as_pillow_opens_them(extension, seven, tmp_path):
    ink, picture = seven
    drawn_in("RGB", ink).save(tmp_path / "seven", format=extension)
    with Image.open(tmp_path / "seven") as image:
        assert np.abs(image_to_digits_format(image) - picture).sum() <= 8


@pytest.mark.parametrize("scale", [1, 0.25])
@pytest.mark.parametrize("shape", [(), (1,), (3,), (4,)])
def test_arrays_of_every_shape_are_read(shape, scale, seven):
    ink, picture = seven
    image = np.where(ink, 20, 240).astype(np.uint8)
    if shape:
        image = np.repeat(image[:, :, np.newaxis], shape[0], axis=2)
    if shape == (4,):
        image[:, :, 3] = 255
    assert_array_equal(image_to_digits_format(image * scale), picture)


def test_light_on_dark_is_found_out(seven):
    ink, picture = seven
    for image in (ink, np.where(ink, 250, 30), np.where(ink, 60, 50), ink.astype(float)):
        assert_array_equal(image_to_digits_format(image), picture)
        assert_array_equal(ink_from_image(image), ink)


def test_dark_on_light_is_found_out(seven):
    ink, _ = seven
    for image in (~ink, np.where(ink, 30, 250), np.where(ink, 200, 210), 1 - 0.3 * ink):
        assert_array_equal(ink_from_image(image), ink)


def test_what_is_transparent_is_paper(seven):
    ink, picture = seven
    black = np.zeros((*ink.shape, 4), dtype=np.uint8)
    black[:, :, 3] = np.where(ink, 255, 0)
    assert_array_equal(image_to_digits_format(black), picture)
    assert_array_equal(image_to_digits_format(Image.fromarray(black)), picture)
    palette = Image.new("P", ink.shape[::-1], 0)
    palette.putpalette([0, 0, 0, 10, 10, 10])
    palette.paste(1, mask=Image.fromarray(ink))
    palette.info["transparency"] = 0
    assert_array_equal(image_to_digits_format(palette), picture)


def test_ink_keeps_apart_from_uneven_noisy_paper(seven):
    ink, _ = seven
    rng = np.random.default_rng(0)
    paper = 190 + 30 * np.linspace(0, 1, ink.shape[1]) + rng.normal(0, 6, ink.shape)
    photograph = np.clip(np.where(ink, paper * 0.4, paper), 0, 255)
    assert_array_equal(ink_from_image(photograph), ink)


def test_colours_count_as_bright_as_they_look():
    image = np.zeros((20, 20, 3), dtype=np.uint8)
    image[:] = (255, 255, 0)  # yellow paper
    image[3:17, 8:12] = (0, 0, 255)  # blue ink
    expected = np.zeros((20, 20), dtype=bool)
    expected[3:17, 8:12] = True
    assert_array_equal(ink_from_image(image), expected)


def best_threshold_by_loops(grey):
    """Otsu's threshold: the one that leaves the least variance within the two groups."""
    best = {}
    for threshold in range(1, 256):
        dark, light = grey[grey < threshold], grey[grey >= threshold]
        if len(dark) and len(light):
            within = len(dark) * np.floor(dark).var() + len(light) * np.floor(light).var()
            best[threshold] = within
    least = min(best.values())
    return [threshold for threshold, within in best.items() if within <= least * (1 + 1e-9) + 1e-9]


@given(st.integers(0, 10**6), st.integers(0, 200), st.integers(1, 60))
def test_threshold_is_otsus(seed, dark, spread):
    rng = np.random.default_rng(seed)
    grey = np.concatenate([rng.normal(dark, spread, 150), rng.normal(dark + 55, spread / 2, 450)])
    grey = np.clip(grey, 0, 255).reshape(20, 30)
    grey[0, 0], grey[0, 1] = 0, 255  # so that they are spread over all greys already
    candidates = [grey < threshold for threshold in best_threshold_by_loops(grey)]
    found = ink_from_image(grey)
    assert any((found == ink).all() or (found == ~ink).all() for ink in candidates)


def test_photographs_need_no_more_memory_than_pictures(seven):
    ink, picture = seven
    large = drawn_in("RGB", np.kron(ink, np.ones((12, 12), dtype=bool)))
    assert large.size == (3840, 3840)
    assert np.abs(image_to_digits_format(large) - picture).sum() <= 8


@pytest.mark.parametrize(("pen_px", "n_right"), [(6, 8), (12, 8), (22, 9), (26, 9), (30, 9)])
def test_svm_reads_images_of_all_ten_digits(pen_px, n_right, drawn_digits):
    """Hardly fewer than of the strokes themselves, whose pen fits the digit's height."""
    inks = [draw_strokes(strokes, 320, pen_px=pen_px) for strokes in drawn_digits]
    images = [image_to_digits_format(ink) for ink in inks]
    answers = load_model("svm").predict_images(images).argmax(axis=1)
    assert (answers == np.arange(10)).sum() >= n_right


def damaged(kind):
    """A file cut short, opened but not yet read."""
    buffer = io.BytesIO()
    Image.effect_noise((200, 200), 60).save(buffer, format=kind)
    return Image.open(io.BytesIO(buffer.getvalue()[:3000]))


@pytest.mark.parametrize(
    ("image", "sentence"),
    [
        (np.full((9, 9), 80), "The image is all of one shade. Choose one that shows a digit."),
        (Image.new("RGB", (9, 9)), "The image is all of one shade."),
        (Image.new("F", (9, 9)), "The image is all of one shade."),
        (Image.new("L", (0, 5)), r"The image has the shape \(5, 0\); a grey or colour image"),
        (Image.new("L", (5000, 5)), r"shape \(5, 5000\); .* at most 4096 pixels .* Make it small"),
        (np.zeros((0, 5)), r"The image has the shape \(0, 5\)"),
        (np.zeros(64), r"The image has the shape \(64,\)"),
        (np.zeros((5, 5, 2)), r"The image has the shape \(5, 5, 2\)"),
        (np.zeros((2, 5, 5, 3)), r"The image has the shape \(2, 5, 5, 3\)"),
        (np.zeros((1, 5000)), r"The image has the shape \(1, 5000\)"),
        (np.eye(5) * 300, "The image holds values that are not between 0 and 255."),
        (np.eye(5) * -1, "The image holds values that are not between 0 and 255."),
        (np.eye(5) * np.nan, "The image holds values that are not between 0 and 255."),
        (np.eye(5) * 1j, "The image is not an array of numbers; give rows of greys or colours"),
        (np.eye(5).astype(str), "The image is not an array of numbers"),
        (np.eye(5).astype(object), "The image is not an array of numbers"),
        (np.zeros((5, 5), "M8[D]"), "The image is not an array of numbers"),
        ([[1], [1, 2]], "The image is not an array of numbers"),
        ("seven.png", "The image is not an array of numbers"),
        (None, "The image is not an array of numbers"),
        (Image.fromarray(np.eye(5, dtype=np.float32) * np.nan), "holds values that are not num"),
        (Image.fromarray(np.float32([[0, np.inf]])), "holds values that are not num"),
        (damaged("PNG"), "The image is damaged or of an unusual kind. Save it as a PNG or JPEG"),
        (damaged("JPEG"), "The image is damaged or of an unusual kind."),
    ],
)
def test_what_is_no_image_of_a_digit_is_refused(image, sentence):
    with pytest.raises(InvalidDrawingError, match=sentence):
        image_to_digits_format(image)


any_dtype = (
    npst.scalar_dtypes()
    | npst.unicode_string_dtypes()
    | npst.byte_string_dtypes()
    | st.just(np.dtype(object))
)
any_shape = npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=6) | st.sampled_from(
    [(8, 8), (5, 7, 3), (5, 7, 4), (6, 4, 1)]
)


@given(npst.arrays(any_dtype, any_shape) | npst.arrays(np.uint8, any_shape))
@example(np.array([[0.0, 5e-324], [0.0, 0.0]]))
@example(np.array([[255.0, np.nextafter(255, 0)]]))
def test_any_array_becomes_a_picture_or_is_refused(image):
    try:
        picture = image_to_digits_format(image)
    except InvalidDrawingError:
        return
    assert picture.shape == (8, 8)
    assert_array_equal(check_images(picture), picture)


@given(
    st.sampled_from(MODES + DEEP_MODES),
    st.integers(1, 9),
    st.integers(1, 9),
    st.binary(min_size=9 * 9 * 4, max_size=9 * 9 * 4),
)
def test_any_pillow_image_becomes_a_picture_or_is_refused(mode, width, height, data):
    try:
        picture = image_to_digits_format(Image.frombytes(mode, (width, height), data))
    except InvalidDrawingError:
        return
    assert_array_equal(check_images(picture), picture)
