"""Small words that depend on the number behind them."""

import pytest

from digitrec.words import with_article


@pytest.mark.parametrize("number", [8, 11, 18, 80, 88, 800, 8000])
def test_what_is_spoken_with_a_vowel_first_gets_an(number):
    assert with_article(number) == f"an {number}"


@pytest.mark.parametrize("number", [0, 1, 7, 10, 12, 17, 19, 110, 118, 180, 1100])
def test_all_others_get_a(number):
    assert with_article(number) == f"a {number}"
