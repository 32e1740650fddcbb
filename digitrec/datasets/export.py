"""Tables and pictures as files that other programs read."""

import csv
import io
from collections.abc import Iterable
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.datasets.dataset import Dataset


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    r"""Write a table as CSV.

    Parameters
    ----------
    rows : iterable of iterable
        The cells of each line.

    Returns
    -------
    str
        Each line ends with a line feed.

    Examples
    --------
    >>> from digitrec.datasets import csv_text
    >>> csv_text([["digit", "name"], [1, "one"]])
    'digit,name\n1,one\n'
    """
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue()


def to_csv(dataset: Dataset, rows: NDArray[np.int64] | None = None) -> str:
    """Write pictures as a table, one a line.

    Parameters
    ----------
    dataset : digitrec.datasets.Dataset
    rows : ndarray of int64, shape (n,), optional
        The row of each picture in the file that it comes from; by default 0, 1, 2 and so on.

    Returns
    -------
    str
        ``row,label,pixel_0_0,pixel_0_1,…``, named by row and column as scikit-learn does; whole
        numbers.

    Examples
    --------
    >>> from digitrec.datasets import load_digits, to_csv
    >>> header, first, *_ = to_csv(load_digits()).splitlines()
    >>> header[:32]
    'row,label,pixel_0_0,pixel_0_1,pi'
    >>> first[:18]
    '0,0,0,0,5,13,9,1,0'
    """
    side = dataset.picture_format.side
    pixels = [f"pixel_{row}_{column}" for row in range(side) for column in range(side)]
    rows = np.arange(len(dataset.y)) if rows is None else rows
    pictures = zip(rows, dataset.y, dataset.X, strict=True)  # lazily, as there may be many
    lines = ([row, label, *values.astype(int).tolist()] for row, label, values in pictures)
    return csv_text(chain([["row", "label", *pixels]], lines))


def to_npz(dataset: Dataset, rows: NDArray[np.int64] | None = None) -> bytes:
    """Write pictures as NumPy's compressed archive, to be read by ``numpy.load``.

    Parameters
    ----------
    dataset : digitrec.datasets.Dataset
    rows : ndarray of int64, shape (n,), optional
        As in `to_csv`.

    Returns
    -------
    bytes
        Three arrays: ``images`` (uint8, shape (n, side, side)), ``y`` and ``rows`` (int64, shape
        (n,)); and ``writers`` where the data set has them. Nothing in it needs to be unpickled.
    """
    file = io.BytesIO()
    rows = np.arange(len(dataset.y)) if rows is None else rows
    arrays: dict[str, Any] = {
        "images": dataset.images.astype(np.uint8),
        "y": dataset.y,
        "rows": rows,
    }
    if dataset.writers is not None:
        arrays["writers"] = dataset.writers
    np.savez_compressed(file, **arrays)
    return file.getvalue()
