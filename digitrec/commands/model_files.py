"""Files that a command writes: checked before, and written whole."""

import os
from pathlib import Path

from digitrec.errors import ModelFileError
from digitrec.whole_files import written_whole


def free_path(path: Path, *, force: bool) -> Path:
    """Check that a file can be written, before what is to be in it is made.

    Raises
    ------
    ModelFileError
        If nothing can be written there, or something is there and `force` is false.
    """
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
