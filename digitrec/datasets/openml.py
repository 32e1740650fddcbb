"""MNIST from OpenML through scikit-learn, in little memory."""

import gzip
import socket
import ssl
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError

import numpy as np
from numpy.typing import NDArray

from digitrec.errors import DatasetError
from digitrec.formats import MNIST_FORMAT

DOWNLOAD_BYTES = 15_469_256  # OpenML's gzipped file
TIMEOUT_SECONDS = 60  # without any answer
BY_HAND = "Try again later, or lay the four files into the data folder yourself (see the README)."


def fetch_table(folder: Path) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Fetch MNIST's 28x28 pictures as bytes.

    Parameters
    ----------
    folder : Path
        Where OpenML's answers are cached.

    Returns
    -------
    X : ndarray of uint8, shape (n, 784)
    y : ndarray of uint8, shape (n,)
        Digits 0..9.

    Raises
    ------
    DatasetError
        If there is no network, OpenML refuses, or the answer is cut short or is not MNIST.
    OSError
        If the disk is full, or the folder cannot be written to.
    """
    from sklearn.datasets import fetch_openml

    # Greys are read as bytes; as floats they would take 440 MB, and for a moment twice that.
    n_greys = MNIST_FORMAT.n_features
    types = dict.fromkeys(range(n_greys), np.uint8) | {n_greys: str}
    try:
        with _socket_timeout(TIMEOUT_SECONDS), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it tries again
            bunch = fetch_openml(
                "mnist_784",
                version=1,
                data_home=folder,
                as_frame=False,
                parser="pandas",
                n_retries=1,
                read_csv_kwargs={"dtype": types},
            )
        X = bunch.data
        y = np.array([int(digit.strip("'")) for digit in bunch.target], dtype=np.uint8)
        if X.dtype != np.uint8 or X.shape != (len(y), n_greys) or y.max() > 9:
            raise ValueError(f"a table of {X.dtype}, shape {X.shape}")
    except HTTPError as error:
        raise DatasetError(f"OpenML answered {error.code} ({error.reason}). {BY_HAND}") from error
    except (URLError, ConnectionError, TimeoutError, HTTPException, ssl.SSLError) as error:
        raise DatasetError(
            "OpenML cannot be reached, or the connection broke off "
            f"({getattr(error, 'reason', error)}). Is there a network? {BY_HAND}"
        ) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DatasetError(f"What came from OpenML is cut short or damaged. {BY_HAND}") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise DatasetError(f"What came from OpenML is not MNIST ({error}). {BY_HAND}") from error
    return X, y


@contextmanager
def _socket_timeout(seconds: float) -> Iterator[None]:
    """Limit how long new connections of this process wait for an answer."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(seconds)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)
