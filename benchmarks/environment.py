"""What a measurement was made with."""

import datetime
import os
import platform
from importlib.metadata import version

from digitrec import __version__


def environment() -> dict[str, object]:
    """Date, machine and versions, as every benchmark prints them.

    Returns
    -------
    dict
    """
    packages = ("streamlit", "scikit-learn", "numpy")
    return {
        "date": datetime.date.today().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "versions": {"digitrec": __version__, "python": platform.python_version()}
        | {name: version(name) for name in packages},
    }
