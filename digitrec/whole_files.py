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
    """Write a file in a temporary folder beside its place, and move it there at the end.

    If writing fails, nothing of it is left, and a file that was there before stays as it was. At
    the end, what other processes have begun of the same file is removed: killed ones left it, and
    running ones find the file instead.

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

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from digitrec.whole_files import written_whole
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "numbers.txt"
    ...     with written_whole(path) as unfinished:
    ...         n_written = unfinished.write_text("1 2 3")
    ...         print(path.exists())
    ...     print(path.read_text())
    False
    1 2 3
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(
        dir=path.parent, prefix=_prefix(path), ignore_cleanup_errors=True
    ) as folder:
        unfinished = Path(folder) / path.name
        yield unfinished
        unfinished.replace(path)
    for left in _unfinished_folders(path):
        shutil.rmtree(left, ignore_errors=True)


def unfinished_bytes(path: Path) -> tuple[int, int]:
    """Count what `written_whole` has written so far, also in another process.

    Returns
    -------
    n_file : int
        Bytes of the unfinished file.
    n_others : int
        Bytes of all other files beside it, such as a download.
    """
    n_file = n_others = 0
    with suppress(OSError, ValueError):  # there is none, or it was just removed
        newest = max(_unfinished_folders(path), key=lambda folder: folder.stat().st_mtime)
        for parent, _, names in os.walk(newest):
            for name in names:
                n_bytes = (Path(parent) / name).stat().st_size
                if name == path.name:
                    n_file = n_bytes
                else:
                    n_others += n_bytes
    return n_file, n_others


def _prefix(path: Path) -> str:
    """Of the temporary folder's name: hidden, and unlike what a person writes."""
    return f".{path.name}-begun-"


def _unfinished_folders(path: Path) -> Iterator[Path]:
    return path.parent.glob(glob.escape(_prefix(path)) + "*")
