"""Results of runs, cached by plan: the same plan gives the same result to everyone."""

import threading
from collections import OrderedDict
from collections.abc import Mapping

import numpy as np

from digitrec.training.plan import Plan, plan_identity
from digitrec.training.result import Result

MAX_RESULTS = 200
MAX_BYTES = 100_000_000  # the host has about 1 GB, most of it in use
_SMALL = (str, bytes, int, float, np.generic, type(None))


class ResultCache:
    """A thread-safe cache of the results that were used last.

    Parameters
    ----------
    max_results : int, default 200
    max_bytes : int, default 100,000,000
        Of all results together. The least recently used is removed first.
    """

    def __init__(self, max_results: int = MAX_RESULTS, max_bytes: int = MAX_BYTES) -> None:
        self.max_results, self.max_bytes = max_results, max_bytes
        self._results: OrderedDict[str, tuple[Result, int]] = OrderedDict()
        self._n_bytes = 0
        self._lock = threading.Lock()

    def put(self, result: Result) -> None:
        """Store a result, unless it is larger than `max_bytes`."""
        key, size = plan_identity(result.plan), n_bytes(result)
        with self._lock:
            self._remove(key)
            if size > self.max_bytes:  # it would push all others out
                return
            self._results[key] = result, size
            self._n_bytes += size
            while len(self._results) > self.max_results or self._n_bytes > self.max_bytes:
                self._remove(next(iter(self._results)))

    def get(self, plan: Plan) -> Result | None:
        """Get the result of a plan, if it is here. It is shared: do not change it."""
        with self._lock:
            key = plan_identity(plan)
            if key not in self._results:
                return None
            self._results.move_to_end(key)
            return self._results[key][0]

    def clear(self) -> None:
        """Remove all results."""
        with self._lock:
            self._results.clear()
            self._n_bytes = 0

    def _remove(self, key: str) -> None:
        if key in self._results:
            _, size = self._results.pop(key)
            self._n_bytes -= size


def n_bytes(value: object) -> int:
    """Add up the bytes of all arrays in an object; a fitted model is little else."""
    seen: set[int] = set()
    total, waiting = 0, [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, np.ndarray):
            total += each.nbytes
            waiting += each.tolist() if each.dtype == object else []
        elif isinstance(each, Mapping):
            waiting += each.values()
        elif isinstance(each, (list, tuple)):
            waiting += each
        elif not isinstance(each, _SMALL) and not callable(each) and id(each) not in seen:
            seen.add(id(each))
            waiting.append(each.__getstate__())  # scikit-learn's trees have no __dict__
    return total
