"""Describe a data set: counts, mean pictures, odd pictures, maps."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.datasets.catalog import load_dataset
from digitrec.datasets.dataset import N_DIGITS
from digitrec.errors import InvalidPlanError

N_NEIGHBOURS = 10
PERPLEXITY = 30.0  # scikit-learn's default; about how many neighbours t-SNE considers
N_COMPONENTS = 50  # to which t-SNE's authors reduce larger pictures first
SECONDS_PER_PICTURE = 0.005  # t-SNE on one core, 500 to 5,000 pictures


def class_counts(y: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count the pictures of each digit.

    Parameters
    ----------
    y : ndarray of int64, shape (n,)
        The digits 0..9.

    Returns
    -------
    ndarray of int64, shape (10,)

    Examples
    --------
    >>> from digitrec.datasets import class_counts, load_digits
    >>> class_counts(load_digits().y).tolist()
    [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    """
    return np.bincount(y, minlength=N_DIGITS)


@dataclass(frozen=True)
class ClassPictures:
    """Mean and spread of the pictures of each digit.

    Attributes
    ----------
    means : ndarray of float64, shape (10, side, side)
        The mean of each cell, in counts or greys; 0 for a digit without pictures.
    deviations : ndarray of float64, shape (10, side, side)
        The standard deviation of each cell (divided by n), likewise.
    """

    means: NDArray[np.float64]
    deviations: NDArray[np.float64]


def class_pictures(images: NDArray[Any], y: NDArray[np.int64]) -> ClassPictures:
    """Average the pictures of each digit, cell by cell.

    Parameters
    ----------
    images : ndarray, shape (n, side, side)
    y : ndarray of int64, shape (n,)
        The digits 0..9.
    """
    means = np.zeros((N_DIGITS, *images.shape[1:]))
    deviations = np.zeros_like(means)
    for digit in np.unique(y):
        members = images[y == digit]
        means[digit] = members.mean(axis=0, dtype=np.float64)
        deviations[digit] = members.std(axis=0, dtype=np.float64)
    return ClassPictures(means, deviations)


def oddness(
    X: NDArray[Any], y: NDArray[np.int64], *, n_neighbours: int = N_NEIGHBOURS
) -> NDArray[np.float64]:
    """Measure how odd each picture is among those of its own digit.

    It is the mean distance to the ten nearest pictures of the same digit, divided by the digit's
    median of it, so that digits that vary much and little can be compared. Unlike the distance to
    the mean picture, it counts a 7 with a bar as usual if there are others like it. The mean
    distance is the *weight* of Angiulli and Pizzuti (*Fast Outlier Detection in High Dimensional
    Spaces*, 2002), taken within each class.

    Parameters
    ----------
    X : ndarray, shape (n, n_features)
    y : ndarray of int64, shape (n,)
        The digits 0..9.
    n_neighbours : int, default 10
        Fewer where a digit has fewer others.

    Returns
    -------
    ndarray of float64, shape (n,)
        1 is usual, less is typical, 2 is twice as far from its like. A digit's only picture, or
        one among copies of itself, gets 1.
    """
    from sklearn.metrics import euclidean_distances

    odd = np.ones(len(y))
    for digit in np.unique(y):
        members = np.flatnonzero(y == digit)
        k = min(n_neighbours, len(members) - 1)
        if k < 1:
            continue
        distances = euclidean_distances(X[members].astype(np.float64))
        np.fill_diagonal(distances, np.inf)
        weights = np.partition(distances, k - 1, axis=1)[:, :k].mean(axis=1)
        usual = np.median(weights)
        if usual > 0:
            odd[members] = weights / usual
    return odd


ORDERS = ("File order", "Most typical first", "Oddest first")


