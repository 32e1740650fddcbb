"""The wheel, installed into an empty environment, away from the repository."""

import json
import os
import re
import subprocess
import sys
import zipfile

import numpy as np
import pytest
from PIL import Image

import digitrec
from benchmarks.serving import free_port, started
from digitrec.__main__ import main
from digitrec.drawing import draw_strokes
from digitrec.project_files import APP_FOLDER, IS_INSTALLED

MAX_MB = 15
PROGRAMS = "Scripts" if os.name == "nt" else "bin"


ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}


def output_of(*command, cwd):
    """What a command prints, with nothing of the repository in its environment."""
    ended = subprocess.run(
        command, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    """The file of the wheel, as a release builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", folder, root]
    output_of(*build, cwd=folder)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def programs(wheel, tmp_path_factory):
    """The folder of programs of an environment with nothing but the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("away") / "environment"
    output_of(sys.executable, "-m", "venv", "--without-pip", folder, cwd=wheel.parent)
    install = [sys.executable, "-m", "pip", "--python", folder, "install", "--no-compile", wheel]
    output_of(*install, cwd=wheel.parent)
    return folder / PROGRAMS


def test_without_a_command_the_app_of_the_repository_is_run(root, monkeypatch):
    asked = []
    monkeypatch.setattr(sys, "argv", ["digitrec"])
    monkeypatch.setattr("runpy.run_module", lambda name, **_: asked.append([name, *sys.argv[1:]]))
    main([])
    assert asked == [["streamlit", "run", str(root / "app.py")]]
    assert root == APP_FOLDER
    assert not IS_INSTALLED


@pytest.mark.slow
def test_it_holds_library_app_and_models(root, wheel):
    assert wheel.stat().st_size < MAX_MB * 1e6
    names = set(zipfile.ZipFile(wheel).namelist())
    library = (path for path in (root / "digitrec").rglob("*") if path.suffix in {".py", ".js"})
    beside = [root / "app.py", root / ".streamlit" / "config.toml"]
    beside += [*(root / "pages").glob("*.py"), *(root / "models").iterdir()]
    expected = {path.relative_to(root).as_posix() for path in library}
    expected |= {f"digitrec/packed/{path.relative_to(root).as_posix()}" for path in beside}
    assert expected - names == set()
    assert [name for name in names if re.search("tests|benchmarks|pycache|secrets", name)] == []


@pytest.mark.slow
def test_a_drawing_and_an_image_are_read(programs, tmp_path, drawn_digits):
    (tmp_path / "3.json").write_text(json.dumps([each.tolist() for each in drawn_digits[3]]))
    ink = draw_strokes(drawn_digits[7], 320, pen_px=12)
    Image.fromarray(np.where(ink, 40, 220).astype(np.uint8)).save(tmp_path / "7.png")
    read = output_of(programs / "digitrec", "read", "--json", "3.json", "7.png", cwd=tmp_path)
    assert [json.loads(line)["digit"] for line in read.splitlines()] == [3, 7]
    told = output_of(programs / "digitrec", "--version", cwd=tmp_path)
    assert told == f"digitrec {digitrec.__version__}\n"


@pytest.mark.slow
def test_it_is_the_wheel_and_light_to_import(programs, tmp_path):
    program = (
        "import sys, digitrec; print(digitrec.__file__); print('numpy' in sys.modules);"
        "from digitrec.datasets import data_folder; print(data_folder())"
    )
    place, has_numpy, data = output_of(programs / "python", "-c", program, cwd=tmp_path).split(
        "\n"
    )[:3]
    assert place.startswith(str(programs.parent))
    assert has_numpy == "False"
    assert data.endswith("digitrec_data")
    assert not data.startswith(str(programs.parent))


@pytest.mark.slow
def test_the_app_is_served_and_every_page_shown(root, programs, tmp_path):
    port = free_port()
    address = {"ADDRESS": "127.0.0.1", "PORT": str(port), "HEADLESS": "true"}
    environment = ENVIRONMENT | {f"STREAMLIT_SERVER_{key}": value for key, value in address.items()}
    with started([programs / "digitrec"], port, cwd=tmp_path, env=environment) as server:
        assert server.n_tracebacks() == 0
    program = """
from streamlit.testing.v1 import AppTest
from digitrec.project_files import APP_FOLDER
app = AppTest.from_file(APP_FOLDER / "app.py", default_timeout=120)
for page in sorted(APP_FOLDER.glob("pages/*.py")):
    app.switch_page(str(page)).run()
    print(page.stem, len(app.exception), len(app.title))
"""
    said = output_of(programs / "python", "-c", program, cwd=tmp_path)
    pages = sorted(path.stem for path in (root / "pages").glob("*.py"))
    assert said.splitlines() == [f"{page} 0 1" for page in pages]
