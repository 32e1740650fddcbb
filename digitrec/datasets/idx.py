"""IDX files of bytes, the form in which MNIST is published."""

import gzip
import math
import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digitrec.errors import DatasetError

BYTES_TYPE = 8  # the third byte of a file of bytes
GET_AGAIN = "Get it again, as it was published."


def read_idx(path: str | Path) -> NDArray[np.uint8]:
    """Read an IDX file of bytes, gzipped or not.

    Returns
    -------
    ndarray of uint8
        Read-only; shape (n, 28, 28) for MNIST's images, (n,) for its labels.

    Raises
    ------
    DatasetError
        If the file cannot be read, is not of this kind, or is cut short.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise DatasetError(f"The file {path.name} cannot be read ({error}). {GET_AGAIN}") from None
    if len(data) < 4 or data[:3] != bytes([0, 0, BYTES_TYPE]):
        raise DatasetError(f"The file {path.name} is no IDX file of bytes. {GET_AGAIN}")
    n_dimensions = data[3]
    n_header = 4 + 4 * n_dimensions
    shape = struct.unpack_from(f">{n_dimensions}I", data.ljust(n_header, b"\0"), 4)
    if len(data) != n_header + math.prod(shape):
        raise DatasetError(
            f"The file {path.name} holds {len(data):,} bytes, and its first ones say "
            f"{n_header + math.prod(shape):,}: it was cut short or altered. {GET_AGAIN}"
        )
    return np.frombuffer(data, np.uint8, offset=n_header).reshape(shape)


def read_labelled(
    images_path: Path, labels_path: Path, shape: tuple[int, int]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Read pictures and their digits.

    Parameters
    ----------
    images_path, labels_path : Path
    shape : tuple of int
        Of one picture.

    Returns
    -------
    images : ndarray of uint8, shape (n, *shape)
    y : ndarray of uint8, shape (n,)
        Digits 0..9.

    Raises
    ------
    DatasetError
        If a file cannot be read, or the two are not such a pair.
    """
    images, y = read_idx(images_path), read_idx(labels_path)
    if images.shape != (y.size, *shape) or y.ndim != 1 or not y.size or y.max() > 9:
        raise DatasetError(
            f"{Path(images_path).name} and {Path(labels_path).name} do not belong together: they "
            f"hold arrays of the shapes {images.shape} and {y.shape}. They should hold pictures of "
            f"the shape {shape} and as many digits, 0 to 9. {GET_AGAIN}"
        )
    return images, y
