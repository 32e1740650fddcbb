"""Readers of the public data sets that are measured on, as published, gzipped or not."""

import gzip
import json
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing import fit_on_canvas

BOX = 500  # coordinates of the pen data run from 0 to 500
CANVAS_PX = 280


def _read(path: str | Path) -> bytes:
    data = Path(path).read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


class WrittenDigit(NamedTuple):
    """One digit of a UNIPEN file.

    Attributes
    ----------
    digit : int
    writer : int or None
        None where the file names no writer.
    strokes : list of ndarray of float64, each of shape (n_points, 2)
        y points down, as on a canvas.
    """

    digit: int
    writer: int | None
    strokes: list[NDArray[np.float64]]


def read_unipen(path: str | Path) -> list[WrittenDigit]:
    """Read every digit of a UNIPEN file.

    Parameters
    ----------
    path : str or Path
        With `.SEGMENT DIGIT … "8"`, `.PEN_DOWN`, points and `.PEN_UP` for each digit, y up; a
        `.COMMENT digit writer item` line, where there is one, names the writer.

    Returns
    -------
    list of WrittenDigit
    """
    text = _read(path).decode("ascii")
    digits = []
    for part in re.split(r"^\.SEGMENT DIGIT", text, flags=re.MULTILINE)[1:]:
        comment = re.search(r"^\.COMMENT\s+\d+\s+(\d+)\s+\d+", part, flags=re.MULTILINE)
        strokes = [
            np.array(points.split(), dtype=np.float64).reshape(-1, 2) * (1, -1)
            for points in re.findall(r"^\.PEN_DOWN\n(.*?)^\.PEN_UP", part, re.MULTILINE | re.DOTALL)
        ]
        label = re.search(r'"(\d)"', part)
        if label is None:
            raise ValueError(f"{path} holds a digit without a label in quotes.")
        digits.append(
            WrittenDigit(
                digit=int(label.group(1)),
                writer=int(comment.group(1)) if comment else None,
                strokes=[stroke for stroke in strokes if len(stroke)],
            )
        )
    return digits


def on_canvas(strokes: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Scale the strokes of a `WrittenDigit`, written in a box of 500x500, to the canvas."""
    return [(stroke + (0, BOX)) * (CANVAS_PX / BOX) for stroke in strokes]


class SourcedDrawing(NamedTuple):
    """One line of a file of drawings from several sources.

    Attributes
    ----------
    digit : int or None
        None for what is no digit.
    kind : str
        What it shows, where it is no digit; otherwise empty.
    writer : str
        Empty where the file names none.
    source : str
    is_lookalike : bool
        Whether it is no digit, but may fairly be read as one.
    strokes : list of ndarray of float64, each of shape (n_points, 2)
        As `digitrec.drawing.fit_on_canvas` gives them.
    """

    digit: int | None
    kind: str
    writer: str
    source: str
    is_lookalike: bool
    strokes: list[NDArray[np.float64]]


def read_json_lines(path: str | Path) -> list[SourcedDrawing]:
    """Read a file of drawings, a JSON object a line.

    Parameters
    ----------
    path : str or Path
        With `label` (a digit, or null), `source` and `strokes`, lists of [x, y], y down, in any
        unit; for what is no digit also `kind` and `lookalike`.

    Returns
    -------
    list of SourcedDrawing
    """
    return [
        SourcedDrawing(
            digit=None if entry["label"] is None else int(entry["label"]),
            kind=entry.get("kind", ""),
            writer=entry.get("writer") or "",
            source=entry["source"],
            is_lookalike=bool(entry.get("lookalike", False)),
            strokes=fit_on_canvas(
                [np.array(stroke, float).reshape(-1, 2) for stroke in entry["strokes"] if stroke]
            ),
        )
        for entry in map(json.loads, _read(path).decode("utf-8").splitlines())
    ]


class WrittenNumber(NamedTuple):
    """A number of several digits.

    Attributes
    ----------
    text : str
        Its digits.
    source : str
    strokes : list of ndarray of float64, each of shape (n_points, 2)
        In units of its own, y down.
    """

    text: str
    source: str
    strokes: list[NDArray[np.float64]]


def read_numbers(path: str | Path) -> list[WrittenNumber]:
    """Read a file of numbers, a JSON object a line, with `label`, `source` and `strokes`.

    Parameters
    ----------
    path : str or Path
        The strokes are lists of [x, y], y down.

    Returns
    -------
    list of WrittenNumber
    """
    return [
        WrittenNumber(
            text=entry["label"],
            source=entry["source"],
            strokes=[np.array(stroke, float).reshape(-1, 2) for stroke in entry["strokes"]],
        )
        for entry in map(json.loads, _read(path).decode("utf-8").splitlines())
    ]


def read_bitmaps(path: str | Path) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Read the normalised bitmaps of UCI's optdigits-orig.

    Parameters
    ----------
    path : str or Path
        32 lines of 32 characters 0 and 1 for each digit, then a line that names it.

    Returns
    -------
    bitmaps : ndarray of bool, shape (n, 32, 32)
        True where there is ink.
    y : ndarray of int64, shape (n,)
    """
    found = re.findall(r"((?:[01]{32}\s+){32})(\d)\s", _read(path).decode("ascii"))
    ink = "".join("".join(rows.split()) for rows, _ in found)
    bitmaps = np.frombuffer(ink.encode("ascii"), np.uint8).reshape(-1, 32, 32) == ord("1")
    return bitmaps, np.array([int(digit) for _, digit in found])
