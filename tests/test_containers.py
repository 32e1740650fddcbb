"""Dockerfile and compose.yaml, read instead of run."""

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest
import yaml

from benchmarks.hosting import TEMPLATE
from benchmarks.serving import free_port, started
from digitrec.__main__ import make_parser

VARIABLE = re.compile(r"\$\{(\w+)")


@pytest.fixture(scope="module")
def dockerfile(root):
    """Its instructions, each with what stands after it on one line."""
    text = (root / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [tuple(line.split(maxsplit=1)) for line in lines]


@pytest.fixture(scope="module")
def compose(root):
    return yaml.safe_load((root / "compose.yaml").read_text(encoding="utf-8"))


def copied(dockerfile):
    """What is copied out of the repository."""
    sources = [shlex.split(rest) for name, rest in dockerfile if name == "COPY"]
    return [each for words in sources if not words[0].startswith("--") for each in words[:-1]]


def environment_of(dockerfile):
    settings = " ".join(rest for name, rest in dockerfile if name == "ENV")
    return dict(each.split("=", 1) for each in shlex.split(settings))


def test_the_image_is_made_of_files_that_are_there_and_reach_it(root, dockerfile):
    sources = copied(dockerfile)
    assert [name for name in sources if not (root / name).exists()] == []
    ignored, *kept = [
        line
        for line in (root / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert ignored == "*"
    assert {line.removeprefix("!") for line in kept if line.startswith("!")} == {*sources}


def test_the_image_holds_what_a_wheel_holds(root, dockerfile):
    """Library, app, pages, models and settings: app.py alone would serve no page."""
    needed = {"app.py", "digitrec", "models", "pages", ".streamlit/config.toml"}
    assert needed <= {*copied(dockerfile)}
    assert dockerfile[0][1].split()[0].startswith("python:3.")


def test_the_image_is_not_run_by_root_and_tells_its_health(dockerfile):
    names = [name for name, _ in dockerfile]
    assert dict(dockerfile)["USER"] == "digitrec"
    assert names.index("USER") < names.index("CMD")
    arguments = dict(dockerfile)["HEALTHCHECK"].partition("CMD ")[2]
    *python, program = ast.literal_eval(arguments)
    assert python == ["python", "-c"]
    compile(program, "HEALTHCHECK", "exec")
    settings = environment_of(dockerfile)
    port = settings["STREAMLIT_SERVER_PORT"]
    assert f"http://127.0.0.1:{port}'" in program
    assert dict(dockerfile)["EXPOSE"] == port
    assert settings["STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED"] == "true"


@pytest.mark.parametrize("base_path", ["", "/digits"])
def test_the_health_of_the_image_is_that_of_the_server(dockerfile, base_path, tmp_path):
    program = ast.literal_eval(dict(dockerfile)["HEALTHCHECK"].partition("CMD ")[2])[-1]
    asked = []
    namespace = {"asked": asked}
    program = program.replace("web.urlopen(", "asked.append(").replace(", timeout=9", "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", base_path)
        exec(program, namespace)  # noqa: S102 - the project's own
    assert asked == [f"http://127.0.0.1:8501{base_path}/_stcore/script-health-check"]


@pytest.mark.slow
def test_what_the_image_runs_is_served_and_says_when_it_is_ready(root, dockerfile, tmp_path):
    """Its files alone, by its command and with its settings, in this Python instead of its own."""
    for name in copied(dockerfile):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy
        copy(root / name, target)
    own_port, port = dict(dockerfile)["EXPOSE"], str(free_port())
    settings = environment_of(dockerfile) | {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(tmp_path),
        "DIGITREC_DATA": str(tmp_path / "data"),
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STREAMLIT_SERVER_PORT": port,
        "STREAMLIT_SERVER_BASE_URL_PATH": "/digits",
    }
    settings = os.environ | settings
    command = [sys.executable, *ast.literal_eval(dict(dockerfile)["CMD"])[1:]]
    *_, program = ast.literal_eval(dict(dockerfile)["HEALTHCHECK"].partition("CMD ")[2])
    asking = [sys.executable, "-c", program.replace(own_port, port)]
    with started(command, f"{port}/digits", cwd=tmp_path, env=settings) as server:
        subprocess.run(asking, env=settings, check=True)
        assert server.n_tracebacks() == 0
    assert subprocess.run(asking, env=settings, stderr=subprocess.DEVNULL, check=False).returncode


def test_compose_has_the_parts_and_refers_to_what_is_there(root, compose):
    services = compose["services"]
    assert {*services} == {"proxy", "one", "two", "database", "scheduler", "worker"}
    assert services["worker"]["deploy"]["replicas"] == 2
    for service in services.values():
        assert {*service.get("depends_on", ())} <= {*services}
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            there = (root / source).exists() if "/" in source else source in compose["volumes"]
            assert there, volume
    published = [name for name, service in services.items() if "ports" in service]
    assert published == ["proxy"]


def test_the_servers_of_compose_are_what_the_proxy_and_the_database_know(compose, dockerfile):
    services = compose["services"]
    proxy = services["proxy"]
    port = environment_of(dockerfile)["STREAMLIT_SERVER_PORT"]
    named = re.findall(r"server (\w+):(\d+)", proxy["environment"]["DIGITREC_SERVERS"])
    assert named == [("one", port), ("two", port)]
    assert {*VARIABLE.findall(TEMPLATE.read_text(encoding="utf-8"))} == {*proxy["environment"]}
    assert proxy["ports"][0].endswith(f":{proxy['environment']['DIGITREC_LISTEN']}")
    settings, database = services["one"]["environment"], services["database"]["environment"]
    assert services["one"] == services["two"]
    user, name = database["POSTGRES_USER"], database["POSTGRES_DB"]
    address = settings["DIGITREC_DATABASE"]
    assert address.startswith(f"postgresql://{user}:")
    assert address.endswith(f"@database/{name}")
    assert VARIABLE.findall(address) == VARIABLE.findall(database["POSTGRES_PASSWORD"])
    scheduler = settings["DIGITREC_SCHEDULER"]
    python, module, *arguments = services["worker"]["command"]
    assert [python, module] == ["python", "-m"]
    options = make_parser().parse_args(arguments[1:])
    assert (arguments[0], options.command, options.address) == ("digitrec", "worker", scheduler)
    assert scheduler.endswith(f":{services['scheduler']['command'][-1]}")
