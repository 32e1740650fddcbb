"""The binomial test: whether what was counted speaks against a claimed accuracy."""

import math
from dataclasses import dataclass

from digitrec.accuracy import Accuracy, ends_in_words, interval_in_words, percent

SIGNIFICANCE_LEVEL = 0.05


@dataclass(frozen=True)
class BinomialTest:
    """The outcome of `binomial_test`.

    Attributes
    ----------
    accuracy : digitrec.accuracy.Accuracy
        What was counted.
    claimed : float
        The accuracy claimed, 0..1.
    p_value : float
        The probability, if the claim is true, of all counts that are no more probable than this.
    exact_interval : tuple of float
        Lower and upper end of the accuracy's 95 % interval by Clopper and Pearson. It covers the
        true accuracy with at least 95 %, so it is wider than Wilson's, which is shown elsewhere.
    """

    accuracy: Accuracy
    claimed: float
    p_value: float
    exact_interval: tuple[float, float]

    @property
    def rejected(self) -> bool:
        """Whether the claim is rejected at a level of 5 %."""
        return self.p_value < SIGNIFICANCE_LEVEL


def binomial_test(accuracy: Accuracy, claimed: float) -> BinomialTest:
    """Test a claimed accuracy by the exact binomial test, two-sided.

    Parameters
    ----------
    accuracy : digitrec.accuracy.Accuracy
    claimed : float
        0..1.

    Returns
    -------
    BinomialTest

    Raises
    ------
    ValueError
        If the claim is out of range.

    References
    ----------
    C. J. Clopper and E. S. Pearson, *The use of confidence or fiducial limits illustrated in the
    case of the binomial*, Biometrika 26, 1934.

    Examples
    --------
    Six of six do not speak against a claim of 95 %. 156 of 196 do.

    >>> from digitrec.accuracy import Accuracy
    >>> binomial_test(Accuracy(6, 6), 0.95).rejected
    False
    >>> binomial_test(Accuracy(156, 196), 0.95).rejected
    True
    """
    from scipy.stats import binomtest

    if not 0 <= claimed <= 1:
        raise ValueError(f"The claimed accuracy is {claimed:g}; it must lie between 0 and 1.")
    test = binomtest(accuracy.n_right, accuracy.n, claimed)
    low, high = test.proportion_ci(0.95, method="exact")
    return BinomialTest(accuracy, claimed, float(test.pvalue), (float(low), float(high)))


def _chance_in_words(p_value: float) -> str:
    if p_value == 0:
        return "in no test at all"
    if p_value < 0.001:
        return "in fewer than one of 1,000 tests"
    if p_value < 0.01:
        return f"in about {math.ceil(1000 * p_value)} of 1,000 tests"
    if p_value < 0.995:
        return f"in about {round(100 * p_value)} of 100 tests"
    return "in practically every test"


def claim_in_words(test: BinomialTest) -> tuple[str, str, str]:
    r"""Write what a binomial test says, for a reader who knows no statistics.

    Parameters
    ----------
    test : BinomialTest

    Returns
    -------
    tuple of str
        What was counted, how well the claim goes with that, and what the count shows by itself.

    Examples
    --------
    >>> from digitrec.accuracy import Accuracy
    >>> counted, judged, shown = claim_in_words(binomial_test(Accuracy(6, 6), 0.95))
    >>> counted
    'The claim is that 95.0\xa0% of all such pictures are read right. Here 6 of 6 were: 100\xa0%.'
    """
    accuracy = test.accuracy
    low, high = ends_in_words(accuracy.interval)
    p_value = f"{test.p_value:.2g}" if test.p_value >= 0.001 else "below 0.001"
    if test.rejected:
        better = "better" if accuracy.proportion > test.claimed else "worse"
        judged = f"This is very unlikely to be luck: here it reads {better} than claimed."
    else:
        judged = (
            "Luck can easily do this, so the test does not speak against the claim. It does not "
            "prove the claim either: other claims would pass as well."
        )
    return (
        f"The claim is that {percent(test.claimed)} of all such pictures are read right. Here "
        f"{accuracy.counts} were: {accuracy.percent}.",
        "Suppose the claim is true. Then a result as unlikely as this one, or still more so, "
        f"comes up {_chance_in_words(test.p_value)} (the p-value, {p_value}). {judged}",
        f"By itself, {accuracy.counts} only shows that the true accuracy probably lies between "
        f"{low} and {high} (the 95\xa0% interval, Wilson's, as everywhere here; the exact one of "
        "Clopper and Pearson, which rather says too little than too much, goes from "
        f"{interval_in_words(test.exact_interval)}). The more pictures are tested on, the "
        "narrower it gets.",
    )
