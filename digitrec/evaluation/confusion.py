"""What was taken for what: the confusion matrix, and precision and recall of each class."""

from dataclasses import dataclass

import numpy as np

COUNTS, OF_ROW, OF_COLUMN = "counts", "of row", "of column"
NUMBERS = ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
TIMES = ("never", "once", "twice", *(f"{number} times" for number in NUMBERS))


def confusion_matrix(y_true, y_pred, n_classes):
    """Count what was taken for what.

    Parameters
    ----------
    y_true, y_pred : ndarray of int64, shape (n,)
        0..n_classes - 1.
    n_classes : int

    Returns
    -------
    ndarray of int64, shape (n_classes, n_classes)
        A row for what it was, a column for what was said.
    """
    matrix = np.zeros((n_classes, n_classes), dtype=np.int64)
    np.add.at(matrix, (y_true, y_pred), 1)
    return matrix


def shares(matrix, by):
    """Turn counts into shares.

    Parameters
    ----------
    matrix : ndarray of int64, shape (n_classes, n_classes)
    by : str
        `COUNTS` leaves them, `OF_ROW` divides by what it was, `OF_COLUMN` by what was said.

    Returns
    -------
    ndarray, shape (n_classes, n_classes)
        0 where a row or column is empty.
    """
    if by == COUNTS:
        return matrix
    sums = matrix.sum(axis=1 if by == OF_ROW else 0, keepdims=True)
    return matrix / np.maximum(sums, 1)


@dataclass(frozen=True)
class ClassReport:
    """How each class was read; arrays of shape (n_classes,).

    Attributes
    ----------
    precision : ndarray of float64
        Of the pictures said to be this class, the share that are; NaN where none was.
    recall : ndarray of float64
        Of the pictures of this class, the share that was found; NaN where there are none.
    f1 : ndarray of float64
        The harmonic mean of the two; NaN where there is nothing to find and nothing was said.
    support : ndarray of int64
        Pictures of the class.
    """

    precision: np.ndarray
    recall: np.ndarray
    f1: np.ndarray
    support: np.ndarray


def class_report(matrix):
    """Give precision, recall, F1 and support of each class.

    Parameters
    ----------
    matrix : ndarray of int64, shape (n_classes, n_classes)
        As `confusion_matrix` gives it.

    Returns
    -------
    ClassReport
    """
    right, support, said = np.diag(matrix), matrix.sum(axis=1), matrix.sum(axis=0)
    return ClassReport(
        _divide(right, said), _divide(right, support), _divide(2 * right, support + said), support
    )


def _divide(parts, wholes):
    return np.divide(parts, wholes, out=np.full(len(parts), np.nan), where=wholes > 0)


def most_confused(matrix):
    """Find the two classes that are taken for each other most often.

    Parameters
    ----------
    matrix : ndarray of int64, shape (n_classes, n_classes)

    Returns
    -------
    tuple of int, or None
        The first is taken for the second at least as often as the other way about; None where
        nothing was misread.
    """
    both = np.triu(matrix + matrix.T, k=1)
    if not both.any():
        return None
    one, other = (int(i) for i in np.unravel_index(both.argmax(), both.shape))
    return (one, other) if matrix[one, other] >= matrix[other, one] else (other, one)


def confused_in_words(matrix, names):
    """Say in a sentence which two classes are confused most.

    Parameters
    ----------
    matrix : ndarray of int64, shape (n_classes, n_classes)
    names : list of str
        Of the classes.

    Returns
    -------
    str
    """
    pair = most_confused(matrix)
    if pair is None:
        return "Nothing was misread."
    one, other = pair
    n_all = int(matrix.sum() - np.trace(matrix))
    n_pair = int(matrix[one, other] + matrix[other, one])
    readings = "misreading" if n_all == 1 else "misreadings"
    return (
        f"Most confused are {names[one]} and {names[other]}: {names[one]} was read as "
        f"{names[other]} {times(matrix[one, other])}, {names[other]} as {names[one]} "
        f"{times(matrix[other, one])}. That is {n_pair:,} of {n_all:,} {readings}."
    )


def times(n):
    """Say how often."""
    return TIMES[n] if n < len(TIMES) else f"{n:,} times"
