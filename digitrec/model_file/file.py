"""A model in one file, to download and to load again: a skops file with its card inside.

A file that comes back was in the hands of a stranger. It is read within bounds; its checksum is
compared; `skops_parts` checks it before skops loads it, and `fitted_parts` before scikit-learn uses
what was loaded. The checksum finds damage, not malice: a forger can compute it, too.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from digitrec.accuracy import Accuracy
from digitrec.datasets import dataset_entry
from digitrec.errors import InvalidPlanError, ModelFileError
from digitrec.model_file.fitted_parts import check_estimator
from digitrec.model_file.skops_file import MAX_FILE_BYTES, loads_estimator, with_advice
from digitrec.model_file.skops_parts import MAX_SCHEMA_BYTES, check_schema
from digitrec.recognition import ONE_VIEW, Model, accuracy_as_dict, card_from_dict
from digitrec.training import ESTIMATORS, Plan, plan_from_dict

CARD = "card.json"
SCHEMA = "schema.json"
MEMBER = re.compile(r"[0-9]{1,20}\.npy")
MAX_MEMBERS = 30_000
MAX_UNPACKED_BYTES = 100_000_000
MAX_CARD_BYTES = 100_000
MAX_TEXT = 200  # characters of a title
CHUNK_BYTES = 1_000_000
MAX_MB = MAX_FILE_BYTES // 10**6
MAX_NAME = 80  # characters of a file's name in a message
T = TypeVar("T")
ADVICE = (
    f"What can be loaded is a file of at most {MAX_MB} MB that this app or its command line wrote, "
    "unaltered. Train the model again and save it anew."
)


def dumps_model(model: Model) -> bytes:
    """Write a model of a run as one file, with its card inside.

    Parameters
    ----------
    model : digitrec.Model
        As `digitrec.recognition.to_model` makes it.

    Returns
    -------
    bytes
        A ``.skops`` file that `loads_model` reads again.

    Raises
    ------
    ModelFileError
        If the file would be too large to be loaded again, or the model has no plan.

    Examples
    --------
    >>> from digitrec.recognition import to_model
    >>> from digitrec.training import Plan, run
    >>> data = dumps_model(to_model(run(Plan("naive-bayes"))))
    >>> loads_model(data).card.title
    'Naive Bayes'
    """
    import skops.io

    if model.card.plan is None:
        raise ModelFileError(
            "This model was not trained by a run, but shipped; only models of runs can be saved."
        )
    with zipfile.ZipFile(io.BytesIO(skops.io.dumps(model.estimator))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    n_bytes = sum(map(len, members.values()))
    if n_bytes <= MAX_UNPACKED_BYTES and len(members[SCHEMA]) <= MAX_SCHEMA_BYTES:
        card = replace(model.card, sha256=_checksum(members)).as_dict()
        data = _pack(members | {CARD: (json.dumps(card, indent=2) + "\n").encode()})
        n_bytes = len(data)
        if n_bytes <= MAX_FILE_BYTES and len(members) < MAX_MEMBERS:
            return data
    raise ModelFileError(
        f"This model would make a file of {n_bytes / 10**6:.0f} MB, too large to be loaded again: "
        f"at most {MAX_MB} MB are allowed. Train a smaller model, or on fewer pictures."
    )


def loads_model(data: bytes, name: str = "model.skops") -> Model:
    """Read a model from the bytes of a file that someone sends, trusting nothing.

    Parameters
    ----------
    data : bytes
    name : str, default "model.skops"
        What a message calls the file.

    Returns
    -------
    digitrec.Model
        Its card is completed from its plan.

    Raises
    ------
    ModelFileError
        If the file is too large, damaged, altered, of other versions, or holds anything but what a
        run here makes. The sentence says what can be loaded.

    Examples
    --------
    >>> from digitrec.errors import ModelFileError
    >>> try:
    ...     loads_model(b"not a model", "mine.skops")
    ... except ModelFileError as error:
    ...     print(str(error).partition(". ")[0])
    The file mine.skops is no model file (BadZipFile)
    """
    file = f"The file {name[:MAX_NAME]}"
    with with_advice(ADVICE):
        if len(data) > MAX_FILE_BYTES:
            raise ModelFileError(f"{file} is larger than {MAX_MB} MB.")
        if not data:
            raise ModelFileError(f"{file} is empty.")
        members = _call(file, "is no model file", _unpack, data)
        entries = _call(file, "has no card that can be read", json.loads, members[CARD])
        card = card_from_dict(entries, f"in {name[:MAX_NAME]}", ENTRY_CHECKS)
        if card.sha256 != _checksum(members):
            raise ModelFileError(f"{file} was altered: its parts do not give its checksum.")
        plan = _call(file, "has no plan of a run on its card", _checked_plan, entries["plan"])
        _call(file, "is no model file", check_schema, members, MAX_UNPACKED_BYTES)
        del members[CARD]
        packed = _pack(members, zipfile.ZIP_STORED)
        estimator = _call(file, "is no model file", loads_estimator, packed, name)
        picture_format = dataset_entry(plan.dataset).picture_format
        _call(file, "holds no sound model", check_estimator, estimator, plan, picture_format)
    entry = ESTIMATORS[plan.estimator]
    card = replace(
        card,
        picture_format=picture_format,
        views=ONE_VIEW,
        name=plan.estimator,
        explanation=entry.explanation,
        hyperparameters=entry.complete(plan.hyperparameters),
        seed=plan.seed,
        plan=plan,
    )
    return Model(estimator, card)


def _call(file: str, failure: str, function: Callable[..., T], *arguments: Any) -> T:
    """Call a function on what a stranger sent, and turn whatever it raises into a sentence."""
    try:
        return function(*arguments)
    except ModelFileError as error:
        message = str(error)
        if not message[:1].isupper():
            message = f"{file} {message}."
        raise ModelFileError(message) from None
    except Exception as error:  # noqa: BLE001 - a forged file can make libraries raise anything
        kind = type(error).__name__
        raise ModelFileError(f"{file} {failure} ({kind}).") from None


def _unpack(data: bytes) -> dict[str, bytes]:
    """Read all members, within bounds of number and size."""
    members: dict[str, bytes] = {}
    left = MAX_UNPACKED_BYTES
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_MEMBERS or sum(entry.file_size for entry in entries) > left:
            raise ModelFileError("unpacks to more than any model here")
        for entry in entries:
            _check_entry(entry, members)
            members[entry.filename] = _read(archive, entry, left)
            left -= len(members[entry.filename])
    for name in (SCHEMA, CARD):
        if name not in members:
            raise ModelFileError(f"has no {name} inside")
    return members


def _check_entry(entry: zipfile.ZipInfo, members: Mapping[str, bytes]) -> None:
    known = entry.filename in (SCHEMA, CARD) or MEMBER.fullmatch(entry.filename)
    if not known or entry.filename in members:
        raise ModelFileError(f"has a part that no model has: {entry.filename[:MAX_NAME]!r}")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ModelFileError("is packed in a way that models are not")
    if entry.filename == CARD and entry.file_size > MAX_CARD_BYTES:
        raise ModelFileError("has a card that is longer than any here")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Unpack one member in chunks: the size that it states may be false."""
    chunks = []
    with archive.open(entry) as member:
        while chunk := member.read(CHUNK_BYTES):
            chunks.append(chunk)
            left -= len(chunk)
            if left < 0:
                raise ModelFileError("unpacks to more than any model here")
    return b"".join(chunks)


