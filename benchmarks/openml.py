"""A data set made up in the shape of MNIST, and a server here that answers as OpenML does."""

import gzip
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
from numpy.typing import NDArray

N_GREYS = 784
INK_PROPORTION = 0.19  # of MNIST's pixels that are not 0


def make_table(n: int, *, random_state: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Make a random table as sparse as MNIST's.

    Parameters
    ----------
    n : int
    random_state : int

    Returns
    -------
    X : ndarray of uint8, shape (n, 784)
        Random greys in the middle of each picture, 0 elsewhere.
    y : ndarray of uint8, shape (n,)
        Digits 0..9.
    """
    rng = np.random.default_rng(random_state)
    images = np.zeros((n, 28, 28), np.uint8)
    side = 20
    middle = rng.integers(1, 256, (n, side, side), dtype=np.uint8)
    middle[rng.random((n, side, side), dtype=np.float32) > INK_PROPORTION * N_GREYS / side**2] = 0
    images[:, 4:24, 4:24] = middle
    return images.reshape(n, N_GREYS), rng.integers(0, 10, n, dtype=np.uint8)


def to_arff(X: NDArray[np.uint8], y: NDArray[np.uint8]) -> bytes:
    """Write a table as OpenML does.

    Parameters
    ----------
    X : ndarray of uint8, shape (n, 784)
    y : ndarray of uint8, shape (n,)

    Returns
    -------
    bytes
    """
    attributes = [f"@ATTRIBUTE pixel{i + 1} real" for i in range(X.shape[1])]
    classes = "@ATTRIBUTE class {0,1,2,3,4,5,6,7,8,9}"
    head = "\n".join(["% made up", "@RELATION mnist_784", *attributes, classes, "@DATA\n"])
    names = [str(value).encode() for value in range(256)]
    rows = (
        b",".join([names[value] for value in [*x, digit]]) + b"\n"
        for x, digit in zip(X.tolist(), y.tolist(), strict=True)
    )
    return head.encode() + b"".join(rows)


def to_idx(array: NDArray[np.uint8]) -> bytes:
    """Write an array of bytes as MNIST is published.

    Parameters
    ----------
    array : ndarray of uint8

    Returns
    -------
    bytes
        Not gzipped.
    """
    header = bytes([0, 0, 8, array.ndim])
    return header + b"".join(n.to_bytes(4, "big") for n in array.shape) + array.tobytes()


class OpenML(ThreadingHTTPServer):
    """A server that answers the requests of `fetch_openml`.

    Attributes
    ----------
    table : bytes
        What is sent of the ARFF file, gzipped.
    announced_length : int
        The length in the header. If it is larger than that of `table`, the connection breaks off.
    md5 : str
        The checksum in OpenML's description.
    status : int, default 200
        Of the answer to the request for the table.
    barrier : threading.Barrier, optional
        Where a request for the table waits.
    """

    daemon_threads = True

    def __init__(self, arff: bytes):
        super().__init__(("127.0.0.1", 0), _Answers)
        self.status = 200
        self.barrier: threading.Barrier | None = None
        self.serve_arff(arff)

    def serve_arff(self, arff: bytes) -> None:
        """Serve this table from now on.

        Parameters
        ----------
        arff : bytes
        """
        self.table = gzip.compress(arff, 1)
        self.announced_length = len(self.table)
        self.md5 = hashlib.md5(arff).hexdigest()

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, _request, _address):
        """Let a client go that does not wait for the end."""

    def answer(self, path: str) -> dict[str, object] | None:
        """Give the answer of OpenML's own server, shortened to what is used.

        Parameters
        ----------
        path : str

        Returns
        -------
        dict or None
            None for the table itself.
        """
        if "/data/list/" in path:
            found = {"did": 554, "name": "mnist_784", "version": 1, "status": "active"}
            return {"data": {"dataset": [found]}}
        if "/data/features/" in path:
            features = [
                {
                    "index": str(i),
                    "name": f"pixel{i + 1}" if i < N_GREYS else "class",
                    "data_type": "numeric" if i < N_GREYS else "nominal",
                    "is_target": "true" if i == N_GREYS else "false",
                    "is_ignore": "false",
                    "is_row_identifier": "false",
                    "number_of_missing_values": "0",
                }
                for i in range(N_GREYS + 1)
            ]
            return {"data_features": {"feature": features}}
        if "/data/qualities/" in path:
            return {"data_qualities": {"quality": []}}
        if path.endswith(".arff"):
            return None
        description = {
            "id": "554",
            "name": "mnist_784",
            "version": "1",
            "description": "Made up.",
            "format": "ARFF",
            "status": "active",
            "url": f"{self.url}/data/v1/download/52667/mnist_784.arff",
            "md5_checksum": self.md5,
        }
        return {"data_set_description": description}


class _Answers(BaseHTTPRequestHandler):
    server: OpenML

    def do_GET(self) -> None:
        answer = self.server.answer(self.path)
        if answer is not None:
            self._send(200, json.dumps(answer).encode())
            return
        if self.server.barrier:
            self.server.barrier.wait()
        length = self.server.announced_length
        self._send(self.server.status, self.server.table, length=length, encoding="gzip")

    def _send(self, status, body, *, length=None, encoding="identity"):
        self.send_response(status)
        self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        """Stay quiet."""


@contextmanager
def openml_served(arff: bytes) -> Iterator[OpenML]:
    """Serve a table.

    Parameters
    ----------
    arff : bytes

    Yields
    ------
    OpenML
    """
    with OpenML(arff) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


def openml_addresses(url: str) -> dict[str, str]:
    """Give the addresses with which scikit-learn asks another server.

    Parameters
    ----------
    url : str

    Returns
    -------
    dict of str to str
        By names in `sklearn.datasets._openml`.
    """
    from sklearn.datasets import _openml

    names = ("_SEARCH_NAME", "_DATA_INFO", "_DATA_FEATURES", "_DATA_QUALITIES")
    own = "https://www.openml.org"
    return {name: getattr(_openml, name).replace(own, url) for name in names}
