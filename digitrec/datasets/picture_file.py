"""Files of pictures as bytes, which are mapped into memory.

A file is one NumPy array of bytes: all pictures of one format, then all their digits. Mapping it
costs no memory until a picture is read, and processes share what they read.
"""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.errors import DatasetError
from digitrec.formats import Format

DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
CHUNK_ROWS = 1000  # pictures written at a time


def write_pictures(
    path: Path,
    images: NDArray[Any],
    y: NDArray[np.integer],
    *,
    convert: Callable[[NDArray[Any]], NDArray[np.uint8]] = np.ascontiguousarray,
) -> None:
    """Write pictures and their digits as bytes.

    Parameters
    ----------
    path : Path
    images : ndarray of uint8, shape (n, ...)
    y : ndarray of int, shape (n,)
        Digits 0..9.
    convert : callable, optional
        From a chunk of the images to what is written of it, uint8 of the same length.
    """
    chunks = (convert(images[at : at + CHUNK_ROWS]) for at in range(0, len(images), CHUNK_ROWS))
    first = next(chunks)
    n_bytes = len(images) * (first[0].size + 1)
    header = {"descr": "|u1", "fortran_order": False, "shape": (n_bytes,)}
    with path.open("wb") as file:  # np.save hides that a disk is full
        np.lib.format.write_array_header_1_0(file, header)
        file.write(first.tobytes())
        for chunk in chunks:
            file.write(chunk.tobytes())
        file.write(y.astype(np.uint8).tobytes())
        file.flush()
        os.fsync(file.fileno())


def read_pictures(
    path: Path, picture_format: Format
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Map a file of pictures into memory.

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
        data = np.asarray(np.lib.format.open_memmap(path, mode="r"))
        n, n_left = divmod(data.size, n_features + 1)
        if data.dtype != np.uint8 or data.ndim != 1 or n_left or not n:
            raise ValueError(f"an array of {data.dtype}, shape {data.shape}")
        images, y = data[: n * n_features].reshape(n, *picture_format.shape), data[-n:]
        if y.max() > 9:
            raise ValueError(f"a digit {y.max()}")
    except (OSError, ValueError, EOFError, AttributeError) as error:
        raise DatasetError(
            f"The file {path.name} in the data folder is damaged ({error}). Delete it, and fetch "
            "MNIST again."
        ) from None
    return images, y


def write_error_in_words(error: OSError, n_mb: int) -> str:
    """Say why pictures could not be written and what to do.

    Parameters
    ----------
    error : OSError
    n_mb : int
        Megabytes needed.
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
