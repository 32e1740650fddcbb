"""The visitor's last drawing on its way to 64 numbers, each step moved by a slider."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.accuracy import percent
from digitrec.drawing.invented import make_drawings
from digitrec.formats import DIGITS_FORMAT, StepFrames, png_uri, step_frames, to_digits_format
from digitrec.recognition import STEP_NAMES
from digitrec.ui.shared import runs
from digitrec.ui.shared.ink_table import ink_table_html
from digitrec.ui.shared.sent_drawing import last_drawing

Strokes = Sequence[NDArray[np.float64]]
EXAMPLE_SEED = 38  # a 2 that is wide, thin and leans

WHY = """
## Why these steps?

The models learned from **1,797 small pictures** of digits that people wrote on paper forms in the
1990s: scikit-learn's *digits* data set. The best of them learned from invented drawings as well,
and is told how the pen moved. The machine that read those forms took these same five steps (Garris
et al., NIST, 1994; Alpaydin and Kaynak, UCI, 1998). A model can read your drawing only if it is
made into a picture in just the same way.

A model that you train on **MNIST** needs other steps, and gets them: the drawing is shrunk to
20 × 20 greys and keeps its shape. Then it is laid on 28 × 28 so that its *centre of mass* is in the
middle (LeCun et al., 1998).
"""

_steps = st.components.v2.component(
    "digitrec-moves",
    html='<ol class="dr-moves"></ol>',
    js=(Path(__file__).parent / "steps.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Words:
    """What is said of a step: its slider's name, a caption for each value, and why."""

    slider: str
    caption: Callable[..., str]
    why: str


def _layers_in_words(n: int) -> str:
    if n == 0:
        return "No layer of ink added or taken away"
    layers = "1 layer" if abs(n) == 1 else f"{abs(n)} layers"
    return f"{layers} of ink {'added' if n > 0 else 'taken away'}"


def _lean_in_words(lean: int) -> str:
    if lean == 0:
        return "No row shifted"
    pixels = "1 pixel" if abs(lean) == 1 else f"{abs(lean)} pixels"
    return f"The top shifted {pixels} to the {'right' if lean > 0 else 'left'}, against the foot"


WORDS = {
    "ink": Words(
        "Width of the pen",
        lambda pen: f"The pen is {pen}/32 of the height",
        "Your drawing is cut out and drawn again with one round pen. So it does not matter how "
        "large you draw, where, or how thick.",
    ),
    "stretched": Words(
        "Stretched to the box",
        lambda width, height: f"{width} pixels wide, {height} high",
        "Every digit is pulled to 20 pixels wide and 32 high. So a wide 2 and a narrow 2 fill the "
        "same place.",
    ),
    "evened out": Words(
        "Layers of ink",
        _layers_in_words,
        "Too thick a line loses a layer of ink (erosion), too thin a line gains one (dilation). So "
        "all lines are about equally thick.",
    ),
    "straightened": Words(
        "How far the rows are shifted",
        _lean_in_words,
        "Each row is shifted sideways until the left edge near the top stands above the left edge "
        "near the foot (shear). So it matters less how much your writing leans.",
    ),
    "8x8": Words(
        "Rows of cells that are counted",
        lambda n: f"{n} of 8 rows counted",
        "The ink pixels in each block of 4 × 4 are counted: 0 to 16. So 1,024 pixels become 64 "
        "numbers, which a model can learn from.",
    ),
}


def show_steps() -> None:
    """Show the steps of the visitor's last drawing, or of an example."""
    st.header("From your drawing to 64 numbers", anchor=False)
    strokes: Strokes = last_drawing().strokes
    if strokes:
        st.write("This is your last drawing. Move the sliders to see what each step does to it.")
    else:
        strokes = _example()
        st.write(
            "This is an **example** that the program has made up. Draw a digit, come back, and you "
            "see yours. Move the sliders to see what each step does to it."
        )
    with st.container(key="steps"):
        data = {"steps": [_data(each) for each in step_frames(strokes)]}
        _steps(key="steps-component", data=data)
    numbers, words = st.columns([2, 3], gap="medium")
    with numbers:
        caption = "The 64 numbers: all that the model gets"
        st.html(ink_table_html(to_digits_format(strokes), caption))
    with words:
        _show_answer(strokes)
        st.markdown(WHY)


@cache
def _example() -> Strokes:
    drawings, _ = make_drawings(1, random_state=EXAMPLE_SEED)
    return drawings[0]


def _data(step: StepFrames) -> dict[str, object]:
    words = WORDS[step.name]
    captions = [words.caption(*value) for value in step.values]
    captions[step.taken] += " (what the program does)"
    side = step.pictures.shape[-1]
    return {
        "name": step.name.replace(" ", "-"),
        "title": STEP_NAMES[DIGITS_FORMAT.name][step.name],
        "slider": words.slider,
        "why": words.why,
        "captions": captions,
        "sheet": png_uri(step.pictures.reshape(-1, side), max_value=1),
        "taken": step.taken,
    }


def _show_answer(strokes: Strokes) -> None:
    model = runs.reader()
    prediction = model.read_strokes(strokes).prediction
    if prediction.digit is None:
        st.write(f"**{model.card.title}** gives no digit. {prediction.reason}")
        return
    probability = percent(float(prediction.probabilities[prediction.digit]), digits=0)
    st.write(
        f"The guess of **{model.card.title}** from these numbers: **{prediction.digit}**, with a "
        f"probability of {probability}."
    )
