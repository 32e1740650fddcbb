"""How a careful forger changes a model's file: always with a checksum that fits."""

import copy
import hashlib
import io
import json
import zipfile

from digitrec import Model
from digitrec.model_file import dumps_model


def members_of(data):
    """Names and contents of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members, **options):
    """A zip file of names and contents."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def checksum(members):
    """The checksum on a card: of names, sizes and contents of all other members, by name."""
    total = hashlib.sha256()
    for name, content in sorted(members.items()):
        if name != "card.json":
            total.update(f"{name} {len(content)}\n".encode() + content)
    return total.hexdigest()


def summed(members, **changes):
    """The same with the card changed, and the checksum that fits."""
    card = json.loads(members["card.json"]) | {"sha256": checksum(members)} | changes
    return packed(members | {"card.json": json.dumps(card)})


def with_schema(data, change):
    """A file whose schema went through a function."""
    members = members_of(data)
    schema = json.loads(members["schema.json"])
    schema = change(schema) or schema
    return summed(members | {"schema.json": json.dumps(schema).encode()})


def forged(model, change):
    """The file of a model whose estimator went through a function."""
    estimator = copy.deepcopy(model.estimator)
    return dumps_model(Model(change(estimator) or estimator, model.card))


def parts(value, loader):
    """All parts of a schema that skops loads in one way."""
    if isinstance(value, dict):
        if value.get("__loader__") == loader:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from parts(each, loader)
