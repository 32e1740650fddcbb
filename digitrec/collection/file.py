"""A collection as one file, and back, with nothing lost on the way."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from digitrec.collection.drawing import (
    LabelledDrawing,
    check_labelled_drawing,
    check_number,
    without_copies,
)
from digitrec.datasets import csv_text
from digitrec.errors import InvalidDrawingError
from digitrec.formats import DIGITS_FORMAT, Format, to_format

MAX_COLLECTION_MB = 20
MAX_UNPACKED_BYTES = 200 * 2**20
MAX_CELL = 4 * 2**20  # characters of a CSV file's cell: the strokes of one drawing
NO_DIGIT = -1  # the label of what was meant to be none, where labels are numbers
ADVICE = "Take a file that My digits or a class has exported: .jsonl, .csv or .npz."


def dumps_collection(
    drawings: Sequence[LabelledDrawing], kind: str, picture_format: Format = DIGITS_FORMAT
) -> bytes:
    """Write a collection as a file.

    Parameters
    ----------
    drawings : sequence of LabelledDrawing
    kind : {"jsonl", "csv", "npz"}
        JSON lines, one a drawing; a table in the layout of `digitrec.datasets.to_csv`; or an
        archive in that of `digitrec.datasets.to_npz`. Both have the pictures, and after them the
        drawings. The label of *no digit* is null in JSON, and -1 in the others.
    picture_format : digitrec.formats.Format, default: the digits format
        Of the pictures.

    Returns
    -------
    bytes

    Examples
    --------
    >>> strokes = (np.array([[160.0, 40.0], [160.0, 280.0]]),)
    >>> one = LabelledDrawing("5f0c2f7e-6d1b-4c3a-9e57-0123456789ab", 1, strokes)
    >>> for kind in COLLECTION_KINDS:
    ...     (back,) = loads_collection(dumps_collection([one], kind))
    ...     assert back.as_dict() == one.as_dict()
    """
    return COLLECTION_KINDS[kind](drawings, picture_format)


def _json_lines(drawings: Sequence[LabelledDrawing], _picture_format: Format) -> bytes:
    lines = (json.dumps(each.as_dict(), separators=(",", ":")) for each in drawings)
    return "".join(f"{line}\n" for line in lines).encode()


def _csv(drawings: Sequence[LabelledDrawing], picture_format: Format) -> bytes:
    side = picture_format.side
    pixels = [f"pixel_{row}_{column}" for row in range(side) for column in range(side)]

    def rows() -> Iterator[list[object]]:
        yield ["row", "label", *pixels, "writer", "drawing"]
        for row, each in enumerate(drawings):
            cells = to_format(each.strokes, picture_format).astype(int).ravel().tolist()
            drawing = json.dumps(each.as_dict(), separators=(",", ":"))
            yield [row, _label(each), *cells, each.writer, drawing]

    return csv_text(rows()).encode()


def _npz(drawings: Sequence[LabelledDrawing], picture_format: Format) -> bytes:
    images = [to_format(each.strokes, picture_format) for each in drawings]
    file = io.BytesIO()
    np.savez_compressed(
        file,
        images=np.array(images, dtype=np.uint8).reshape(-1, *picture_format.shape),
        y=np.array([_label(each) for each in drawings], dtype=np.int64),
        rows=np.arange(len(drawings)),
        # As bytes: an array of texts would take as much for each as the longest.
        drawings=np.frombuffer(_json_lines(drawings, picture_format), dtype=np.uint8),
    )
    return file.getvalue()


def _label(drawing: LabelledDrawing) -> int:
    return NO_DIGIT if drawing.label is None else drawing.label


COLLECTION_KINDS: dict[str, Callable[[Sequence[LabelledDrawing], Format], bytes]] = {
    "jsonl": _json_lines,
    "csv": _csv,
    "npz": _npz,
}


def loads_collection(data: bytes) -> tuple[LabelledDrawing, ...]:
    """Read a collection from a file of any of the three kinds, all of it or nothing.

    Parameters
    ----------
    data : bytes
        From anywhere. Nothing in it is unpickled.

    Returns
    -------
    tuple of LabelledDrawing
        Of several with one id the first. In a table, the columns ``label`` and ``writer`` decide.

    Raises
    ------
    InvalidDrawingError
        If it is no such file, or holds more than 10,000 drawings; with the first line that is
        wrong.
    """
    if len(data) > MAX_COLLECTION_MB * 2**20:
        raise InvalidDrawingError(
            f"The file is larger than {MAX_COLLECTION_MB} MB. Take it in parts."
        )
    if data.startswith(b"PK"):
        data = _drawings_of_archive(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidDrawingError(f"The file is no text. {ADVICE}") from None
    read = _read_csv if text.startswith("row,label,") else _read_json_lines
    drawings = []
    for number, values in enumerate(read(text), 1):
        check_number(number)
        try:
            drawings.append(check_labelled_drawing(values))
        except InvalidDrawingError as wrong:
            raise InvalidDrawingError(f"Drawing {number} of the file: {wrong}") from None
    if not drawings:
        raise InvalidDrawingError(f"The file holds no drawing. {ADVICE}")
    return without_copies(drawings)


def _read_json_lines(text: str) -> Iterator[object]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _from_json(line, number)


def _read_csv(text: str) -> Iterator[object]:
    csv.field_size_limit(MAX_CELL)
    try:
        for number, row in enumerate(csv.DictReader(io.StringIO(text, newline="")), 1):
            values = _from_json(row.get("drawing") or "", number + 1)
            if not isinstance(values, dict):
                values = {}
            label = row.get("label") or ""
            if not label.lstrip("-").isdecimal() or len(label) > 2:
                raise InvalidDrawingError(
                    f"Line {number + 1} of the file has the label {label[:20]!r}; it must be a "
                    f"digit from 0 to 9, or {NO_DIGIT} for none."
                )
            is_digit = int(label) != NO_DIGIT
            yield values | {"label": int(label) if is_digit else None, "writer": row.get("writer")}
    except csv.Error as error:
        raise InvalidDrawingError(f"The table cannot be read ({error}). {ADVICE}") from None


def _from_json(text: str, number: int) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidDrawingError(
            f"Line {number} of the file holds no drawing as JSON. {ADVICE}"
        ) from None


def _drawings_of_archive(data: bytes) -> bytes:
    """Get the lines of JSON from an archive of NumPy's, within bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            is_too_large = archive.getinfo("drawings.npy").file_size > MAX_UNPACKED_BYTES
            with archive.open("drawings.npy") as file:
                array = None if is_too_large else np.lib.format.read_array(file)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, NotImplementedError):
        raise InvalidDrawingError(f"The file holds no drawings. {ADVICE}") from None
    if array is None:
        raise InvalidDrawingError(f"The file is too large when unpacked. {ADVICE}")
    if array.dtype != np.uint8 or array.ndim != 1:
        raise InvalidDrawingError(f"The file holds no drawings. {ADVICE}")
    return array.tobytes()
