"""The command `train`: what was typed as a plan, and where its model goes."""

import argparse
from pathlib import Path

from digitrec.commands.model_files import free_path
from digitrec.commands.plan_options import add_plan_options, parse_plan, typed_hyperparameters
from digitrec.errors import InvalidPlanError
from digitrec.training import Plan, parse_all


def add_train_options(train: argparse.ArgumentParser) -> None:
    """Add the options of the command `train` to its parser."""
    add_plan_options(train)
    train.add_argument(
        "--output",
        type=Path,
        metavar="OUTPUT",
        help="the file to write; by default MODEL.skops",
    )
    train.add_argument("--force", action="store_true", help="write over a file that is there")


def plan_to_train(options: argparse.Namespace) -> Plan:
    """Turn what was typed into a plan.

    Raises
    ------
    InvalidPlanError
        If no such plan can be run.
    """
    return parse_plan(options, parse_all(options.model, typed_hyperparameters(options)))


def output_path(options: argparse.Namespace) -> Path | None:
    """Find where to write the model, before anything is trained.

    Returns
    -------
    pathlib.Path or None
        None for a detector, which reads no drawings.

    Raises
    ------
    InvalidPlanError, ModelFileError
        If nothing can be written there, or something is there already.
    """
    if options.target is not None:
        if options.output is None:
            return None
        raise InvalidPlanError(
            "A detector knows one digit only and reads no drawings, so that it is not written. "
            "Leave away --output or --target."
        )
    return free_path(options.output or Path(f"{options.model}.skops"), force=options.force)
