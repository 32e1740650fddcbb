"""Where the files beside the library lie: the app, its models, and what it fetches.

In the repository that is the top level. What is installed has no folder of its own beside it, so a
wheel holds the same files inside the package (`pyproject.toml`).
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_IN_WHEEL = _PACKAGE / "packed"

IS_INSTALLED = _IN_WHEEL.is_dir()
APP_FOLDER = _IN_WHEEL if IS_INSTALLED else _PACKAGE.parent


def default_data_folder() -> Path:
    """Give the folder for what is fetched, where nobody names another.

    Returns
    -------
    Path
        `data/` in the repository; of what is installed, `digitrec_data` in the home folder, as an
        update wipes the package. It need not exist.
    """
    return Path.home() / "digitrec_data" if IS_INSTALLED else APP_FOLDER / "data"
