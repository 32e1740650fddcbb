"""Pictures that a model has read: many as a gallery, one large."""

import html

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.accuracy import percent
from digitrec.evaluation import Answers
from digitrec.formats import DIGITS_FORMAT, Format, png_uri
from digitrec.ui.evaluate.evaluated_model import Evaluation
from digitrec.ui.shared.gallery import chosen_in, show_gallery
from digitrec.ui.shared.handover import open_on_draw_button
from digitrec.ui.shared.ink_table import ink_table_html
from digitrec.ui.shared.state import MISREAD

PER_PAGE = 40
LARGE_PX = 200  # two of them fit into half a page


def show_misread(evaluation: Evaluation) -> None:
    """Show all pictures that were read wrong, surest first."""
    answers = evaluation.answers
    misread = answers.misread()
    st.write(
        f"{len(misread):,} of {answers.n:,} pictures were read wrong. First come those that it was "
        "surest of. Would you have read them right?"
    )
    st.caption("Below each picture: what it was → what it was read as, and how sure the model was.")
    show_read(MISREAD, evaluation, misread, label="Misread pictures, surest first", beside=True)


def show_read(
    key: str,
    evaluation: Evaluation,
    places: NDArray[np.int64],
    *,
    label: str,
    brief: bool = False,
    beside: bool = False,
) -> None:
    """Show pictures with the answer to each, page by page; one can be chosen.

    Parameters
    ----------
    key : str
        Of these pictures on their page; letters, digits and dashes.
    evaluation : digitrec.ui.evaluate.evaluated_model.Evaluation
        Whose answers they are. A picture takes its model along to the Draw page.
    places : ndarray of int64, shape (n,)
        Indices among the answers.
    label : str
        Of the gallery, for a screen reader.
    brief : bool, default False
        Whether the caption is only the confidence, if all pictures were read alike.
    beside : bool, default False
        Whether the chosen one is shown beside the others instead of below.
    """
    answers = evaluation.answers
    if not len(places):
        st.write("There is no such picture.")
        return
    n_pages = -(-len(places) // PER_PAGE)
    page = 1
    if n_pages > 1:
        page = st.pagination(n_pages, key=f"page-{key}-{n_pages}")
    shown = places[(page - 1) * PER_PAGE : page * PER_PAGE]
    many, one = st.columns([8, 5], gap="medium") if beside else [st.container()] * 2
    with many:
        chosen = show_gallery(
            key,
            answers.images(shown),
            [_caption(answers, place, brief) for place in shown.tolist()],
            picture_format=answers.picture_format,
            label=label,
            descriptions=[_description(answers, place) for place in shown.tolist()],
        )
    with one:
        if chosen is None:
            st.caption("Choose a picture to see it large, with all that was said of it.")
        else:
            show_one(key, evaluation, int(shown[chosen]))


def _caption(answers: Answers, place: int, brief: bool) -> str:
    sure = percent(answers.confidence[place], digits=0)
    names = answers.class_names
    if brief or len(names) == 2:
        return sure
    return f"{names[answers.y_true[place]]} → {names[answers.y_pred[place]]}, {sure}"


def _description(answers: Answers, place: int) -> str:
    names = answers.class_names
    return (
        f"Picture {answers.source_rows[place]:,}: {names[answers.y_true[place]]} read as "
        f"{names[answers.y_pred[place]]}, {percent(answers.confidence[place], digits=0)} sure"
    )


def show_one(key: str, evaluation: Evaluation, place: int) -> None:
    """Show the picture at this index large, with the probability of each class."""
    answers = evaluation.answers
    image, kind = answers.images(np.array([place]))[0], answers.picture_format
    with st.container(border=True, key=chosen_in(key)):
        st.markdown(f"**{_description(answers, place)}**")
        with st.container(horizontal=True, gap="medium"):
            with st.container(width=LARGE_PX):
                show_large(image, kind, f"Picture {answers.source_rows[place]:,}")
            with st.container(width=LARGE_PX):
                st.html(_bars(answers, place))
        open_on_draw_button(image, kind, key=f"open {key}", reader=evaluation.model.key)


def show_large(image: NDArray[np.generic], picture_format: Format, name: str) -> None:
    """Show a picture large, with its numbers if there is room for them.

    Parameters
    ----------
    image : ndarray, shape (side, side)
    picture_format : digitrec.formats.Format
    name : str
        For a screen reader.
    """
    if picture_format == DIGITS_FORMAT:
        st.html(ink_table_html(image, f"Ink in each cell, 0 to {DIGITS_FORMAT.max_value}"))
    else:
        source = png_uri(image, max_value=picture_format.max_value)
        st.html(f'<img class="dr-large" src="{source}" alt="{html.escape(name)}">')


def _bars(answers: Answers, place: int) -> str:
    """The probabilities as bars, the true class marked."""
    items = []
    probabilities = answers.probabilities[place].tolist()
    for each, (name, probability) in enumerate(
        zip(answers.class_names, probabilities, strict=True)
    ):
        first = " dr-bar-first" if each == answers.y_pred[place] else ""
        true = " ✓" if each == answers.y_true[place] else ""
        items.append(
            f'<li class="dr-bar{first}"><span class="dr-bar-digit">'
            f"{html.escape(name)}{true}</span>"
            '<span class="dr-bar-track"><span class="dr-bar-fill" '
            f'style="transform: scaleX({probability:.3f})"></span></span>'
            '<span class="dr-bar-percent">'
            f"{html.escape(percent(probability, digits=0))}</span></li>"
        )
    return (
        f'<ol class="dr-bars dr-read" aria-label="Probability of each class">{"".join(items)}</ol>'
        '<p class="dr-note">✓ what it really is</p>'
    )
