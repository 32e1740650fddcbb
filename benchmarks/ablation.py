"""What each part of the reading is worth, measured by leaving it out or changing it.

    python -m benchmarks.ablation --strokes FILE [--fit]

FILE holds pen strokes in the UNIPEN format. The parts of the recipe are read by the support vector
machine, the views by the shipped default; with --fit, the default is fitted anew on less (about
five minutes). Prints one JSON line of accuracies.
"""

import argparse
import json

import numpy as np

from benchmarks.environment import environment
from benchmarks.files import read_unipen
from digitrec import load_model, normalization
from digitrec.build import fit_estimator, invent_pictures
from digitrec.datasets import load_digits
from digitrec.shipped import SHIPPED
from digitrec.strokes import check_strokes, re_ink, to_digits_format

PENS = (3.0, 3.5, 4.0, 4.5, 5.0, 6.0)
LEANS = (-0.12, 0.0, 0.12)


def recipe_without(*left_out):
    """The recipe with some of its steps left out, as a function of strokes."""

    def to_picture(strokes):
        bitmap = normalization.stretch(normalization.cut_out(re_ink(check_strokes(strokes))))
        for step in (normalization.even_out, normalization.straighten):
            if step.__name__ not in left_out:
                bitmap = step(bitmap)
        return normalization.count_blocks(bitmap)

    return to_picture


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strokes", required=True, help="a UNIPEN file, gzipped or not")
    parser.add_argument("--fit", action="store_true", help="fit the default on less, too")
    arguments = parser.parse_args()
    written = read_unipen(arguments.strokes)
    y = np.array([one.digit for one in written])

    def pictures(to_picture):
        return np.array([to_picture(one.strokes) for one in written])

    def share(probabilities):
        return round(float((probabilities.argmax(axis=1) == y).mean()), 4)

    views = {
        (pen, lean): pictures(
            lambda s, view=(pen, lean): to_digits_format(s, pen=view[0], lean=view[1])
        )
        for pen in PENS
        for lean in (LEANS if pen in (3.0, 4.0, 5.0) else (0.0,))
    }

    svm = load_model("svm")
    result = {
        "svm_without": {
            name: share(svm.predict_images(pictures(recipe_without(*name.split(" and ")))))
            for name in ("straighten", "even_out", "even_out and straighten")
        },
        "svm_by_pen": {pen: share(svm.predict_images(views[pen, 0.0])) for pen in PENS},
    }

    def mean_over(estimator, names):
        rows = [views[name].reshape(len(y), -1) for name in names]
        return share(np.mean([estimator.predict_proba(X)[:, :10] for X in rows], axis=0))

    def by_views(estimator):
        shipped = [(view["pen"], view["lean"]) for view in SHIPPED["default"].views]
        return {
            "one": mean_over(estimator, [(4.0, 0.0)]),
            "three pens": mean_over(estimator, [(pen, 0.0) for pen in (3.0, 4.0, 5.0)]),
            "three leans": mean_over(estimator, [(4.0, lean) for lean in LEANS]),
            "five": mean_over(estimator, shipped),
            "nine": mean_over(estimator, [(p, lean) for p in (3.0, 4.0, 5.0) for lean in LEANS]),
        }

    default = load_model().estimator
    result["default_by_views"] = by_views(default)
    result["svm_by_views"] = by_views(svm.estimator)
    result["default_one_network_five_views"] = by_views(default.estimators_[0])["five"]
    if arguments.fit:
        entry, digits = SHIPPED["default"], load_digits()
        X, labels = digits.X, digits.y
        for n_invented in (5_000, 20_000, 80_000):
            invented = invent_pictures(n_invented, random_state=0)
            estimator = fit_estimator(entry, 0, (X, labels), invented)
            result[f"default_{n_invented}_invented"] = by_views(estimator)["five"]
        handwriting = tuple(part[invented[1] < 10] for part in invented)
        result["default_80000_without_scribbles"] = by_views(
            fit_estimator(entry, 0, (X, labels), handwriting)
        )["five"]
        result["default_80000_without_the_digits"] = by_views(
            fit_estimator(entry, 0, (X[:0], labels[:0]), invented)
        )["five"]
        result["default_without_inventions"] = by_views(fit_estimator(entry, 0, (X, labels), None))[
            "five"
        ]
    print(json.dumps({"benchmark": "ablation", "n": len(y)} | environment() | result))


if __name__ == "__main__":
    main()
