"""The table of ways to split a data set into pictures to learn from and to test on."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.errors import InvalidPlanError

Labels = NDArray[np.int64]
Writers = NDArray[np.int64] | None  # of each row, -1 where nobody knows; None: of no row
Sizes = list[tuple[int, int]]  # n_train, n_test
Indices = list[tuple[NDArray[np.int64], NDArray[np.int64]]]  # train, test


@dataclass(frozen=True)
class Split:
    """A way to split a data set, with its numbers.

    Attributes
    ----------
    kind : str
        A key of `SPLITS`.
    train_share : float, default 0.75
        The proportion to learn from, above 0 and below 1. Kinds with folds ignore it.
    n_train : int, optional
        In file order: how many of the first rows to learn from, instead of `train_share`.
    n_test : int, optional
        In file order: how many of the last rows to test on; by default all the rest.
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
    title, explanation : str
        As a reader sees them.
    short : str
        Within the name of a run; of kinds with folds, with a place for their number.
    sizes : callable
        ``sizes(y, split, writers)`` gives pairs of sizes, (n_train, n_test), or raises
        `InvalidPlanError`.
    indices : callable
        ``indices(y, sizes, random_state, writers)`` gives pairs of row numbers of these sizes,
        (train, test).
    has_folds : bool, default False
        Whether every row is tested on once, by as many models as there are folds.
    is_random : bool, default True
        Whether another seed gives another split.
    needs_writers : bool, default False
        Whether it is for data sets that tell whose handwriting a picture is.
    """

    title: str
    short: str
    explanation: str
    sizes: Callable[[Labels, Split, Writers], Sizes]
    indices: Callable[[Labels, Sizes, int, Writers], Indices]
    has_folds: bool = False
    is_random: bool = True
    needs_writers: bool = False


def check_train_share(split: Split) -> None:
    """Check that the share to learn from is a number between 0 and 1."""
    share = split.train_share
    if not isinstance(share, (int, float)):
        raise InvalidPlanError("The share to learn from must be a number between 0 and 1.")
    if not 0 < share < 1:
        raise InvalidPlanError(
            f"The share to learn from is {share:g}; it must be above 0 and below 1."
        )


def _share_sizes(y: Labels, split: Split) -> tuple[int, int]:
    check_train_share(split)
    n_train = int(np.floor(split.train_share * len(y)))
    return n_train, len(y) - n_train


def _check_not_empty(n_train: int, n_test: int, n: int) -> None:
    if n_train < 1 or n_test < 1:
        raise InvalidPlanError(
            f"This split of {n:,} pictures leaves {n_train:,} to learn from and {n_test:,} to test "
            "on; both need at least one. Choose other numbers."
        )


def _random_sizes(y: Labels, split: Split, _writers: Writers) -> Sizes:
    n_train, n_test = _share_sizes(y, split)
    _check_not_empty(n_train, n_test, len(y))
    return [(n_train, n_test)]


def _random_indices(y: Labels, sizes: Sizes, random_state: int, _writers: Writers) -> Indices:
    from sklearn.model_selection import ShuffleSplit

    ((_, n_test),) = sizes
    return list(ShuffleSplit(1, test_size=n_test, random_state=random_state).split(y))


def _stratified_sizes(y: Labels, split: Split, _writers: Writers) -> Sizes:
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


def _stratified_indices(y: Labels, sizes: Sizes, random_state: int, _writers: Writers) -> Indices:
    from sklearn.model_selection import StratifiedShuffleSplit

    ((_, n_test),) = sizes
    splitter = StratifiedShuffleSplit(1, test_size=n_test, random_state=random_state)
    return list(splitter.split(y, y))


def _file_order_sizes(y: Labels, split: Split, _writers: Writers) -> Sizes:
    n = len(y)
    n_train = _share_sizes(y, split)[0] if split.n_train is None else split.n_train
    n_test = n - n_train if split.n_test is None else split.n_test
    _check_not_empty(n_train, n_test, n)
    if n_train + n_test > n:
        raise InvalidPlanError(
            f"{n_train:,} pictures to learn from and {n_test:,} to test on are more than the "
            f"{n:,} that there are, so that some would be both. Choose smaller numbers."
        )
    return [(n_train, n_test)]


def _file_order_indices(y: Labels, sizes: Sizes, _random_state: int, _writers: Writers) -> Indices:
    ((n_train, n_test),) = sizes
    return [(np.arange(n_train), np.arange(len(y) - n_test, len(y)))]


def _fold_sizes(y: Labels, split: Split, _writers: Writers) -> Sizes:
    n, n_folds = len(y), split.n_folds
    if not 2 <= n_folds <= n:
        raise InvalidPlanError(
            f"{n_folds} folds of {n:,} pictures are not possible; choose from 2 to {n:,}."
        )
    tests = [n // n_folds + (fold < n % n_folds) for fold in range(n_folds)]
    return [(n - n_test, n_test) for n_test in tests]


def _shuffled_fold_indices(
    y: Labels, sizes: Sizes, random_state: int, _writers: Writers
) -> Indices:
    from sklearn.model_selection import KFold

    return list(KFold(len(sizes), shuffle=True, random_state=random_state).split(y))


def _file_order_fold_indices(
    y: Labels, sizes: Sizes, _random_state: int, _writers: Writers
) -> Indices:
    from sklearn.model_selection import KFold

    return list(KFold(len(sizes)).split(y))


def _with_writer(y: Labels, writers: Writers) -> NDArray[np.intp]:
    """Find the rows of which somebody knows who wrote them."""
    known = np.arange(0) if writers is None else np.flatnonzero(writers >= 0)
    if not len(known):
        raise InvalidPlanError(
            f"Of none of these {len(y):,} pictures is it known who wrote it. Choose your own "
            "drawings, or another split."
        )
    return known


def _own_sizes(y: Labels, split: Split, writers: Writers) -> Sizes:
    n = len(_with_writer(y, writers))
    n_train, n_test = _share_sizes(y[:n], split)
    _check_not_empty(n_train, n_test, n)
    return [(len(y) - n_test, n_test)]


def _own_indices(y: Labels, sizes: Sizes, random_state: int, writers: Writers) -> Indices:
    ((_, n_test),) = sizes
    known = _with_writer(y, writers)
    test = known[proportional_order(y[known], random_state)[:n_test]]
    return [(np.setdiff1d(np.arange(len(y)), test), np.sort(test))]


def _writer_folds(y: Labels, n_folds: int, writers: Writers) -> Indices:
    from sklearn.model_selection import GroupKFold

    known = _with_writer(y, writers)
    groups = np.asarray(writers)[known]
    n_writers = len(np.unique(groups))
    if not 2 <= n_folds <= n_writers:
        most = (
            f"choose from 2 to {n_writers}"
            if n_writers > 1
            else "it takes the drawings of two writers or more"
        )
        raise InvalidPlanError(
            f"{n_folds} folds of whole writers are not possible with {n_writers}; {most}."
        )
    tests = [known[test] for _, test in GroupKFold(n_folds).split(known, groups=groups)]
    return [(np.setdiff1d(np.arange(len(y)), test), test) for test in tests]


def _writer_fold_sizes(y: Labels, split: Split, writers: Writers) -> Sizes:
    return [(len(train), len(test)) for train, test in _writer_folds(y, split.n_folds, writers)]


def _writer_fold_indices(y: Labels, sizes: Sizes, _random_state: int, writers: Writers) -> Indices:
    return _writer_folds(y, len(sizes), writers)


def proportional_order(y: Labels, random_state: int) -> NDArray[np.intp]:
    """Order rows at random so that each beginning has the classes about in proportion.

    Parameters
    ----------
    y : ndarray of int64, shape (n,)
        The classes.
    random_state : int

    Returns
    -------
    ndarray of int, shape (n,)
        Row numbers.

    Examples
    --------
    >>> import numpy as np
    >>> y = np.array([0, 0, 0, 0, 1, 1])
    >>> y[proportional_order(y, 0)].tolist()
    [0, 1, 0, 0, 1, 0]
    """
    order = np.random.default_rng(random_state).permutation(len(y))
    quantile = np.empty(len(y))  # of each row within its class
    for label in np.unique(y):
        rows = order[y[order] == label]
        quantile[rows] = (np.arange(len(rows)) + 0.5) / len(rows)
    return np.argsort(quantile, kind="stable")


SPLITS = {
    "stratified": SplitKind(
        "Stratified",
        "stratified",
        "Picked at random, with the same mix of digits on both sides.",
        _stratified_sizes,
        _stratified_indices,
    ),
    "random": SplitKind(
        "Random",
        "random",
        "Picked at random. One side may get more of a digit than the other.",
        _random_sizes,
        _random_indices,
    ),
    "file-order": SplitKind(
        "In file order",
        "file order",
        "The first pictures of the file to learn from, the last ones to test on.",
        _file_order_sizes,
        _file_order_indices,
        is_random=False,
    ),
    "folds": SplitKind(
        "Folds, shuffled",
        "{} folds",
        "All pictures are shuffled and dealt into folds. Each fold is the test of a model that "
        "learned from all the others (cross-validation).",
        _fold_sizes,
        _shuffled_fold_indices,
        has_folds=True,
    ),
    "folds-file-order": SplitKind(
        "Folds, in file order",
        "{} folds in file order",
        "The file is cut into folds as it lies, so one person's digits mostly stay together. Each "
        "fold is the test of a model that learned from all the others.",
        _fold_sizes,
        _file_order_fold_indices,
        has_folds=True,
        is_random=False,
    ),
    "own": SplitKind(
        "Own drawings",
        "own drawings",
        "The test is of own drawings only, picked at random. The model learns from the other own "
        "drawings, and from all pictures of the digits.",
        _own_sizes,
        _own_indices,
        needs_writers=True,
    ),
    "writers": SplitKind(
        "Folds of whole writers",
        "{} folds of writers",
        "Each writer's drawings are read by a model that never saw a drawing of that writer. What "
        "is not known to be anybody's, everyone learns from.",
        _writer_fold_sizes,
        _writer_fold_indices,
        has_folds=True,
        is_random=False,
        needs_writers=True,
    ),
}


def split_sizes(y: Labels, split: Split, writers: Writers = None) -> Sizes:
    """Count the rows of each part of a split without splitting.

    Parameters
    ----------
    y : ndarray of int64, shape (n,)
        The classes.
    split : Split
    writers : ndarray of int64, shape (n,), optional
        As in `digitrec.datasets.Dataset`.

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
    return SPLITS[split.kind].sizes(y, split, writers)


