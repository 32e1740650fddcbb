"""What there is to say of a data set: counts, usual pictures, odd ones, maps. Arrays in and out."""

from dataclasses import dataclass

import numpy as np

from digitrec.datasets.catalog import load_dataset
from digitrec.errors import InvalidPlanError

N_CLASSES = 10
N_NEIGHBOURS = 10
PERPLEXITY = 30.0  # scikit-learn's own: about how many neighbours of each picture t-SNE minds
N_COMPONENTS = 50  # to which larger pictures are reduced before t-SNE, as its authors do
SECONDS_PER_PICTURE = 0.005  # t-SNE on one core, 500 to 5,000 pictures


def class_counts(y):
    """Count the pictures of each digit.

    Parameters
    ----------
    y : ndarray of int64, shape (n,)
        The digits 0..9.

    Returns
    -------
    ndarray of int64, shape (10,)
    """
    return np.bincount(y, minlength=N_CLASSES)


@dataclass(frozen=True)
class ClassPictures:
    """What the pictures of each digit have in common, and where they differ.

    Attributes
    ----------
    means : ndarray of float64, shape (10, side, side)
        The mean of each cell, in counts or greys; 0 for a digit without pictures.
    deviations : ndarray of float64, shape (10, side, side)
        The standard deviation of each cell (of these pictures: divided by n), likewise.
    """

    means: np.ndarray
    deviations: np.ndarray


def class_pictures(images, y):
    """Average the pictures of each digit, cell by cell.

    Parameters
    ----------
    images : ndarray, shape (n, side, side)
    y : ndarray of int64, shape (n,)
        The digits 0..9.

    Returns
    -------
    ClassPictures
    """
    means = np.zeros((N_CLASSES, *images.shape[1:]))
    deviations = np.zeros_like(means)
    for digit in np.unique(y):
        members = images[y == digit]
        means[digit] = members.mean(axis=0, dtype=np.float64)
        deviations[digit] = members.std(axis=0, dtype=np.float64)
    return ClassPictures(means, deviations)


def oddness(X, y, *, n_neighbours=N_NEIGHBOURS):
    """Measure how odd each picture is among those of its own digit.

    The mean distance to the ten nearest pictures of the same digit, divided by what is usual for
    that digit (the median). Unlike the distance to the mean picture, it counts a 7 with a bar as
    usual as long as there are others like it. The measure is the *weight* of Angiulli and Pizzuti
    (*Fast Outlier Detection in High Dimensional Spaces*, 2002), within each class and divided by
    its median, so that digits that vary much and little can be compared.

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
        1: as far from its like as is usual; below 1: typical; 2: twice as far. A digit's only
        picture, or one among copies of itself, is given 1.
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


def arrange(y, odd, *, digits=(), order=ORDERS[0]):
    """Choose pictures and put them in order.

    Parameters
    ----------
    y : ndarray of int64, shape (n,)
        The digits 0..9.
    odd : ndarray of float64, shape (n,)
        As from `oddness`.
    digits : iterable of int, optional
        Which to take; all, if there are none.
    order : str, default "File order"
        One of `ORDERS`; of equally odd pictures the first in the file comes first.

    Returns
    -------
    ndarray of int64, shape (m,)
        Their places.

    Raises
    ------
    InvalidPlanError
        If there is no such order.
    """
    if order not in ORDERS:
        raise InvalidPlanError(f"There is no order named {order!r}; there are {', '.join(ORDERS)}.")
    digits = list(digits)
    places = np.flatnonzero(np.isin(y, digits)) if digits else np.arange(len(y))
    if order == ORDERS[0]:
        return places
    sign = 1 if order == ORDERS[1] else -1
    return places[np.argsort(sign * odd[places], kind="stable")]


@dataclass(frozen=True)
class Map:
    """Pictures as points in a plane.

    Attributes
    ----------
    points : ndarray of float32, shape (n, 2)
    shares : tuple of float
        Which share of the pictures' variance lies along each of the two axes; none for t-SNE,
        whose axes mean nothing.
    """

    points: np.ndarray
    shares: tuple = ()


def principal_components(X, *, random_state=0):
    """Lay pictures out by the two directions in which they vary most (*PCA*).

    Parameters
    ----------
    X : ndarray, shape (n, n_features)
        At least two rows.
    random_state : int, default 0

    Returns
    -------
    Map
    """
    from sklearn.decomposition import PCA

    pca = PCA(n_components=2, random_state=random_state)
    points = pca.fit_transform(X.astype(np.float64))
    return Map(points.astype(np.float32), tuple(pca.explained_variance_ratio_.tolist()))


def neighbour_map(X, *, random_state=0):
    """Lay pictures out so that those that are alike lie together (*t-SNE*).

    Pictures of more than 64 numbers are reduced to 50 principal components before.

    Parameters
    ----------
    X : ndarray, shape (n, n_features)
    random_state : int, default 0

    Returns
    -------
    Map
        Always the same on the same machine.

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
    with threadpool_limits(1):  # the sums in one order, so that every map comes out the same
        if X.shape[1] > 64:
            n_components = min(N_COMPONENTS, len(X))
            X = PCA(n_components=n_components, random_state=random_state).fit_transform(X)
        tsne = TSNE(perplexity=PERPLEXITY, init="pca", n_jobs=1, random_state=random_state)
        return Map(tsne.fit_transform(X).astype(np.float32))


def neighbour_map_of(name, n, random_state):
    """Load a data set and lay a sample of it out by t-SNE: a task for another process.

    Parameters
    ----------
    name : str
        A key of `digitrec.datasets.DATASETS`.
    n : int or None
        How many pictures, drawn by `Dataset.sample` with `random_state`; None for all.
    random_state : int

    Returns
    -------
    Map

    Raises
    ------
    InvalidPlanError, DatasetError
        As `load_dataset` and `neighbour_map`.
    """
    dataset = load_dataset(name)
    rows = dataset.sample(n or len(dataset.y), random_state=random_state)
    return neighbour_map(dataset.X[rows], random_state=random_state)


def map_seconds(n):
    """Estimate how long `neighbour_map` takes.

    Parameters
    ----------
    n : int
        Pictures.

    Returns
    -------
    float
    """
    return 1.0 + SECONDS_PER_PICTURE * n
