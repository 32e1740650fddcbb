"""The commands `train`, `export-onnx` and `read`: from what is typed to a plan, a file, a reading.

The choices are those of the tables of estimators, data sets, splits and models.
"""

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from digitrec.datasets import DATASETS
from digitrec.drawing import strokes_from_file
from digitrec.errors import InvalidDrawingError, InvalidPlanError, ModelFileError
from digitrec.model_file import loads_model
from digitrec.numbers import Number
from digitrec.onnx_file import dumps_onnx
from digitrec.read import read_image, read_number
from digitrec.recognition import READ_AS, Model, Prediction, confidence_in_words
from digitrec.shipped import load_model, model_names
from digitrec.training import (
    ESTIMATORS,
    SPLITS,
    Plan,
    Split,
    allowed_in_words,
    check_plan,
    parse_all,
)
from digitrec.whole_files import written_whole

PREFIX = "hyperparameter "  # of the names of parsed hyperparameters


def add_train_options(train: argparse.ArgumentParser) -> None:
    """Add the options of the command `train` to its parser."""
    _add_choice(train, "--model", ESTIMATORS, None)
    _add_choice(train, "--dataset", DATASETS, "digits")
    _add_choice(train, "--split", SPLITS, Split.kind)
    for name, kind, default, meaning in (
        ("--train-share", float, Split.train_share, "of the pictures, how much to learn from"),
        ("--train-rows", int, None, "in file order, how many first rows to learn from"),
        ("--test-rows", int, None, "in file order, how many last rows to test on"),
        ("--folds", int, Split.n_folds, "how many, where the split is into folds"),
        ("--rows", int, None, "how many pictures of the data set to take; all by default"),
        ("--seed", int, 0, "the same seed gives the same run"),
        ("--target", int, None, "a digit to detect: this one against all the others"),
        ("--output", Path, None, "the file to write; by default MODEL.skops"),
    ):
        shown = f"{meaning} ({default} by default)" if default is not None else meaning
        train.add_argument(name, type=kind, default=default, metavar=name[2:].upper(), help=shown)
    train.add_argument("--force", action="store_true", help="write over a file that is there")
    _add_hyperparameters(train)


def _add_choice(
    parser: argparse.ArgumentParser, name: str, table: Mapping[str, object], default: str | None
) -> None:
    shown = "one of " + ", ".join(table) + (f" ({default} by default)" if default else "")
    parser.add_argument(
        name,
        choices=table,
        default=default,
        required=default is None,
        metavar=name[2:].upper(),
        help=shown,
    )


def _add_hyperparameters(train: argparse.ArgumentParser) -> None:
    group = train.add_argument_group("hyperparameters, by their scikit-learn names")
    uses: dict[str, list[str]] = {}
    for entry in ESTIMATORS.values():
        for each in entry.hyperparameters:
            uses.setdefault(each.name, []).append(f"{entry.name}: {allowed_in_words(each)}")
    for name, meanings in uses.items():
        group.add_argument(
            *dict.fromkeys((f"--{name}", f"--{name.replace('_', '-')}")),
            dest=PREFIX + name,
            metavar="VALUE",
            help="; ".join(meanings),
        )


