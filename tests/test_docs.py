"""What the documentation says is true: it names everything, its links lead somewhere, it runs."""

import ast
import re

import pytest

from digitrec import __version__, model_names
from digitrec.training import ESTIMATORS, PRESETS

LINK = re.compile(r"\]\(([^)\s]+)\)")
PYTHON_BLOCK = re.compile(r"^```python\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)
VERSION = re.compile(r"\d+\.\d+\.\d+ - (unreleased|\d{4}-\d\d-\d\d)")
FILE = re.compile(r"`((?:\w+/)+[\w-]+\.(?:py|js|css|md|toml))`")
MODULE = re.compile(r"python -m (benchmarks\.\w+|digitrec)\b")


@pytest.fixture(scope="module")
def readme(root):
    return (root / "README.md").read_text(encoding="utf-8")


def page_titles(root):
    """Titles of the pages as app.py gives them."""
    calls = ast.walk(ast.parse((root / "app.py").read_text(encoding="utf-8")))
    return [
        keyword.value.value
        for call in calls
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "st.Page"
        for keyword in call.keywords
        if keyword.arg == "title"
    ]


def test_readme_names_every_page(root, readme):
    titles = page_titles(root)
    assert len(titles) == len(list((root / "pages").glob("*.py")))
    assert [title for title in titles if f"| {title} |" not in readme] == []


def test_readme_shows_every_page(root, readme):
    shown = re.findall(r"!\[([^\]]+)\]\(docs/([a-z]+)[a-z-]*\.png\)", readme)
    # Of two words, such as class_room, the first.
    pages = {path.stem.partition("_")[0] for path in (root / "pages").glob("*.py")}
    assert {page for alt, page in shown if "page" in alt} == pages


def test_pictures_are_of_moderate_size(root):
    sizes = {path.name: path.stat().st_size for path in (root / "docs").glob("*.png")}
    assert sizes
    assert [name for name, size in sizes.items() if size > 150_000] == []


def test_the_pictures_can_be_taken_again(root):
    from tests.e2e.screenshots import PICTURES

    assert sorted(path.stem for path in (root / "docs").glob("*.png")) == sorted(PICTURES)


def test_readme_names_every_model(readme):
    names = {*model_names(), *ESTIMATORS}
    assert [name for name in sorted(names) if f"| `{name}` |" not in readme] == []


def test_readme_names_no_model_that_there_is_not(readme):
    named = re.findall(r"^\| `([a-z-]+)` \|", readme, flags=re.MULTILINE)
    assert sorted(named) == sorted({*model_names(), *ESTIMATORS})


def test_readme_names_every_preset(readme):
    named = re.findall(
        r"^\| (.+) \| `([a-z0-9-]+)` \| (.+) \| (.+) \|$", readme, flags=re.MULTILINE
    )
    presets = PRESETS.values()
    assert named == [
        (each.title, each.name, each.article, each.claim.replace("\xa0", " ")) for each in presets
    ]


def test_readme_names_every_benchmark(root, readme):
    programs = [
        path.stem
        for path in (root / "benchmarks").glob("*.py")
        if "__main__" in path.read_text(encoding="utf-8")
    ]
    assert programs
    assert [name for name in programs if f"benchmarks.{name}" not in readme] == []


def test_changelog_begins_with_this_version(root):
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.*)$", text, flags=re.MULTILINE)
    assert [head for head in heads if not VERSION.fullmatch(head)] == []
    newest, date = heads[0].split(" - ")
    assert __version__ == (f"{newest}.dev0" if date == "unreleased" else newest)
    assert [head for head in heads[1:] if "unreleased" in head] == []


def test_decisions_are_numbered_complete_and_in_the_index(root):
    folder = root / "docs" / "decisions"
    index, listed = (folder / "README.md").read_text(encoding="utf-8"), []
    for number, path in enumerate(sorted(folder.glob("[0-9]*.md")), 1):
        text = path.read_text(encoding="utf-8")
        title = text.partition("\n")[0].removeprefix(f"# {number}. ")
        assert path.name.startswith(f"{number:04}-")
        parts = re.findall(r"^\*\*(\w+)\.\*\*", text, flags=re.MULTILINE)
        assert parts == ["Context", "Decision", "Measured", "Consequences"], path.name
        listed.append(f"| {number} | [{title}]({path.name})")
    assert listed
    assert re.findall(r"^(\| \d+ \| \[.+\]\(.+\)) \|", index, flags=re.MULTILINE) == listed


def pages_of(root):
    """What must be true today; a changelog and the notes of a release are of their day."""
    pages = [root / "README.md", root / "CONTRIBUTING.md", *(root / "docs").rglob("*.md")]
    return [page for page in pages if page.parent.name != "releases"]


def test_files_that_the_documentation_names_exist(root):
    named = {
        path
        for page in pages_of(root)
        for path in FILE.findall(page.read_text(encoding="utf-8"))
        if "NAME" not in path and "VERSION" not in path
    }
    places = (root, root / "digitrec", root / "digitrec" / "ui")
    assert named
    assert [path for path in named if not any((place / path).exists() for place in places)] == []


def test_programs_that_the_documentation_names_exist(root):
    for page in pages_of(root):
        for name in MODULE.findall(page.read_text(encoding="utf-8")):
            path = root / name.replace(".", "/")
            assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), name


def test_links_to_files_lead_somewhere(root):
    pages = [*pages_of(root), root / "CHANGELOG.md"]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not re.match(r"https?:|#", target)
        and not (page.parent / target.partition("#")[0]).exists()
    ]
    assert broken == []


def test_library_example_runs_and_prints_what_it_says(readme, capsys):
    (example,) = PYTHON_BLOCK.findall(readme)
    assert len(example.splitlines()) <= 11
    promised = re.findall(r"^print\(.*\)  # (.*)$", example, flags=re.MULTILINE)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - the project's own example
    assert capsys.readouterr().out.splitlines() == promised
    assert promised


def test_the_table_of_internals_names_all_of_them(root):
    table = (root / "docs" / "internals.md").read_text(encoding="utf-8")
    module = ast.parse((root / "digitrec/sklearn_internals.py").read_text(encoding="utf-8"))
    names = {node.name for node in module.body if isinstance(node, ast.FunctionDef)}
    script = (root / "digitrec/ui/live/internals.js").read_text(encoding="utf-8")
    names |= set(re.findall(r"^export (?:async )?(?:function|const) (\w+)", script, re.MULTILINE))
    assert len(names) > 20
    assert [name for name in sorted(names) if f"`{name}`" not in table] == []
    tests = "".join(path.read_text("utf-8") for path in (root / "tests").rglob("*_internals.py"))
    named = set(re.findall(r"`(test_\w+)`", table))
    assert [name for name in sorted(named) if f"def {name}(" not in tests] == []
