"""The floors of the house are those of the picture in docs/architecture.md, and hold."""

import ast
import re
from graphlib import TopologicalSorter

import pytest

PICTURE = re.compile(r"^```floors\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)
WITHOUT_DOOR = ("charts", "ui")


@pytest.fixture(scope="module")
def floors(root):
    """Number of the floor of each room, the lowest 0."""
    page = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    (picture,) = PICTURE.findall(page)
    lines = picture.splitlines()
    return {room: len(lines) - i for i, line in enumerate(lines) for room in line.split()}


@pytest.fixture(scope="module")
def modules(root):
    """Each module of the project by its dotted name below `digitrec`, and the pages."""
    package = root / "digitrec"
    found = {}
    for path in package.rglob("*.py"):
        parts = path.relative_to(package).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = path
    del found["__init__"]  # the public names, which are loaded when they are asked for
    found["app.py"] = root / "app.py"
    return found | {f"pages.{path.stem}": path for path in (root / "pages").glob("*.py")}


def room_of(module, floors):
    """The innermost room that a module lies in."""
    rooms = [room for room in floors if module == room or module.startswith(f"{room}.")]
    return max(rooms, key=len, default=None)


def imports_of(path, modules):
    """The modules of the project that a file imports, or imports from, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("digitrec"):
                    yield alias.name.removeprefix("digitrec").lstrip(".")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("digitrec"):
            module = node.module.removeprefix("digitrec").lstrip(".")
            for alias in node.names:
                whole = f"{module}.{alias.name}".lstrip(".")
                yield whole if whole in modules else module


def test_the_picture_shows_every_module(floors, modules):
    assert [name for name in modules if name != "ui" and room_of(name, floors) is None] == []
    shown = {room_of(name, floors) for name in modules} | {"app.py"}
    assert set(floors) - shown == set()


def test_imports_go_down(floors, modules):
    wrong = []
    for name, path in modules.items():
        room = room_of(name, floors)
        for target in imports_of(path, modules):
            other = room_of(target, floors)
            if target and other != room and floors[other] >= floors[room]:
                wrong.append(f"{name} imports {target}")
    assert wrong == []


def test_packages_are_entered_by_their_doors(floors, modules):
    wrong = []
    for name, path in modules.items():
        room = room_of(name, floors)
        for target in imports_of(path, modules):
            other = room_of(target, floors)
            has_door = other and other.partition(".")[0] not in WITHOUT_DOOR
            if has_door and other != room and target != other:
                wrong.append(f"{name} imports {target}, not from {other}")
    assert wrong == []


def test_doors_name_what_they_export(modules):
    doors = [
        path
        for name, path in modules.items()
        if path.name == "__init__.py" and name.partition(".")[0] not in WITHOUT_DOOR
    ]
    assert doors
    for door in doors:
        tree = ast.parse(door.read_text(encoding="utf-8"))
        imported = [
            alias.name
            for node in tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        ]
        (listed,) = (
            ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign)
        )
        assert sorted(imported) == sorted(listed), door


def test_inside_a_room_there_are_no_circles(floors, modules):
    graph = {
        name: {
            target
            for target in imports_of(path, modules)
            if target in modules and target != room_of(name, floors)
        }
        for name, path in modules.items()
    }
    TopologicalSorter(graph).prepare()  # raises where there is a circle


def test_pages_use_their_own_parts_and_what_is_shared(modules):
    wrong = []
    for name, path in modules.items():
        if not name.startswith("pages."):
            continue
        allowed = (f"ui.{path.stem}", "ui.shared", "errors")
        wrong += [
            f"{name} imports {target}"
            for target in imports_of(path, modules)
            if not any(target == room or target.startswith(f"{room}.") for room in allowed)
        ]
    assert wrong == []


def test_each_package_begins_with_a_sentence(modules):
    for name, path in modules.items():
        if path.name == "__init__.py":
            sentence = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
            assert sentence, name
            assert sentence.splitlines()[0].endswith("."), name
