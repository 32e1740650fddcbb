"""Read pen strokes from the UNIPEN text format, gzipped or not."""

import gzip
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np


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
    data = Path(path).read_bytes()
    text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("ascii")
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
