"""Which pictures a model learns from and which it is tested on: a table of ways to split."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.errors import InvalidPlanError


@dataclass(frozen=True)
class Split:
    """A way to split a data set, with its numbers.

    Attributes
    ----------
    kind : str
        A key of `SPLITS`.
    train_share : float, default 0.75
        Above 0 and below 1; for the kinds drawn by lot, how much to learn from.
    n_train : int, optional
        In file order, how many of the first rows to learn from; by default `train_share` of all.
    n_test : int, optional
        In file order, how many of the last rows to test on; by default all the rest.
    n_folds : int, default 5
        For the kinds with folds.
    """

    kind: str = "stratified"
    train_share: float = 0.75
    n_train: int | None = None
    n_test: int | None = None
    n_folds: int = 5


@dataclass(frozen=True)
class SplitKind:
    """One way to split.

    Attributes
    ----------
    title : str
        As a reader sees it.
    explanation : str
    sizes : callable
        ``sizes(y, split)`` gives a list of pairs of sizes, (n_train, n_test), or raises
        `InvalidPlanError`.
    cut : callable
        ``cut(y, sizes, random_state)`` gives a list of pairs of row numbers of these sizes,
        (train, test).
    has_folds : bool, default False
        Whether every row is tested on once, by as many models as there are folds.
    by_lot : bool, default True
        Whether another seed gives another split.
    """

    title: str
    explanation: str
    sizes: Callable
    cut: Callable
    has_folds: bool = False
    by_lot: bool = True


def _share_sizes(y, split):
    if not 0 < split.train_share < 1:
        raise InvalidPlanError(
            f"The share to learn from is {split.train_share:g}; it must be above 0 and below 1."
        )
    n_train = int(np.floor(split.train_share * len(y)))
    return n_train, len(y) - n_train


def _check_not_empty(n_train, n_test, n):
    if n_train < 1 or n_test < 1:
        raise InvalidPlanError(
            f"This split of {n:,} pictures leaves {n_train:,} to learn from and {n_test:,} to test "
            "on; both need at least one. Choose other numbers."
        )


def _random_sizes(y, split):
    n_train, n_test = _share_sizes(y, split)
    _check_not_empty(n_train, n_test, len(y))
    return [(n_train, n_test)]


def _random(y, sizes, random_state):
    from sklearn.model_selection import ShuffleSplit

    ((_, n_test),) = sizes
    return list(ShuffleSplit(1, test_size=n_test, random_state=random_state).split(y))


def _stratified_sizes(y, split):
    n_train, n_test = _share_sizes(y, split)
    classes, counts = np.unique(y, return_counts=True)
    n_least = min(n_train, n_test)
    if counts.min() < 2 or n_least < len(classes):
        raise InvalidPlanError(
            f"A stratified split needs at least 2 pictures of each of the {len(classes)} classes, "
            f"and {len(classes)} on either side. Here are {counts.min()} of the rarest, and "
            f"{n_least} pictures on the smaller side. Take more pictures, another share, or a "
            "random split."
        )
    return [(n_train, n_test)]


def _stratified(y, sizes, random_state):
    from sklearn.model_selection import StratifiedShuffleSplit

    ((_, n_test),) = sizes
    cutter = StratifiedShuffleSplit(1, test_size=n_test, random_state=random_state)
    return list(cutter.split(y, y))


def _file_order_sizes(y, split):
    n = len(y)
    n_train = int(split.train_share * n) if split.n_train is None else split.n_train
    n_test = n - n_train if split.n_test is None else split.n_test
    _check_not_empty(n_train, n_test, n)
    if n_train + n_test > n:
        raise InvalidPlanError(
            f"{n_train:,} pictures to learn from and {n_test:,} to test on are more than the "
            f"{n:,} that there are, so that some would be both. Choose smaller numbers."
        )
    return [(n_train, n_test)]


def _in_file_order(y, sizes, _random_state):
    ((n_train, n_test),) = sizes
    return [(np.arange(n_train), np.arange(len(y) - n_test, len(y)))]


def _fold_sizes(y, split):
    n, n_folds = len(y), split.n_folds
    if not 2 <= n_folds <= n:
        raise InvalidPlanError(
            f"{n_folds} folds of {n:,} pictures are not possible; choose from 2 to {n:,}."
        )
    tests = [n // n_folds + (fold < n % n_folds) for fold in range(n_folds)]
    return [(n - n_test, n_test) for n_test in tests]


def _in_shuffled_folds(y, sizes, random_state):
    from sklearn.model_selection import KFold

    return list(KFold(len(sizes), shuffle=True, random_state=random_state).split(y))


def _in_folds_in_file_order(y, sizes, _random_state):
    from sklearn.model_selection import KFold

    return list(KFold(len(sizes)).split(y))


SPLITS = {
    "stratified": SplitKind(
        "Stratified",
        "Drawn by lot, with the same mixture of digits on both sides.",
        _stratified_sizes,
        _stratified,
    ),
    "random": SplitKind("Random", "Drawn by lot.", _random_sizes, _random),
    "file-order": SplitKind(
        "In file order",
        "The first rows of the file to learn from, the last to test on.",
        _file_order_sizes,
        _in_file_order,
        by_lot=False,
    ),
    "folds": SplitKind(
        "Folds, shuffled",
        "All pictures are shuffled and dealt into folds; each fold is tested on by a model that "
        "learned from all the others (cross-validation).",
        _fold_sizes,
        _in_shuffled_folds,
        has_folds=True,
    ),
    "folds-file-order": SplitKind(
        "Folds, in file order",
        "The file is cut into folds as it lies, so that one writer's digits mostly stay together; "
        "each fold is tested on by a model that learned from all the others.",
        _fold_sizes,
        _in_folds_in_file_order,
        has_folds=True,
        by_lot=False,
    ),
}


def split_sizes(y: NDArray, split: Split) -> list[tuple[int, int]]:
    """Count the rows of each part of a split without splitting.

    Parameters
    ----------
    y : ndarray, shape (n,)
        The classes.
    split : Split

    Returns
    -------
    list of tuple of int
        Pairs (n_train, n_test); one pair, or one for each fold.

    Raises
    ------
    InvalidPlanError
        If the kind is unknown, or its numbers do not fit the data.
    """
    if split.kind not in SPLITS:
        raise InvalidPlanError(
            f"There is no split named {split.kind!r}; there are {', '.join(SPLITS)}."
        )
    return SPLITS[split.kind].sizes(y, split)


def cut(y: NDArray, split: Split, random_state: int) -> list[tuple[NDArray, NDArray]]:
    """Split a data set.

    Parameters
    ----------
    y : ndarray, shape (n,)
        The classes.
    split : Split
    random_state : int
        Decides what is random in it.

    Returns
    -------
    list of tuple of ndarray of int64
        Pairs of row numbers, to learn from and to test on; one pair, or one for each fold.

    Raises
    ------
    InvalidPlanError
        As `split_sizes`.
    """
    counted = split_sizes(y, split)
    return SPLITS[split.kind].cut(y, counted, random_state)
