"""The rules of the house that a program can check."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib import import_module

import pytest

import digitrec

PINNED = re.compile(r"[a-z0-9-]+==[0-9]+(\.[0-9]+)+")
MACHINE_PATHS = re.compile(rb"(?<![\w.:/-])/(home|Users|root|work|tmp)/\w")
RUNTIME = {
    "streamlit",
    "streamlit-drawable-canvas",
    "scikit-learn",
    "numpy",
    "pillow",
    "plotly",
    "skops",
    "sqlalchemy",
    "psycopg",
    "psycopg-binary",
    "segno",
}


def tracked_files(root):
    """Every file of the project; without git, as in a downloaded archive, there is no list."""
    if not (root / ".git").exists():
        pytest.skip("needs the git repository: a downloaded archive does not tell its own files")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True)
    paths = [root / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def python_files(root):
    return [path for path in tracked_files(root) if path.suffix == ".py"]


@cache
def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def modules_of(nodes):
    """Names of the modules that the imports among some nodes name."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def imported_modules(path):
    """Names of the modules that a Python file imports, wherever in the file."""
    return modules_of(ast.walk(parsed(path)))


def imported_packages(path):
    return {name.partition(".")[0] for name in imported_modules(path)}


def requirements(path):
    lines = (
        line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()
    )
    return [line for line in lines if line]


def test_only_the_ui_knows_streamlit(root):
    library = [p for p in (root / "digitrec").rglob("*.py") if "ui" not in p.parts]
    assert library
    guilty = [
        path.name
        for path in library
        if imported_packages(path) & {"streamlit", "streamlit_drawable_canvas"}
    ]
    assert guilty == []


def test_the_library_does_not_import_the_ui(root):
    library = [p for p in (root / "digitrec").rglob("*.py") if "ui" not in p.parts]
    guilty = [
        path.name
        for path in library
        if any(name.startswith("digitrec.ui") for name in imported_modules(path))
    ]
    assert guilty == []


def loaded_packages(root, program):
    """What Python has loaded after a program."""
    program += "; import sys; print(*{m.partition('.')[0] for m in sys.modules})"
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    return set(result.stdout.split())


def test_import_of_the_library_is_light(root):
    heavy = {
        "streamlit",
        "sklearn",
        "scipy",
        "pandas",
        "plotly",
        "PIL",
        "skops",
        "sqlalchemy",
        "distributed",
    }
    loaded = loaded_packages(root, "import digitrec")
    assert "digitrec" in loaded
    assert loaded & {"numpy", *heavy} == set()
    loaded = loaded_packages(root, "from digitrec import *")
    assert "numpy" in loaded
    assert loaded & heavy == set()


def test_public_names_are_there_for_programs_and_for_type_checkers(root):
    for_checkers = [
        (alias.asname, node.module)
        for node in ast.walk(
            ast.parse((root / "digitrec" / "__init__.py").read_text(encoding="utf-8"))
        )
        if isinstance(node, ast.ImportFrom) and node.module.startswith("digitrec.")
        for alias in node.names
    ]
    assert [name for name, _ in for_checkers] == [*dict(for_checkers)]
    assert sorted(dict(for_checkers)) == digitrec.__all__
    for name, module in for_checkers:
        assert getattr(digitrec, name) is getattr(import_module(module), name)
    assert set(digitrec.__all__) <= set(dir(digitrec))
    with pytest.raises(AttributeError, match="no attribute 'loud_model'"):
        digitrec.loud_model  # noqa: B018


def scripts_in(tree):
    """Names of the functions that AppTest runs by their text alone, apart from their file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "AppTest.from_function":
            yield ast.unparse(node.args[0])


def test_nothing_is_imported_both_at_the_top_and_in_a_function(root):
    guilty = []
    for path in python_files(root):
        tree = parsed(path)
        at_the_top, scripts = set(modules_of(tree.body)), set(scripts_in(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name not in scripts:
                twice = at_the_top & set(modules_of(ast.walk(node)))
                guilty += [f"{path.name}, {node.name}: {name}" for name in sorted(twice)]
    assert guilty == []


def session_keys(tree):
    """What a file looks up in the session's state, as it is written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            holder, keys = node.value, [node.slice]
        elif isinstance(node, ast.Compare):
            holder, keys = node.comparators[0], [node.left]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            holder, keys = node.func.value, node.args[:1]
        else:
            continue
        if ast.unparse(holder).endswith("session_state"):
            yield from keys


def test_keys_of_the_session_are_named_in_one_place(root):
    guilty = []
    for path in python_files(root):
        for key in session_keys(parsed(path)):
            first = key.values[0] if isinstance(key, ast.JoinedStr) else key
            if isinstance(first, ast.Constant):
                guilty.append(f"{path.name}: {ast.unparse(key)}")
    assert guilty == []


def test_no_two_components_have_one_name(root):
    """Streamlit would give both the script of the one that was declared last."""
    names = [
        call.args[0].value
        for path in python_files(root)
        for call in ast.walk(parsed(path))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "st.components.v2.component"
    ]
    assert len(names) == len(set(names)) >= 10


def test_tests_import_nothing_private(root):
    guilty = [
        f"{path.name}: {node.module}.{alias.name}"
        for path in python_files(root)
        if "tests" in path.parts
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("digitrec")
        for alias in node.names
        if alias.name.startswith("_") and not alias.name.endswith("__")
    ]
    assert guilty == []


