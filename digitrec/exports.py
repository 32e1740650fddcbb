"""A data set as a file that other programs read."""

import io

import numpy as np


def to_csv(dataset, rows=None):
    """Write pictures as a table, one a line.

    Parameters
    ----------
    dataset : digitrec.datasets.Dataset
    rows : ndarray of int64, shape (n,), optional
        Where each picture lies in the file that it comes from; by default one after the other.

    Returns
    -------
    str
        ``row,label,pixel_0_0,pixel_0_1,…``, named by row and column as scikit-learn does; whole
        numbers.
    """
    side = dataset.picture_format.side
    pixels = [f"pixel_{row}_{column}" for row in range(side) for column in range(side)]
    rows = np.arange(len(dataset.y)) if rows is None else rows
    lines = [",".join(["row", "label", *pixels])]
    for row, label, values in zip(rows, dataset.y, dataset.X, strict=True):
        lines.append(f"{row},{label}," + ",".join(map(str, values.astype(int).tolist())))
    return "\n".join(lines) + "\n"


def to_npz(dataset, rows=None):
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
        (n,)). Nothing in it needs to be unpickled.
    """
    file = io.BytesIO()
    rows = np.arange(len(dataset.y)) if rows is None else rows
    np.savez_compressed(file, images=dataset.images.astype(np.uint8), y=dataset.y, rows=rows)
    return file.getvalue()
