"""Numbers from results: arrays in, numbers out."""

import math
from dataclasses import dataclass

Z_95 = 1.959963984540054  # the normal distribution's 97.5 % point
SIGNIFICANT_BELOW = 0.05  # the usual bound of a p-value
WIDE_FROM = 0.1  # an interval so wide is told in whole per cent
ROUNDING = 1e-9  # a share nearer to 0 or 1 is 0 or 1


def wilson_interval(n_right, n):
    """Give the 95 % interval of a share.

    Parameters
    ----------
    n_right, n : int
        0 <= n_right <= n, n >= 1.

    Returns
    -------
    tuple of float
        Lower and upper end, 0..1.

    References
    ----------
    E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, Journal
    of the American Statistical Association 22, 1927.
    """
    share = n_right / n
    middle = share + Z_95**2 / (2 * n)
    half = Z_95 * math.sqrt(share * (1 - share) / n + Z_95**2 / (4 * n**2))
    scale = 1 + Z_95**2 / n
    return (middle - half) / scale, (middle + half) / scale


@dataclass(frozen=True)
class BinomialTest:
    """How well a claimed accuracy goes with what was counted.

    Attributes
    ----------
    n_right, n : int
        Pictures read right, and tested on.
    claimed : float
        The accuracy claimed, 0..1.
    p_value : float
        If the claim were true: how probable a count is that is no more probable than this one.
    interval : tuple of float
        Lower and upper end of the 95 % interval that is shown everywhere (Wilson's).
    exact_interval : tuple of float
        The same by Clopper and Pearson, who promise at least 95 % whatever the true share; wider.
    """

    n_right: int
    n: int
    claimed: float
    p_value: float
    interval: tuple
    exact_interval: tuple

    @property
    def rejected(self):
        """Whether the count speaks against the claim, at the usual 5 %."""
        return self.p_value < SIGNIFICANT_BELOW


def binomial_test(n_right, n, claimed):
    """Test a claimed accuracy by the exact binomial test, two-sided.

    Parameters
    ----------
    n_right, n : int
        0 <= n_right <= n, n >= 1.
    claimed : float
        0..1.

    Returns
    -------
    BinomialTest

    Raises
    ------
    ValueError
        If a number is out of its range.

    References
    ----------
    C. J. Clopper and E. S. Pearson, *The use of confidence or fiducial limits illustrated in the
    case of the binomial*, Biometrika 26, 1934.
    """
    from scipy.stats import binomtest

    if not 0 <= claimed <= 1:
        raise ValueError(f"The claimed accuracy is {claimed:g}; it must lie between 0 and 1.")
    test = binomtest(n_right, n, claimed)
    low, high = test.proportion_ci(0.95, method="exact")
    return BinomialTest(
        n_right,
        n,
        claimed,
        float(test.pvalue),
        wilson_interval(n_right, n),
        (float(low), float(high)),
    )


def percent(share, digits=1):
    """Write a share for a reader.

    Parameters
    ----------
    share : float
        0..1.
    digits : int, default 1
        Behind the point at most.

    Returns
    -------
    str
        Such as ``"95 %"`` or ``"99.3 %"``. Only none are 0 % and only all are 100 %.
    """
    value, step = round(100 * share, digits), 10.0**-digits
    if ROUNDING < share < 1 - ROUNDING:
        value = min(max(value, step), 100 - step)
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if digits else text) + " %"


def interval_in_words(interval):
    """Write an interval of shares for a reader.

    Parameters
    ----------
    interval : tuple of float
        Lower and upper end, 0..1.

    Returns
    -------
    str
        Such as ``"61 % to 100 %"``, or ``"98.1 % to 99.8 %"`` where it is narrow.
    """
    digits = 0 if interval[1] - interval[0] > WIDE_FROM else 1
    return " to ".join(percent(end, digits) for end in interval)


def _how_often(p_value):
    """How often a chance comes true, in small whole numbers."""
    if p_value == 0:
        return "in no test at all"
    if p_value < 0.001:
        return "in fewer than one of 1,000 tests"
    if p_value < 0.01:
        return f"in about {math.ceil(1000 * p_value)} of 1,000 tests"
    if p_value < 0.995:
        return f"in about {round(100 * p_value)} of 100 tests"
    return "in practically every test"


def claim_in_words(test):
    """Say what a binomial test says, for a reader who knows no statistics.

    Parameters
    ----------
    test : BinomialTest

    Returns
    -------
    tuple of str
        What was counted, how well the claim goes with that, and what the count shows by itself; a
        few sentences each.
    """
    share = test.n_right / test.n
    p_value = f"{test.p_value:.2g}" if test.p_value >= 0.001 else "below 0.001"
    if test.rejected:
        better = "better" if share > test.claimed else "worse"
        judged = f"Luck alone hardly does that: here it reads {better} than claimed."
    else:
        judged = (
            "Luck alone does that often enough, so this test does not speak against the claim. It "
            "does not prove it either: other claims would pass as well."
        )
    return (
        f"The claim is that {percent(test.claimed)} of all such pictures are read right. Here "
        f"{test.n_right:,} of {test.n:,} were: {percent(share)}.",
        "Suppose the claim is true. Then a result as unlikely as this one, or still more so, "
        f"comes up {_how_often(test.p_value)} (the p-value, {p_value}). {judged}",
        f"By itself, {test.n_right:,} of {test.n:,} only shows that the true accuracy probably "
        f"lies between {interval_in_words(test.interval).replace(' to ', ' and ')} (the 95 % "
        "interval, Wilson's, as everywhere here; the exact one of Clopper and Pearson, which "
        f"rather says too little than too much, goes from "
        f"{interval_in_words(test.exact_interval)}). The more pictures are tested on, the "
        "narrower it gets.",
    )
