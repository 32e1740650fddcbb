"""Build the shipped models, each with its card."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import Accuracy
from digitrec.datasets import N_DIGITS, load_digits
from digitrec.drawing import N_DIRECTION_FEATURES, check_strokes, direction_features, re_ink
from digitrec.drawing.invented import make_drawings, make_non_digits
from digitrec.formats import DIGITS_FORMAT, to_digits_format
from digitrec.recognition import NO_DIGIT, Card, Model, with_directions
from digitrec.shipped.held_out import N_FOLDS, TESTED_ON
from digitrec.shipped.networks import LabelledRows, finish, fit_on_inventions
from digitrec.shipped.table import SHIPPED, ShippedEntry

Fit = Callable[[LabelledRows], Any]  # from the digits to a fitted classifier

SEED = 0
N_STEPS = 2 * N_FOLDS + 2  # of `build_model`: the inventions, the fit on all, and every fold
NON_DIGITS_PROPORTION = 0.4  # of invented drawings
CHUNK = 4_000  # invented drawings at a time
ROWS_EACH = 3  # of a drawing: with its directions, the same cells alone, another picture alone
INVENTED_PENS = (2.8, 5.5)  # 32nds of the height
INVENTED_LEAN = 0.12  # standard deviation
PICTURE_PENS = (2.8, 8.0)  # of pictures alone, which nothing inks again, the same two ...
PICTURE_LEAN = 0.25
PICTURE_PX = (16, 32)  # ... and how high they are
# How often drawn wide, by digit.
WIDE = {0: 0.25, 1: 0.03, 2: 0.25, 3: 0.1, 4: 0.1, 5: 0.1, 7: 0.1, 8: 0.05}
WIDENED = (1.15, 2.0)  # times as wide
N_TEMPERED = 2_000  # invented drawings that the temperature is fitted on


def _invent_chunk(n_drawings: int, seed: int) -> LabelledRows:
    n_non_digits = round(NON_DIGITS_PROPORTION * n_drawings)
    drawings, y = make_drawings(n_drawings - n_non_digits, random_state=[seed, 0])
    non_digits, families = make_non_digits(n_non_digits, random_state=[seed, 1])
    rng = np.random.default_rng([seed, 2])
    drawings = [_sometimes_wide(*each, rng) for each in zip(drawings, y, strict=True)]
    X = []
    for strokes in map(check_strokes, drawings + non_digits):
        pen, lean = rng.uniform(*INVENTED_PENS), rng.normal(0, INVENTED_LEAN)
        cells = to_digits_format(strokes, pen=pen, lean=lean).ravel()
        directions = np.zeros((ROWS_EACH, N_DIRECTION_FEATURES))
        directions[0] = direction_features(strokes)
        X.append(with_directions(np.array([cells, cells, _as_picture(strokes, rng)]), directions))
    y = np.repeat(np.concatenate([y, NO_DIGIT + families])[:, np.newaxis], ROWS_EACH, axis=1)
    order = rng.permutation(n_drawings)
    return np.concatenate(np.array(X, np.float32)[order]), y[order].ravel()


def _as_picture(
    strokes: list[NDArray[np.float64]], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Give the 64 cells of a small picture of the drawing, by a pen that nothing knows."""
    from PIL import Image

    ink = re_ink(strokes, pen=rng.uniform(*PICTURE_PENS), lean=rng.normal(0, PICTURE_LEAN))
    height = int(rng.integers(*PICTURE_PX, endpoint=True))
    width = max(1, round(ink.shape[1] * height / ink.shape[0]))
    shades = Image.fromarray(ink).convert("L").resize((width, height), Image.Resampling.BOX)
    small = np.asarray(shades) >= 128
    return DIGITS_FORMAT.from_ink(small if small.any() else ink).ravel()


def _sometimes_wide(
    strokes: list[NDArray[np.float64]], digit: int, rng: np.random.Generator
) -> list[NDArray[np.float64]]:
    """Draw some digits much wider: pictures of one width don't show it, but the pen's way does."""
    if rng.random() >= WIDE.get(int(digit), 0):
        return strokes
    factor = np.exp(rng.uniform(*np.log(WIDENED)))
    return [stroke * (factor, 1) for stroke in strokes]


def invent_rows(n_drawings: int, *, random_state: int) -> LabelledRows:
    """Invent drawings and bring them into the digits format, with pens of many widths.

    Two in five are no digit. Of each there are three rows, one after the other: its cells with its
    direction features; the same cells alone; and the cells of another, small picture of it alone.

    Parameters
    ----------
    n_drawings : int
    random_state : int

    Returns
    -------
    X : ndarray of float32, shape (3 * n_drawings, 64 + 87)
        The cells, and the direction features, 0 where nothing but a picture is known.
    y : ndarray of int64, shape (3 * n_drawings,)
        The digits 0..9, and `digitrec.recognition.NO_DIGIT` and so on for the families of what is
        none.
    """
    from joblib import Parallel, delayed

    sizes = [min(CHUNK, n_drawings - start) for start in range(0, n_drawings, CHUNK)]
    chunks = Parallel(n_jobs=-1)(
        delayed(_invent_chunk)(size, random_state * 1_000_000 + i) for i, size in enumerate(sizes)
    )
    X, y = (np.concatenate(parts) for parts in zip(*chunks, strict=True))
    return X, y


