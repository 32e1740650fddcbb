"""The private names of scikit-learn that the project leans on still hold.

What fails here after an update names what to mend in `digitrec/sklearn_internals.py`.
"""

import ast
import importlib
import io
import json
import re
import warnings
import zipfile

import numpy as np
import pytest
import skops.io
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import HistGradientBoostingClassifier, VotingClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from sklearn.tree._tree import TREE_LEAF

from digitrec.datasets import load_digits
from digitrec.sklearn_internals import (
    BOOSTING_TREES,
    LEAF,
    LOSS_TYPES,
    NEIGHBOURS_ROWS,
    OBJECT_TYPES,
    TREE_TYPES,
    TRUSTED_TYPES,
    boosted_dtype,
    boosted_nodes,
    boosting_parts,
    calibrated_estimators,
    expression_of,
    neighbours_parts,
    public_module,
    search_ends,
    svc_parts,
    temperature,
)
from digitrec.training import ESTIMATORS

QUICK = {
    "random-forest": {"n_estimators": 2},
    "neural-network": {"max_iter": 2},
    "gradient-boosting": {"max_iter": 1},
}


@pytest.fixture(scope="module")
def rows():
    digits = load_digits()
    return digits.X[:200], digits.y[:200]


@pytest.fixture(scope="module")
def boosting(rows):
    return HistGradientBoostingClassifier(max_iter=2, early_stopping=False).fit(*rows)


@pytest.fixture(scope="module")
def calibrated(rows):
    return CalibratedClassifierCV(SVC(), method="temperature", ensemble=False).fit(*rows)


@pytest.fixture(scope="module")
def fitted(rows, calibrated):
    """One of each kind that a model file may hold, and a vote as the shipped one."""
    X, y = rows
    vote = VotingClassifier([("svm", calibrated), ("bayes", GaussianNB())], voting="soft")
    made = [entry.make(0, **entry.complete(QUICK.get(k, {}))) for k, entry in ESTIMATORS.items()]
    two = HistGradientBoostingClassifier(max_iter=1)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        several = [each.fit(X, y) for each in [*made, vote]]
        return [*several, two.fit(X, y == 1)]


def parts_of(value):
    if isinstance(value, dict):
        if "__loader__" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from parts_of(each)


# ------------------------------------------------------------------------------------ the names


@pytest.mark.parametrize("name", sorted(TREE_TYPES | LOSS_TYPES | OBJECT_TYPES | {*TRUSTED_TYPES}))
def test_a_class_is_where_it_was(name):
    module, _, kind = name.rpartition(".")
    assert getattr(importlib.import_module(module), kind).__module__ in (module, "_loss")


def test_skops_writes_the_classes_under_these_names(fitted):
    written = {"TreeNode": set(), "LossNode": set(), "ObjectNode": set()}
    untrusted = set()
    for estimator in fitted:
        data = skops.io.dumps(estimator)
        untrusted |= set(skops.io.get_untrusted_types(data=data))
        if isinstance(estimator, VotingClassifier):
            continue  # it is shipped, and never loaded from a file that someone sends
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            schema = json.loads(archive.read("schema.json"))
        for part in parts_of(schema):
            if part["__loader__"] in written:
                written[part["__loader__"]].add(f"{part['__module__']}.{part['__class__']}")
    assert written == {
        "TreeNode": TREE_TYPES,
        "LossNode": LOSS_TYPES,
        "ObjectNode": OBJECT_TYPES,
    }
    assert untrusted == set(TRUSTED_TYPES)


def test_svc(rows):
    X, y = rows
    svc = SVC().fit(X, y)
    parts = svc_parts(svc)
    assert parts.gamma == pytest.approx(1 / (X.shape[1] * X.var()))
    assert_array_equal(parts.coefs, svc.dual_coef_)
    assert_array_equal(parts.intercepts, svc.intercept_)
    assert_array_equal(parts.n_support, svc.n_support_)
    assert [len(numbers) for numbers in parts.platt] == [0, 0]
    assert parts.is_sparse is False
    two = SVC().fit(X, y == 1)
    assert_array_equal(svc_parts(two).coefs, -two.dual_coef_)
    assert_array_equal(svc_parts(two).intercepts, -two.intercept_)


