"""The options that several commands share: from what is typed to a plan.

The choices are those of the tables of estimators, data sets and splits.
"""

import argparse
from collections.abc import Mapping
from typing import Any

from digitrec.datasets import DATASETS
from digitrec.training import ESTIMATORS, SPLITS, Plan, Split, allowed_in_words, check_plan

PREFIX = "hyperparameter "  # of the names of parsed hyperparameters


def add_plan_options(parser: argparse.ArgumentParser, *, n_values: str | None = None) -> None:
    """Add the options that make a plan.

    Parameters
    ----------
    parser : argparse.ArgumentParser
    n_values : str, optional
        As argparse's ``nargs``, of each hyperparameter; by default it has one value.
    """
    _add_choice(parser, ("--model",), ESTIMATORS, None)
    _add_choice(parser, ("--dataset", "--data"), DATASETS, "digits")
    _add_choice(parser, ("--split",), SPLITS, Split.kind)
    for name, kind, default, meaning in (
        ("--train-share", float, Split.train_share, "of the pictures, how much to learn from"),
        ("--train-rows", int, None, "in file order, how many first rows to learn from"),
        ("--test-rows", int, None, "in file order, how many last rows to test on"),
        ("--folds", int, Split.n_folds, "how many, where the split is into folds"),
        ("--rows", int, None, "how many pictures of the data set to take; all by default"),
        ("--seed", int, 0, "the same seed gives the same run"),
        ("--target", int, None, "a digit to detect: this one against all the others"),
    ):
        shown = f"{meaning} ({default} by default)" if default is not None else meaning
        parser.add_argument(name, type=kind, default=default, metavar=name[2:].upper(), help=shown)
    _add_hyperparameters(parser, n_values)


def _add_choice(
    parser: argparse.ArgumentParser,
    names: tuple[str, ...],
    table: Mapping[str, object],
    default: str | None,
) -> None:
    shown = "one of " + ", ".join(table) + (f" ({default} by default)" if default else "")
    parser.add_argument(
        *names,
        choices=table,
        default=default,
        required=default is None,
        metavar=names[0][2:].upper(),
        help=shown,
    )


def _add_hyperparameters(parser: argparse.ArgumentParser, n_values: str | None) -> None:
    group = parser.add_argument_group("hyperparameters, by their scikit-learn names")
    uses: dict[str, list[str]] = {}
    for entry in ESTIMATORS.values():
        for each in entry.hyperparameters:
            uses.setdefault(each.name, []).append(f"{entry.name}: {allowed_in_words(each)}")
    for name, meanings in uses.items():
        group.add_argument(
            *dict.fromkeys((f"--{name}", f"--{name.replace('_', '-')}")),
            dest=PREFIX + name,
            nargs=n_values,
            metavar="VALUE",
            help="; ".join(meanings),
        )


def typed_hyperparameters(options: argparse.Namespace) -> dict[str, Any]:
    """Get what was typed for each hyperparameter: a text, or a list of them."""
    return {
        name.removeprefix(PREFIX): typed
        for name, typed in vars(options).items()
        if name.startswith(PREFIX) and typed is not None
    }


def parse_plan(options: argparse.Namespace, hyperparameters: Mapping[str, Any]) -> Plan:
    """Turn what was typed into a plan.

    Parameters
    ----------
    options : argparse.Namespace
        Of a parser with `add_plan_options`.
    hyperparameters : mapping of str to object

    Raises
    ------
    InvalidPlanError
        If no such plan can be run.
    """
    plan = Plan(
        options.model,
        hyperparameters,
        dataset=options.dataset,
        n_rows=options.rows,
        split=Split(
            options.split,
            options.train_share,
            n_train=options.train_rows,
            n_test=options.test_rows,
            n_folds=options.folds,
        ),
        seed=options.seed,
        target=options.target,
    )
    check_plan(plan)
    return plan