def _make_fit(entry: ShippedEntry, random_state: int, n_invented: int) -> Fit:
    """Learn what does not depend on the digits, and give the function that does the rest."""
    if not n_invented:
        return partial(fit_estimator, entry, random_state)
    invented = invent_rows(n_invented, random_state=random_state)
    return partial(finish, fit_on_inventions(invented, random_state), invented=invented)


def fit_estimator(entry: ShippedEntry, random_state: int, digits: LabelledRows) -> Any:
    """Fit an estimator on digits alone.

    Parameters
    ----------
    entry : digitrec.shipped.table.ShippedEntry
    random_state : int
    digits : tuple of ndarray
        X of shape (n, 64) and y of shape (n,).

    Returns
    -------
    object
        The fitted scikit-learn classifier.
    """
    from threadpoolctl import threadpool_limits

    assert entry.make is not None, "the networks learn from inventions first"
    # One thread adds in one order, so that the same seed gives the same model.
    with threadpool_limits(1):
        return entry.make(random_state).fit(*digits)


def _fit_temperature(model: Model, random_state: int) -> float:
    """Find the temperature at which invented digits of another seed are the likeliest."""
    from scipy.optimize import minimize_scalar

    drawings, y = make_drawings(N_TEMPERED, random_state=[random_state, 1])
    predictions = [model.predict_strokes(strokes) for strokes in drawings]
    read = np.array([prediction.digit is not None for prediction in predictions])
    logs = np.log(np.array([each.probabilities for each in predictions])[read] + 1e-12)
    rows, digits = np.arange(len(logs)), y[read]

    def loss(temperature: float) -> float:
        cooled = logs / temperature
        return float((np.logaddexp.reduce(cooled, axis=1) - cooled[rows, digits]).mean())

    return round(float(minimize_scalar(loss, bounds=(0.5, 4), method="bounded").x), 2)


def _predict_fold(
    fit: Fit,
    card: Card,
    digits: LabelledRows,
    train: NDArray[np.int64],
    test: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Fit on `train` and give the probabilities of `test`, shape (n, 10)."""
    X, y = digits
    estimator = fit((X[train], y[train]))
    return Model(estimator, card).predict_images(X[test].reshape(-1, *DIGITS_FORMAT.shape))


def _folds(
    digits: LabelledRows, random_state: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Give pairs of rows, (train, test): all shuffled folds, then those in file order."""
    from sklearn.model_selection import KFold, StratifiedKFold

    shuffled = StratifiedKFold(N_FOLDS, shuffle=True, random_state=random_state)
    return [*shuffled.split(*digits), *KFold(N_FOLDS).split(*digits)]


def _cross_validate(
    fit: Fit,
    card: Card,
    random_state: int,
    digits: LabelledRows,
    progress: Callable[[], object],
) -> dict[str, NDArray[np.float32]]:
    """Predict each picture by a model that was fitted without it, once for each of `TESTED_ON`."""
    from joblib import Parallel, delayed

    folds = _folds(digits, random_state)
    held_out = np.empty((len(TESTED_ON), len(digits[1]), N_DIGITS), dtype=np.float32)
    tasks = [delayed(_predict_fold)(fit, card, digits, *fold) for fold in folds]
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
        How many drawings to invent; by default as many as the table says. With fewer than some
        2,000 the tenth that the end of the fit takes may lack a class, which scikit-learn refuses.
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
    fit = _make_fit(entry, random_state, n_invented)
    progress()

    model = Model(fit(digits), _card(name, random_state, n_invented))
    if n_invented:
        temperature = _fit_temperature(model, random_state)
        model = Model(model.estimator, replace(model.card, temperature=temperature))
    progress()

    held_out = _cross_validate(fit, model.card, random_state, digits, progress)
    hyperparameters = {
        key: value
        for key, value in model.estimator.get_params().items()
        if isinstance(value, (str, int, float, bool, type(None)))
    }
    accuracy = {
        split: Accuracy(int((probabilities.argmax(axis=1) == dataset.y).sum()), len(dataset.y))
        for split, probabilities in held_out.items()
    }
    card = replace(model.card, hyperparameters=hyperparameters, accuracy=accuracy)
    return Model(model.estimator, card), held_out


def _card(name: str, random_state: int, n_invented: int) -> Card:
    """Make the card of a model that was not tested yet."""
    entry = SHIPPED[name]
    trained_on = "the 1,797 pictures of sklearn.datasets.load_digits"
    if n_invented:
        trained_on += f", and {n_invented:,} invented drawings, two in five no digit"
    return Card(
        DIGITS_FORMAT,
        entry.views,
        with_directions=bool(n_invented),
        name=name,
        title=entry.title,
        explanation=entry.explanation,
        seed=random_state,
        trained_on=trained_on,
        tested_on=f"the same 1,797 pictures in {N_FOLDS} folds, each read by a model that was "
        "fitted without it",
    )
