import re
import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitrec.errors import InvalidDrawingError
from digitrec.formats import decode_image, encode_image

images = st.lists(st.integers(0, 16), min_size=64, max_size=64).map(
    lambda cells: np.array(cells, dtype=np.float64).reshape(8, 8)
)


@given(images)
def test_a_picture_comes_back_as_it_went(image):
    text = encode_image(image)
    assert len(text) == 64
    assert set(text) <= set(string.ascii_letters + string.digits)
    assert (decode_image(text) == image).all()


def test_a_known_picture():
    image = np.zeros((8, 8))
    image[0, 1], image[7, 7] = 16, 10
    assert encode_image(image) == "0g" + "0" * 61 + "a"


def is_a_picture(text):
    return isinstance(text, str) and re.fullmatch("[0-9a-g]{64}", text, re.ASCII) is not None


@given(st.text() | st.binary() | st.none() | st.from_regex("[0-9a-gG]{63,65}", fullmatch=True))
def test_any_text_is_a_picture_or_refused(text):
    if is_a_picture(text):
        assert encode_image(decode_image(text)) == text
    else:
        with pytest.raises(InvalidDrawingError, match="Copy the whole link"):
            decode_image(text)


@pytest.mark.parametrize("character", ["h", "G", "٣", "²", " ", "-"])
def test_another_character_is_named(character):
    with pytest.raises(InvalidDrawingError, match="only 0 to 9 and a to g"):
        decode_image("0" * 63 + character)


@pytest.mark.parametrize("wrong", [np.full((8, 8), 17.0), np.zeros((7, 8)), np.full((8, 8), 0.5)])
def test_only_pictures_become_links(wrong):
    with pytest.raises(InvalidDrawingError):
        encode_image(wrong)
