"""A drawing as a file of its strokes, in JSON."""

import codecs
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing.strokes import MAX_POINTS, check_strokes
from digitrec.errors import InvalidDrawingError

MAX_BYTES = 100 * MAX_POINTS  # a point with two numbers of full precision takes 50
FORM = (
    "A drawing is a list of strokes, each a list of points [x, y] in pixels, such as "
    '[[[90, 60], [200, 60], [130, 250]]], or an object that has this list as "strokes".'
)


def strokes_from_file(path: str | Path) -> list[NDArray[np.float64]] | None:
    """Read the strokes of a drawing from a JSON file.

    What is in the file decides, not its name: no image begins with a bracket or a brace.

    Parameters
    ----------
    path : path
        From anywhere. It holds a list of strokes, each a list of points ``[x, y]``, or an object
        that has this list as ``"strokes"``, as each line of an exported collection is one.

    Returns
    -------
    list of ndarray of float64, each of shape (n, 2), or None
        As `check_strokes` gives them; None where the file is missing or holds no JSON of this kind,
        but perhaps an image.

    Raises
    ------
    InvalidDrawingError
        If it is damaged, larger than 5 MB, holds something else, or strokes that `check_strokes`
        refuses.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "one.json"
    ...     _ = path.write_text("[[[160, 40], [160, 280]]]")
    ...     strokes_from_file(path)
    [array([[160.,  40.],
           [160., 280.]])]
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1).removeprefix(codecs.BOM_UTF8)
    except OSError:
        return None
    if data.lstrip()[:1] not in (b"[", b"{"):
        return None
    if len(data) > MAX_BYTES:
        raise InvalidDrawingError(
            f"The file is larger than {MAX_BYTES // 10**6} MB. Give each drawing a file of its own."
        )
    try:
        values = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidDrawingError(f"The file holds no drawing as JSON ({error}). {FORM}") from None
    strokes = values.get("strokes") if isinstance(values, dict) else values
    if not isinstance(strokes, list):
        raise InvalidDrawingError(f"The file holds JSON, but no drawing. {FORM}")
    return check_strokes(strokes)
