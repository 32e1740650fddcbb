"""MNIST: fetched or laid into the data folder once, and converted to the 8x8 format.

Of what lies in the data folder is used, in this order: the four IDX files as they were published,
what was fetched from OpenML, the two IDX files of the test part alone. Each function takes another
`folder` than `data_folder()`.
"""

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.datasets.dataset import Dataset
from digitrec.datasets.idx import read_idx, read_labelled
from digitrec.datasets.openml import DOWNLOAD_BYTES, fetch_table
from digitrec.datasets.picture_file import read_pictures, write_error_in_words, write_pictures
from digitrec.errors import DatasetError
from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT, Format, convert_images
from digitrec.jobs import Task
from digitrec.project_files import default_data_folder
from digitrec.whole_files import unfinished_bytes, written_whole

N_PICTURES, N_PUBLISHED_TRAIN = 70_000, 60_000
MNIST_DOWNLOAD_MB = 16
STORED_MB = 60  # 55 as 28x28, 5 as 8x8
DOWNLOAD_PROPORTION = 0.9  # of the time of a fetch; reading and writing takes the rest

Stamped = tuple[tuple[Path, int, int], ...]  # path, size and time of change of each file

TRAIN_NAMES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte")
TEST_NAMES = ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")

DESCRIPTION = """\
The MNIST database of handwritten digits: pictures of 28×28 greys, 0 for paper to 255 for ink.

Y. LeCun, C. Cortes and C. Burges made it in 1998 from NIST's Special Databases 1 and 3. High school
students wrote the one, employees of the Census Bureau the other. Each digit was fitted into a box
of 20×20, which made its edges grey, and laid so that its centre of mass is in the middle of 28×28.
60,000 pictures were published to learn from, and 10,000, by other writers, to test on.

Terms: CC BY-SA 3.0. On OpenML it is mnist_784, version 1.
"""


def data_folder() -> Path:
    """Give the folder that DIGITREC_DATA names, or else the one of `default_data_folder`.

    Returns
    -------
    Path
        It need not exist.
    """
    return Path(os.environ.get("DIGITREC_DATA") or default_data_folder())


def mnist_tasks(
    picture_format: Format = MNIST_FORMAT, folder: str | Path | None = None
) -> list[Task]:
    """List what is left to do before `load_mnist` can load.

    Returns
    -------
    list of digitrec.jobs.Task
        Nothing, to fetch, to convert, or both in this order.
    """
    folder = _folder(folder)
    tasks = [] if _source(folder) else [Task(fetch_mnist, (str(folder),), here=True)]
    if picture_format == DIGITS_FORMAT and not _is_converted(folder):
        tasks.append(Task(convert_mnist, (str(folder),), here=True))
    return tasks


def mnist_is_available(
    picture_format: Format = MNIST_FORMAT, folder: str | Path | None = None
) -> bool:
    """Whether `load_mnist` finds what it needs."""
    return not mnist_tasks(picture_format, folder)


def missing_files_in_words(folder: str | Path | None = None) -> str:
    """Say which files of MNIST are missing and how to get them.

    Parameters
    ----------
    folder : str or Path, default: `data_folder()`
    """
    folder = _folder(folder)
    missing = [f"{name}.gz" for name in TRAIN_NAMES + TEST_NAMES if not _files(folder, [name])]
    return (
        "MNIST is not on this computer yet. Fetch it on the page Explore or with: python -m "
        f"digitrec fetch-mnist ({MNIST_DOWNLOAD_MB} MB from openml.org, {STORED_MB} MB are kept). "
        f"Or lay what is missing into the data folder, {folder.name}: {', '.join(missing)}."
    )


