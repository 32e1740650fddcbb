"""What a class's drawings tell: pure functions of entries, arrays and names."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import Accuracy
from digitrec.collection import LabelledDrawing
from digitrec.evaluation import confusion_matrix
from digitrec.formats import to_digits_format
from digitrec.rooms.entries import Entry

N_CLASSES = 11  # the digits, and "no digit"
MIN_OTHERS = 2  # who read the same, before people count as agreed
MIN_FORMS = 3  # pictures of a writer's, before their forms are called anything


def shown(entries: Sequence[Entry]) -> list[Entry]:
    """Leave out what the teacher has hidden."""
    return [entry for entry in entries if not entry.is_hidden]


def matrix_of(entries: Sequence[Entry]) -> NDArray[np.int64]:
    """Count how each digit was read.

    Parameters
    ----------
    entries : sequence of Entry
        Those that no model has read are left out.

    Returns
    -------
    ndarray of int64, shape (11, 11)
        A row for what was meant, a column for what was read; the last of both is *no digit*.

    Examples
    --------
    >>> from digitrec.rooms import Entry
    >>> matrix_of([Entry("a", "blue fox", 1, 7, True, 1)])[7, 1]
    np.int64(1)
    """
    read = [entry for entry in entries if entry.was_read]
    meant, found = ([_class(digit) for digit in digits] for digits in _pairs(read))
    return confusion_matrix(
        np.array(meant, dtype=np.int64), np.array(found, dtype=np.int64), N_CLASSES
    )


def worst_read(entries: Sequence[Entry]) -> list[tuple[int, Accuracy]]:
    """List the digits that were drawn, those that are read worst first.

    Returns
    -------
    list of tuple of int and Accuracy
        A digit 0..9, and how many of its drawings were read right.
    """
    matrix = matrix_of(entries)[:10]
    found = [
        (digit, Accuracy(int(row[digit]), int(row.sum())))
        for digit, row in enumerate(matrix)
        if row.sum()
    ]
    return sorted(found, key=lambda each: each[1].proportion)


def is_agreed(entry: Entry) -> bool:
    """Whether two others or more have read a drawing, and all as it was meant."""
    others = entry.others
    return len(others) >= MIN_OTHERS and all(label == entry.label for label in others)


def agreed_misreadings(entries: Sequence[Entry]) -> list[Entry]:
    """Find the drawings that people agree on and the model does not."""
    return [entry for entry in entries if entry.is_misread and is_agreed(entry)]


def counts_as_fooling(entry: Entry) -> bool:
    """Whether a drawing fools the model and no person: two others have read it right.

    Examples
    --------
    >>> from digitrec.rooms import Entry
    >>> counts_as_fooling(Entry("a", "blue fox", 1, 7, True, 1, (7, 7, 1)))
    True
    """
    return entry.is_misread and entry.others.count(entry.label) >= MIN_OTHERS


def agreement(entries: Sequence[Entry]) -> Accuracy | None:
    """Count how often people read what was meant.

    Returns
    -------
    Accuracy or None
        Of all readings by others; None if there is none.
    """
    n = sum(len(entry.others) for entry in entries)
    return Accuracy(sum(entry.others.count(entry.label) for entry in entries), n) if n else None


def doubtful_labels(entries: Sequence[Entry]) -> list[Entry]:
    """Find the drawings that others agree on, but as something else than was meant."""
    return [
        entry
        for entry in entries
        if len(entry.others) >= MIN_OTHERS
        and len(set(entry.others)) == 1
        and entry.others[0] != entry.label
    ]


def rarest_forms(
    X: NDArray[np.float64], y: NDArray[np.int64], writers: Sequence[str]
) -> list[tuple[str, float]]:
    """Order writers by how far their digits are from the others', the farthest first.

    Parameters
    ----------
    X : ndarray of float64, shape (n, d)
        A picture each row.
    y : ndarray of int64, shape (n,)
        Which digit each is.
    writers : sequence of str, length n

    Returns
    -------
    list of tuple of str and float
        A writer, and the mean distance of their pictures from the mean of the others' pictures of
        the same digit. Writers with fewer than three pictures that have others are left out.

    Examples
    --------
    >>> import numpy as np
    >>> X, y = np.array([[0.0], [0], [0], [1], [1], [1], [9], [9], [9]]), np.zeros(9, np.int64)
    >>> names = ["blue fox"] * 3 + ["lime cat"] * 3 + ["teal owl"] * 3
    >>> rarest_forms(X, y, names)
    [('teal owl', 8.5), ('blue fox', 5.0), ('lime cat', 3.5)]
    """
    names = np.array(writers)
    distances: dict[str, list[float]] = {str(name): [] for name in np.unique(names)}
    for digit in np.unique(y):
        for name, own in distances.items():
            of_digit = y == digit
            others = X[of_digit & (names != name)]
            if len(others):
                pictures = X[of_digit & (names == name)]
                own += np.linalg.norm(pictures - others.mean(axis=0), axis=1).tolist()
    means = [(name, float(np.mean(d))) for name, d in distances.items() if len(d) >= MIN_FORMS]
    return sorted(means, key=lambda each: -each[1])


def rarest_writers(drawings: Sequence[LabelledDrawing]) -> list[tuple[str, float]]:
    """Order the writers of drawings by `rarest_forms`, as pictures of 8x8 cells.

    Drawings of *no digit* are left out.
    """
    digits = [each for each in drawings if each.label is not None]
    if not digits:
        return []
    X = np.array([to_digits_format(each.strokes).ravel() for each in digits])
    y = np.array([each.label for each in digits], dtype=np.int64)
    return rarest_forms(X, y, [each.writer for each in digits])


def _pairs(entries: Sequence[Entry]) -> tuple[list[int | None], list[int | None]]:
    return [entry.label for entry in entries], [entry.read for entry in entries]


def _class(digit: int | None) -> int:
    return N_CLASSES - 1 if digit is None else digit
