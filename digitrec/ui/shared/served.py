"""Files that the browser fetches by HTTP and caches, so that they are not sent at each visit.

Streamlit serves the folder of a component as it is. These components are never shown: they are
declared so that their folders are served. Streamlit does not tell a browser how long it may cache a
file. So the program asks for the cached file, under a name that changes with its content, and the
browser checks its checksum.
"""

import base64
import hashlib
import json
import tempfile
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from streamlit.components.v1 import declare_component

from digitrec.shipped import MODELS_FOLDER
from digitrec.ui.live import PROGRAM, bundle

# Every component waits for the program, whichever of them comes first.
WAIT = """
const program = (globalThis.digitrecProgram ??= {});
program.components ??= new Promise((resolve) => { program.resolve = resolve; });
"""
# The first component of every page fetches the program and the page's stylesheet; a page whose
# stylesheet does not come is shown without. The address of Streamlit's own script tells where the
# app is served: the one internal that live/internals.js comes too late for.
FETCH = """
program.addressOf ??= (path) => {
  const [base] = document.querySelector('script[src*="/static/js/"]').src.split("/static/js/");
  return `${base}/${path}`;
};
program.fetch ??= async ({ path, checksum }) => {
  const get = (cache) => fetch(program.addressOf(path), { cache, integrity: checksum });
  const response = await get("force-cache").catch(() => get("reload"));
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}.`);
  return response;
};
program.textOf ??= async (served) => (await program.fetch(served)).text();
program.loaded ??= {};
program.load ??= (served) => program.loaded[served.path] ??= program.textOf(served).then((text) =>
  import(URL.createObjectURL(new Blob([text], { type: "text/javascript" }))));
program.load(PROGRAM).then(({ components }) => program.resolve(components));
const UNDRESSED = ".stMainBlockContainer { display: block !important; }";
program.style ??= document.body.appendChild(document.createElement("style"));
program.dress ??= async (served) => {
  if (program.dressedBy === served.path) return;
  program.dressedBy = served.path;
  const text = await program.textOf(served).catch(() => UNDRESSED);
  await document.fonts.ready; // else lines would break anew
  if (program.dressedBy === served.path) program.style.textContent = text;
};
export default async (component) => {
  program.dress(component.data.style);
  return (await program.components).menu(component);
};
"""


@dataclass(frozen=True)
class ServedFile:
    """A file that the browser can fetch.

    Attributes
    ----------
    path : str
        Below the address of the app.
    checksum : str
        As in the attribute ``integrity`` of a web page.
    """

    path: str
    checksum: str

    def as_dict(self) -> dict[str, str]:
        """Give it as JavaScript is sent it."""
        return asdict(self)


def served_form(file_name: str, sha256: str) -> ServedFile:
    """Serve the browser form of a shipped model.

    Parameters
    ----------
    file_name : str
        In the folder of the models.
    sha256 : str
        Its checksum, in hexadecimal digits.
    """
    return _served(_folder("models", MODELS_FOLDER), file_name, bytes.fromhex(sha256))


def component_script(name: str) -> str:
    """Write the script of a component that the program runs.

    Parameters
    ----------
    name : str
        A key of ``components`` in `live/program.js`.
    """
    return f"""{WAIT}
export default async (component) => (await program.components).{name}(component, program);
"""


def fetched_component_script(name: str) -> str:
    """Write the script of a component of another program, which its data name as ``program``.

    Parameters
    ----------
    name : str
        A key of that program's ``components``.
    """
    return f"""{WAIT}
export default async (component) => {{
  await program.components;
  (await program.load(component.data.program)).components.{name}(component, program);
}};
"""


def first_component_script() -> str:
    """Write the script of the first component on a page, the menu.

    It fetches the program, and the page's stylesheet, which its data name as ``style``.
    """
    program = serve_text("program.js", bundle(*PROGRAM))
    return WAIT + FETCH.replace("PROGRAM", json.dumps(program.as_dict()))


def serve_text(file_name: str, text: str) -> ServedFile:
    """Serve a text that is made here.

    Parameters
    ----------
    file_name, text : str
    """
    data, folder = text.encode(), _own_folder().name
    Path(folder, file_name).write_bytes(data)
    return _served(_folder("program", folder), file_name, hashlib.sha256(data).digest())


def changing_file(file_name: str) -> Path:
    """Give the place of a file that changes; `address_of_changing_file` is where it is read."""
    return Path(_own_folder().name, file_name)


def address_of_changing_file(file_name: str) -> str:
    """Give the address of a file that changes, below that of the app."""
    return f"component/{_folder('program', _own_folder().name)}/{file_name}"


@cache
def _own_folder() -> tempfile.TemporaryDirectory[str]:
    """Get the folder of what is made here, which lasts as long as the process."""
    return tempfile.TemporaryDirectory(prefix="digitrec-")


def _folder(name: str, path: str | Path) -> str:
    return declare_component(name, path=str(path)).name


def _served(folder: str, file_name: str, sha256: bytes) -> ServedFile:
    return ServedFile(
        f"component/{folder}/{file_name}?{sha256.hex()[:16]}",
        "sha256-" + base64.b64encode(sha256).decode(),
    )
