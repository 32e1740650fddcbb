"""The versions that two computers must share, so that the same plan gives the same result."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version

import digitrec

CHECKED = ("scikit-learn", "numpy")


@cache
def own_versions() -> str:
    """Write the versions that decide a result, without importing what they are of.

    Returns
    -------
    str
        Such as ``"digitrec 1.2.0, scikit-learn 1.9.1, numpy 2.4.6, Python 3.11"``.
    """
    packages = [f"{name} {version(name)}" for name in CHECKED]
    python = ".".join(platform.python_version_tuple()[:2])
    return ", ".join([f"digitrec {digitrec.__version__}", *packages, f"Python {python}"])


@cache
def versions_resource() -> str:
    """Name the Dask resource of these versions, short as it goes with each task.

    Returns
    -------
    str
        The same for the same versions.
    """
    return f"v-{hashlib.sha256(own_versions().encode()).hexdigest()[:8]}"
