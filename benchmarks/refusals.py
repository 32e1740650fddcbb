"""How many scribbles pass for a digit, and how many digits are refused.

    python -m benchmarks.refusals [--strokes FILE]

Scribbles and digits are invented, from seeds that nothing was fitted on; FILE adds real digits, pen
strokes in the UNIPEN format. Prints one JSON line.
"""

import argparse
import json
from collections import defaultdict

import numpy as np

from benchmarks.environment import environment
from benchmarks.files import on_canvas, read_unipen
from digitrec import load_model
from digitrec.handwriting import make_drawings
from digitrec.scribbles import make_scribbles

N_EACH = 2200
SEED = 20


def judge(model, drawings):
    """Shares of drawings refused as no digit, and of those not answered for sure."""
    predictions = [model.predict_strokes(strokes) for strokes in drawings]
    return {
        "refused": round(float(np.mean([p.digit is None for p in predictions])), 4),
        "not_sure": round(float(np.mean([not p.sure for p in predictions])), 4),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strokes", help="a UNIPEN file of real digits")
    arguments = parser.parse_args()
    model = load_model()

    by_kind = defaultdict(list)
    for strokes, kind in zip(*make_scribbles(N_EACH, random_state=SEED), strict=True):
        by_kind[kind].append(model.predict_strokes(strokes).sure)
    drawings, _ = make_drawings(N_EACH, random_state=SEED)
    result = {
        "scribbles_answered_for_sure": {
            "all": round(float(np.mean([sure for kind in by_kind.values() for sure in kind])), 4)
        }
        | {kind: round(float(np.mean(sure)), 4) for kind, sure in by_kind.items()},
        "invented_digits": judge(model, drawings),
    }
    if arguments.strokes:
        written = read_unipen(arguments.strokes)
        result["real_digits"] = judge(model, [on_canvas(one.strokes) for one in written])
    print(json.dumps({"benchmark": "refusals"} | environment() | result))


if __name__ == "__main__":
    main()