def split_indices(y: Labels, split: Split, random_state: int, writers: Writers = None) -> Indices:
    """Split a data set.

    Parameters
    ----------
    y : ndarray of int64, shape (n,)
        The classes.
    split : Split
    random_state : int
    writers : ndarray of int64, shape (n,), optional
        As in `digitrec.datasets.Dataset`.

    Returns
    -------
    list of tuple of ndarray of int64
        Pairs of row numbers, to learn from and to test on; one pair, or one for each fold.

    Raises
    ------
    InvalidPlanError
        As `split_sizes`.

    Examples
    --------
    >>> import numpy as np
    >>> y = np.array([0, 1, 0, 1, 0, 1])
    >>> for train, test in split_indices(y, Split("folds-file-order", n_folds=3), 0):
    ...     print(train, test)
    [2 3 4 5] [0 1]
    [0 1 4 5] [2 3]
    [0 1 2 3] [4 5]

    A stratified split has the same mixture of classes on both sides:

    >>> ((train, test),) = split_indices(y, Split("stratified", train_share=0.67), 0)
    >>> sorted(y[train].tolist()), sorted(y[test].tolist())
    ([0, 0, 1, 1], [0, 1])
    """
    sizes = split_sizes(y, split, writers)
    return SPLITS[split.kind].indices(y, sizes, random_state, writers)
