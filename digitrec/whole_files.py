"""Files that are written whole or not at all (*atomic writes*)."""

import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Write in a folder beside a file; at the end the new file takes its place.

    If writing fails, nothing of it is left, and a file that was there before stays as it was. What
    a killed process left behind is removed as soon as the file is there. The unfinished work of
    other processes on the same file is removed too: they find the file instead.

    Parameters
    ----------
    path : Path
        Its folder is made if there is none.

    Yields
    ------
    Path
        Where to write. Everything else in that folder is removed at the end.

    Raises
    ------
    OSError
        If the file cannot be written, or another process has written it meanwhile.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"dir": path.parent, "prefix": _prefix(path), "ignore_cleanup_errors": True}
    with TemporaryDirectory(**options) as work:
        beside = Path(work) / path.name
        yield beside
        beside.replace(path)
    for left in _begun(path):
        shutil.rmtree(left, ignore_errors=True)


def begun_bytes(path: Path) -> tuple[int, int]:
    """Count what `written_whole` has written so far, also in another process.

    Parameters
    ----------
    path : Path

    Returns
    -------
    n_file : int
        Bytes of the file that will take this place.
    n_else : int
        Bytes of all other files that were written on the way.
    """
    n_file = n_else = 0
    with suppress(OSError, ValueError):  # nothing begun, or just removed
        newest = max(_begun(path), key=lambda work: work.stat().st_mtime)
        for folder, _, names in os.walk(newest):
            for name in names:
                n_bytes = (Path(folder) / name).stat().st_size
                if name == path.name:
                    n_file = n_bytes
                else:
                    n_else += n_bytes
    return n_file, n_else


def _prefix(path):
    """Of the folder beside a file: hidden, and like no name that a person gives."""
    return f".{path.name}-begun-"


def _begun(path):
    return path.parent.glob(glob.escape(_prefix(path)) + "*")
