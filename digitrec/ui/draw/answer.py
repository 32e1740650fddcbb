"""The place of the answer: filled by the browser, or by the server where it must read itself."""

import streamlit as st

from digitrec.errors import InvalidDrawingError, ModelFileError
from digitrec.recognition import blank_reading
from digitrec.ui.draw.explanations import fill_details
from digitrec.ui.draw.reading import answer_of
from digitrec.ui.draw.telling import show_answer, take
from digitrec.ui.shared import runs
from digitrec.ui.shared.desk import PEN, last_made
from digitrec.ui.shared.log import log_if_slow, log_once, log_refusal
from digitrec.ui.shared.state import PEN_WIDTH


@st.fragment
def answer(tool, unfolded, form):
    """Take what the browser tells, and compute of it what the page needs.

    While the browser reads and nothing is unfolded, that is nothing at all.

    Parameters
    ----------
    tool : str
    unfolded : list of tuple
        As `digitrec.ui.draw.explanations.details` gives them.
    form : str
        Name of the form by which the browser reads; empty where the model has none.
    """
    try:
        made = take()
    except InvalidDrawingError as invalid:
        st.error(log_refusal(invalid))
        made = last_made()
    if form and form == made.cannot:
        log_once("a browser could not use the form of %s; the server reads", runs.reader_key())
    is_blank = tool == PEN and not made.strokes
    reading = blank_reading() if is_blank else None
    if not form or (not is_blank and (unfolded or form == made.cannot)):
        try:
            with log_if_slow("a reading"):
                reading = _read(tool, made)
        except ModelFileError as refused:
            st.error(log_refusal(refused))
    show_answer(tool, st.session_state[PEN_WIDTH], form, reading and answer_of(reading))
    if reading:
        fill_details(unfolded, reading)


def _read(tool, made):
    if tool == PEN:
        return runs.reader().read_strokes(made.strokes)
    return runs.reader().read_image(made.cells)
