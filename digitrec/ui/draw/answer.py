"""The place of the answer: filled by the browser, or by the server where it must read itself."""

from dataclasses import replace
from typing import Any

import streamlit as st

from digitrec.errors import InvalidDrawingError, ModelFileError
from digitrec.numbers import Number, read_as_several, read_number_strokes, several_in_words
from digitrec.recognition import NO_DIGIT_SENTENCES, Model, Reading
from digitrec.ui.draw.answer_component import receive_drawing, show_answer_component
from digitrec.ui.draw.explanations import (
    Explanation,
    fill_explanations,
    fill_number,
    fill_photographed_number,
)
from digitrec.ui.draw.photo import photo_steps, read_photo
from digitrec.ui.draw.reading import number_in_words, reading_in_words
from digitrec.ui.shared import runs
from digitrec.ui.shared.found_photo import current_photo
from digitrec.ui.shared.log import log_if_slow, log_once, log_refusal
from digitrec.ui.shared.sent_drawing import (
    CELLS,
    NUMBER,
    PEN,
    PHOTO,
    SentDrawing,
    last_drawing,
)
from digitrec.ui.shared.state import PEN_WIDTH
from digitrec.words import with_article

YOU_SAY = "You say that this is {digit}."


@st.fragment
def show_answer(tool: str, unfolded: list[Explanation], form: str) -> None:
    """Receive the drawing, and compute of it what the page needs.

    While the browser reads and nothing is unfolded, that is nothing at all.

    Parameters
    ----------
    tool : str
        `PEN`, `CELLS`, `PHOTO` or `NUMBER`.
    unfolded : list
        As `digitrec.ui.draw.explanations.show_explanations` returns it.
    form : str
        Name of the form by which the browser reads; empty where the model has none.
    """
    try:
        drawing = receive_drawing()
    except InvalidDrawingError as invalid:
        st.error(log_refusal(invalid))
        drawing = last_drawing()
    has_failed = form == drawing.failed_form
    if form and has_failed:
        log_once("a browser could not use the form of %s; the server reads", runs.reader_key())
    has_ink = {
        PEN: bool(drawing.strokes),
        CELLS: bool(drawing.cells.any()),
        PHOTO: current_photo() is not None,
        NUMBER: bool(drawing.number),
    }
    is_servers = tool == PHOTO or has_failed or not form
    read: Reading | Number | None = None
    if has_ink[tool] and (unfolded or is_servers):
        try:
            with log_if_slow("a reading"):
                read = _read(tool, drawing)
        except ModelFileError as refused:
            st.error(log_refusal(refused))
    # This part may run once more after all was forgotten, before the page is gone.
    pen = st.session_state.get(PEN_WIDTH, "")
    show_answer_component(tool, pen, form, _in_words(tool, read))
    if tool == NUMBER:
        fill_number(unfolded, read if isinstance(read, Number) else None, drawing.number)
    elif isinstance(read, Number):
        fill_photographed_number(unfolded)
    else:
        fill_explanations(unfolded, read)


def _in_words(tool: str, read: Reading | Number | None) -> dict[str, Any] | None:
    """Put what was read into words; of a photograph with what the visitor has said of it."""
    if read is None:
        return None
    photo = current_photo() if tool == PHOTO else None
    if isinstance(read, Number):
        words = number_in_words(read)
        return words | {"steps": photo_steps(photo, runs.reader())} if photo else words
    words = reading_in_words(read)
    if photo and photo.said is not None:
        words["reason"] = YOU_SAY.format(digit=with_article(photo.said))
    return words


def _model() -> Model:
    with st.container(
        key="waking"
    ):  # unseen, as `live/store.js` says the same in the answer's place
        return runs.reader()


def _read(tool: str, drawing: SentDrawing) -> Reading | Number:
    model = _model()
    if tool == NUMBER:
        return read_number_strokes(drawing.number, model)
    if tool == PEN:
        return _say_which(model.read_strokes(list(drawing.strokes)), model)
    if tool == PHOTO and (photo := current_photo()):
        return read_photo(photo, model)
    return model.read_cells(drawing.cells)


def _say_which(reading: Reading, model: Model) -> Reading:
    """Where there is more than one digit, say which they are, as the browser does."""
    if reading.prediction.reason != NO_DIGIT_SENTENCES["several"][0]:
        return reading
    number = read_as_several(reading.strokes or [], model)
    if number is None:
        return reading
    return replace(reading, prediction=replace(reading.prediction, reason=several_in_words(number)))