def arrange(
    y: NDArray[np.int64],
    odd: NDArray[np.float64],
    *,
    digits: Iterable[int] = (),
    order: str = ORDERS[0],
) -> NDArray[np.int64]:
    """Select pictures by digit and sort them.

    Parameters
    ----------
    y : ndarray of int64, shape (n,)
        The digits 0..9.
    odd : ndarray of float64, shape (n,)
        As `oddness` gives it.
    digits : iterable of int, optional
        Which to select; all if there are none.
    order : str, default "File order"
        One of `ORDERS`; equally odd pictures stay in file order.

    Returns
    -------
    ndarray of int64, shape (m,)
        Their indices.

    Raises
    ------
    InvalidPlanError
        If there is no such order.

    Examples
    --------
    >>> import numpy as np
    >>> from digitrec.datasets import arrange
    >>> y, odd = np.array([3, 7, 3]), np.array([0.9, 1.0, 1.4])
    >>> arrange(y, odd, digits=[3], order="Oddest first").tolist()
    [2, 0]
    """
    if order not in ORDERS:
        raise InvalidPlanError(f"There is no order named {order!r}; there are {', '.join(ORDERS)}.")
    selected = list(digits)
    indices = np.flatnonzero(np.isin(y, selected)) if selected else np.arange(len(y))
    if order == ORDERS[0]:
        return indices
    sign = 1 if order == ORDERS[1] else -1
    return indices[np.argsort(sign * odd[indices], kind="stable")]


@dataclass(frozen=True)
class Map:
    """Pictures as points in a plane.

    Attributes
    ----------
    points : ndarray of float32, shape (n, 2)
    explained_variance_ratio : tuple of float
        The proportion of the pictures' variance along each of the two axes, 0..1; empty for t-SNE,
        whose axes have no meaning.
    """

    points: NDArray[np.float32]
    explained_variance_ratio: tuple[float, ...] = ()


def principal_components(X: NDArray[Any], *, random_state: int = 0) -> Map:
    """Map pictures by the two directions in which they vary most (PCA).

    Parameters
    ----------
    X : ndarray, shape (n, n_features)
        At least two rows.
    random_state : int, default 0
    """
    from sklearn.decomposition import PCA

    pca = PCA(n_components=2, random_state=random_state)
    points = pca.fit_transform(X.astype(np.float64))
    return Map(points.astype(np.float32), tuple(pca.explained_variance_ratio_.tolist()))


def tsne_map(X: NDArray[Any], *, random_state: int = 0) -> Map:
    """Map pictures so that similar ones lie together (t-SNE).

    Pictures of more than 64 numbers are first reduced to 50 principal components.

    Parameters
    ----------
    X : ndarray, shape (n, n_features)
    random_state : int, default 0

    Returns
    -------
    Map
        The same each time on the same machine.

    Raises
    ------
    InvalidPlanError
        If there are not more pictures than the perplexity, 30.

    References
    ----------
    L. van der Maaten and G. Hinton, *Visualizing Data using t-SNE*, JMLR 9, 2008.
    """
    from sklearn.decomposition import PCA
    from sklearn.manifold import TSNE
    from threadpoolctl import threadpool_limits

    if len(X) <= PERPLEXITY:
        raise InvalidPlanError(
            f"There are {len(X)} pictures; a map by t-SNE needs more than {PERPLEXITY:.0f}. "
            "Take a larger sample."
        )
    X = X.astype(np.float64)
    with threadpool_limits(1):  # a fixed order of sums makes maps reproducible
        if X.shape[1] > 64:
            n_components = min(N_COMPONENTS, len(X))
            X = PCA(n_components=n_components, random_state=random_state).fit_transform(X)
        tsne = TSNE(perplexity=PERPLEXITY, init="pca", n_jobs=1, random_state=random_state)
        return Map(tsne.fit_transform(X).astype(np.float32))


def tsne_map_of_sample(name: str, n: int | None, random_state: int) -> Map:
    """Load a data set and map a sample of it by t-SNE, as a task for another process.

    Parameters
    ----------
    name : str
        A key of `digitrec.datasets.DATASETS`.
    n : int or None
        The size of the sample, taken by `Dataset.sample` with `random_state`; None for all.
    random_state : int

    Raises
    ------
    InvalidPlanError, DatasetError
        As `load_dataset` and `tsne_map`.
    """
    dataset = load_dataset(name)
    rows = dataset.sample(n or len(dataset.y), random_state=random_state)
    return tsne_map(dataset.X[rows], random_state=random_state)


def tsne_seconds(n: int) -> float:
    """Estimate how many seconds `tsne_map` takes.

    Parameters
    ----------
    n : int
        The number of pictures.
    """
    return 1.0 + SECONDS_PER_PICTURE * n
