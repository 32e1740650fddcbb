"""What all tests share."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

# The same examples on every machine and every day; to look for new ones:
# python -m pytest --hypothesis-profile explore
settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.register_profile("few", settings.get_profile("fixed"), max_examples=20)
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


@pytest.fixture(scope="session")
def components_found_once():
    """Streamlit looks for components among the packages: once, not anew for each test of a page."""
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(scope="session")
def small_mnist(tmp_path_factory):
    """A data folder with MNIST's test part as it is published, but of 600 drawn-out digits."""
    from digitrec.datasets import in_format, load_digits
    from digitrec.formats import MNIST_FORMAT

    folder = tmp_path_factory.mktemp("data")
    greys = in_format(load_digits(), MNIST_FORMAT, np.arange(600))
    for name, array in (("images-idx3", greys.images), ("labels-idx1", greys.y.astype(np.uint8))):
        header = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">u4").tobytes()
        (folder / f"t10k-{name}-ubyte").write_bytes(header + array.tobytes())
    return folder


@pytest.fixture(scope="session")
def model_of_28x28(small_mnist):
    """A model of MNIST's format, left by a run on those."""
    from digitrec.recognition import to_model
    from digitrec.training import Plan, run

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIGITREC_DATA", str(small_mnist))
        return to_model(run(Plan("logistic-regression", dataset="mnist")), "Mine")


def _arc(centre, radius, begin, end):
    """Points on an ellipse, from one angle to another in degrees, clockwise from the right."""
    angles = np.radians(np.linspace(begin, end, 30))
    return np.column_stack([np.cos(angles), np.sin(angles)]) * radius + centre


@pytest.fixture(scope="session")
def drawn_digits():
    """Strokes of each of the ten digits, as someone might draw them on a canvas of 320 pixels."""
    return [
        [_arc((160, 160), (62, 95), -90, 270)],
        [np.array([(130, 100), (170, 60), (168, 255)])],
        [np.vstack([_arc((160, 115), (55, 50), -170, 40), [(110, 255), (220, 252)]])],
        [np.vstack([_arc((150, 110), (58, 48), -150, 80), _arc((148, 205), (65, 50), -80, 150)])],
        [np.array([(165, 60), (95, 190), (230, 188)]), np.array([(190, 120), (186, 262)])],
        [
            np.vstack([[(125, 65), (118, 145)], _arc((150, 195), (62, 58), -120, 140)]),
            np.array([(125, 65), (215, 62)]),
        ],
        [np.vstack([[(185, 60), (130, 140)], _arc((158, 205), (48, 48), -170, 200)])],
        [np.array([(95, 70), (225, 66), (140, 260)])],
        [np.vstack([_arc((160, 108), (46, 46), 90, -270), _arc((160, 208), (56, 52), -90, 270)])],
        [np.vstack([_arc((155, 115), (50, 50), 0, -350), [(205, 115), (190, 260)]])],
    ]
