"""What may stand in a stranger's skops file, looked at before skops makes anything of it.

skops lets no type through that is not named, but trusts what a file says of the inside: how long an
array is, how many nodes a tree has, which parts are shared. A forged file could fill the memory or
have compiled code read beyond an array.
"""

import io
import json
import math

from numpy.lib import format as npy

from digitrec.errors import ModelFileError
from digitrec.sklearn_internals import LOSS_TYPES, OBJECT_TYPES, TREE_TYPES

MAX_SCHEMA_BYTES = 15_000_000
MAX_DEPTH = 40  # of values in values; models here have 13
MAX_HEADER_BYTES = 10_000  # of an array
NUMBERS = {f"numpy.{name}" for name in ("float32", "float64", "int32", "int64", "uint64", "bool")}

# Each kind of part that skops writes, with the types that the models here need of it.
KNOWN_TYPES = {
    "DictNode": {"builtins.dict"},
    "ListNode": {"builtins.list"},
    "TupleNode": {"builtins.tuple"},
    "JsonNode": {"builtins.str"},
    "TypeNode": {"builtins.str"},
    "NdArrayNode": {"numpy.ndarray"} | NUMBERS,
    "RandomStateNode": {"numpy.random.mtrand.RandomState"},
    "RandomGeneratorNode": {"numpy.random._generator.Generator"},
    "TreeNode": TREE_TYPES,
    "LossNode": LOSS_TYPES,
    "ObjectNode": OBJECT_TYPES,
}


def check_schema(members, max_bytes):
    """Say what in a skops file goes beyond what the models here need.

    Parameters
    ----------
    members : dict of str to bytes
        The members of the zip file.
    max_bytes : int
        That all arrays together may have.

    Raises
    ------
    ModelFileError
        With a phrase that completes "The file ...".
    Exception
        Whatever reading wrong JSON or a wrong array raises.
    """
    if len(members["schema.json"]) > MAX_SCHEMA_BYTES:
        raise ModelFileError("has more parts than any model here")
    seen = {}
    n_bytes = 0
    for part in _parts(json.loads(members["schema.json"])):
        # A part may be shared; were the copies unlike, skops would read another than was checked.
        if part["__id__"] in seen:
            if _bare(seen[part["__id__"]]) != _bare(part):
                raise ModelFileError("has two different parts of the same number")
            continue
        seen[part["__id__"]] = part
        if part["__loader__"] == "NdArrayNode":
            _array_shape(part, members)
            n_bytes += len(members[part["file"]])
        elif part["__loader__"] == "TreeNode":
            _check_tree(part, members)
        elif part["__loader__"] == "LossNode":
            _check_loss(part)
        elif part["__loader__"] == "RandomGeneratorNode":
            _check_generator(part)
    if n_bytes > max_bytes:
        raise ModelFileError("unpacks to more than any model here")


def _parts(value):
    """All parts of a schema, each of a known type."""
    waiting = [(value, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise ModelFileError("has parts in parts, deeper than any model here")
        if isinstance(value, dict):
            if "__id__" in value or "__loader__" in value:
                _check_part(value)
                yield value
            waiting += ((each, depth + 1) for each in value.values())
        elif isinstance(value, list):
            waiting += ((each, depth + 1) for each in value)


def _bare(value):
    """A part without the numbers of the parts inside, which differ from copy to copy."""
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items() if key != "__id__"}
    return [_bare(each) for each in value] if isinstance(value, list) else value


def _check_part(part):
    name = f"{part['__module__']}.{part['__class__']}"
    if name not in KNOWN_TYPES.get(part["__loader__"], ()):
        raise ModelFileError(f"holds something beyond the known types: {name[:100]}")
    if type(part["__id__"]) is not int or part["__id__"] <= 0:
        raise ModelFileError("has a part without a number")


def _array_shape(part, members):
    """Shape of an array that is as long as it says."""
    content = members[part["file"]]
    file = io.BytesIO(content)
    version = npy.read_magic(file)
    read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
    shape, _, dtype = read(file, max_header_size=MAX_HEADER_BYTES)
    length = math.prod(shape) * dtype.itemsize
    if (
        part["type"] != "numpy"
        or dtype.hasobject
        or dtype.kind not in "biufV"
        or dtype.itemsize < 1
        or any(n < 0 for n in shape)
        or length != len(content) - file.tell()
    ):
        raise ModelFileError("has an array that is not as it says")
    return shape


def _check_tree(part, members):
    """scikit-learn's compiled trees take the number of their nodes on trust."""
    _, n_classes, n_outputs = part["__reduce__"]["args"]["content"]
    state = part["content"]["content"]
    (n_nodes,) = _array_shape(state["nodes"], members)
    if (
        _json_of(n_outputs) != "1"
        or _array_shape(n_classes, members) != (1,)
        or _json_of(state["node_count"]) != str(n_nodes)
    ):
        raise ModelFileError("has a tree whose nodes are not as it says")


def _check_loss(part):
    """A loss has nothing inside that could be set."""
    if part["__reduce__"]["args"]["content"] or part["content"]["content"]:
        raise ModelFileError("has a loss that is none of scikit-learn's")


def _check_generator(part):
    """Seeds of numpy's own making; the time for one of another size would grow with its square."""
    generator, seeds = (part["content"][key]["content"] for key in ("bit_generator", "seed_seq"))
    if _json_of(generator["bit_generator"]) != '"PCG64"' or _json_of(seeds["pool_size"]) != "4":
        raise ModelFileError("has a generator of random numbers that is none of numpy's")


def _json_of(part):
    return part["content"] if part["__loader__"] == "JsonNode" else None
