"""Small words that depend on the number behind them."""


def with_article(number: object) -> str:
    """Write a number with its indefinite article.

    `digitrec/ui/live/sentences.js` does the same for digits.

    Parameters
    ----------
    number : int or str
        0 or more, or its digits.

    Examples
    --------
    >>> with_article(7), with_article(8), with_article(11), with_article(18), with_article(180)
    ('a 7', 'an 8', 'an 11', 'an 18', 'a 180')
    """
    digits = str(number)
    begins_with_vowel = digits in ("11", "18") or digits.startswith("8")
    return f"{'an' if begins_with_vowel else 'a'} {digits}"