def test_pages_leave_the_arithmetic_to_the_library(root):
    pages = [root / "app.py", *(root / "pages").glob("*.py")]
    assert len(pages) > 1
    forbidden = {"numpy", "sklearn", "scipy", "PIL", "skops", "pickle", "joblib"}
    assert {p.name: imported_packages(p) & forbidden for p in pages} == {
        p.name: set() for p in pages
    }


def test_pages_stay_thin(root):
    assert len((root / "app.py").read_text(encoding="utf-8").splitlines()) <= 50
    lengths = {
        p.name: len(p.read_text(encoding="utf-8").splitlines())
        for p in (root / "pages").glob("*.py")
    }
    assert {name: n for name, n in lengths.items() if n > 140} == {}


def lines_of_code(function, lines):
    """How long a function is without docstrings, comments and blank lines."""
    docstrings = set()
    for node in ast.walk(function):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            docstring = node.body[0]
            docstrings |= set(range(docstring.lineno, docstring.end_lineno + 1))
    numbers = set(range(function.lineno, function.end_lineno + 1)) - docstrings
    return sum(not re.match(r"\s*(#|$)", lines[number - 1]) for number in numbers)


def test_functions_stay_short(root):
    guilty = {}
    for path in python_files(root):
        if "tests" in path.parts:  # a lesson of 45 minutes is a story
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef) and lines_of_code(node, lines) > 40:
                guilty[f"{path.name}, {node.name}"] = lines_of_code(node, lines)
    assert guilty == {}


def test_what_the_app_needs_is_pinned(root):
    lines = requirements(root / "requirements.txt")
    assert all(PINNED.fullmatch(line) for line in lines)
    assert {line.partition("==")[0] for line in lines} == RUNTIME


def test_what_the_tests_need_is_pinned(root):
    extras = ("requirements-onnx.txt", "requirements-dask.txt")
    first, *others = requirements(root / "requirements-dev.txt")
    others, rest = others[: len(extras)], others[len(extras) :]
    assert [first, *others] == ["-r requirements.txt", *(f"-r {name}" for name in extras)]
    assert rest
    assert all(PINNED.fullmatch(line) for line in rest)
    for name in extras:
        assert all(PINNED.fullmatch(line) for line in requirements(root / name))


def test_community_cloud_takes_requirements_txt(root):
    before = [name for name in ("uv.lock", "Pipfile", "environment.yml") if (root / name).exists()]
    assert before == []
    tables = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert "poetry" not in tables["tool"]


def test_the_wheel_needs_what_the_app_needs(root):
    """Nothing is named twice: its dependencies and its version are taken from their one home."""
    tables = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert {"dependencies", "version"} <= set(tables["project"]["dynamic"])
    hatch = tables["tool"]["hatch"]
    assert hatch["metadata"]["hooks"]["requirements_txt"]["files"] == ["requirements.txt"]
    assert hatch["version"]["path"] == "digitrec/__init__.py"
    assert all(PINNED.fullmatch(line) for line in tables["build-system"]["requires"])


def test_the_workflow_runs_the_makefile_on_each_python(root):
    workflow = (root / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    pythons = set(re.findall(r'"(3\.\d+)"', workflow))
    assert pythons == set(re.findall(r"python(3\.\d+)", makefile)) != set()
    targets = re.findall(r"run: make (\w+)", workflow)
    assert targets == ["check", "test"]
    assert [name for name in targets if f"\n{name}:" not in makefile] == []


def test_no_secrets_in_the_repository(root):
    assert [p for p in tracked_files(root) if p.name in {"secrets.toml", ".env"}] == []


def test_no_file_names_a_place_on_one_machine(root):
    guilty = {}
    for path in tracked_files(root):
        if path.suffix in {".png", ".skops"}:
            continue
        if found := MACHINE_PATHS.search(path.read_bytes()):
            guilty[str(path.relative_to(root))] = found.group().decode()
    assert guilty == {}


def test_nothing_unpickles(root):
    python = [p for p in python_files(root) if "tests" not in p.parts]
    assert python
    guilty = set()
    for path in python:
        if imported_packages(path) & {"pickle", "cloudpickle", "dill", "shelve"}:
            guilty.add(path.name)
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and (
                ast.unparse(node.func) == "joblib.load"
                or any(keyword.arg == "allow_pickle" for keyword in node.keywords)
            ):
                guilty.add(path.name)
    assert guilty == set()


def public_functions(tree):
    """The functions and methods of a module that have no underscore in front."""
    for node in [tree, *(each for each in tree.body if isinstance(each, ast.ClassDef))]:
        if not getattr(node, "name", "").startswith("_"):
            yield from (
                each
                for each in node.body
                if isinstance(each, ast.FunctionDef) and not each.name.startswith("_")
            )


def test_public_functions_are_annotated(root):
    guilty = []
    for path in (root / "digitrec").rglob("*.py"):
        for function in public_functions(parsed(path)):
            given = function.args
            every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
            bare = {each.arg for each in every if not each.annotation} - {"self", "cls"}
            if bare or not function.returns:
                guilty.append(f"{path.relative_to(root)}: {function.name}")
    assert guilty == []
