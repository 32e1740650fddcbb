"""MNIST: fetched or laid into a folder once, kept as bytes, brought into the 8x8 format.

The data folder is the one that the environment variable DIGITREC_DATA names, by default `data/` in
the project. Of what lies there is used, in this order: the four IDX files as they were published,
what was fetched from OpenML, the two IDX files of the test part alone.
"""

import os
from functools import lru_cache
from pathlib import Path

import numpy as np

from digitrec.datasets.dataset import Dataset
from digitrec.datasets.idx import read_idx, read_labelled
from digitrec.datasets.openml import DOWNLOAD_BYTES, fetch_table
from digitrec.datasets.picture_file import explain_disk, read_pictures, write_pictures
from digitrec.errors import DatasetError
from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT, convert_images
from digitrec.jobs import Task
from digitrec.whole_files import begun_bytes, written_whole

N_PICTURES, N_PUBLISHED_TRAIN = 70_000, 60_000
DOWNLOAD_MB = 16
KEPT_MB = 60  # 55 as 28x28, 5 as 8x8
DOWNLOAD_SHARE = 0.9  # of a fetch; to read the table and write the bytes is the rest

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


def data_folder():
    """Where data sets lie: the folder named by DIGITREC_DATA, or else `data/` in the project.

    Returns
    -------
    Path
        It need not exist.
    """
    default = Path(__file__).resolve().parents[2] / "data"
    return Path(os.environ.get("DIGITREC_DATA") or default)


def mnist_tasks(picture_format=MNIST_FORMAT, folder=None):
    """What is left to do before `load_mnist` can load.

    Parameters
    ----------
    picture_format : Format, default: MNIST's own
    folder : path, default: `data_folder()`

    Returns
    -------
    list of digitrec.jobs.Task
        None, to fetch, to convert, or both, in this order.
    """
    folder = _folder(folder)
    tasks = [] if _source(folder) else [Task(fetch_mnist, (str(folder),))]
    if picture_format == DIGITS_FORMAT and not _is_converted(folder):
        tasks.append(Task(convert_mnist, (str(folder),)))
    return tasks


def is_at_hand(picture_format=MNIST_FORMAT, folder=None):
    """Whether `load_mnist` finds what it needs.

    Parameters
    ----------
    picture_format : Format, default: MNIST's own
    folder : path, default: `data_folder()`

    Returns
    -------
    bool
    """
    return not mnist_tasks(picture_format, folder)


def what_is_missing(folder=None):
    """Say that MNIST is missing and how to get it.

    Parameters
    ----------
    folder : path, default: `data_folder()`

    Returns
    -------
    str
    """
    folder = _folder(folder)
    missing = [f"{name}.gz" for name in TRAIN_NAMES + TEST_NAMES if not _files(folder, [name])]
    return (
        "MNIST is not on this computer yet. Fetch it on the page Explore or with: python -m "
        f"digitrec fetch-mnist ({DOWNLOAD_MB} MB from openml.org, {KEPT_MB} MB are kept). Or lay "
        f"what is missing into the data folder, {folder.name}: {', '.join(missing)}."
    )


def load_mnist(picture_format=MNIST_FORMAT, folder=None):
    """Load MNIST; as long as the files are the same, only once in each process.

    Parameters
    ----------
    picture_format : Format, default: MNIST's own
        Or the digits format, in which `convert_mnist` has brought the pictures.
    folder : path, default: `data_folder()`

    Returns
    -------
    digitrec.datasets.Dataset
        The images are uint8. 70,000 in the order of publication; or the 10,000 of the test part,
        where only these are there, which the title says.

    Raises
    ------
    DatasetError
        If it is not there yet, or a file is damaged. The sentence says what to do.
    """
    folder = _folder(folder)
    source = _source(folder)
    if not source:
        raise DatasetError(what_is_missing(folder))
    if picture_format == MNIST_FORMAT:
        return _load_native(_stamped(source))
    _read_labels(_stamped(source))  # raises where a file is damaged
    if not _is_converted(folder):
        raise DatasetError(
            "MNIST is there, but is not brought into the 8×8 format yet. Prepare it on the page "
            "Explore or with: python -m digitrec fetch-mnist"
        )
    return _load_converted(_stamped([_kept(folder, DIGITS_FORMAT)]), len(source))


def fetch_mnist(folder=None):
    """Fetch MNIST from OpenML, unless all of it is there.

    Parameters
    ----------
    folder : path, default: `data_folder()`
        Made if there is none.

    Raises
    ------
    DatasetError
        If there is no network, the disk is full, or what came is not MNIST. It is then as if the
        fetch had never begun.
    """
    folder = _folder(folder)
    if _has_all(folder):
        return
    try:
        with written_whole(_kept(folder, MNIST_FORMAT)) as beside:
            X, y = fetch_table(beside.parent)
            write_pictures(beside, X, y)
    except (OSError, DatasetError) as error:
        if _has_all(folder):
            return  # another process was faster, and has swept this one's folder away
        if isinstance(error, OSError):
            raise DatasetError(explain_disk(error, DOWNLOAD_MB + KEPT_MB)) from error
        raise


