"""Accuracy with its confidence interval, as numbers and in words."""

from dataclasses import dataclass

WIDE_FROM = 0.1  # wider intervals are written in whole per cent


@dataclass(frozen=True)
class Accuracy:
    r"""How many pictures of how many are read right.

    Attributes
    ----------
    n_right, n : int
        0 <= n_right <= n, n >= 1.

    Examples
    --------
    >>> from digitrec.accuracy import Accuracy
    >>> accuracy = Accuracy(n_right=1713, n=1797)
    >>> accuracy.percent
    '95.3\xa0%'
    >>> accuracy.interval_in_words
    '94.2\xa0% to 96.2\xa0%'
    """

    n_right: int
    n: int

    @property
    def proportion(self) -> float:
        """The proportion that is right, 0..1."""
        return self.n_right / self.n

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end of the proportion's 95 % interval, 0..1.

        References
        ----------
        E. B. Wilson, *Probable inference, the law of succession, and statistical inference*,
        Journal of the American Statistical Association 22, 1927.
        """
        from scipy.stats import binomtest

        low, high = binomtest(self.n_right, self.n).proportion_ci(0.95, method="wilson")
        return float(low), float(high)

    @property
    def percent(self) -> str:
        """The proportion in words, such as ``"95.3 %"``."""
        return percent(self.proportion)

    @property
    def counts(self) -> str:
        """Such as ``"1,713 of 1,797"``."""
        return f"{self.n_right:,} of {self.n:,}"

    @property
    def interval_in_words(self) -> str:
        """Such as ``"94.2 % to 96.2 %"``."""
        return interval_in_words(self.interval)

    @property
    def true_figure(self) -> str:
        """The interval as a sentence without its full stop."""
        low, high = ends_in_words(self.interval)
        return f"The true figure probably lies between {low} and {high}"


def percent(proportion: float, digits: int = 1) -> str:
    r"""Write a proportion or a probability for a reader.

    `digitrec/ui/live/reader.js` writes probabilities in the same way, without digits.

    Parameters
    ----------
    proportion : float
        0..1.
    digits : int, default 1
        The digits after the point.

    Returns
    -------
    str
        Such as ``"95 %"`` or ``"99.3 %"``, with a space at which no line breaks. Only what is
        certain is 0 % or 100 %; what would round to that is ``"<0.1 %"`` or ``">99.9 %"``.

    Examples
    --------
    >>> from digitrec.accuracy import percent
    >>> percent(0.9528), percent(0.82)
    ('95.3\xa0%', '82.0\xa0%')
    >>> percent(0.9999), percent(1.0)
    ('>99.9\xa0%', '100\xa0%')
    """
    step = 10.0**-digits
    text = f"{100 * proportion:.{digits}f}"
    if float(text) == 0:
        text = f"<{step:g}" if proportion else "0"
    elif float(text) == 100:
        text = f">{100 - step:g}" if proportion < 1 else "100"
    return f"{text}\N{NO-BREAK SPACE}%"


def ends_in_words(interval: tuple[float, float]) -> tuple[str, str]:
    """Write the two ends of an interval of proportions for a reader.

    Parameters
    ----------
    interval : tuple of float
        Lower and upper end, 0..1.

    Returns
    -------
    tuple of str
        Such as ``("61 %", "100 %")``, or ``("98.1 %", "99.8 %")`` for a narrow interval.
    """
    low, high = interval
    digits = 0 if high - low > WIDE_FROM else 1
    return percent(low, digits), percent(high, digits)


def interval_in_words(interval: tuple[float, float]) -> str:
    r"""Write an interval of proportions for a reader, such as ``"61 % to 100 %"``.

    Parameters
    ----------
    interval : tuple of float
        Lower and upper end, 0..1.

    Examples
    --------
    >>> from digitrec.accuracy import interval_in_words
    >>> interval_in_words((0.612, 1.0))
    '61\xa0% to 100\xa0%'
    """
    return " to ".join(ends_in_words(interval))
