"""Two models on the same pictures, and McNemar's test of their difference."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.errors import InvalidPlanError
from digitrec.evaluation.answers import Answers
from digitrec.evaluation.claim import SIGNIFICANCE_LEVEL
from digitrec.evaluation.confusion import confusion_matrix


@dataclass(frozen=True)
class Comparison:
    """The answers of two models for the same pictures, in the same order.

    Attributes
    ----------
    first, second : digitrec.evaluation.Answers
    """

    first: Answers
    second: Answers

    @property
    def only_first(self) -> NDArray[np.int64]:
        """Places of the pictures that only the first reads right."""
        return np.flatnonzero(self.first.right & ~self.second.right)

    @property
    def only_second(self) -> NDArray[np.int64]:
        """Places of the pictures that only the second reads right."""
        return np.flatnonzero(~self.first.right & self.second.right)

    @property
    def neither(self) -> NDArray[np.int64]:
        """Places of the pictures that both misread."""
        return np.flatnonzero(~self.first.right & ~self.second.right)

    @property
    def difference(self) -> NDArray[np.int64]:
        """The first's confusion matrix minus the second's, shape (n_classes, n_classes)."""
        n = len(self.first.class_names)
        return confusion_matrix(self.first.y_true, self.first.y_pred, n) - confusion_matrix(
            self.second.y_true, self.second.y_pred, n
        )


def compare(first: Answers, second: Answers) -> Comparison:
    """Compare two models on the pictures that both have read.

    Parameters
    ----------
    first, second : digitrec.evaluation.Answers

    Returns
    -------
    Comparison

    Raises
    ------
    InvalidPlanError
        If they have read no picture in common, or only one of them is a detector, or they are
        detectors of different digits.
    """
    if first.target != second.target:
        raise InvalidPlanError(
            "One of the two tells something else apart than the other: a detector answers yes or "
            "no, a reader of digits says which. Choose two of one kind."
        )
    _, in_first, in_second = np.intersect1d(
        first.source_rows, second.source_rows, return_indices=True
    )
    if first.source != second.source or not len(in_first):
        raise InvalidPlanError(
            f"{first.model} was tested on {first.tested_on}; {second.model} on "
            f"{second.tested_on}. No picture is in both. Test both on the same pictures, for "
            "example in cross-validation of all of them."
        )
    return Comparison(first.subset(in_first), second.subset(in_second))


@dataclass(frozen=True)
class McNemar:
    """The outcome of `mcnemar`.

    Attributes
    ----------
    n_only_first, n_only_second : int
        Pictures that only one of the two reads right.
    p_value : float
        The probability, if both are equally good, of a split at least as uneven.
    """

    n_only_first: int
    n_only_second: int
    p_value: float

    @property
    def differs(self) -> bool:
        """Whether the two differ significantly, at a level of 5 %."""
        return self.p_value < SIGNIFICANCE_LEVEL


def mcnemar(first_right: NDArray[np.bool_], second_right: NDArray[np.bool_]) -> McNemar:
    """Test whether one of two models is better on the same pictures, by McNemar's exact test.

    Only pictures count that one model reads right and the other does not. If both are equally
    good, each of these is a toss of a coin.

    Parameters
    ----------
    first_right, second_right : ndarray of bool, shape (n,)
        Which pictures each of them reads right.

    Returns
    -------
    McNemar

    References
    ----------
    Q. McNemar, *Note on the sampling error of the difference between correlated proportions or
    percentages*, Psychometrika 12, 1947.

    Examples
    --------
    Both read the first picture; the first model alone reads the other five.

    >>> import numpy as np
    >>> test = mcnemar(np.full(6, True), np.array([True] + [False] * 5))
    >>> test.n_only_first, test.n_only_second
    (5, 0)
    >>> test.p_value, test.differs
    (0.0625, False)
    """
    from scipy.stats import binomtest

    one = int((first_right & ~second_right).sum())
    other = int((~first_right & second_right).sum())
    p_value = float(binomtest(one, one + other, 0.5).pvalue) if one + other else 1.0
    return McNemar(one, other, p_value)


def mcnemar_in_words(test: McNemar, first: str, second: str) -> str:
    """Write what McNemar's test says, for a reader who knows no statistics.

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
        judged = f"This is very unlikely to be luck: {better} is better on pictures like these."
    else:
        judged = (
            "Luck can easily do this, so these pictures do not show that one of them is better. "
            "They do not show that both are equally good either."
        )
    n = one + other
    pictures = "picture is" if n == 1 else "pictures are"
    return (
        f"{n:,} {pictures} read right by one of the two only: {one:,} by {first}, {other:,} by "
        f"{second}. Were both equally good, each of these would be a toss of a coin. A split as "
        f"uneven as {split}, or more so, then comes up {_chance_in_words(test.p_value)} "
        f"(*McNemar's exact test*, p {_p_value_in_words(test.p_value)}). {judged}"
    )


def _p_value_in_words(p_value: float) -> str:
    return "< 0.001" if p_value < 0.001 else f"= {p_value:.2g}"


def _chance_in_words(p_value: float) -> str:
    if p_value < 0.001:
        return "in fewer than one of 1,000 tries"
    if p_value >= 0.995:
        return "every time"
    if p_value < 0.01:
        return f"in about {round(1000 * p_value)} of 1,000 tries"
    return f"in about {round(100 * p_value)} of 100 tries"
