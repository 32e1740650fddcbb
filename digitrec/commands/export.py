"""The command `export-onnx`: a model as a file for other programs."""

import argparse
from pathlib import Path

from digitrec.commands.model_files import free_path, write_model
from digitrec.errors import ModelFileError
from digitrec.model_file import loads_model
from digitrec.onnx_file import dumps_onnx
from digitrec.shipped import load_model, model_names


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
    output = free_path(options.output or Path(f"{path.stem}.onnx"), force=options.force)
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
