"""The examples in the library's docstrings give what they say."""

import doctest
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

import digitrec

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "digitrec").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)
DOORS = sorted(
    ".".join(path.relative_to(ROOT).parent.parts)
    for path in (ROOT / "digitrec").rglob("__init__.py")
    if "__all__" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_give_what_they_say(name):
    results = doctest.testmod(import_module(name), optionflags=OPTIONS)
    assert results.attempted
    assert results.failed == 0


def test_every_public_function_has_an_example():
    functions = [name for name in digitrec.__all__ if inspect.isfunction(getattr(digitrec, name))]
    assert functions
    assert [name for name in functions if ">>> " not in getattr(digitrec, name).__doc__] == []


def test_every_function_that_the_documentation_names_has_an_example():
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    pages.remove(ROOT / "docs" / "internals.md")  # which is about what nobody calls from outside
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    named = {name.rpartition(".")[2] for name in re.findall(r"`([\w.]+)(?:\(.*?\))?`", text)}
    without = [
        f"{door}.{name}"
        for door in DOORS
        for name in named & set(import_module(door).__all__)
        if inspect.isfunction(function := getattr(import_module(door), name))
        if ">>> " not in function.__doc__
    ]
    assert without == []