def load_mnist(picture_format: Format = MNIST_FORMAT, folder: str | Path | None = None) -> Dataset:
    """Load MNIST, only once in each process while the files stay the same.

    Parameters
    ----------
    picture_format : Format, default: MNIST's own
        Or the digits format, to which `convert_mnist` has converted the pictures.
    folder : str or Path, default: `data_folder()`

    Returns
    -------
    digitrec.datasets.Dataset
        70,000 images of uint8 in the order of publication; or the 10,000 of the test part, if only
        these are there, as the title then says.

    Raises
    ------
    DatasetError
        If it is not there yet, or a file is damaged. The sentence says what to do.
    """
    folder = _folder(folder)
    source = _source(folder)
    if not source:
        raise DatasetError(missing_files_in_words(folder))
    if picture_format == MNIST_FORMAT:
        return _load_native(_stamped(source))
    _read_labels(_stamped(source))  # raises where a file is damaged
    if not _is_converted(folder):
        raise DatasetError(
            "MNIST is there, but is not brought into the 8×8 format yet. Prepare it on the page "
            "Explore or with: python -m digitrec fetch-mnist"
        )
    return _load_converted(_stamped([_picture_file(folder, DIGITS_FORMAT)]), len(source))


def fetch_mnist(folder: str | Path | None = None) -> None:
    """Fetch MNIST from OpenML, unless all of it is there.

    Parameters
    ----------
    folder : str or Path, default: `data_folder()`
        Made if there is none.

    Raises
    ------
    DatasetError
        If there is no network, the disk is full, or what came is not MNIST. Nothing is left behind.
    """
    folder = _folder(folder)
    if _has_all(folder):
        return
    try:
        with written_whole(_picture_file(folder, MNIST_FORMAT)) as unfinished:
            X, y = fetch_table(unfinished.parent)
            write_pictures(unfinished, X, y)
    except (OSError, DatasetError) as error:
        if _has_all(folder):
            return  # another process was faster and has removed this one's folder
        if isinstance(error, OSError):
            raise DatasetError(
                write_error_in_words(error, MNIST_DOWNLOAD_MB + STORED_MB)
            ) from error
        raise


def convert_mnist(folder: str | Path | None = None) -> None:
    """Convert MNIST to the 8x8 format in the steps of a drawing, unless that is done.

    Raises
    ------
    DatasetError
        If MNIST is not there, is damaged, or the result cannot be written.
    """
    folder = _folder(folder)
    if _is_converted(folder):
        return
    mnist = load_mnist(MNIST_FORMAT, folder)
    try:
        with written_whole(_picture_file(folder, DIGITS_FORMAT)) as unfinished:
            write_pictures(unfinished, mnist.images, mnist.y, convert=_to_counts)
    except OSError as error:
        if not _is_converted(folder):
            raise DatasetError(write_error_in_words(error, STORED_MB)) from error


def _to_counts(images: NDArray[Any]) -> NDArray[np.uint8]:
    return convert_images(images, MNIST_FORMAT, DIGITS_FORMAT)


def mnist_fetch_progress(folder: str | Path | None = None) -> float:
    """Measure how far a fetch is by the bytes on the disk, also in another process.

    Returns
    -------
    float
        0..1; 0 where none has begun.
    """
    folder = _folder(folder)
    if _has_all(folder):
        return 1.0
    n_stored, n_downloaded = unfinished_bytes(_picture_file(folder, MNIST_FORMAT))
    n_whole = N_PICTURES * (MNIST_FORMAT.n_features + 1)
    downloaded, stored = min(n_downloaded / DOWNLOAD_BYTES, 1.0), min(n_stored / n_whole, 1.0)
    return DOWNLOAD_PROPORTION * downloaded + (1 - DOWNLOAD_PROPORTION) * stored


def mnist_conversion_progress(folder: str | Path | None = None) -> float:
    """Measure how far a conversion is by the bytes on the disk, also in another process.

    Returns
    -------
    float
        0..1; 0 where none has begun.

    Raises
    ------
    DatasetError
        If a file that is to be converted is damaged.
    """
    folder = _folder(folder)
    if _is_converted(folder):
        return 1.0
    source = _source(folder)
    n_pictures = len(_read_labels(_stamped(source))) if source else N_PICTURES
    n_stored, _ = unfinished_bytes(_picture_file(folder, DIGITS_FORMAT))
    return min(n_stored / (n_pictures * (DIGITS_FORMAT.n_features + 1)), 1.0)