def convert_mnist(folder=None):
    """Bring MNIST into the 8x8 format as a drawing is, unless that is done.

    Parameters
    ----------
    folder : path, default: `data_folder()`

    Raises
    ------
    DatasetError
        If MNIST is not there, is damaged, or the result cannot be written.
    """
    folder = _folder(folder)
    mnist = load_mnist(MNIST_FORMAT, folder)
    if _is_converted(folder):
        return
    try:
        with written_whole(_kept(folder, DIGITS_FORMAT)) as beside:
            write_pictures(beside, mnist.images, mnist.y, convert=_to_counts)
    except OSError as error:
        if not _is_converted(folder):
            raise DatasetError(explain_disk(error, KEPT_MB)) from error


def _to_counts(images):
    return convert_images(images, MNIST_FORMAT, DIGITS_FORMAT)


def fetched_share(folder=None):
    """How far a running fetch is, also in another process: by the bytes on the disk.

    Parameters
    ----------
    folder : path, default: `data_folder()`

    Returns
    -------
    float
        0..1; 0 where none has begun.
    """
    folder = _folder(folder)
    if _has_all(folder):
        return 1.0
    n_kept, n_downloaded = begun_bytes(_kept(folder, MNIST_FORMAT))
    n_whole = N_PICTURES * (MNIST_FORMAT.n_features + 1)
    downloaded, kept = min(n_downloaded / DOWNLOAD_BYTES, 1.0), min(n_kept / n_whole, 1.0)
    return DOWNLOAD_SHARE * downloaded + (1 - DOWNLOAD_SHARE) * kept


def converted_share(folder=None):
    """How far a running conversion is, also in another process: by the bytes on the disk.

    Parameters
    ----------
    folder : path, default: `data_folder()`

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
    n_kept, _ = begun_bytes(_kept(folder, DIGITS_FORMAT))
    return min(n_kept / (n_pictures * (DIGITS_FORMAT.n_features + 1)), 1.0)


def _folder(folder):
    return data_folder() if folder is None else Path(folder)


def _kept(folder, picture_format):
    return folder / f"mnist-{picture_format.name}.npy"


def _files(folder, names):
    """The files of these names, gzipped or not, if all are there."""
    found = [
        next((path for path in (folder / f"{name}.gz", folder / name) if path.is_file()), None)
        for name in names
    ]
    return found if all(found) else []


def _source(folder):
    """The files to read: four or two IDX files, or the one that is kept; empty where none is."""
    kept = _kept(folder, MNIST_FORMAT)
    return (
        _files(folder, TRAIN_NAMES + TEST_NAMES)
        or ([kept] if kept.is_file() else [])
        or _files(folder, TEST_NAMES)
    )


def _has_all(folder):
    return len(_source(folder)) in (1, 4)


def _is_converted(folder):
    """Whether the 8x8 pictures are there, and made of what is there in 28x28."""
    source, kept = _source(folder), _kept(folder, DIGITS_FORMAT)
    if not (source and kept.is_file()):
        return False
    try:
        y = _load_converted(_stamped([kept]), len(source)).y
        return np.array_equal(y, _read_labels(_stamped(source)))
    except DatasetError:
        return False


def _stamped(paths):
    """Paths with what changes when a file does, so that what was loaded can be remembered."""
    stats = [(path, path.stat()) for path in paths]
    return tuple((path, stat.st_size, stat.st_mtime_ns) for path, stat in stats)


@lru_cache(maxsize=1)
def _load_native(source):
    paths = [path for path, *_ in source]
    if len(paths) == 1:
        images, y = read_pictures(paths[0], MNIST_FORMAT)
    else:
        pairs = zip(paths[::2], paths[1::2], strict=True)
        parts = [read_labelled(*pair, MNIST_FORMAT.shape) for pair in pairs]
        images, y = map(np.concatenate, zip(*parts, strict=True))
    return _dataset(MNIST_FORMAT, images, y, len(paths))


@lru_cache(maxsize=1)
def _load_converted(kept, n_source_files):
    images, y = read_pictures(kept[0][0], DIGITS_FORMAT)
    return _dataset(DIGITS_FORMAT, images, y, n_source_files)


@lru_cache(maxsize=1)
def _read_labels(source):
    paths = [path for path, *_ in source]
    if len(paths) == 1:
        return read_pictures(paths[0], MNIST_FORMAT)[1]
    return np.concatenate([read_idx(path) for path in paths[1::2]])


def _dataset(picture_format, images, y, n_source_files):
    y = y.astype(np.int64)
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