def test_neighbours(rows):
    X, y = rows
    model = KNeighborsClassifier(algorithm="brute").fit(X, y)
    parts = neighbours_parts(model)
    assert_array_equal(parts.rows, X)
    assert_array_equal(model.classes_[parts.labels], y)
    assert (parts.method, parts.tree) == ("brute", None)
    searched = neighbours_parts(KNeighborsClassifier(algorithm="kd_tree").fit(X, y))
    assert searched.method == "kd_tree"
    assert searched.tree is not None
    assert NEIGHBOURS_ROWS in vars(model)


@pytest.mark.parametrize(("n_rows", "n_chunks"), [(100, 1), (256, 1), (257, 2), (1797, 8)])
def test_a_search_gives_each_thread_whole_chunks(n_rows, n_chunks):
    ends = search_ends(n_rows)
    assert ends == sorted(set(ends))
    assert ends[-1] == n_rows
    assert len(ends) <= n_chunks
    assert all(end % 256 == 0 for end in ends[:-1])


def leaf_value(nodes, row):
    node = 0
    while not nodes.is_leaf[node]:
        is_left = row[nodes.cell[node]] <= nodes.threshold[node]
        node = (nodes.left if is_left else nodes.right)[node]
    return nodes.value[node]


def test_boosting(rows, boosting):
    X, _ = rows
    parts = boosting_parts(boosting)
    trees = [[boosted_nodes(tree) for tree in row] for row in parts.trees]
    for row, scores in zip(X[:20], boosting.decision_function(X[:20]), strict=True):
        added = sum(np.array([leaf_value(tree, row) for tree in each]) for each in trees)
        assert_allclose(parts.baseline[0] + added, scores)
    assert parts.preprocessor is None
    assert parts.known_categories is None
    assert not parts.is_categorical.any()
    assert not any(tree.is_categorical.any() for each in trees for tree in each)
    assert {tree.nodes.dtype for each in parts.trees for tree in each} == {boosted_dtype()}
    assert {type(tree).__name__ for each in parts.trees for tree in each} == {"TreePredictor"}
    assert BOOSTING_TREES in vars(boosting)


def test_leaves(rows):
    tree = DecisionTreeClassifier().fit(*rows).tree_
    assert LEAF == TREE_LEAF
    assert_array_equal(tree.children_left == LEAF, tree.children_right == LEAF)
    assert (tree.children_left == LEAF).sum() == tree.n_leaves


def test_calibration(rows, calibrated):
    X, _ = rows
    (svc,) = calibrated_estimators(calibrated)
    scores = np.exp(temperature(calibrated) * svc.decision_function(X))
    assert_allclose(calibrated.predict_proba(X), scores / scores.sum(axis=1, keepdims=True))


def test_the_public_module_has_the_class(fitted):
    nested = [each for model in fitted for each in (model, *model.get_params().values())]
    kinds = {type(each) for each in nested if hasattr(each, "get_params")}
    assert len(kinds) > len(ESTIMATORS)
    for kind in kinds:
        assert "._" not in public_module(kind)
        assert getattr(importlib.import_module(public_module(kind)), kind.__name__) is kind


def test_an_expression_is_written_whole():
    several = [(f"number-{i}", SVC(C=i + 2, gamma=0.1, degree=5)) for i in range(25)]
    expression = expression_of(VotingClassifier(several))
    assert len(expression) > 1000
    made = eval(expression)  # noqa: S307 - written here
    assert [each.C for _, each in made.estimators] == [each.C for _, each in several]


# -------------------------------------------------------------------------------- the one place


def private_names(tree):
    """What a module names of others that begins with an underscore."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and re.match("_[^_]", node.attr):
            if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")):
                yield ast.unparse(node)
        elif isinstance(node, ast.ImportFrom):
            names = f"{node.module}.{'.'.join(alias.name for alias in node.names)}"
            if names.startswith("sklearn") and "._" in names:
                yield names
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if re.match(r"sklearn\b.*\._", a.name))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.findall(r"\bsklearn(?:\.\w+)*\._\w+|^_[a-z]\w*$", node.value)


def test_no_other_module_names_what_is_private(root):
    own = "sklearn_internals.py"
    paths = [*(root / "digitrec").rglob("*.py"), *(root / "pages").glob("*.py"), root / "app.py"]
    found = {
        path.name: set(private_names(ast.parse(path.read_text(encoding="utf-8")))) for path in paths
    }
    assert {"svc._gamma", NEIGHBOURS_ROWS} < found.pop(own)
    assert {name: names for name, names in found.items() if names} == {}
