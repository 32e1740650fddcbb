"""Results of runs, kept by plan: the same plan gives the same result, whoever asks for it."""

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping

import numpy as np

from digitrec.training.estimators import ESTIMATORS

MOST_RESULTS = 200
MOST_BYTES = 100_000_000  # of a host with about 1 GB, most of which is taken
_SMALL = (str, bytes, int, float, np.generic, type(None))


class ResultCache:
    """The results that were used last, within bounds. All methods may be called from any thread.

    Parameters
    ----------
    most_results : int, default 200
    most_bytes : int, default 100,000,000
        Of all results together; the least recently used goes first.
    """

    def __init__(self, most_results=MOST_RESULTS, most_bytes=MOST_BYTES):
        self.most_results, self.most_bytes = most_results, most_bytes
        self._results, self._n_bytes = OrderedDict(), 0
        self._lock = threading.Lock()

    def put(self, result):
        """Keep a result.

        Parameters
        ----------
        result : digitrec.training.Result
            One larger than all bounds is not kept.
        """
        key, size = _key(result.plan), n_bytes(result)
        with self._lock:
            self._drop(key)
            self._results[key] = result, size
            self._n_bytes += size
            while len(self._results) > self.most_results or self._n_bytes > self.most_bytes:
                self._drop(next(iter(self._results)))

    def get(self, plan):
        """Get the result of a plan.

        Parameters
        ----------
        plan : digitrec.training.Plan

        Returns
        -------
        digitrec.training.Result or None
            Shared with all who ask for it: read-only.
        """
        with self._lock:
            key = _key(plan)
            if key not in self._results:
                return None
            self._results.move_to_end(key)
            return self._results[key][0]

    def clear(self):
        """Drop all results."""
        with self._lock:
            self._results.clear()
            self._n_bytes = 0

    def _drop(self, key):
        _, size = self._results.pop(key, (None, 0))
        self._n_bytes -= size


def _key(plan):
    """A plan as a text; 1 and 1.0 are equal in Python, yet not the same for scikit-learn."""
    complete = ESTIMATORS[plan.estimator].complete(plan.hyperparameters)
    return json.dumps(plan.as_dict() | {"hyperparameters": complete}, sort_keys=True)


def n_bytes(value):
    """Add up the arrays in an object, which is nearly all that a fitted model is.

    Parameters
    ----------
    value : object

    Returns
    -------
    int
    """
    seen, total, left = set(), 0, [value]
    while left:
        each = left.pop()
        if isinstance(each, np.ndarray):
            total += each.nbytes
            left += each.tolist() if each.dtype == object else []
        elif isinstance(each, Mapping):
            left += each.values()
        elif isinstance(each, (list, tuple)):
            left += each
        elif not isinstance(each, _SMALL) and not callable(each) and id(each) not in seen:
            seen.add(id(each))
            left.append(each.__getstate__())  # also of scikit-learn's trees, which have no __dict__
    return total
