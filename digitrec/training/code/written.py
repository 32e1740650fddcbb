"""What the code of a page needs of this project, written out, and what it needs to install."""

import ast
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

EXAMPLE = "strokes = [[(90, 60), (200, 60), (130, 250)]]  # a 7; x to the right, y down"
# Packages to install, by what the code has in it if it needs them; in the line's order.
PACKAGES = {"": "scikit-learn", "np.": "numpy", "Image.": "pillow", "fetch_openml(": "pandas"}


def install_line(code: str) -> str:
    """Write the line that installs what code needs, in the versions that are used here."""
    packages = [package for mark, package in PACKAGES.items() if mark in code]
    return "# pip install " + " ".join(f"{package}=={version(package)}" for package in packages)


def functions(*names: str, besides: str = "") -> str:
    """Write functions of `digitrec.training.code.plain` out, with those that they call.

    Parameters
    ----------
    *names : str
    besides : str, optional
        Code before; what it defines is not written again.

    Examples
    --------
    >>> print(functions("crop").splitlines()[0])
    def crop(ink: np.ndarray) -> np.ndarray:
    """
    sources, wanted = _sources(), list(names)
    found: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in found or f"def {name}(" in besides:
            continue
        found.add(name)
        wanted += [each for each in sources if f"{each}(" in sources[name]]
    return "\n\n\n".join(source for name, source in sources.items() if name in found)


@cache
def _sources() -> dict[str, str]:
    """The functions of the module, by name, with their comments."""
    text = (Path(__file__).parent / "plain.py").read_text(encoding="utf-8")
    nodes = [each for each in ast.parse(text).body if isinstance(each, ast.FunctionDef)]
    return {each.name: ast.get_source_segment(text, each) or "" for each in nodes}


def write_strokes(strokes: Sequence[NDArray[np.float64]]) -> str:
    """Write a drawing as code, to a tenth of a pixel.

    Examples
    --------
    >>> print(write_strokes([np.array([(208.01597289118837, 60), (130, 250)])]))
    strokes = [
        [(208.0, 60.0), (130.0, 250.0)],
    ]
    """
    lines = [
        "[" + ", ".join(f"({x:.1f}, {y:.1f})" for x, y in stroke.tolist()) + "]"
        for stroke in strokes
    ]
    return _rows("strokes = [", lines, "]")


def write_counts(counts: ArrayLike) -> str:
    """Write a picture of 8x8 counts as code."""
    rows = [str(row) for row in np.asarray(counts).astype(int).tolist()]
    return _rows("counts = np.array([", rows, "])")


def _rows(first: str, rows: Sequence[str], last: str) -> str:
    return "\n".join([first, *(f"    {row}," for row in rows), last])


def drawing_code(drawn: str, *, is_native: bool, before: str) -> str:
    """Write the code by which a fitted `model` reads a drawing.

    Parameters
    ----------
    drawn : str
        As `write_strokes` or `write_counts` wrote it.
    is_native : bool
        Whether the model reads 28x28 greys instead of 8x8 counts.
    before : str
        The code before it.

    Returns
    -------
    str
        Leaves `image` and `answer`, and prints the answer and its probabilities.
    """
    way = ["greys_of_counts"] if is_native else []
    if drawn.startswith("strokes"):
        way = ["greys_of_ink" if is_native else "counts_of_ink", "ink_of_strokes"]
    image = drawn.partition(" ")[0]
    for function in reversed(way):
        image = f"{function}({image})"
    needed = functions(*way, besides=before)
    lines = [
        *([needed, "", ""] if needed else []),
        drawn,
        f"image = {image}",
        "answer = model.predict(image.reshape(1, -1))[0]",
        "print(answer, model.predict_proba(image.reshape(1, -1))[0].round(3))",
    ]
    return "\n".join(lines)
