"""Build the shipped models, each with its card."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import Accuracy
from digitrec.datasets import N_DIGITS, load_digits
from digitrec.drawing.invented import make_drawings, make_non_digits
from digitrec.formats import DIGITS_FORMAT, to_digits_format
from digitrec.recognition import NO_DIGIT, Card, Model
from digitrec.shipped.held_out import N_FOLDS, TESTED_ON
from digitrec.shipped.table import SHIPPED, ShippedEntry

LabelledRows = tuple[NDArray[np.number], NDArray[np.int64]]  # X, y

SEED = 0
N_STEPS = 2 * N_FOLDS + 1  # of `build_model`: every fold, and the fit on all
DIGITS_PROPORTION = 0.15  # of the training pictures, if some are invented
SCRIBBLES_PROPORTION = 1 / 8  # of invented drawings
CHUNK = 4_000  # invented drawings at a time
INVENTED_PENS = (2.8, 5.5)  # 32nds of the height
INVENTED_LEAN = 0.12  # standard deviation


def _invent_chunk(n_drawings: int, seed: int) -> LabelledRows:
    n_scribbles = round(SCRIBBLES_PROPORTION * n_drawings)
    drawings, y = make_drawings(n_drawings - n_scribbles, random_state=[seed, 0])
    scribbles, _ = make_non_digits(n_scribbles, random_state=[seed, 1])
    rng = np.random.default_rng([seed, 2])
    images = [
        to_digits_format(
            strokes, pen=rng.uniform(*INVENTED_PENS), lean=rng.normal(0, INVENTED_LEAN)
        )
        for strokes in drawings + scribbles
    ]
    y = np.concatenate([y, np.full(n_scribbles, NO_DIGIT)])
    return np.array(images).reshape(n_drawings, -1), y


def invent_pictures(n_pictures: int, *, random_state: int) -> LabelledRows:
    """Invent drawings and bring them into the digits format, with pens of many widths.

    One in eight is a scribble.

    Parameters
    ----------
    n_pictures : int
    random_state : int

    Returns
    -------
    X : ndarray of float64, shape (n_pictures, 64)
    y : ndarray of int64, shape (n_pictures,)
        The digits 0..9, or `digitrec.recognition.NO_DIGIT`.
    """
    from joblib import Parallel, delayed

    sizes = [min(CHUNK, n_pictures - start) for start in range(0, n_pictures, CHUNK)]
    chunks = Parallel(n_jobs=-1)(
        delayed(_invent_chunk)(size, random_state * 1_000_000 + i) for i, size in enumerate(sizes)
    )
    X, y = (np.concatenate(parts) for parts in zip(*chunks, strict=True))
    return X, y


def fit_estimator(
    entry: ShippedEntry,
    random_state: int,
    digits: LabelledRows,
    invented: LabelledRows | None,
) -> Any:
    """Fit an estimator on digits, repeated to their proportion beside invented drawings.

    Parameters
    ----------
    entry : digitrec.shipped.table.ShippedEntry
    random_state : int
    digits : tuple of ndarray
        X of shape (n, 64) and y of shape (n,).
    invented : tuple of ndarray, or None
        The same of invented drawings.

    Returns
    -------
    object
        The fitted scikit-learn classifier.
    """
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    X, y = digits
    if invented is not None:
        repeats = max(1, round(DIGITS_PROPORTION * len(invented[1]) / max(1, len(y))))
        # Weights in float32: half the file, and the browser is sent exactly what was fitted.
        X = np.concatenate([invented[0], *[X] * repeats]).astype(np.float32)
        y = np.concatenate([invented[1], *[y] * repeats])
    # One thread adds in one order, so that the same seed gives the same model.
    with threadpool_limits(1), warnings.catch_warnings():
        # The number of epochs is chosen; that the fit ends there is expected.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return entry.make(random_state).fit(X, y)


def _predict_fold(
    entry: ShippedEntry,
    random_state: int,
    digits: LabelledRows,
    invented: LabelledRows | None,
    train: NDArray[np.int64],
    test: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Fit on `train` and give the probabilities of `test`, shape (n, 10)."""
    X, y = digits
    estimator = fit_estimator(entry, random_state, (X[train], y[train]), invented)
    images = X[test].reshape(-1, *DIGITS_FORMAT.shape)
    return Model(estimator, Card(DIGITS_FORMAT)).predict_images(images)