def _folder(folder: str | Path | None) -> Path:
    return data_folder() if folder is None else Path(folder)


def _picture_file(folder: Path, picture_format: Format) -> Path:
    return folder / f"mnist-{picture_format.name}.npy"


def _files(folder: Path, names: Iterable[str]) -> list[Path]:
    """The files of these names, gzipped or not; none if one is missing."""
    found = [
        next((path for path in (folder / f"{name}.gz", folder / name) if path.is_file()), None)
        for name in names
    ]
    return [path for path in found if path] if all(found) else []


def _source(folder: Path) -> list[Path]:
    """The files to read: four or two IDX files, or the one of OpenML's pictures, or none."""
    fetched = _picture_file(folder, MNIST_FORMAT)
    return (
        _files(folder, TRAIN_NAMES + TEST_NAMES)
        or ([fetched] if fetched.is_file() else [])
        or _files(folder, TEST_NAMES)
    )


def _has_all(folder: Path) -> bool:
    return len(_source(folder)) in (1, 4)


def _is_converted(folder: Path) -> bool:
    """Whether the 8x8 pictures are there and have the labels of the 28x28 pictures."""
    source, converted = _source(folder), _picture_file(folder, DIGITS_FORMAT)
    if not (source and converted.is_file()):
        return False
    try:
        y = _load_converted(_stamped([converted]), len(source)).y
        return np.array_equal(y, _read_labels(_stamped(source)))
    except DatasetError:
        return False


def _stamped(paths: Iterable[Path]) -> Stamped:
    """Paths with what changes when a file does, as a key of caches."""
    stats = [(path, path.stat()) for path in paths]
    return tuple((path, stat.st_size, stat.st_mtime_ns) for path, stat in stats)


@lru_cache(maxsize=1)
def _load_native(source: Stamped) -> Dataset:
    paths = [path for path, *_ in source]
    if len(paths) == 1:
        images, y = read_pictures(paths[0], MNIST_FORMAT)
    else:
        pairs = zip(paths[::2], paths[1::2], strict=True)
        parts = [read_labelled(*pair, MNIST_FORMAT.shape) for pair in pairs]
        images = np.concatenate([images for images, _ in parts])
        y = np.concatenate([y for _, y in parts])
    return _dataset(MNIST_FORMAT, images, y, len(paths))


@lru_cache(maxsize=1)
def _load_converted(converted: Stamped, n_source_files: int) -> Dataset:
    images, y = read_pictures(converted[0][0], DIGITS_FORMAT)
    return _dataset(DIGITS_FORMAT, images, y, n_source_files)


@lru_cache(maxsize=1)
def _read_labels(source: Stamped) -> NDArray[np.uint8]:
    paths = [path for path, *_ in source]
    if len(paths) == 1:
        return read_pictures(paths[0], MNIST_FORMAT)[1]
    return np.concatenate([read_idx(path) for path in paths[1::2]])


def _dataset(
    picture_format: Format,
    images: NDArray[np.uint8],
    labels: NDArray[np.uint8],
    n_source_files: int,
) -> Dataset:
    y = labels.astype(np.int64)
    images.flags.writeable = y.flags.writeable = False
    native, side = picture_format == MNIST_FORMAT, picture_format.side
    return Dataset(
        "mnist" if native else "mnist-8x8",
        f"MNIST{' (test part)' if n_source_files == 2 else ''}, {side}×{side}",
        picture_format,
        images,
        y,
        DESCRIPTION,
        n_published_train=N_PUBLISHED_TRAIN if len(y) == N_PICTURES else None,
    )
