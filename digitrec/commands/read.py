"""The command `read`: what is in images and drawings, in words or as JSON."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from digitrec.drawing import strokes_from_file
from digitrec.errors import InvalidDrawingError
from digitrec.numbers import Number
from digitrec.read import read_image, read_number
from digitrec.recognition import READ_AS, Model, Prediction, confidence_in_words
from digitrec.shipped import model_names


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
