"""What each part of the reading is worth, measured by leaving it out or changing it.

    python -m benchmarks.ablation --strokes FILE [--fit]

FILE holds pen strokes in the UNIPEN format. The parts of the recipe are read by the support vector
machine, the views by the shipped default; with --fit, the default is fitted anew on less, which
takes longer than building it. Prints one JSON line of accuracies. The views are those of test-time
augmentation.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.environment import environment
from benchmarks.files import WrittenDigit, read_unipen
from digitrec import load_model
from digitrec.datasets import N_DIGITS, load_digits
from digitrec.drawing import check_strokes, crop, direction_features, re_ink
from digitrec.formats import count_blocks, even_out, straighten, stretch, to_digits_format
from digitrec.recognition import with_directions
from digitrec.shipped import SHIPPED, finish, fit_on_inventions, invent_rows

PENS = (3.0, 3.5, 4.0, 4.5, 5.0, 6.0)
LEANS = (-0.12, 0.0, 0.12)

Strokes = list[NDArray[np.float64]]
Views = dict[tuple[float, float], NDArray[np.float64]]  # pictures by pen and lean


def recipe_without(*left_out: str) -> Callable[[Strokes], NDArray[np.float64]]:
    """Make the recipe without some of its steps, as a function of strokes."""

    def to_picture(strokes: Strokes) -> NDArray[np.float64]:
        bitmap = stretch(crop(re_ink(check_strokes(strokes))))
        for step in (even_out, straighten):
            if step.__name__ not in left_out:
                bitmap = step(bitmap)
        return count_blocks(bitmap)

    return to_picture


def pictures(
    written: list[WrittenDigit], to_picture: Callable[[Strokes], NDArray[np.float64]]
) -> NDArray[np.float64]:
    return np.array([to_picture(one.strokes) for one in written])


def all_views(written: list[WrittenDigit]) -> Views:
    """Make the pictures of all drawings for every pen and lean that is tried."""
    return {
        (pen, lean): pictures(written, partial(to_digits_format, pen=pen, lean=lean))
        for pen in PENS
        for lean in (LEANS if pen in (3.0, 4.0, 5.0) else (0.0,))
    }


def accuracy(probabilities: NDArray[np.float64], y: NDArray[np.int64]) -> float:
    return round(float((probabilities.argmax(axis=1) == y).mean()), 4)


def by_views(
    estimator: Any,
    views: Views,
    y: NDArray[np.int64],
    directions: NDArray[np.float64] | None = None,
) -> dict[str, float]:
    """Measure an estimator's accuracy by its mean probabilities over one view, or several.

    With `directions`, shape (n, 87), it is told of them beside each view.
    """
    shipped = [(view.pen, view.lean) for view in SHIPPED["default"].views]
    tried = {
        "one": [(4.0, 0.0)],
        "three pens": [(pen, 0.0) for pen in (3.0, 4.0, 5.0)],
        "three leans": [(4.0, lean) for lean in LEANS],
        "five": shipped,
        "nine": [(pen, lean) for pen in (3.0, 4.0, 5.0) for lean in LEANS],
    }

    def mean_over(names: list[tuple[float, float]]) -> NDArray[np.float64]:
        rows = [views[name].reshape(len(y), -1) for name in names]
        if directions is not None:
            rows = [with_directions(X, directions) for X in rows]
        return np.mean([estimator.predict_proba(X)[:, :10] for X in rows], axis=0)

    return {title: accuracy(mean_over(names), y) for title, names in tried.items()}


def fit_on_less() -> Iterator[tuple[str, Any]]:
    """Fit the default to less than it learns from; yields names and estimators."""
    digits = load_digits().X, load_digits().y
    for n_invented in (5_000, 20_000, 80_000):
        invented = invent_rows(n_invented, random_state=0)
        networks = fit_on_inventions(invented, 0)
        yield f"{n_invented}_invented", finish(networks, digits, invented)
    handwriting = invented[0][invented[1] < N_DIGITS], invented[1][invented[1] < N_DIGITS]
    networks = fit_on_inventions(handwriting, 0)
    yield "80000_without_what_is_none", finish(networks, digits, handwriting)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strokes", required=True, help="a UNIPEN file, gzipped or not")
    parser.add_argument("--fit", action="store_true", help="fit the default on less, too")
    arguments = parser.parse_args()
    written = read_unipen(arguments.strokes)
    y = np.array([one.digit for one in written])
    views = all_views(written)
    directions = np.array([direction_features(check_strokes(one.strokes)) for one in written])
    unknown = np.zeros_like(directions)
    svm, default = load_model("svm"), load_model().estimator
    leaving_out = ("straighten", "even_out", "even_out and straighten")
    without = {
        name: pictures(written, recipe_without(*name.split(" and "))) for name in leaving_out
    }
    result = {
        "svm_without": {
            name: accuracy(svm.predict_images(images), y) for name, images in without.items()
        },
        "svm_by_pen": {pen: accuracy(svm.predict_images(views[pen, 0.0]), y) for pen in PENS},
        "default_by_views": by_views(default, views, y, directions),
        "default_without_directions": by_views(default, views, y, unknown)["five"],
        "svm_by_views": by_views(svm.estimator, views, y),
        "default_one_network_five_views": by_views(default.estimators_[0], views, y, directions)[
            "five"
        ],
    }
    for name, estimator in fit_on_less() if arguments.fit else ():
        result[f"default_{name}"] = by_views(estimator, views, y, directions)["five"]
    print(json.dumps({"benchmark": "ablation", "n": len(y)} | environment() | result))


if __name__ == "__main__":
    main()
