"""A claimed accuracy, and whether what was counted speaks against it."""

import math
from dataclasses import dataclass

from digitrec.accuracy import Accuracy, ends_in_words, interval_in_words, percent

SIGNIFICANT_BELOW = 0.05  # the usual bound of a p-value


@dataclass(frozen=True)
class BinomialTest:
    """How well a claimed accuracy goes with what was counted.

    Attributes
    ----------
    accuracy : digitrec.accuracy.Accuracy
        What was counted.
    claimed : float
        The accuracy claimed, 0..1.
    p_value : float
        If the claim were true: how probable a count is that is no more probable than this one.
    exact_interval : tuple of float
        Lower and upper end of the accuracy's 95 % interval by Clopper and Pearson, who promise at
        least 95 % whatever the true proportion. It is wider than Wilson's, which is shown
        elsewhere.
    """

    accuracy: Accuracy
    claimed: float
    p_value: float
    exact_interval: tuple[float, float]

    @property
    def rejected(self) -> bool:
        """Whether the count speaks against the claim, at the usual 5 %."""
        return self.p_value < SIGNIFICANT_BELOW


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
        If the claim is out of its range.

    References
    ----------
    C. J. Clopper and E. S. Pearson, *The use of confidence or fiducial limits illustrated in the
    case of the binomial*, Biometrika 26, 1934.
    """
    from scipy.stats import binomtest

    if not 0 <= claimed <= 1:
        raise ValueError(f"The claimed accuracy is {claimed:g}; it must lie between 0 and 1.")
    test = binomtest(accuracy.n_right, accuracy.n, claimed)
    low, high = test.proportion_ci(0.95, method="exact")
    return BinomialTest(accuracy, claimed, float(test.pvalue), (float(low), float(high)))


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


def claim_in_words(test: BinomialTest) -> tuple[str, str, str]:
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
    accuracy = test.accuracy
    low, high = ends_in_words(accuracy.interval)
    p_value = f"{test.p_value:.2g}" if test.p_value >= 0.001 else "below 0.001"
    if test.rejected:
        better = "better" if accuracy.proportion > test.claimed else "worse"
        judged = f"Luck alone hardly does that: here it reads {better} than claimed."
    else:
        judged = (
            "Luck alone does that often enough, so this test does not speak against the claim. It "
            "does not prove it either: other claims would pass as well."
        )
    return (
        f"The claim is that {percent(test.claimed)} of all such pictures are read right. Here "
        f"{accuracy.counts} were: {accuracy.percent}.",
        "Suppose the claim is true. Then a result as unlikely as this one, or still more so, "
        f"comes up {_how_often(test.p_value)} (the p-value, {p_value}). {judged}",
        f"By itself, {accuracy.counts} only shows that the true accuracy probably lies between "
        f"{low} and {high} (the 95 % interval, Wilson's, as everywhere here; the exact one of "
        "Clopper and Pearson, which rather says too little than too much, goes from "
        f"{interval_in_words(test.exact_interval)}). The more pictures are tested on, the "
        "narrower it gets.",
    )
