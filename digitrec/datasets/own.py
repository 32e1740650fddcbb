"""Data sets of somebody's own drawings, alone or after the digits."""

import hashlib
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.datasets.dataset import Dataset
from digitrec.datasets.digits import load_digits
from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT, Format


@dataclass(frozen=True)
class OwnKind:
    """A kind of own data set.

    Attributes
    ----------
    title : str
        As a reader sees it.
    explanation : str
        One sentence.
    picture_format : digitrec.formats.Format
    begins_with_digits : bool
        Whether the digits come first, of which nobody knows who wrote which.
    """

    title: str
    explanation: str
    picture_format: Format
    begins_with_digits: bool = False


_MINE = "The drawings that you have kept on *My digits*"
_CLASS = "The drawings that your class has handed in"
OWN_KINDS = {
    "mine": OwnKind("My digits", f"{_MINE}.", DIGITS_FORMAT),
    "digits-and-mine": OwnKind(
        "Digits and mine", f"{_MINE}, after the 1,797 digits.", DIGITS_FORMAT, True
    ),
    "mine-28x28": OwnKind("My digits, 28×28", f"{_MINE}, as MNIST has them.", MNIST_FORMAT),
    "class": OwnKind("Class", f"{_CLASS}.", DIGITS_FORMAT),
    "digits-and-class": OwnKind(
        "Digits and class", f"{_CLASS}, after the 1,797 digits.", DIGITS_FORMAT, True
    ),
    "class-28x28": OwnKind("Class, 28×28", f"{_CLASS}, as MNIST has them.", MNIST_FORMAT),
}
_NAME = re.compile(r"(.+?)(-[0-9a-f]{16})?")


def own_kind(name: str) -> str | None:
    """Get the kind of an own data set by its name; None where it is no such name.

    A kind by itself stands for whichever drawings of it there are.

    Examples
    --------
    >>> own_kind("digits-and-mine-0123456789abcdef"), own_kind("mine"), own_kind("mnist")
    ('digits-and-mine', 'mine', None)
    """
    found = _NAME.fullmatch(name)
    return found[1] if found and found[1] in OWN_KINDS else None


def own_dataset(
    kind: str,
    images: NDArray[np.float64],
    y: NDArray[np.int64],
    writers: NDArray[np.int64],
    writer_names: tuple[str, ...],
) -> Dataset:
    """Make a data set of somebody's own drawings.

    Parameters
    ----------
    kind : str
        A key of `OWN_KINDS`.
    images : ndarray of float64, shape (n, side, side)
        In the kind's format.
    y : ndarray of int64, shape (n,)
        The digits that were meant, 0..9.
    writers : ndarray of int64, shape (n,)
        Whose handwriting each is, as a place in `writer_names`.
    writer_names : tuple of str

    Returns
    -------
    Dataset
        Its name tells the kind and, by a checksum, the pictures: the same drawings give the same
        name, and so the same plan the same result.

    Examples
    --------
    >>> import numpy as np
    >>> from digitrec.datasets import own_dataset
    >>> images = np.zeros((2, 8, 8))
    >>> nobody = np.zeros(2, dtype=np.int64)
    >>> both = own_dataset("digits-and-mine", images, np.array([3, 7]), nobody, ("",))
    >>> both.name, len(both.y), both.y[-2:].tolist(), both.writers[-3:].tolist()
    ('digits-and-mine-2a4e379797a71b41', 1799, [3, 7], [-1, 0, 0])
    """
    entry = OWN_KINDS[kind]
    as_bytes = images.astype(np.uint8)
    pictures: NDArray[np.float64] | NDArray[np.uint8] = as_bytes
    if entry.picture_format == DIGITS_FORMAT:
        pictures = images.astype(np.float64)
    checksum = hashlib.sha256(repr((images.shape, writer_names)).encode())
    for array in (as_bytes, y.astype("<i8"), writers.astype("<i8")):
        checksum.update(array.tobytes())
    if entry.begins_with_digits:
        digits = load_digits()
        pictures = np.concatenate([digits.images, pictures])
        y = np.concatenate([digits.y, y])
        writers = np.concatenate([np.full(len(digits.y), -1), writers])
    for array in (pictures, y, writers):
        array.flags.writeable = False
    return Dataset(
        f"{kind}-{checksum.hexdigest()[:16]}",
        entry.title,
        entry.picture_format,
        pictures,
        y,
        entry.explanation,
        writers=writers,
        writer_names=writer_names,
    )
