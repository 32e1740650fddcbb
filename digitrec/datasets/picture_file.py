"""Pictures kept as bytes: written as one file, and mapped into memory.

A file holds all pictures of one format and after them all their digits, as one row of bytes in
NumPy's form. To map it costs no memory until a picture is looked at, and what processes look at
they share.
"""

import errno
import os

import numpy as np

from digitrec.errors import DatasetError

DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
CHUNK = 1000  # pictures written at a time


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
