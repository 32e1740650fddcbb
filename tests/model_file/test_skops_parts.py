"""Schemas that a forger changed: nothing is made of them."""

import io
import json

import numpy as np
import pytest

from digitrec import ModelFileError
from digitrec.model_file import dumps_model, loads_model
from digitrec.recognition import to_model
from digitrec.training import Plan, run
from tests.model_file.forging import members_of, parts, summed, with_schema


@pytest.fixture(scope="module")
def tree():
    return dumps_model(to_model(run(Plan("decision-tree", n_rows=300))))


@pytest.fixture(scope="module")
def boosting():
    plan = Plan("gradient-boosting", {"max_iter": 1}, n_rows=300)
    return dumps_model(to_model(run(plan)))


def refused(data):
    with pytest.raises(ModelFileError) as error:
        loads_model(data)
    return str(error.value)


def first(schema, loader):
    return next(parts(schema, loader))


def state_of(schema):
    return first(schema, "TreeNode")["content"]["content"]


def types(module, name, loader="ObjectNode"):
    return {"__module__": module, "__class__": name, "__loader__": loader}


@pytest.mark.parametrize(
    "kind",
    [
        types("os", "system"),
        types("os", "system", "FunctionNode"),
        types("builtins", "eval", "TypeNode"),
        types("functools", "partial", "PartialNode"),
        types("operator", "methodcaller", "OperatorFuncNode"),
        types("sklearn.tree._tree", "Tree", "ConstructorFromReduceNode"),
        types("sklearn.svm._classes", "SVC", "MethodNode"),
        types("sklearn.svm._classes", "SVC", "LossNode"),
        types("sklearn.ensemble._voting", "VotingClassifier"),
        types("sklearn.preprocessing._function_transformer", "FunctionTransformer"),
        types("sklearn.datasets._base", "load_files", "FunctionNode"),
        types("builtins", "dict", "CachedNode"),
        types("builtins", "map", "ListNode"),
        types(None, None),
    ],
)
def test_a_type_that_no_model_needs_is_named_and_refused(kind, tree):
    message = refused(with_schema(tree, lambda schema: schema | kind))
    assert f"beyond the known types: {kind['__module__']}.{kind['__class__']}." in message


@pytest.mark.parametrize("value", ["9", "100000000", "-1", "1e3", "null", "true"])
def test_a_tree_with_another_number_of_nodes_is_refused(value, tree):
    def change(schema):
        state_of(schema)["node_count"] |= {"content": value, "__id__": 77}

    assert "has a tree whose nodes are not as it says" in refused(with_schema(tree, change))


def test_a_tree_with_more_outputs_is_refused(tree):
    def change(schema):
        args = first(schema, "TreeNode")["__reduce__"]["args"]["content"]
        args[2] |= {"content": "1000000", "__id__": 77}

    assert "has a tree whose nodes are not as it says" in refused(with_schema(tree, change))


def array_of(header, body=b""):
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(file, header)
    return file.getvalue() + body


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"\x93NUMPY\x01\x00\xff\xff",
        array_of({"descr": "<f8", "fortran_order": False, "shape": (10**12,)}, bytes(8)),
        array_of({"descr": "<f8", "fortran_order": False, "shape": (-1, -1)}, bytes(8)),
        array_of({"descr": "|V0", "fortran_order": False, "shape": (10**12,)}),
        array_of({"descr": "|O", "fortran_order": False, "shape": (1,)}, bytes(8)),
        array_of({"descr": "<U4", "fortran_order": False, "shape": (1,)}, bytes(16)),
    ],
)
def test_an_array_that_is_not_as_it_says_is_refused(content, tree):
    members = members_of(tree)
    schema = json.loads(members["schema.json"])
    members[first(schema, "NdArrayNode")["file"]] = content
    refused(summed(members))


def test_an_array_that_is_missing_is_refused(tree):
    def change(schema):
        first(schema, "NdArrayNode")["file"] = "1.npy"

    assert "is no model file (KeyError)" in refused(with_schema(tree, change))


def test_one_large_array_used_very_often_is_refused(tree):
    """A small file, were each use not counted."""
    large = io.BytesIO()
    np.save(large, np.zeros(1_000_000))

    def change(schema):
        array = first(schema, "NdArrayNode") | {"file": "1.npy"}
        uses = [array | {"__id__": i + 1} for i in range(20)]
        schema["content"]["content"]["more"] = first(schema, "TupleNode") | {
            "content": uses,
            "__id__": 99,
        }

    members = members_of(with_schema(tree, change)) | {"1.npy": large.getvalue()}
    assert "unpacks to more than any model here" in refused(summed(members))


def test_laughter_is_not_multiplied(tree):
    """Lists of twice the same list, which only a number tells to be the same."""

    def change(schema):
        inner = first(schema, "TupleNode") | {"__id__": 1, "content": []}
        for i in range(2, 30):
            inner = inner | {"__id__": i, "content": [inner, {"__id__": i - 1}]}
        schema["content"]["content"]["more"] = inner

    assert "is no model file (KeyError)" in refused(with_schema(tree, change))


def test_two_parts_of_one_number_must_be_alike(tree):
    def change(schema):
        some = first(schema, "JsonNode")
        schema["content"]["content"]["more"] = some | {"content": "7"}

    assert "two different parts of the same number" in refused(with_schema(tree, change))


@pytest.mark.parametrize("number", [None, 0, -1, "1", 1.5, True])
def test_a_part_has_a_number(number, tree):
    assert "has a part without a number" in refused(
        with_schema(tree, lambda schema: schema | {"__id__": number})
    )


def test_parts_in_parts_end_somewhere(tree):
    def change(schema):
        inner = first(schema, "TupleNode") | {"content": []}
        for i in range(1, 60):
            inner = inner | {"__id__": i, "content": [inner]}
        schema["content"]["content"]["more"] = inner

    assert "deeper than any model here" in refused(with_schema(tree, change))


@pytest.mark.parametrize(("name", "value"), [("pool_size", "100000"), ("pool_size", "null")])
def test_a_generator_of_another_size_is_refused(name, value, boosting):
    def change(schema):
        seeds = first(schema, "RandomGeneratorNode")["content"]["seed_seq"]["content"]
        seeds[name] |= {"content": value, "__id__": 77}

    assert "generator of random numbers that is none of numpy's" in refused(
        with_schema(boosting, change)
    )


def test_a_generator_of_another_kind_is_refused(boosting):
    def change(schema):
        state = first(schema, "RandomGeneratorNode")["content"]["bit_generator"]["content"]
        state["bit_generator"] |= {"content": '"seed"', "__id__": 77}

    assert "generator of random numbers that is none of numpy's" in refused(
        with_schema(boosting, change)
    )


def test_a_loss_with_something_inside_is_refused(boosting):
    def change(schema):
        loss = first(schema, "LossNode")
        loss["__reduce__"]["args"]["content"] = [first(schema, "JsonNode")]

    assert "has a loss that is none of scikit-learn's" in refused(with_schema(boosting, change))


@pytest.mark.parametrize("schema", [b"", b"{}", b"[]", b"null", b"[" * 100_000, b'"x"', b"\xff"])
def test_a_schema_that_is_none_is_refused(schema, tree):
    refused(summed(members_of(tree) | {"schema.json": schema}))
