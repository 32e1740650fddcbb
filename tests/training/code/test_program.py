"""The code that pages show: executed, it gives what the run gave, picture for picture."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from sklearn.datasets import _openml
from threadpoolctl import threadpool_limits

from benchmarks.openml import make_table, openml_addresses, openml_served, to_arff
from digitrec.datasets import load_digits, mnist, own_dataset, to_npz
from digitrec.errors import InvalidPlanError
from digitrec.formats import to_format
from digitrec.recognition import to_model
from digitrec.training import ESTIMATORS, PRESETS, SPLITS, Plan, Split, run
from digitrec.training.code import program, write_counts, write_strokes

N, N_TRAIN = 350, 300  # of a made-up MNIST, with its 60,000 of 70,000
QUICK = {
    "random-forest": {"n_estimators": 5, "max_features": 0.1},
    "neural-network": {"max_iter": 5, "hidden_layer_sizes": (16, 8)},
    "gradient-boosting": {"max_iter": 2},
    "nearest-neighbours": {"weights": "distance", "n_neighbors": 4},
}
TREE = Plan("decision-tree", {"criterion": "entropy"}, seed=3)


@pytest.fixture(scope="module")
def made_up_mnist(tmp_path_factory):
    """A small MNIST, fetched from a server that answers as OpenML does."""
    with (
        pytest.MonkeyPatch.context() as changes,
        openml_served(to_arff(*make_table(N, random_state=0))) as server,
    ):
        changes.setattr(mnist, "N_PICTURES", N)
        changes.setattr(mnist, "N_PUBLISHED_TRAIN", N_TRAIN)
        changes.setenv("DIGITREC_DATA", str(tmp_path_factory.mktemp("digitrec")))
        changes.setenv("SCIKIT_LEARN_DATA", str(tmp_path_factory.mktemp("scikit-learn")))
        for name, address in openml_addresses(server.url).items():
            changes.setattr(_openml, name, address)
        mnist.fetch_mnist()
        mnist.convert_mnist()
        yield


def execute(code):
    """Run code where this project cannot be imported."""
    names = {}
    missing = {name: None for name in sys.modules if name.split(".")[0] == "digitrec"}
    with (
        threadpool_limits(),  # undoes at its end what the code sets for all of Python
        patch.dict(sys.modules, missing | {"digitrec": None}),
    ):
        exec(compile(code, "the four steps", "exec"), names)  # noqa: S102 - the project's own
    return names


def check(plan, dataset=None):
    result = run(plan, dataset)
    names = execute(program.python_code(plan))
    assert names["accuracy"] == result.accuracy.proportion
    in_file_order = np.argsort(result.test_indices)
    order = in_file_order if SPLITS[plan.split.kind].has_folds else slice(None)
    np.testing.assert_array_equal(names["y_pred"], result.y_pred[order])
    drawing = result.estimator.predict(names["image"].reshape(1, -1))
    assert names["answer"] == drawing[0]
    return names, result


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.parametrize("target", [None, 2])
@pytest.mark.parametrize("name", ESTIMATORS)
def test_every_estimator_comes_out_the_same(name, target):
    check(Plan(name, QUICK.get(name, {}), target=target, seed=1))


@pytest.mark.parametrize(
    ("name", "hyperparameters"),
    [
        ("svm", {"gamma": "scale", "kernel": "poly", "C": 0.1}),
        ("logistic-regression", {"scaled": False, "max_iter": 20}),
        ("decision-tree", {"max_depth": 5, "min_samples_leaf": 10}),
        ("nearest-neighbours", {"metric": "cosine", "n_neighbors": 2}),
        ("neural-network", {"scaled": False, "max_iter": 2, "alpha": 0.0}),
    ],
)
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_other_hyperparameters_come_out_the_same(name, hyperparameters):
    check(Plan(name, hyperparameters))


@pytest.mark.parametrize("n_learned", [None, 100])
@pytest.mark.parametrize("n_rows", [None, 301])
@pytest.mark.parametrize("kind", [name for name in SPLITS if not SPLITS[name].needs_writers])
def test_every_split_comes_out_the_same(kind, n_rows, n_learned):
    split = Split(kind, train_share=0.7, n_folds=4)
    plan = Plan(**vars(TREE) | {"split": split, "n_rows": n_rows, "n_learned": n_learned})
    names, result = check(plan)
    if not SPLITS[kind].has_folds:
        assert len(names["X_train"]) == result.n_train


@pytest.mark.parametrize("kind", ["mine", "digits-and-mine", "class-28x28"])
@pytest.mark.parametrize("split", ["stratified", "own", "writers"])
def test_own_drawings_come_out_the_same(kind, split, tmp_path, monkeypatch):
    dataset = own_drawings_of(kind)
    monkeypatch.chdir(tmp_path)
    Path(f"{dataset.name}.npz").write_bytes(to_npz(dataset))
    plan = Plan("naive-bayes", {}, dataset.name, split=Split(split, n_folds=3), seed=2)
    check(plan, dataset)


def own_drawings_of(kind):
    digits = load_digits()
    chosen = np.arange(0, 1797, 9)
    images = digits.images[chosen]
    if kind.endswith("28x28"):
        images = np.kron(images, np.ones((3, 3)))
        images = np.pad(images, ((0, 0), (2, 2), (2, 2))) * 15
    writers = np.arange(len(chosen)) % 6
    return own_dataset(kind, images, digits.y[chosen], writers, tuple("abcdef"))


def test_code_of_fewer_own_drawings_is_not_written():
    plan = Plan("naive-bayes", {}, own_drawings_of("mine").name, n_learned=10)
    with pytest.raises(InvalidPlanError, match="where all of them are used"):
        program.python_code(plan)


@pytest.mark.parametrize(("n_train", "n_test"), [(1600, 196), (1600, None), (None, 6)])
def test_cuts_in_file_order_come_out_the_same(n_train, n_test):
    split = Split("file-order", n_train=n_train, n_test=n_test)
    names, result = check(Plan(**vars(TREE) | {"split": split}))
    assert len(names["y_test"]) == result.n_test


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_comes_out_the_same(name, made_up_mnist):
    for plan in PRESETS[name].plans_for(N):
        check(plan)


@pytest.mark.parametrize("dataset", ["mnist", "mnist-8x8"])
@pytest.mark.parametrize("n_rows", [None, 210])
def test_mnist_comes_out_the_same_in_either_format(dataset, n_rows, made_up_mnist):
    plan = Plan("naive-bayes", {"var_smoothing": 0.1}, dataset, n_rows, Split("random"), seed=5)
    names, _ = check(plan)
    assert names["X"].shape == (n_rows or N, 784 if dataset == "mnist" else 64)


def test_where_only_mnist_s_test_part_is_at_hand_the_code_takes_no_more(
    made_up_mnist, measuring_data, monkeypatch
):
    monkeypatch.setenv("DIGITREC_DATA", str(measuring_data / "mnist"))
    code = program.python_code(Plan("naive-bayes", dataset="mnist", n_rows=500))
    assert "X, y = X[-10000:], y[-10000:]" in code
    assert "rows = rng.choice(len(X), 500, replace=False)" in code


def test_code_can_be_written_where_mnist_is_not(tmp_path, monkeypatch):
    monkeypatch.setenv("DIGITREC_DATA", str(tmp_path))
    code = program.python_code(Plan("naive-bayes", dataset="mnist", n_rows=700))
    assert "first = rng.choice(60000, 600, replace=False)" in code
    assert "last = 60000 + rng.choice(10000, 100, replace=False)" in code


def test_a_drawing_is_read_as_the_model_of_the_run_reads_it(drawn_digits):
    plan = Plan("svm")
    model = to_model(run(plan))
    for strokes in drawn_digits:
        names = execute(program.python_code(plan, write_strokes(strokes)))
        answer = model.predict_strokes(names["strokes"])
        assert names["answer"] == answer.probabilities.argmax()


@pytest.mark.parametrize("dataset", ["mnist", "mnist-8x8"])
def test_drawings_and_cells_become_what_a_model_of_mnist_reads(
    dataset, made_up_mnist, drawn_digits
):
    plan = Plan("naive-bayes", {"var_smoothing": 0.1}, dataset, 210, seed=5)
    model = to_model(run(plan))
    names = execute(program.python_code(plan, write_strokes(drawn_digits[2])))
    picture = to_format(names["strokes"], model.picture_format)
    np.testing.assert_array_equal(names["image"], picture)
    counts = load_digits().images[5]
    names = execute(program.python_code(plan, write_counts(counts)))
    read = model.read_cells(counts).steps[model.picture_format.name]
    np.testing.assert_array_equal(names["image"], read)


@pytest.mark.parametrize("kind", ["stratified", "folds"])
def test_it_runs_in_a_python_that_has_only_what_the_first_line_installs(kind, tmp_path):
    plan = Plan("decision-tree", {"max_depth": 5}, split=Split(kind, n_folds=3), seed=2)
    code = program.python_code(plan)
    installed = re.search(r"^# pip install (.+)$", code, re.MULTILINE)[1].split()
    assert [each.split("==")[0] for each in installed] == ["scikit-learn", "numpy"]
    path = tmp_path / "four_steps.py"
    path.write_text(f"{code}\nimport sys\nassert 'digitrec' not in sys.modules\n", "utf-8")
    done = subprocess.run(  # isolated: neither this folder nor PYTHONPATH is looked through
        [sys.executable, "-I", path], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    accuracy, answer, *_ = done.stdout.split()
    assert accuracy == f"{run(plan).accuracy.proportion:.2%}"
    assert answer.isdecimal()


def test_what_mnist_needs_is_in_the_line_that_installs():
    code = program.python_code(Plan("naive-bayes", dataset="mnist", n_rows=500))
    packages = re.search(r"^# pip install (.+)$", code, re.MULTILINE)[1]
    assert re.sub(r"==\S+", "", packages) == "scikit-learn numpy pillow pandas"


def test_coordinates_are_written_to_a_tenth_of_a_pixel():
    strokes = [np.array([(208.01597289118837, 60.0), (130.25, 250.0)])]
    assert "[(208.0, 60.0), (130.2, 250.0)]" in program.python_code(
        Plan("svm"), write_strokes(strokes)
    )


def test_the_four_steps_are_there_in_order():
    titles = [step.title for step in program.steps(Plan("svm"))]
    numbered = [title for title in titles if title[0].isdigit()]
    assert numbered == ["1. Import", "2. Make an instance", "3. Fit", "4. Predict"]
    (instance,) = (s for s in program.steps(Plan("svm")) if s.title == "2. Make an instance")
    assert "SVC(C=100, gamma=0.001, random_state=0)" in instance.code
    assert "probability=" not in instance.code


@pytest.mark.parametrize("name", ESTIMATORS)
def test_only_what_is_needed_is_imported_and_from_public_modules(name):
    plan = Plan(name, split=Split("folds"), n_rows=500)
    imports, *rest = program.steps(plan)
    tree = ast.parse(imports.code)
    modules = [node.module for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert not [module for module in modules if re.search(r"\._", module)]
    imported = {alias.name for node in tree.body for alias in getattr(node, "names", [])}
    used = "\n".join(step.code for step in (imports, *rest)).partition("threadpool_limits(1")
    unused = [n for n in imported - {"numpy", "threadpool_limits"} if f"{n}(" not in used[2]]
    assert unused == []


def test_a_notebook_has_the_same_code_between_text():
    plan = Plan("decision-tree", split=Split("folds", n_folds=3), target=2)
    notebook = json.loads(program.notebook(plan))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert set(notebook) == {"cells", "metadata", "nbformat", "nbformat_minor"}
    cells = notebook["cells"]
    kinds = [cell["cell_type"] for cell in cells]
    assert kinds == ["markdown"] + ["markdown", "code"] * ((len(cells) - 1) // 2)
    ids = [cell["id"] for cell in cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", each) for each in ids)
    for cell in cells:
        code = {"execution_count", "outputs"} if cell["cell_type"] == "code" else set()
        assert set(cell) == {"id", "cell_type", "metadata", "source"} | code
        assert all(line.endswith("\n") for line in cell["source"][:-1])
    code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    assert execute(code)["accuracy"] == run(plan).accuracy.proportion


def test_code_of_what_is_no_plan_is_refused():
    with pytest.raises(InvalidPlanError, match="no model named 'oracle'"):
        program.python_code(Plan("oracle"))
