"""The shipped models on disk: where they lie, and whether they are whole.

A model is `NAME.skops`, beside it `NAME.json`, its card, and `NAME.form`, what a browser reads
with. The card holds the checksums of both files.
"""

import hashlib
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

from digitrec.browser import browser_form
from digitrec.errors import ModelFileError
from digitrec.model_file import MAX_FILE_BYTES, loads_estimator, with_advice
from digitrec.recognition import Model, card_from_dict
from digitrec.whole_files import written_whole

MODELS_FOLDER = Path(__file__).resolve().parents[2] / "models"
REBUILD = "Rebuild it with: python -m digitrec build-models"


def save_model(model, folder=MODELS_FOLDER):
    """Write a model, its card and its browser form, completing the card with the files' sums.

    Parameters
    ----------
    model : Model
    folder : path, default: the project's models/

    Returns
    -------
    Model
        With the card as it was written.
    """
    import skops.io

    data = skops.io.dumps(model.estimator, compression=zipfile.ZIP_DEFLATED)
    form = json.dumps(browser_form(model)).encode()
    card = replace(model.card, sha256=_sum(data), form_sha256=_sum(form))
    text = (json.dumps(card.as_dict(), indent=2) + "\n").encode()
    for suffix, content in ((".skops", data), (".form", form), (".json", text)):
        with written_whole(Path(folder) / f"{card.name}{suffix}") as beside:
            beside.write_bytes(content)
    return Model(model.estimator, card)


def _sum(data):
    return hashlib.sha256(data).hexdigest()


def load_model(name="default", *, folder=MODELS_FOLDER):
    """Load a shipped model, if it is whole and made by these versions.

    Parameters
    ----------
    name : str, default "default"
        One of `model_names()`.
    folder : path, default: the project's models/

    Returns
    -------
    Model

    Raises
    ------
    ModelFileError
        If there is no such model, its file or card is altered, or it was built by another recipe
        or another scikit-learn. The sentence says how to rebuild it.
    """
    folder = Path(folder)
    with with_advice(REBUILD):
        if name not in model_names(folder):
            raise ModelFileError(
                f"There is no model named {name!r}; there are "
                f"{', '.join(model_names(folder)) or 'none'}."
            )
        card = _read_card(folder / f"{name}.json", name)
        return Model(_read_estimator(folder / f"{name}.skops", card.sha256), card)


def form_of(name, *, folder=MODELS_FOLDER):
    """Tell which file is the browser form of a shipped model, without loading either.

    Parameters
    ----------
    name : str
        One of `model_names()`.
    folder : path, default: the project's models/

    Returns
    -------
    file_name : str
        In the folder.
    sha256 : str
        Its sum as the card gives it, in hexadecimal digits. The file itself is not looked at.

    Raises
    ------
    ModelFileError
        If the card is altered, or the model was built by another recipe or scikit-learn.
    """
    with with_advice(REBUILD):
        return f"{name}.form", _read_card(Path(folder) / f"{name}.json", name).form_sha256


def model_names(folder=MODELS_FOLDER):
    """Name the models in a folder, the default first.

    Returns
    -------
    list of str
    """
    names = sorted(path.stem for path in Path(folder).glob("*.json"))
    return sorted(names, key=lambda name: name != "default")


def _read_card(path, name):
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelFileError(f"The card {path.name} cannot be read ({error}).") from None
    is_sum = re.compile("[0-9a-f]{64}").fullmatch
    card = card_from_dict(
        entries,
        path.name,
        {
            "name": lambda value: value == name,
            "form_sha256": lambda value: isinstance(value, str) and is_sum(value),
        },
    )
    return replace(card, form_sha256=entries["form_sha256"])


def _read_estimator(path, sha256):
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ModelFileError(
                f"The model file {path.name} is larger than {MAX_FILE_BYTES // 10**6} MB."
            )
        data = path.read_bytes()
    except OSError:
        raise ModelFileError(f"The model file {path.name} is missing.") from None
    if _sum(data) != sha256:
        raise ModelFileError(
            f"The model file {path.name} is not the one that its card describes: it was altered or "
            "cut short."
        )
    return loads_estimator(data, path.name)
