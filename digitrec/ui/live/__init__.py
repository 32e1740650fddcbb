"""The part of the app that runs in the browser: modules that the page gets joined into one text.

Each file is an ordinary module, so that tests can load it by itself. A Streamlit component takes
one text only.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def bundle(*names):
    """Join modules into one, what one imports from another standing above it.

    Parameters
    ----------
    *names : str
        Files of this folder without their ending; each after those that it imports from.

    Returns
    -------
    str
        A module that exports only what the last of them exports by default, if it does.

    Raises
    ------
    ValueError
        If a file imports from one that does not come before it.
    """
    texts = []
    for i, name in enumerate(names):
        text = (HERE / f"{name}.js").read_text(encoding="utf-8")
        missing = set(IMPORT.findall(text)) - set(names[:i])
        if missing:
            raise ValueError(f"{name}.js needs {', '.join(sorted(missing))} before it.")
        texts.append(EXPORT.sub("", IMPORT.sub("", text)))
    return "\n".join(texts)
