"""What the browser fetches by HTTP and keeps, so that it is not sent again at each visit.

Streamlit serves the folder of a component as it is. These components are never shown: they are
declared so that their folders are served. Nothing there tells a browser how long it may keep a
file; so what was kept is asked for, under names that change with the content, and is checked by its
sum.
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

# How a part of the page is handed over to the program, whichever of the parts comes first.
PART = """
const program = (globalThis.digitrecProgram ??= {{}});
program.parts ??= new Promise((open) => {{ program.open = open; }});
export default async (part) => (await program.parts).{part}(part, program.fetch);
"""
# Fetches the program; stands in the first of the parts. Where the app is served, the address of
# Streamlit's own script tells: the one internal that live/internals.js comes too late for.
LOADER = """
program.fetch ??= async ({{ path, sum }}) => {{
  const [base] = document.querySelector('script[src*="/static/js/"]').src.split("/static/js/");
  const get = (cache) => fetch(`${{base}}/${{path}}`, {{ cache, integrity: sum }});
  const answer = await get("force-cache").catch(() => get("reload"));
  if (!answer.ok) throw new Error(`${{path}} was answered with ${{answer.status}}.`);
  return answer;
}};
program.text ??= program.fetch({program}).then((answer) => answer.text());
program.text.then(async (text) => {{
  const url = URL.createObjectURL(new Blob([text], {{ type: "text/javascript" }}));
  program.open((await import(url)).parts);
}});
"""


@dataclass(frozen=True)
class Served:
    """A file as the browser is told of it.

    Attributes
    ----------
    path : str
        Below the address of the app.
    sum : str
        As in the attribute ``integrity`` of a web page.
    """

    path: str
    sum: str

    def as_dict(self):
        """What JavaScript is told."""
        return asdict(self)


def served_form(file_name, sha256):
    """Tell where the browser form of a shipped model is served.

    Parameters
    ----------
    file_name : str
        In the folder of the models.
    sha256 : str
        Its sum, in hexadecimal digits.

    Returns
    -------
    Served
    """
    return _served(_folder("models", MODELS_FOLDER), file_name, bytes.fromhex(sha256))


def part(name):
    """Write the module that hands a part of the page over to the program.

    Parameters
    ----------
    name : str
        A key of ``parts`` in `live/program.js`.

    Returns
    -------
    str
    """
    return PART.format(part=name)


def part_with_program(name):
    """Write such a module that also fetches the program; the first on the page.

    Parameters and returns: as `part`.
    """
    program, _ = _program()
    return part(name) + LOADER.format(program=json.dumps(program.as_dict()))


@cache
def _program():
    """The program as one file, and the folder in which it lies as long as the process lasts."""
    data = bundle(*PROGRAM).encode()
    folder = tempfile.TemporaryDirectory(prefix="digitrec-")
    Path(folder.name, "program.js").write_bytes(data)
    served = _served(_folder("program", folder.name), "program.js", hashlib.sha256(data).digest())
    return served, folder


def _folder(name, path):
    return declare_component(name, path=str(path)).name


def _served(folder, file_name, sha256):
    return Served(
        f"component/{folder}/{file_name}?{sha256.hex()[:16]}",
        "sha256-" + base64.b64encode(sha256).decode(),
    )