def _folds(
    digits: LabelledRows, random_state: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Give pairs of rows, (train, test): all shuffled folds, then those in file order."""
    from sklearn.model_selection import KFold, StratifiedKFold

    shuffled = StratifiedKFold(N_FOLDS, shuffle=True, random_state=random_state)
    return [*shuffled.split(*digits), *KFold(N_FOLDS).split(*digits)]


def _cross_validate(
    entry: ShippedEntry,
    random_state: int,
    digits: LabelledRows,
    invented: LabelledRows | None,
    progress: Callable[[], object],
) -> dict[str, NDArray[np.float32]]:
    """Predict each picture by a model that was fitted without it, once for each of `TESTED_ON`."""
    from joblib import Parallel, delayed

    folds = _folds(digits, random_state)
    held_out = np.empty((len(TESTED_ON), len(digits[1]), N_DIGITS), dtype=np.float32)
    tasks = [delayed(_predict_fold)(entry, random_state, digits, invented, *fold) for fold in folds]
    for i, probabilities in enumerate(Parallel(n_jobs=-1, return_as="generator")(tasks)):
        _, test = folds[i]
        held_out[i // N_FOLDS, test] = probabilities
        progress()
    return dict(zip(TESTED_ON, held_out, strict=True))


def build_model(
    name: str,
    *,
    random_state: int = SEED,
    n_invented: int | None = None,
    progress: Callable[[], object] = lambda: None,
) -> tuple[Model, dict[str, NDArray[np.float32]]]:
    """Fit one model of the table on all digits, and cross-validate it twice.

    Parameters
    ----------
    name : str
        A key of `digitrec.shipped.SHIPPED`.
    random_state : int, default 0
    n_invented : int, optional
        How many drawings to invent; by default as many as the table says.
    progress : callable, optional
        Called without arguments after each of `N_STEPS` steps.

    Returns
    -------
    model : Model
        Without checksums, which saving adds.
    held_out : dict of str to ndarray of float32, shape (1797, 10)
        ``"shuffled"`` and ``"file_order"``: the probabilities of each picture, by a model that was
        fitted without it.
    """
    entry = SHIPPED[name]
    n_invented = entry.n_invented if n_invented is None else n_invented
    dataset = load_digits()
    digits = dataset.X, dataset.y
    invented = invent_pictures(n_invented, random_state=random_state) if n_invented else None

    held_out = _cross_validate(entry, random_state, digits, invented, progress)
    estimator = fit_estimator(entry, random_state, digits, invented)
    progress()

    trained_on = "the 1,797 pictures of sklearn.datasets.load_digits"
    if n_invented:
        trained_on += f", and {n_invented:,} invented drawings, one in eight a scribble"
    card = Card(
        DIGITS_FORMAT,
        entry.views,
        name=name,
        title=entry.title,
        explanation=entry.explanation,
        hyperparameters={
            key: value
            for key, value in estimator.get_params().items()
            if isinstance(value, (str, int, float, bool, type(None)))
        },
        seed=random_state,
        trained_on=trained_on,
        tested_on=f"the same 1,797 pictures in {N_FOLDS} folds, each read by a model that was "
        "fitted without it",
        accuracy={
            split: Accuracy(int((probabilities.argmax(axis=1) == dataset.y).sum()), len(dataset.y))
            for split, probabilities in held_out.items()
        },
    )
    return Model(estimator, card), held_out