def _pack(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _checksum(members: Mapping[str, bytes]) -> str:
    """Compute the checksum of all members but the card, whatever their order."""
    digest = hashlib.sha256()
    for name in sorted(members.keys() - {CARD}):
        digest.update(f"{name} {len(members[name])}\n".encode())
        digest.update(members[name])
    return digest.hexdigest()


def _checked_plan(entries: object) -> Plan:
    """Read the plan on a card, which must be one of a model of ten digits."""
    try:
        plan = plan_from_dict(entries)
    except InvalidPlanError as error:
        reason = str(error).rstrip(".")[:MAX_TEXT]
        raise ModelFileError(f"has a plan that cannot be: {reason}") from None
    if plan.target is not None:
        raise ModelFileError("has a plan that no model of ten digits has")
    return plan


def _is_text(value: str) -> bool:
    # A run's name has a no-break space before its "%", which Python counts as not printable.
    return len(value) <= MAX_TEXT and value.replace("\N{NO-BREAK SPACE}", " ").isprintable()


def _is_accuracy(tests: dict[str, Any]) -> bool:
    """Whether it is of one test, and its proportion and interval follow from its counts."""
    if tests.keys() != {"held_out"}:
        return False
    held_out = tests["held_out"]
    return held_out == accuracy_as_dict(Accuracy(held_out["right"], held_out["of"]))


ENTRY_CHECKS: dict[str, Callable[[Any], object]] = {
    "title": _is_text,
    "trained_on": _is_text,
    "tested_on": _is_text,
    "accuracy": _is_accuracy,
    "plan": lambda value: isinstance(value, dict),
}
