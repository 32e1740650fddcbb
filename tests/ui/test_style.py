"""What stylesheets and scripts name: each kind of name has its one file."""

import re

import pytest

from digitrec.ui.style import HERE, colour, style

COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(\d")
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


def test_colours_stand_in_one_stylesheet(texts):
    sheets = {name: text for name, text in texts.items() if name.endswith(".css")}
    assert len(sheets) > 5
    assert found(COLOUR, sheets) == {"colours.css"}


def test_every_name_of_a_colour_or_size_is_defined_and_used():
    text = style(*(path.stem for path in HERE.glob("*.css")))
    defined = set(re.findall(r"(--dr-[a-z]+):", text))
    assert set(re.findall(r"var\((--dr-[a-z]+)\)", text)) == defined
    assert len(defined) > 5


def test_a_colour_is_found_by_its_name():
    assert re.fullmatch("#[0-9a-f]{6}", colour("paper"))
    with pytest.raises(KeyError):
        colour("no colour")


def test_a_stylesheet_is_sent_without_what_only_a_reader_needs():
    sent = style("draw")
    assert "/*" not in sent
    assert "\n" not in sent
    assert ".st-key-sheet > *{grid-area:1 / 1;}" in sent
