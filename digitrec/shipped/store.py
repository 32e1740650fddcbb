"""The shipped models on disk, written and loaded.

A model is `NAME.skops`, with its card `NAME.json` and its browser form `NAME.form` beside it. The
card holds the checksums of both files.
"""

import hashlib
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from digitrec.browser import browser_form
from digitrec.errors import ModelFileError
from digitrec.model_file import MAX_FILE_BYTES, loads_estimator, with_advice
from digitrec.project_files import APP_FOLDER
from digitrec.recognition import Card, Model, card_from_dict
from digitrec.whole_files import written_whole

MODELS_FOLDER = APP_FOLDER / "models"
REBUILD = "Rebuild it with: python -m digitrec build-models"


def save_model(model: Model, folder: str | Path = MODELS_FOLDER) -> Model:
    """Write a model, its card and its browser form, and add the checksums to the card.

    Parameters
    ----------
    model : Model
    folder : path, default: the project's models/

    Returns
    -------
    Model
        With the card that was written.
    """
    import skops.io

    data = skops.io.dumps(model.estimator, compression=zipfile.ZIP_DEFLATED)
    form = json.dumps(browser_form(model)).encode()
    card = replace(model.card, sha256=_checksum(data), form_sha256=_checksum(form))
    text = (json.dumps(card.as_dict(), indent=2) + "\n").encode()
    for suffix, content in ((".skops", data), (".form", form), (".json", text)):
        with written_whole(Path(folder) / f"{card.name}{suffix}") as beside:
            beside.write_bytes(content)
    return Model(model.estimator, card)


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def load_model(name: str = "default", *, folder: str | Path = MODELS_FOLDER) -> Model:
    """Load a shipped model.

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

    Examples
    --------
    >>> model = load_model("svm")
    >>> model.card.title
    'Support vector machine'
    >>> model.predict_strokes([[(90, 60), (200, 60), (130, 250)]]).digit
    7
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


def load_card(name: str = "default", *, folder: str | Path = MODELS_FOLDER) -> Card:
    """Load the card of a shipped model, without the model.

    Parameters
    ----------
    name : str, default "default"
        One of `model_names()`.
    folder : path, default: the project's models/

    Raises
    ------
    ModelFileError
        If the card is altered, or the model was built by another recipe or scikit-learn.

    Examples
    --------
    >>> load_card("svm").title
    'Support vector machine'
    """
    with with_advice(REBUILD):
        return _read_card(Path(folder) / f"{name}.json", name)


def browser_form_file(name: str, *, folder: str | Path = MODELS_FOLDER) -> tuple[str, str]:
    """Name the file of a shipped model's browser form, without loading either.

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
        The checksum on the card, in hexadecimal digits. The file itself is not read.

    Raises
    ------
    ModelFileError
        If the card is altered, or the model was built by another recipe or scikit-learn.
    """
    return f"{name}.form", load_card(name, folder=folder).form_sha256


def model_names(folder: str | Path = MODELS_FOLDER) -> list[str]:
    """Name the models in a folder, the default first.

    Examples
    --------
    >>> model_names()[:3]
    ['default', 'decision-tree', 'logistic-regression']
    """
    names = sorted(path.stem for path in Path(folder).glob("*.json"))
    return sorted(names, key=lambda name: name != "default")


def _read_card(path: Path, name: str) -> Card:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelFileError(f"The card {path.name} cannot be read ({error}).") from None
    is_checksum = re.compile("[0-9a-f]{64}").fullmatch
    card = card_from_dict(
        entries,
        path.name,
        {
            "name": lambda value: value == name,
            "form_sha256": lambda value: isinstance(value, str) and is_checksum(value),
        },
    )
    return replace(card, form_sha256=entries["form_sha256"])


def _read_estimator(path: Path, sha256: str) -> Any:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ModelFileError(
                f"The model file {path.name} is larger than {MAX_FILE_BYTES // 10**6} MB."
            )
        data = path.read_bytes()
    except OSError:
        raise ModelFileError(f"The model file {path.name} is missing.") from None
    if _checksum(data) != sha256:
        raise ModelFileError(
            f"The model file {path.name} is not the one that its card describes: it was altered or "
            "cut short."
        )
    return loads_estimator(data, path.name)
