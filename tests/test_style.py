"""What stylesheets and scripts name: each kind of name has its one file."""

import re

import pytest

# Test ids, classes and files of Streamlit's; classes of the drawing canvas and of Fabric.
INTERNALS = re.compile(
    r"\bst[A-Z]\w+|\bstatic/js|\bdata-test-|(?<!-)\bdc-\w+|\b(?:upper|lower)-canvas|canvas-container"
)


@pytest.fixture(scope="module")
def texts(root):
    paths = [p for kind in ("css", "js", "html") for p in (root / "digitrec/ui").rglob(f"*.{kind}")]
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def found(pattern, texts):
    return {name for name, text in texts.items() if pattern.search(text)}


def test_what_is_streamlits_or_the_canvases_is_named_in_one_script_and_one_stylesheet(texts):
    assert found(INTERNALS, texts) == {"internals.css", "internals.js"}
