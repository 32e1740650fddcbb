"""What a pupil's browser sends, checked: a stranger may have written all of it."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from digitrec.collection import Answer, LabelledDrawing, check_labelled_drawing
from digitrec.errors import InvalidDrawingError, RoomError
from digitrec.rooms import Pupil
from digitrec.ui.shared import cached
from digitrec.ui.shared.class_rooms import watcher
from digitrec.ui.shared.log import log_refusal

MAX_SENT = 20  # drawings in one message
DAMAGED = "The page sent something that is no drawing. Reload the page and draw again."


def take_message(pupil: Pupil, sent: dict[str, Any]) -> dict[str, Any]:
    """Hand in what a message holds, label what it labels, and find the next one to label.

    Parameters
    ----------
    pupil : Pupil
    sent : dict
        ``drawings``: a list of drawings with the number of their task. ``label``: what is said of
        somebody else's drawing, and its identity. Whatever else a stranger may have written.

    Returns
    -------
    dict
        For the browser, as JSON can hold it: which have arrived, which are refused and why, how
        they were read, and another drawing to label.

    Raises
    ------
    RoomError
        If nothing of it can be a drawing, or the pupil may not hand in.
    """
    refused: dict[str, str] = {}
    by_task: dict[int, list[LabelledDrawing]] = defaultdict(list)
    drawings = sent.get("drawings")
    for each in drawings[:MAX_SENT] if isinstance(drawings, list) else ():
        task, drawing = _check(each, refused)
        if drawing:
            by_task[task].append(drawing)
    arrived: list[str] = []
    reads: dict[str, int | None] = {}
    for task, drawn in by_task.items():
        read = [replace(each, read=_read(each)) for each in drawn]
        handed_in = pupil.hand_in(read, task)
        arrived += handed_in.arrived
        refused |= handed_in.refused
        reads |= {each.id: each.read.digit for each in read if each.read}
    said = sent.get("label")
    if isinstance(said, dict) and isinstance(said.get("id"), str):
        pupil.label(said["id"][:36], said.get("label"))
    other = pupil.next_to_label()
    return {
        "arrived": arrived,
        "refused": refused,
        "reads": {} if watcher().view(pupil).hides_answers else reads,
        "other": other and {"id": other.id, "strokes": other.strokes},
    }


def _check(each: object, refused: dict[str, str]) -> tuple[int, LabelledDrawing | None]:
    """Check a drawing of a message as one of the canvas is checked; note why it is refused."""
    if not isinstance(each, dict):
        raise RoomError(DAMAGED)
    task, drawing = each.get("task"), each.get("drawing")
    if type(task) is not int or not isinstance(drawing, dict):
        raise RoomError(DAMAGED)
    try:
        return task, check_labelled_drawing(drawing)
    except InvalidDrawingError as error:
        refused[str(drawing.get("id"))[:36]] = log_refusal(error)
        return task, None


def _read(drawing: LabelledDrawing) -> Answer:
    """Read a drawing here: what a browser says that it has read could be invented."""
    model = cached.model()
    cached.read_on_one_thread()
    prediction = model.predict_strokes(drawing.strokes)
    meant = drawing.label
    probability = None if meant is None else float(prediction.probabilities[meant])
    return Answer(prediction.digit, prediction.sure, probability, cached.DEFAULT_MODEL)
