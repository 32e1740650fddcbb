"""The command `sweep`: what was typed as plans, and the best of them in words."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from digitrec.commands.plan_options import add_plan_options, parse_plan, typed_hyperparameters
from digitrec.datasets import load_dataset
from digitrec.sweeps import SweepRow
from digitrec.training import (
    Plan,
    combinations,
    estimate_seconds,
    parse_all,
    text_of_value,
)


def add_sweep_options(sweep: argparse.ArgumentParser) -> None:
    """Add the options of the command `sweep` to its parser."""
    add_plan_options(sweep, n_values="+")
    sweep.add_argument(
        "--random",
        type=int,
        metavar="N",
        help="take so many of the combinations, at random by the seed; all by default",
    )
    sweep.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help="the table to write, .csv or .json; what it has of this sweep is not run again",
    )


def plans_to_sweep(options: argparse.Namespace) -> list[Plan]:
    """Turn what was typed into plans, one for each combination of values.

    Raises
    ------
    InvalidPlanError
        If they cannot be run, or are too many.
    DatasetError
        If the data set is not at hand.
    """
    values = {
        name: [parse_all(options.model, {name: text})[name] for text in texts]
        for name, texts in typed_hyperparameters(options).items()
    }
    plans = combinations(parse_plan(options, {}), values, options.random)
    estimate_seconds(plans[:1], load_dataset(options.dataset))  # whether split and data fit
    return plans


def best_row(rows: Sequence[SweepRow]) -> SweepRow | None:
    """Find the row with the highest accuracy, of several the first; None where there is none."""
    right = [(row.score.accuracy.proportion, row) for row in rows if row.score]
    return max(right, key=lambda each: each[0])[1] if right else None


def best_in_words(rows: Sequence[SweepRow]) -> str:
    """Say which row is the best so far, for a line of progress."""
    best = best_row(rows)
    if best is None or best.score is None:
        return "none is done yet"
    return f"best so far {best.score.accuracy.percent} with {settings_in_words(best.plan)}"


def settings_in_words(plan: Plan) -> str:
    """Write the hyperparameters that a sweep has set, such as ``"C 10, gamma 0.001"``."""
    settings = (f"{name} {text_of_value(value)}" for name, value in plan.hyperparameters.items())
    return ", ".join(settings) or "the usual settings"


def rows_in_words(rows: Sequence[SweepRow], path: Path) -> str:
    """Sum a sweep up, a line each: the best, what could not be run, and where the table is."""
    lines, best = [], best_row(rows)
    if best and best.score:
        accuracy = best.score.accuracy
        lines.append(
            f"best: {settings_in_words(best.plan)}: {accuracy.percent}, {accuracy.counts} test "
            f"pictures (95 % interval: {accuracy.interval_in_words})"
        )
        lines.append(
            f"The best of {len(rows):,} tries on the same test looks a little too good: only "
            "pictures that no try has seen could confirm it."
        )
    failed = [row for row in rows if not row.score]
    if failed:
        lines.append(f"{len(failed):,} of {len(rows):,} could not be run: {failed[0].error}")
    return "\n".join([*lines, f"written: {path}"])
