"""Pictures kept as bytes: files that are written whole or not at all, and mapped into memory.

A file holds all pictures of one format and after them all their digits, as one row of bytes in
NumPy's form. To map it costs no memory until a picture is looked at, and what processes look at
they share.
"""

import errno
import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from digitrec.errors import DatasetError

DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
CHUNK = 1000  # pictures written at a time


@contextmanager
def written_whole(path):
    """Write in a folder beside a file; at the end the new file takes its place.

    Whatever fails, nothing is left. What a process that was killed has left is thrown away as soon
    as the file is there, and with it what others had begun: they find the file instead.

    Parameters
    ----------
    path : Path
        Its folder is made if there is none.

    Yields
    ------
    Path
        Where to write. Everything else in that folder is thrown away.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"dir": path.parent, "prefix": _prefix(path), "ignore_cleanup_errors": True}
    with TemporaryDirectory(**options) as work:
        beside = Path(work) / path.name
        yield beside
        beside.replace(path)
    for left in path.parent.glob(_prefix(path) + "*"):
        shutil.rmtree(left, ignore_errors=True)


def _prefix(path):
    return f"{path.stem}-begun-"


def begun_bytes(path):
    """How much is written of what `written_whole` has begun, also in another process.

    Parameters
    ----------
    path : Path

    Returns
    -------
    n_file : int
        Bytes of the file that will take this place.
    n_else : int
        Bytes of all else that was written on the way.
    """
    n_file = n_else = 0
    with suppress(OSError, ValueError):  # nothing begun, or just swept away
        newest = max(path.parent.glob(_prefix(path) + "*"), key=lambda work: work.stat().st_mtime)
        for folder, _, names in os.walk(newest):
            for name in names:
                n_bytes = (Path(folder) / name).stat().st_size
                n_file, n_else = (
                    (n_bytes, n_else) if name == path.name else (n_file, n_else + n_bytes)
                )
    return n_file, n_else


def write_pictures(path, images, y, *, convert=np.ascontiguousarray):
    """Write pictures and their digits as bytes.

    Parameters
    ----------
    path : Path
    images : ndarray of uint8, shape (n, ...)
    y : ndarray of int, shape (n,)
        Digits 0..9.
    convert : callable, optional
        From some of the images to arrays of uint8 of the same length, in which they are kept.
    """
    chunks = (convert(images[at : at + CHUNK]) for at in range(0, len(images), CHUNK))
    first = next(chunks)
    n_bytes = len(images) * (first[0].size + 1)
    header = {"descr": "|u1", "fortran_order": False, "shape": (n_bytes,)}
    with path.open("wb") as file:  # not by np.save, which hides that a disk is full
        np.lib.format.write_array_header_1_0(file, header)
        file.write(first.tobytes())
        for chunk in chunks:
            file.write(chunk.tobytes())
        file.write(y.astype(np.uint8).tobytes())
        file.flush()
        os.fsync(file.fileno())


def read_pictures(path, picture_format):
    """Map kept pictures into memory.

    Parameters
    ----------
    path : Path
    picture_format : digitrec.formats.Format

    Returns
    -------
    images : ndarray of uint8, shape (n, side, side)
        Read-only.
    y : ndarray of uint8, shape (n,)
        Read-only.

    Raises
    ------
    DatasetError
        If the file is damaged or another one.
    """
    n_features = picture_format.n_features
    try:
        data = np.lib.format.open_memmap(path, mode="r")
        n, n_left = divmod(data.size, n_features + 1)
        if data.dtype != np.uint8 or data.ndim != 1 or n_left or not n:
            raise ValueError(f"an array of {data.dtype}, shape {data.shape}")
        data = np.asarray(data)
        images, y = data[: n * n_features].reshape(n, *picture_format.shape), data[-n:]
        if y.max() > 9:
            raise ValueError(f"a digit {y.max()}")
    except (OSError, ValueError, EOFError, AttributeError) as error:
        raise DatasetError(
            f"The file {path.name} in the data folder is damaged ({error}). Delete it, and fetch "
            "MNIST again."
        ) from None
    return images, y


def explain_disk(error, n_mb):
    """Say what to do where writing failed.

    Parameters
    ----------
    error : OSError
    n_mb : int
        Megabytes that are needed.

    Returns
    -------
    str
    """
    if error.errno in DISK_FULL:
        return (
            f"The disk is full: MNIST needs {n_mb} MB in the data folder. Nothing of it was kept. "
            "Make room, or name a folder on another disk with DIGITREC_DATA."
        )
    return (
        f"The data folder cannot be written to ({error.strerror or error}). Allow it, or name "
        "another folder with DIGITREC_DATA."
    )
