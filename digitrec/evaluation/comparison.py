"""Two models on the same pictures: who reads what, and whether the difference is more than luck."""

from dataclasses import dataclass

import numpy as np

from digitrec.errors import InvalidPlanError
from digitrec.evaluation.answers import Answers
from digitrec.evaluation.claim import SIGNIFICANT_BELOW
from digitrec.evaluation.confusion import confusion_matrix


@dataclass(frozen=True)
class Comparison:
    """Two models' answers to the same pictures, in the same order.

    Attributes
    ----------
    first, second : digitrec.evaluation.Answers
    """

    first: Answers
    second: Answers

    @property
    def only_first(self):
        """Places of the pictures that the first alone reads right."""
        return np.flatnonzero(self.first.right & ~self.second.right)

    @property
    def only_second(self):
        """Places of the pictures that the second alone reads right."""
        return np.flatnonzero(~self.first.right & self.second.right)

    @property
    def neither(self):
        """Places of the pictures that both misread."""
        return np.flatnonzero(~self.first.right & ~self.second.right)

    @property
    def difference(self):
        """The first's confusion matrix less the second's, int64 of shape (n_classes, n_classes)."""
        n = len(self.first.class_names)
        return confusion_matrix(self.first.y_true, self.first.y_pred, n) - confusion_matrix(
            self.second.y_true, self.second.y_pred, n
        )


def compare(first, second):
    """Take the pictures that two models have both read.

    Parameters
    ----------
    first, second : digitrec.evaluation.Answers

    Returns
    -------
    Comparison

    Raises
    ------
    InvalidPlanError
        If they read pictures of different data sets, or no picture in common, or one tells a
        single digit from the rest and the other does not.
    """
    if first.target != second.target:
        raise InvalidPlanError(
            "One of the two tells something else apart than the other: a detector answers yes or "
            "no, a reader of digits says which. Choose two of one kind."
        )
    shared = []
    if first.source == second.source:
        shared = np.intersect1d(first.numbers, second.numbers, return_indices=True)[1:]
    if not len(shared) or not len(shared[0]):
        raise InvalidPlanError(
            f"{first.model} was tested on {first.tested_on}; {second.model} on "
            f"{second.tested_on}. No picture is in both. Test both on the same pictures, for "
            "example in cross-validation of all of them."
        )
    return Comparison(first.of(shared[0]), second.of(shared[1]))


@dataclass(frozen=True)
class McNemar:
    """McNemar's exact test of two models on the same pictures.

    Attributes
    ----------
    n_only_first, n_only_second : int
        Pictures that one alone reads right.
    p_value : float
        Were both equally good: how probable a split at least as uneven is.
    """

    n_only_first: int
    n_only_second: int
    p_value: float

    @property
    def differs(self):
        """Whether that is more than luck, at the usual 5 %."""
        return self.p_value < SIGNIFICANT_BELOW


def mcnemar(first_right, second_right):
    """Test whether one of two models reads more of the same pictures, by the exact test.

    Only the pictures count that one reads and the other does not: were both equally good, each
    of these would be a toss of a coin.

    Parameters
    ----------
    first_right, second_right : ndarray of bool, shape (n,)

    Returns
    -------
    McNemar

    References
    ----------
    Q. McNemar, *Note on the sampling error of the difference between correlated proportions or
    percentages*, Psychometrika 12, 1947.
    """
    from scipy.stats import binomtest

    one = int((first_right & ~second_right).sum())
    other = int((~first_right & second_right).sum())
    p_value = float(binomtest(one, one + other, 0.5).pvalue) if one + other else 1.0
    return McNemar(one, other, p_value)


def mcnemar_in_words(test, first, second):
    """Say what McNemar's test says, for a reader who knows no statistics.

    Parameters
    ----------
    test : McNemar
    first, second : str
        The models' titles.

    Returns
    -------
    str
    """
    one, other = test.n_only_first, test.n_only_second
    if one + other == 0:
        return "Both read the very same pictures right, so there is nothing that could differ."
    split = f"{max(one, other):,} to {min(one, other):,}"
    better = first if one > other else second
    if test.differs:
        judged = f"Luck alone hardly does that: {better} is better on pictures like these."
    else:
        judged = (
            "Luck alone does that often enough, so these pictures do not show that one of them is "
            "better. They do not show that both are equally good either."
        )
    n = one + other
    pictures = "picture is" if n == 1 else "pictures are"
    return (
        f"{n:,} {pictures} read right by one of the two only: {one:,} by {first}, {other:,} by "
        f"{second}. Were both equally good, each of these would be a toss of a coin. A split as "
        f"uneven as {split}, or more so, then comes up {_chance(test.p_value)} (*McNemar's exact "
        f"test*, p {_written(test.p_value)}). {judged}"
    )


def _written(p_value):
    return "< 0.001" if p_value < 0.001 else f"= {p_value:.2g}"


def _chance(p_value):
    if p_value < 0.001:
        return "in fewer than one of 1,000 tries"
    if p_value >= 0.995:
        return "every time"
    if p_value < 0.01:
        return f"in about {round(1000 * p_value)} of 1,000 tries"
    return f"in about {round(100 * p_value)} of 100 tries"
