"""What limits the default model: networks that learned from real drawings, beside it.

    python -m benchmarks.real_or_invented --strokes FILE --elsewhere FOLDER

FILE and FOLDER as of `benchmarks.drawn`. Networks of the same kind are fitted on the real drawings,
in folds that keep writers apart, and read the others. What they read and the default model does
not, or the other way round, tells whether the recipe is the limit, or what the inventions lack.
Nothing of this is shipped. Prints one JSON line of accuracies before refusing.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.environment import environment
from benchmarks.files import on_canvas, read_json_lines, read_unipen
from digitrec import load_model, to_digits_format
from digitrec.datasets import load_digits
from digitrec.drawing import check_strokes, direction_features
from digitrec.recognition import with_directions
from digitrec.shipped import SHIPPED, finish, fit_on_inventions

N_FOLDS = 3
VIEWS = SHIPPED["default"].views

Strokes = list[NDArray[np.float64]]
Names = NDArray[np.str_]


def read_all(
    strokes: str, elsewhere: Path
) -> tuple[list[Strokes], NDArray[np.int64], Names, Names]:
    """Give all drawings, their digits, their writers and the files that they are from."""
    rows: list[tuple[Strokes, int | None, str, str]] = [
        (on_canvas(one.strokes), one.digit, f"pen {one.writer}", "pen-strokes")
        for one in read_unipen(strokes)
    ]
    for path in sorted(elsewhere.glob("*.jsonl.gz")):
        name = path.name.removesuffix(".jsonl.gz")
        rows += [(one.strokes, one.digit, one.writer, name) for one in read_json_lines(path)]
    drawings, *columns = zip(*rows, strict=True)
    y, writers, names = map(np.array, columns)
    return [check_strokes(each) for each in drawings], y, writers, names


def views_of(drawings: list[Strokes]) -> NDArray[np.float64]:
    """Give what networks see of each drawing in each view, shape (n_views, n, 64 + 87)."""
    directions = np.array([direction_features(strokes) for strokes in drawings])
    return np.array(
        [
            with_directions(
                np.array(
                    [
                        to_digits_format(strokes, pen=view.pen, lean=view.lean).ravel()
                        for strokes in drawings
                    ]
                ),
                directions,
            )
            for view in VIEWS
        ]
    )


def read_by_real(
    views: NDArray[np.float64], y: NDArray[np.int64], writers: Names
) -> NDArray[np.float64]:
    """Let networks read each drawing that learned from other people's; shape (n, 10)."""
    from sklearn.model_selection import GroupKFold

    digits = load_digits().X, load_digits().y
    read = np.zeros((len(y), 10))
    folds = GroupKFold(N_FOLDS, shuffle=True, random_state=0).split(y, groups=writers)
    for train, test in folds:
        rows = np.concatenate(views[:, train]), np.tile(y[train], len(views))
        order = np.random.default_rng(0).permutation(len(rows[1]))
        shuffled = rows[0][order], rows[1][order]
        estimator = finish(fit_on_inventions(shuffled, 0), digits, shuffled)
        read[test] = np.mean([estimator.predict_proba(view[test]) for view in views], axis=0)
    return read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strokes", required=True, help="a UNIPEN file, gzipped or not")
    parser.add_argument("--elsewhere", type=Path, required=True, help="a folder of .jsonl.gz files")
    arguments = parser.parse_args()
    drawings, y, writers, names = read_all(arguments.strokes, arguments.elsewhere)
    views = views_of(drawings)
    estimator = load_model().estimator
    invented = np.mean([estimator.predict_proba(view)[:, :10] for view in views], axis=0)
    invented /= invented.sum(axis=1, keepdims=True)
    real = read_by_real(views, y, writers)
    right = {
        "real": real.argmax(axis=1) == y,
        "invented": invented.argmax(axis=1) == y,
        "mean_of_both": (real + invented).argmax(axis=1) == y,
    }
    right["one_or_the_other"] = right["real"] | right["invented"]
    result = {
        str(name): {key: round(float(each[names == name].mean()), 4) for key, each in right.items()}
        for name in np.unique(names)
    }
    print(json.dumps({"benchmark": "real_or_invented"} | environment() | result))


if __name__ == "__main__":
    main()
