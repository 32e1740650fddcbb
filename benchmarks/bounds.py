"""From which probability an answer is no digit, or not sure, chosen on invented drawings.

    python -m benchmarks.bounds

The bounds of `digitrec.recognition.refusals` are chosen here: as low as they can be while of the
digits of typical invented hands at most 0.5 % are answered *no digit*, and at most 2 % are not
sure. Typical are hands of the steadier half that lift the pen between strokes. Beside them
stands how many invented drawings that are no digit would be answered for sure. The seed is one that
nothing was fitted on. Prints one JSON line.
"""

import argparse
import json

import numpy as np
from numpy.typing import NDArray

from benchmarks.environment import environment
from digitrec import Model, load_model
from digitrec.datasets import N_DIGITS
from digitrec.drawing import check_strokes
from digitrec.drawing.invented import LEARNED_KINDS, UNSEEN_KINDS, make_non_digits
from digitrec.drawing.invented.handwriting import (
    POINT_JITTER,
    TURNS,
    Hand,
    make_drawing,
    make_hand,
)
from digitrec.recognition.refusals import why_no_drawing

SEED = 50
MEDIAN_CARE = 1.25  # of invented hands
MOST_REFUSED, MOST_UNSURE = 0.005, 0.02
SURE_FROM = (0.35, 0.4, 0.45, 0.5, 0.55, 0.6)

Strokes = list[NDArray[np.float64]]


def is_typical(hand: Hand) -> bool:
    """Whether a hand is of the steadier half, and lifts the pen between strokes only."""
    steady = hand.jitter <= MEDIAN_CARE * POINT_JITTER and abs(hand.turn) <= max(TURNS)
    return steady and not (hand.joins or hand.lifts)


def typical_digits(n: int) -> list[Strokes]:
    """Invent digits by typical hands."""
    rng = np.random.default_rng(SEED)
    drawings = []
    while len(drawings) < n:
        hand = make_hand(rng)
        if is_typical(hand):
            drawings.append(make_drawing(int(rng.integers(N_DIGITS)), rng, hand=hand))
    return drawings


def read(model: Model, drawings: list[Strokes]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the probabilities of no digit and of the likeliest digit, each of shape (n,).

    What the bounds on strokes refuse is no digit for certain.
    """
    kept = [check_strokes(each) for each in drawings]
    kept = [each for each in kept if why_no_drawing(each) is None]
    of_classes = model.drawing_probabilities(kept)
    none = of_classes[:, N_DIGITS:].sum(axis=1)
    digit = of_classes[:, :N_DIGITS].max(axis=1) / (1 - none)
    refused = np.ones(len(drawings) - len(kept))
    return np.concatenate([none, refused]), np.concatenate([digit, refused])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--drawings", type=int, default=4000, help="of each group; default 4000")
    n = parser.parse_args().drawings
    model = load_model()
    none, digit = read(model, typical_digits(n))
    passing = {
        name: read(model, make_non_digits(n, random_state=SEED, kinds=kinds)[0])
        for name, kinds in {"learned": LEARNED_KINDS, "unseen": UNSEEN_KINDS}.items()
    }
    choices = []
    for sure_from in SURE_FROM:
        left = MOST_UNSURE - float((digit < sure_from).mean())
        if left <= 0:
            continue
        doubtful = float(np.quantile(none[digit >= sure_from], 1 - left))
        sure = {
            f"{name}_answered_for_sure": round(
                float(((each[0] <= doubtful) & (each[1] >= sure_from)).mean()), 4
            )
            for name, each in passing.items()
        }
        choices.append({"SURE_FROM": sure_from, "DOUBTFUL_ABOVE": round(doubtful, 3)} | sure)
    result = {
        "NO_DIGIT_ABOVE": round(float(np.quantile(none, 1 - MOST_REFUSED)), 3),
        "choices": choices,
    }
    print(json.dumps({"benchmark": "bounds"} | environment() | result))


if __name__ == "__main__":
    main()
