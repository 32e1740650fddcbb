"""Read the public data sets that are measured on, as they are published, gzipped or not."""

import gzip
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

BOX = 500  # coordinates of the pen data run from 0 to 500
CANVAS_PX = 280


def _read(path):
    data = Path(path).read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


class WrittenDigit(NamedTuple):
    """One digit of a UNIPEN file.

    `strokes` are arrays of shape (n, 2), y down as on a canvas; `writer` is None where the file
    names none.
    """

    digit: int
    writer: int | None
    strokes: list


def read_unipen(path):
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
        digits.append(
            WrittenDigit(
                digit=int(re.search(r'"(\d)"', part).group(1)),
                writer=int(comment.group(1)) if comment else None,
                strokes=[stroke for stroke in strokes if len(stroke)],
            )
        )
    return digits


def on_canvas(strokes):
    """Place strokes written in a 500x500 box, y up from its foot, on a canvas of 280 pixels."""
    return [(stroke + (0, BOX)) * (CANVAS_PX / BOX) for stroke in strokes]


def read_bitmaps(path):
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
