"""Checks of a stranger's skops file, made before skops loads it.

skops refuses types that are not named, but trusts what a file states: how long an array is, how
many nodes a tree has, which parts are shared. A forged file could fill the memory or let compiled
code read beyond an array.
"""

import io
import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

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


def check_schema(members: Mapping[str, bytes], max_bytes: int) -> None:
    """Check that a skops file holds nothing beyond what the models here need.

    Parameters
    ----------
    members : dict of str to bytes
        The members of the zip file.
    max_bytes : int
        Of all arrays together.

    Raises
    ------
    ModelFileError
        With a phrase that completes "The file ...".
    Exception
        Whatever reading wrong JSON or a wrong array raises.
    """
    if len(members["schema.json"]) > MAX_SCHEMA_BYTES:
        raise ModelFileError("has more parts than any model here")
    seen: dict[int, dict[str, Any]] = {}
    n_bytes = 0
    for part in _parts(json.loads(members["schema.json"])):
        # A part may be shared. If copies differed, skops would load another than was checked.
        if part["__id__"] in seen:
            if _without_ids(seen[part["__id__"]]) != _without_ids(part):
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


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    """Give all parts of a schema, each of a known type."""
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


def _without_ids(value: Any) -> Any:
    """Leave out the ids of the parts inside, which differ from copy to copy."""
    if isinstance(value, dict):
        return {key: _without_ids(each) for key, each in value.items() if key != "__id__"}
    return [_without_ids(each) for each in value] if isinstance(value, list) else value


def _check_part(part: dict[str, Any]) -> None:
    name = f"{part['__module__']}.{part['__class__']}"
    if name not in KNOWN_TYPES.get(part["__loader__"], ()):
        raise ModelFileError(f"holds something beyond the known types: {name[:100]}")
    if type(part["__id__"]) is not int or part["__id__"] <= 0:
        raise ModelFileError("has a part without a number")


def _array_shape(part: dict[str, Any], members: Mapping[str, bytes]) -> tuple[int, ...]:
    """Give the shape of an array, if it is as long as its header states."""
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


def _check_tree(part: dict[str, Any], members: Mapping[str, bytes]) -> None:
    """Check the number of nodes, which scikit-learn's compiled trees trust."""
    _, n_classes, n_outputs = part["__reduce__"]["args"]["content"]
    state = part["content"]["content"]
    (n_nodes,) = _array_shape(state["nodes"], members)
    if (
        _json_of(n_outputs) != "1"
        or _array_shape(n_classes, members) != (1,)
        or _json_of(state["node_count"]) != str(n_nodes)
    ):
        raise ModelFileError("has a tree whose nodes are not as it says")


def _check_loss(part: dict[str, Any]) -> None:
    """Check that a loss has no parameters, as scikit-learn's have none."""
    if part["__reduce__"]["args"]["content"] or part["content"]["content"]:
        raise ModelFileError("has a loss that is none of scikit-learn's")


def _check_generator(part: dict[str, Any]) -> None:
    """Check the size of the seeds: the time to load them grows with its square."""
    generator, seeds = (part["content"][key]["content"] for key in ("bit_generator", "seed_seq"))
    if _json_of(generator["bit_generator"]) != '"PCG64"' or _json_of(seeds["pool_size"]) != "4":
        raise ModelFileError("has a generator of random numbers that is none of numpy's")


def _json_of(part: dict[str, Any]) -> Any:
    return part["content"] if part["__loader__"] == "JsonNode" else None
