"""The time of the recipe, and of each shipped model with it, from strokes to probabilities.

    python -m benchmarks.recipe

On drawings invented for it. Prints one JSON line, with median milliseconds a drawing.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from benchmarks.drawings import drawings_on_canvas
from benchmarks.environment import environment
from digitrec import load_model, model_names, to_digits_format

SEED = 0
WARM_UP = 10  # calls that are not counted


def median_ms(function: Callable[[Any], object], arguments: Sequence[Any]) -> float:
    """Time a function on each of several arguments.

    Parameters
    ----------
    function : callable
    arguments : list

    Returns
    -------
    float
        Milliseconds.
    """
    for argument in arguments[:WARM_UP]:
        function(argument)
    times = []
    for argument in arguments:
        start = time.perf_counter()
        function(argument)
        times.append(time.perf_counter() - start)
    return round(median(times) * 1e3, 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--drawings", type=int, default=1000, help="how many; default 1000")
    n_drawings = parser.parse_args().drawings
    drawings = drawings_on_canvas(n_drawings, random_state=SEED)
    result = {
        "n_drawings": n_drawings,
        "recipe_ms": median_ms(to_digits_format, drawings),
        "strokes_to_probabilities_ms": {
            name: median_ms(load_model(name).predict_strokes, drawings) for name in model_names()
        },
    }
    print(json.dumps({"benchmark": "recipe"} | environment() | result))


if __name__ == "__main__":
    main()
