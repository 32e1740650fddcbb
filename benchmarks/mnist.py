"""The cost of MNIST: memory while it is fetched, time and memory to load it from the cache.

    python -m benchmarks.mnist

On a random file of the real size that a server on this machine serves as OpenML does. Each part
runs in a process of its own. Needs Linux, for the memory. Prints one JSON line.
"""

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.environment import environment
from benchmarks.openml import make_table, openml_addresses, openml_served, to_arff, to_idx

N_PICTURES = 70_000
SEED = 0


def memory_mb(name: str = "VmRSS", process: str = "self") -> float:
    """Get the memory of a process in megabytes.

    Parameters
    ----------
    name : str, default "VmRSS"
        Linux's name of the memory now; "VmHWM" is its peak.
    process : str, default "self"
        Its number.

    Returns
    -------
    float
    """
    # Not resource.getrusage, whose maximum begins with what the parent process held.
    status = Path(f"/proc/{process}/status").read_text()
    (kb,) = re.findall(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)
    return round(int(kb) / 1e3, 1)


def fetch(url: str) -> dict[str, float]:
    """Measure fetching from a server as if it were OpenML."""
    from sklearn.datasets import _openml

    from digitrec.datasets import fetch_mnist

    for name, address in openml_addresses(url).items():
        setattr(_openml, name, address)
    before = memory_mb()
    start = time.perf_counter()
    fetch_mnist()
    return {
        "seconds": round(time.perf_counter() - start, 1),
        "memory_before_mb": before,
        "peak_memory_mb": memory_mb("VmHWM"),
    }


def convert() -> dict[str, float]:
    """Measure the conversion to the 8x8 format."""
    from digitrec.datasets import convert_mnist

    start = time.perf_counter()
    convert_mnist()
    return {
        "seconds": round(time.perf_counter() - start, 1),
        "peak_memory_mb": memory_mb("VmHWM"),
    }


def load(name: str) -> dict[str, float]:
    """Measure loading a data set and reading every grey of it."""
    from digitrec.datasets import load_dataset

    before = memory_mb()
    start = time.perf_counter()
    dataset = load_dataset(name)
    seconds = time.perf_counter() - start
    sum_of_greys = int(dataset.X.sum(dtype="int64"))
    return {
        "n": len(dataset.y),
        "seconds": round(seconds, 3),
        "memory_added_mb": round(memory_mb() - before, 1),
        "peak_memory_mb": memory_mb("VmHWM"),
        "sum_of_greys": sum_of_greys,
    }


PARTS: dict[str, Callable[..., dict[str, float]]] = {
    "fetch": fetch,
    "convert": convert,
    "load": load,
}


def in_a_process(folder: str, *arguments: str) -> dict[str, float]:
    """Run one part in a process of its own."""
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.mnist", "--part", *arguments],
        env=os.environ | {"DIGITREC_DATA": folder},
        check=True,
        stdout=subprocess.PIPE,
    )
    return json.loads(result.stdout)


def write_idx_files(folder: str, X: NDArray[np.uint8], y: NDArray[np.uint8]) -> None:
    """Write the four files as MNIST is published."""
    n_train = len(y) * 6 // 7
    for part, rows in (("train", slice(n_train)), ("t10k", slice(n_train, None))):
        arrays = {"images-idx3": X[rows].reshape(-1, 28, 28), "labels-idx1": y[rows]}
        for kind, array in arrays.items():
            path = Path(folder) / f"{part}-{kind}-ubyte.gz"
            path.write_bytes(gzip.compress(to_idx(array), 6))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=int, default=N_PICTURES, help="how many; default 70000")
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.part:
        name, *rest = arguments.part
        print(json.dumps(PARTS[name](*rest)))
        return

    X, y = make_table(arguments.pictures, random_state=SEED)
    arff = to_arff(X, y)
    with TemporaryDirectory() as folder, openml_served(arff) as server:
        result: dict[str, Any] = {
            "n_pictures": len(y),
            "table_mb": round(len(arff) / 1e6, 1),
            "gzipped_mb": round(len(server.table) / 1e6, 1),
            "fetch": in_a_process(folder, "fetch", server.url),
            "convert": in_a_process(folder, "convert"),
            "load": in_a_process(folder, "load", "mnist"),
            "load_8x8": in_a_process(folder, "load", "mnist-8x8"),
            "kept_mb": round(sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6, 1),
        }
    with TemporaryDirectory() as folder:
        write_idx_files(folder, X, y)
        result["load_idx"] = in_a_process(folder, "load", "mnist")
    sums = [result[name].pop("sum_of_greys") for name in ("load", "load_8x8", "load_idx")]
    if not sums[0] == sums[2] == int(X.sum(dtype="int64")):
        raise SystemExit("what was loaded is not what was written")
    print(json.dumps({"benchmark": "mnist"} | environment() | result))


if __name__ == "__main__":
    main()
