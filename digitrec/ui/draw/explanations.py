"""Explanations below the answer of the Draw page; each is computed only while it is unfolded."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.accuracy import percent
from digitrec.datasets import csv_text
from digitrec.errors import DatasetError, InvalidDrawingError, InvalidPlanError, ModelFileError
from digitrec.evaluation import cell_evidence, nearest_pictures
from digitrec.formats import FRAMINGS, png_bytes
from digitrec.html_table import Cell, html_table
from digitrec.numbers import Number, read_number_strokes
from digitrec.recognition import Model, Prediction, Reading, confidence_in_words
from digitrec.ui.draw.snippet import snippet
from digitrec.ui.draw.story import show_story
from digitrec.ui.shared import cached, runs, visitor_data
from digitrec.ui.shared.address import is_hidden, is_projector
from digitrec.ui.shared.found_photo import current_photo
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.pictures import figure_html
from digitrec.ui.shared.sent_drawing import NUMBER, PHOTO
from digitrec.ui.shared.state import EVERY_MODEL, NUMBERS, SEVERAL, STORY, THREE_WAYS, TOOL, WHY
from digitrec.words import with_article

Image = NDArray[np.float64]
# A container, and what fills it.
Explanation = tuple[AbstractContextManager[object], Callable[[Reading, Image], None]]
NOTHING_YET = "There is nothing to show yet. Draw a digit first."


def show_explanations(tool: str) -> list[Explanation]:
    """Show the explanations below the answer, and return those that are unfolded.

    Of a number there is one alone: how it was parted. The others look at a single digit.
    """
    unfolded: list[Explanation] = []
    is_away = is_projector() or is_hidden("explanations")
    for key, (title, fill) in () if is_away else EXPLANATIONS.items():
        if tool == NUMBER and key != SEVERAL:
            continue
        container = st.expander(title, key=key, on_change="rerun")
        if container.open:
            unfolded.append((container, fill))
    return unfolded


def fill_explanations(unfolded: list[Explanation], reading: Reading | None) -> None:
    """Fill the unfolded explanations for a reading, if there is one."""
    for container, fill in unfolded:
        with container:
            if reading is None or reading.image is None or not reading.image.any():
                st.write(NOTHING_YET)
            else:
                fill(reading, reading.image)


def _why(reading: Reading, image: Image) -> None:
    near = nearest_pictures(image, cached.digits())
    pictures, cells = st.columns(2, gap="large")
    with pictures:
        st.markdown("**The most similar pictures of the digits data** (*nearest neighbours*)")
        figures = [
            figure_html(near_image, str(label), f"distance {distance:.1f}")
            for near_image, label, distance in zip(
                near.images, near.labels, near.distances, strict=True
            )
        ]
        st.html(f'<div class="dr-figures">{"".join(figures)}</div>')
        st.caption(
            "The large digit is what the writer meant. A distance of 0 would be the same picture "
            "(*Euclidean distance*: the 64 differences, squared and added up; the root of that)."
        )
    with cells:
        _evidence(reading)


def _story(reading: Reading, _image: Image) -> None:
    if reading.strokes is None:
        st.write(
            "This picture was set cell by cell. Choose Pen and draw: then you see how it grew."
        )
        return
    if st.session_state[TOOL] == PHOTO:
        st.write(
            "A photograph does not tell how the digit grew. Choose Pen and draw: then you see."
        )
        return
    st.write("How likely each digit was while you drew. Move the slider, or press Play.")
    show_story(reading.strokes)


def _several(reading: Reading, _image: Image) -> None:
    if reading.strokes is None:
        st.write("This picture was set cell by cell. Choose Pen and write a number.")
        return
    _show_parts(read_number_strokes(reading.strokes, runs.reader()), reading.strokes)


def fill_number(
    unfolded: list[Explanation], number: Number | None, strokes: Sequence[NDArray[np.float64]]
) -> None:
    """Fill the unfolded explanation of a number, if there is one, with its strokes."""
    for container, _ in unfolded:
        with container:
            if number is None:
                st.write("There is nothing to show yet. Write a number first.")
            else:
                _show_parts(number, strokes)


def fill_photographed_number(unfolded: list[Explanation]) -> None:
    """Say below a photograph of several digits what to do."""
    for container, _ in unfolded:
        with container:
            st.write("There are several digits in this picture. Choose one of the boxes first.")


def _show_parts(number: Number, strokes: Sequence[NDArray[np.float64]]) -> None:
    model = runs.reader()
    digits = ", ".join(number.text.splitlines()) or "no digit"
    st.write(f"Read as a number: **{digits}**. {number.reason}".strip())
    figures = []
    for part in number.parts:
        answer = part.prediction
        picture = model.read_strokes([strokes[i] for i in part.strokes]).image
        title = "no digit" if answer.digit is None else str(answer.digit)
        caption = answer.reason if answer.digit is None else confidence_in_words(answer)
        if picture is not None:
            figures.append(figure_html(picture, title, caption))
    st.html(f'<div class="dr-figures">{"".join(figures)}</div>')
    st.caption(
        "Strokes that lie one above the other may be one digit, strokes side by side two. All ways "
        "to part them are weighed by what the model says of each part, and by the gaps "
        "(*segmentation*, by dynamic programming)."
    )


def _evidence(reading: Reading) -> None:
    digit = int(reading.prediction.probabilities.argmax())
    st.markdown(f"**Which cells speak for {with_article(digit)}, and which against**")
    model = runs.reader()
    if reading.picture is None:  # blank
        return
    try:
        baseline = visitor_data.mean_picture(runs.training_dataset(model))
        evidence = cell_evidence(model, reading.picture, digit, baseline)
    except (DatasetError, InvalidDrawingError, InvalidPlanError) as missing:
        sentence = log_refusal(missing)
        st.info(f"This needs the pictures that the model learned from. {sentence}")
        return
    st.html(_evidence_table(evidence, digit))
    block_px = reading.picture_format.side // len(evidence)
    part = "Each cell" if block_px == 1 else f"Each block of {block_px}×{block_px} pixels"
    st.caption(
        f"{part} in turn was given the ink that is usual there, and the model was asked again. "
        f"A plus says that it then believed less in {with_article(digit)}, a minus that it "
        "believed more: at +0.7 the odds fell to half, at −0.7 they doubled. (*Odds* of 3 to 1 are "
        "a probability of 75\N{NO-BREAK SPACE}%; the number is how far their logarithm fell, "
        "*log-odds*.)"
    )


def _evidence_table(evidence: NDArray[np.float64], digit: int) -> str:
    largest = max(float(np.abs(evidence).max()), 1e-9)
    return html_table(
        [[_evidence_cell(value, largest) for value in row] for row in evidence.tolist()],
        caption=f"Blue with +: for {with_article(digit)}. Orange with −: against it.",
        classes="dr-cells",
    )


def _evidence_cell(value: float, largest: float) -> Cell:
    text = f"{value:+.2f}".replace("-", "−") if abs(value) >= 0.005 else ""
    side = "dr-for" if value > 0 else "dr-against"
    return Cell(text, side, f"--share:{round(abs(value) / largest, 3)}")


def _read_by(model: Model, reading: Reading, image: Image) -> Prediction:
    if st.session_state[TOOL] == PHOTO and (photo := current_photo()):
        assert photo.ink is not None, "a number is not explained"
        return model.read_ink(photo.ink).prediction
    if reading.strokes is None:
        return model.read_cells(image).prediction
    return model.predict_strokes(reading.strokes)


def _every_model(reading: Reading, image: Image) -> None:
    titles, chosen, answers = runs.model_titles(), runs.reader_key(), {}
    for key in titles:
        try:
            answers[key] = _read_by(runs.model(key), reading, image)
        except ModelFileError as refused:
            st.error(log_refusal(refused))
    digits = {key: int(answer.probabilities.argmax()) for key, answer in answers.items()}
    predicted = list(digits.values())
    most = max(set(predicted), key=predicted.count)
    rows = []
    for key, answer in answers.items():
        digit = digits[key]
        mark = "dr-differs" if digit != most else ""
        notes = ["reads your drawings"] * (key == chosen)
        notes += ["≠ differs from most"] * (digit != most)
        rows.append(
            (
                Cell(titles[key], mark),
                Cell(digit, f"dr-answered {mark}".strip()),
                Cell(percent(answer.probabilities[digit], digits=0), mark),
                Cell(", ".join(notes), mark),
            )
        )
    head = ("Model", "Answer", "Probability", "Note")
    st.html(html_table(rows, head=head, classes="dr-table", row_heads=True))


def _three_ways(reading: Reading, _image: Image) -> None:
    if reading.strokes is None or reading.picture is None:
        st.write("This picture was set cell by cell. Choose Pen and draw: then it can be shrunk.")
        return
    model, kind = runs.reader(), reading.picture_format
    pictures = {
        "Whole canvas": FRAMINGS["plain resize"](reading.strokes, picture_format=kind),
        "Cut out first": FRAMINGS["cut out"](reading.strokes, picture_format=kind),
        "As the training pictures": reading.picture,
    }
    figures = []
    for title, image in pictures.items():
        answer = model.predict_image(image)
        verdict = "no digit" if answer.digit is None else f"read as {answer.digit}"
        caption = f"{verdict}. {confidence_in_words(answer)}"
        figures.append(figure_html(image, title, caption, picture_format=kind))
    st.html(f'<div class="dr-figures dr-figures-large">{"".join(figures)}</div>')
    st.caption(
        f"The same drawing and the same model; only the way to {kind.side}×{kind.side} differs. A "
        "model reads well what was made as its training pictures were (*preprocessing*)."
    )


def _numbers(reading: Reading, image: Image) -> None:
    counts = image.astype(int).tolist()
    table_csv = csv_text(counts)
    table, text = st.columns([1, 2])
    with table:
        caption = "Ink in each cell, 0 to 16"
        st.html(html_table(counts, caption=caption, classes="dr-cells"))
        if is_hidden("download"):
            return
        with st.container(horizontal=True):
            st.download_button("CSV", table_csv, "digit.csv", "text/csv", on_click="ignore")
            st.download_button(
                "PNG",
                png_bytes(image, scale=32),
                "digit.png",
                "image/png",
                on_click="ignore",
            )
    with text:
        code, note = snippet(reading, image)
        st.caption("To copy: the numbers, and Python that reads them wherever it is installed")
        st.code(table_csv.strip(), language=None)
        if code:
            st.code(code, language="python", height=300)
        st.caption(note)


# What can be unfolded, by its key in the session's state and in a link.
EXPLANATIONS: dict[str, tuple[str, Callable[[Reading, Image], None]]] = {
    WHY: ("Why this answer", _why),
    STORY: ("The story of this drawing", _story),
    EVERY_MODEL: ("Every model's answer", _every_model),
    SEVERAL: ("More than one digit", _several),
    THREE_WAYS: ("Why shrinking matters", _three_ways),
    NUMBERS: ("The numbers", _numbers),
}