def parse_plan(options: argparse.Namespace) -> Plan:
    """Turn what was typed into a plan.

    Raises
    ------
    InvalidPlanError
        If no such plan can be run.
    """
    texts = {
        name.removeprefix(PREFIX): text
        for name, text in vars(options).items()
        if name.startswith(PREFIX) and text is not None
    }
    plan = Plan(
        options.model,
        parse_all(options.model, texts),
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
    return _free_path(options.output or Path(f"{options.model}.skops"), force=options.force)


def _free_path(path: Path, *, force: bool) -> Path:
    try:
        there = path.exists()
        is_place = path.parent.is_dir() and (path.is_file() or not there)
    except OSError as error:
        raise ModelFileError(f"{path} cannot be written ({error.strerror}).") from None
    if not is_place or not os.access(path.parent, os.W_OK):
        raise ModelFileError(
            f"{path} cannot be written: it is no file, or lies in a folder that is missing or may "
            "not be written to. Give another --output."
        )
    if there and not force:
        raise ModelFileError(
            f"{path} is there already. Give another --output, or --force to write over it."
        )
    return path


def write_model(data: bytes, path: Path) -> str:
    """Write what holds a model as one file, whole or not at all.

    Returns
    -------
    str
        That it is written, with its size.

    Raises
    ------
    ModelFileError
        If it cannot be written.
    """
    try:
        with written_whole(path) as unfinished:
            unfinished.write_bytes(data)
    except OSError as error:
        raise ModelFileError(
            f"{path} cannot be written ({error.strerror or error}). Nothing is left of it; make "
            "room, or give another --output."
        ) from None
    return f"written: {path}, {len(data) / 1000:,.0f} KB"


def add_export_options(export: argparse.ArgumentParser) -> None:
    """Add the options of the command `export-onnx` to its parser."""
    models = ", ".join(model_names())
    export.add_argument(
        "model", metavar="MODEL", help=f"a file of the command train, or one of {models}"
    )
    export.add_argument(
        "--output", type=Path, metavar="OUTPUT", help="the file to write; by default MODEL.onnx"
    )
    export.add_argument("--force", action="store_true", help="write over a file that is there")


def export_onnx(options: argparse.Namespace) -> str:
    """Write a shipped model, or one in a file, as ONNX.

    Returns
    -------
    str
        As `write_model`.

    Raises
    ------
    ModelFileError, NoOnnxError
        If there is no such model, it cannot be ONNX, or cannot be written.
    """
    path = Path(options.model)
    output = _free_path(options.output or Path(f"{path.stem}.onnx"), force=options.force)
    if options.model in model_names():
        return write_model(dumps_onnx(load_model(options.model)), output)
    try:
        data = path.read_bytes()
    except OSError:
        raise ModelFileError(
            f"There is no model and no file {path}. Give a file that the command train has "
            f"written, or one of {', '.join(model_names())}."
        ) from None
    return write_model(dumps_onnx(loads_model(data, path.name)), output)


def add_read_options(read: argparse.ArgumentParser) -> None:
    """Add the options of the command `read` to its parser."""
    read.add_argument(
        "files", nargs="+", metavar="FILE", help="images, drawings, folders, patterns"
    )
    models = ", ".join(model_names())
    read.add_argument(
        "--model",
        choices=model_names(),
        default="default",
        metavar="MODEL",
        help=f"one of {models} (default by default)",
    )
    read.add_argument(
        "--one",
        action="store_true",
        help="each file holds one digit; otherwise it is read as a number if more are found",
    )
    read.add_argument("--json", action="store_true", help="print a JSON object a line")


def add_worker_options(worker: argparse.ArgumentParser) -> None:
    """Add the options of the command `worker` to its parser."""
    worker.add_argument(
        "address", metavar="ADDRESS", help="the scheduler's, such as tcp://10.0.0.5:8786"
    )
    worker.add_argument(
        "--processes",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many fits at once; by default as many as there are processors",
    )


def image_paths(names: Sequence[str]) -> list[Path]:
    """Find the files that were named: of a folder those in it, of a pattern those that fit.

    What holds no file and fits none stays as it is, so that reading it says what is wrong.

    Examples
    --------
    >>> image_paths(["no-such-file.png"]) == [Path("no-such-file.png")]
    True
    """
    paths: list[Path] = []
    for name in names:
        path = Path(name)
        found = [path]
        if path.is_dir():
            found = [file for file in path.iterdir() if file.is_file()]
        elif not path.is_file():
            found = list(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
        paths += sorted(found) or [path]
    return paths


def read_in_words(
    path: Path, model: Model, *, as_json: bool, one_digit: bool = False
) -> tuple[str, bool]:
    """Read the digit in one file, or all of them, for the command line.

    Parameters
    ----------
    path : pathlib.Path
        Of an image, or of a drawing as `digitrec.drawing.strokes_from_file` takes it.
    model : digitrec.Model
    as_json : bool
    one_digit : bool, default False
        Whether the file holds one digit only. Otherwise it is read as a number where more than one
        is found.

    Returns
    -------
    line : str
    is_read : bool
        Whether the file could be opened as an image or a drawing.
    """
    try:
        strokes = strokes_from_file(path)
        source = path if strokes is None else strokes
        number = None if one_digit else read_number(source, model)
        if number and len(number.digits) > 1:
            entries, said = _entries_of_number(number), _number_in_words(number)
        else:
            prediction = (
                read_image(path, model) if strokes is None else model.predict_strokes(strokes)
            )
            entries, said = _entries_of(prediction), _prediction_in_words(prediction)
    except InvalidDrawingError as error:
        entry = {"file": str(path), "error": str(error)}
        return json.dumps(entry) if as_json else f"{path}: {error}", False
    return json.dumps({"file": str(path)} | entries) if as_json else f"{path}: {said}", True


def _entries_of(prediction: Prediction) -> dict[str, Any]:
    return {
        "digit": prediction.digit,
        "sure": prediction.sure,
        "reason": prediction.reason,
        "probabilities": [round(float(each), 4) for each in prediction.probabilities],
    }


def _entries_of_number(number: Number) -> dict[str, Any]:
    digits, left_out = (
        [
            {"box": [round(each, 1) for each in part.box], "row": part.row}
            | _entries_of(part.prediction)
            for part in parts
        ]
        for parts in (number.digits, number.left_out)
    )
    other = number.alternative
    return {
        "number": number.text,
        "sure": number.sure,
        "reason": number.reason,
        "probability": round(number.probability, 4),
        "alternative": other and {"number": other.text, "probability": round(other.probability, 4)},
        "digits": digits,
        "left_out": left_out,
    }


def _prediction_in_words(prediction: Prediction) -> str:
    if prediction.digit is None:
        return f"No digit. {prediction.reason}"
    headline = f"{confidence_in_words(prediction)}."
    said = READ_AS.format(digit=prediction.digit, headline=headline)
    return f"{said} {prediction.reason}".strip()


def _number_in_words(number: Number) -> str:
    rows = ", ".join(number.text.splitlines())
    return f"Read as the number {rows}. {number.reason}".strip()
