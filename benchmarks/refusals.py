"""The proportions of non-digits that pass for a digit, and of digits that are refused.

    python -m benchmarks.refusals [--strokes FILE] [--not-digits FILE]

Both are invented, from seeds that nothing was fitted on; non-digits also of kinds that nothing was
fitted on. The first FILE adds real digits, pen strokes in the UNIPEN format; the second one adds
real drawings that are no digit, of several sources. Those that may fairly be read as a digit are
counted apart. Prints one JSON line.
"""

import argparse
import json
from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.environment import environment
from benchmarks.files import SourcedDrawing, on_canvas, read_json_lines, read_unipen
from digitrec import Model, load_model
from digitrec.drawing.invented import (
    FAMILIES,
    LEARNED_KINDS,
    UNSEEN_KINDS,
    Kind,
    make_drawings,
    make_non_digits,
)

N_EACH = 2000
SEED = 20
N_PASSING = 25  # kinds that pass most often, to be named


def judge(model: Model, drawings: list[list[NDArray[np.float64]]]) -> dict[str, float]:
    """Measure the proportions of drawings that are refused, and that are not sure."""
    predictions = [model.predict_strokes(strokes) for strokes in drawings]
    return {
        "refused": round(float(np.mean([p.digit is None for p in predictions])), 4),
        "not_sure": round(float(np.mean([not p.sure for p in predictions])), 4),
    }


def proportions_sure(model: Model, kinds: dict[str, Kind]) -> dict[str, float]:
    """Measure the proportions of invented non-digits taken for a digit, in all and by family."""
    drawings, families = make_non_digits(N_EACH, random_state=SEED, kinds=kinds)
    sure = np.array([model.predict_strokes(strokes).sure for strokes in drawings])
    by_family = {
        name: round(float(sure[families == i].mean()), 4)
        for i, name in enumerate(FAMILIES)
        if (families == i).any()
    }
    return {"all": round(float(sure.mean()), 4)} | by_family


def by_source(model: Model, drawings: list[SourcedDrawing]) -> dict[str, Any]:
    """Measure the proportions of drawings that are taken for a digit, in all and by source."""
    sure = np.array([model.predict_strokes(one.strokes).sure for one in drawings])
    lookalike = np.array([one.is_lookalike for one in drawings])
    source = np.array([one.source for one in drawings])
    groups = {"all": ~lookalike, "lookalikes": lookalike} | {
        name: (source == name) & ~lookalike for name in np.unique(source[~lookalike]).tolist()
    }
    passing = Counter(drawings[i].kind for i in np.flatnonzero(sure & ~lookalike))
    return {
        name: {"n": int(group.sum()), "answered_for_sure": round(float(sure[group].mean()), 4)}
        for name, group in groups.items()
    } | {"kinds_that_pass": passing.most_common(N_PASSING)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strokes", help="a UNIPEN file of real digits")
    parser.add_argument("--not-digits", help="a file of drawings that are no digit, a line each")
    arguments = parser.parse_args()
    model = load_model()

    result: dict[str, Any] = {
        f"{name}_kinds_answered_for_sure": proportions_sure(model, kinds)
        for name, kinds in {"learned": LEARNED_KINDS, "unseen": UNSEEN_KINDS}.items()
    }
    drawings, _ = make_drawings(N_EACH, random_state=SEED)
    result["invented_digits"] = judge(model, drawings)
    if arguments.strokes:
        written = read_unipen(arguments.strokes)
        result["real_digits"] = judge(model, [on_canvas(one.strokes) for one in written])
    if arguments.not_digits:
        result["no_digits"] = by_source(model, read_json_lines(arguments.not_digits))
    print(json.dumps({"benchmark": "refusals"} | environment() | result))


if __name__ == "__main__":
    main()
