"""The confusion matrix, and precision and recall of each class."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COUNTS, OF_ROW, OF_COLUMN = "counts", "of row", "of column"
NUMBERS = ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
TIMES = ("never", "once", "twice", *(f"{number} times" for number in NUMBERS))


def confusion_matrix(
    y_true: NDArray[np.int64], y_pred: NDArray[np.int64], n_classes: int
) -> NDArray[np.int64]:
    """Count how often each class is predicted for each true class.

    Parameters
    ----------
    y_true, y_pred : ndarray of int64, shape (n,)
        0..n_classes - 1.
    n_classes : int

    Returns
    -------
    ndarray of int64, shape (n_classes, n_classes)
        A row for each true class, a column for each predicted class.

    Examples
    --------
    Of three pictures of class 0, one is read as 1.

    >>> import numpy as np
    >>> confusion_matrix(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1]), n_classes=2)
    array([[2, 1],
           [0, 1]])
    """
    matrix = np.zeros((n_classes, n_classes), dtype=np.int64)
    np.add.at(matrix, (y_true, y_pred), 1)
    return matrix


def proportions(matrix: NDArray[np.int64], by: str) -> NDArray[np.float64] | NDArray[np.int64]:
    """Normalize a confusion matrix by rows or columns.

    Parameters
    ----------
    matrix : ndarray of int64, shape (n_classes, n_classes)
    by : str
        `OF_ROW` divides by the pictures of the true class, `OF_COLUMN` by those of the predicted
        class. `COUNTS` leaves the matrix as it is.

    Returns
    -------
    ndarray of float64 or int64, shape (n_classes, n_classes)
        0 where a row or column is empty.

    Examples
    --------
    >>> import numpy as np
    >>> proportions(np.array([[3, 1], [0, 4]]), OF_ROW)
    array([[0.75, 0.25],
           [0.  , 1.  ]])
    """
    if by == COUNTS:
        return matrix
    sums = matrix.sum(axis=1 if by == OF_ROW else 0, keepdims=True)
    return matrix / np.maximum(sums, 1)


@dataclass(frozen=True)
class ClassReport:
    """Precision, recall, F1 and support; arrays of shape (n_classes,).

    Attributes
    ----------
    precision : ndarray of float64
        The proportion of true among the predictions of a class; NaN where there are none.
    recall : ndarray of float64
        The proportion of a class that is predicted as it; NaN where the class is empty.
    f1 : ndarray of float64
        The harmonic mean of the two; NaN where a class is empty and never predicted.
    support : ndarray of int64
        The number of pictures of a class.
    """

    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f1: NDArray[np.float64]
    support: NDArray[np.int64]


def class_report(matrix: NDArray[np.int64]) -> ClassReport:
    """Compute precision, recall, F1 and support of each class.

    Parameters
    ----------
    matrix : ndarray of int64, shape (n_classes, n_classes)
        As `confusion_matrix` gives it.

    Returns
    -------
    ClassReport

    Examples
    --------
    >>> import numpy as np
    >>> report = class_report(np.array([[3, 1], [0, 4]]))
    >>> report.precision, report.recall
    (array([1. , 0.8]), array([0.75, 1.  ]))
    """
    right, support, predicted = np.diag(matrix), matrix.sum(axis=1), matrix.sum(axis=0)
    return ClassReport(
        precision=_divide(right, predicted),
        recall=_divide(right, support),
        f1=_divide(2 * right, support + predicted),
        support=support,
    )


def _divide(parts: NDArray[np.int64], wholes: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.divide(parts, wholes, out=np.full(len(parts), np.nan), where=wholes > 0)


def most_confused(matrix: NDArray[np.int64]) -> tuple[int, int] | None:
    """Find the two classes that are confused most often.

    Parameters
    ----------
    matrix : ndarray of int64, shape (n_classes, n_classes)

    Returns
    -------
    tuple of int, or None
        The first is read as the second at least as often as the other way round. None where
        nothing was misread.

    Examples
    --------
    >>> import numpy as np
    >>> most_confused(np.array([[9, 0, 0], [0, 6, 3], [0, 1, 8]]))
    (1, 2)
    """
    both = np.triu(matrix + matrix.T, k=1)
    if not both.any():
        return None
    one, other = divmod(int(both.argmax()), len(both))
    return (one, other) if matrix[one, other] >= matrix[other, one] else (other, one)


def confused_in_words(matrix: NDArray[np.int64], names: list[str]) -> str:
    """Write which two classes are confused most often.

    Parameters
    ----------
    matrix : ndarray of int64, shape (n_classes, n_classes)
    names : list of str
        Of the classes.

    Returns
    -------
    str

    Examples
    --------
    >>> import numpy as np
    >>> confused_in_words(np.array([[9, 2], [1, 8]]), ["0", "1"])
    'Most confused are 0 and 1: 0 was read as 1 twice, 1 as 0 once. That is 3 of 3 misreadings.'
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
        f"{names[other]} {_times(int(matrix[one, other]))}, {names[other]} as {names[one]} "
        f"{_times(int(matrix[other, one]))}. That is {n_pair:,} of {n_all:,} {readings}."
    )


def _times(n: int) -> str:
    return TIMES[n] if n < len(TIMES) else f"{n:,} times"
