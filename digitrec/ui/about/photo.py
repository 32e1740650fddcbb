"""The way of a photograph: paper, ink, a line, and the way of a drawing from there on."""

from functools import cache

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.drawing import CANVAS_PX, draw_strokes, fit_on_canvas, ink_from_image
from digitrec.drawing.invented import make_drawings
from digitrec.formats import photograph_uri
from digitrec.numbers import Boxes
from digitrec.ui.about.ways import way_html, ways_html
from digitrec.ui.shared import runs
from digitrec.ui.shared.found_photo import Photo, current_photo

EXAMPLE_SEED = 24  # a 3
EXAMPLE_PX = 480
SHADE = 240, 110  # greys of the paper, from left to right
INK = 0.25  # of the paper's grey
LINE_PX = 4

STEPS = (
    (
        "Paper and ink",
        "The shade of the paper is estimated (a grey *closing* takes away all that is dark and "
        "narrow) and taken off. What is much darker is ink: blue. Ruled lines, edges and specks "
        "are left out.",
    ),
    ("One digit", "The connected pieces of ink that belong together."),
    (
        "The middle line",
        "The ink is thinned until a line is left (*skeleton*). It is followed as a pen may have "
        "gone: straight on at a crossing.",
    ),
    (
        "Drawn again",
        "One round pen draws along that line. From here on it goes the five steps of a drawing, "
        "and thick or thin ink makes no difference.",
    ),
)


def show_photo_way() -> None:
    """Show how the visitor's last photograph was read, or one that is invented."""
    st.header("From a photograph to a drawing", anchor=False)
    photo = current_photo()
    if photo is None or not photo.boxes.boxes:
        photo = _example()
        st.write(
            "This is an **example** that the program has made up. Choose *Photo* on the Draw page, "
            "come back, and you see yours."
        )
    else:
        st.write("This is your last picture.")
    chosen = photo.chosen or 0
    ink = photo.boxes.ink_of(chosen)
    reading = runs.reader().read_ink(ink)
    pictures: list[str | NDArray[np.bool_]] = [photo.uri, ink]
    if reading.strokes:
        line = draw_strokes(fit_on_canvas(reading.strokes), CANVAS_PX, pen_px=LINE_PX)
        pictures += [line, next(iter(reading.steps.values()))]
    ways = enumerate(zip(pictures, STEPS, strict=False), 1)
    st.html(ways_html(way_html(picture, f"{i}. {name}", why) for i, (picture, (name, why)) in ways))


@cache
def _example() -> Photo:
    (strokes,), _ = make_drawings(1, random_state=EXAMPLE_SEED)
    points = [stroke * (EXAMPLE_PX / CANVAS_PX) + EXAMPLE_PX / 2 for stroke in strokes]
    inked = draw_strokes(points, EXAMPLE_PX, pen_px=14)
    paper = np.linspace(*SHADE, EXAMPLE_PX) * np.ones((EXAMPLE_PX, 1))
    greys = np.where(inked, INK * paper, paper).astype(np.float32)
    ink = ink_from_image(greys)
    return Photo(photograph_uri(greys, ink), Boxes.around_all(ink))
