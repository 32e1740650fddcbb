"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine and every day; to look for new ones:
# python -m pytest --hypothesis-profile explore
settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", max_examples=2000, deadline=None)
settings.load_profile("fixed")


@pytest.fixture(scope="session")
def root():
    """Folder of the project."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def measuring_data(root):
    """Folder of the public data sets, which are not part of the project."""
    folder = root.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("needs the UCI data sets in ../shared/data, which are not in the repository")
    return folder
