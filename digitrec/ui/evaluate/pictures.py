"""Pictures that a model has read: many as a gallery, one from near."""

import html

import numpy as np
import streamlit as st

from digitrec.accuracy import percent
from digitrec.formats import DIGITS_FORMAT, png_uri
from digitrec.ui.evaluate.evaluated_model import Evaluated
from digitrec.ui.shared.gallery import gallery
from digitrec.ui.shared.handover import open_on_draw_button
from digitrec.ui.shared.ink_table import ink_table
from digitrec.ui.shared.state import (
    MISREAD,
)


def show_misread(evaluated: Evaluated) -> None:
    """Show all pictures that were read wrong, surest first.

    Parameters
    ----------
    evaluated : digitrec.ui.evaluate.evaluated_model.Evaluated
    """
    answers = evaluated.answers
    misread = answers.misread()
    st.write(
        f"{len(misread):,} of {answers.n:,} pictures were read wrong. First come those that it was "
        "surest of. Would you have read them right?"
    )
    st.caption("Below each picture: what it was → what it was read as, and how sure the model was.")
    show_read(MISREAD, answers, misread, label="Misread pictures, surest first", beside=True)


PER_PAGE = 40
NEAR_PX = 200  # two of them fit into half a page


def show_read(key, answers, places, *, label, brief=False, beside=False):
    """Show pictures with what was said of each, page by page; one is chosen to be seen from near.

    Parameters
    ----------
    key : str
        Of these pictures on their page; letters, digits and dashes.
    answers : digitrec.evaluation.Answers
    places : ndarray of int64, shape (n,)
        Among the answers.
    label : str
        What the gallery shows, for a screen reader.
    brief : bool, default False
        Whether the caption only says how sure it was, as all pictures were read alike.
    beside : bool, default False
        Whether the chosen one is shown beside the others, not below them.
    """
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
        chosen = gallery(
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
            show_one(key, answers, int(shown[chosen]))


def _caption(answers, place, brief):
    sure = percent(answers.confidence[place], digits=0)
    names = answers.class_names
    if brief or len(names) == 2:
        return sure
    return f"{names[answers.y_true[place]]} → {names[answers.y_pred[place]]}, {sure}"


def _description(answers, place):
    names = answers.class_names
    return (
        f"Picture {answers.source_rows[place]:,}: {names[answers.y_true[place]]} read as "
        f"{names[answers.y_pred[place]]}, {percent(answers.confidence[place], digits=0)} sure"
    )


def show_one(key, answers, place):
    """Show a picture from near, with the probability of each class.

    Parameters
    ----------
    key : str
    answers : digitrec.evaluation.Answers
    place : int
        Among the answers.
    """
    image, kind = answers.images(np.array([place]))[0], answers.picture_format
    with st.container(border=True):
        st.markdown(f"**{_description(answers, place)}**")
        with st.container(horizontal=True, gap="medium"):
            with st.container(width=NEAR_PX):
                show_large(image, kind, f"Picture {answers.source_rows[place]:,}")
            with st.container(width=NEAR_PX):
                st.html(_bars(answers, place))
        open_on_draw_button(image, kind, key=f"open {key}")


def show_large(image, picture_format, name):
    """Show a picture from near: with its numbers where there is room for them.

    Parameters
    ----------
    image : ndarray, shape (side, side)
    picture_format : digitrec.formats.Format
    name : str
    """
    if picture_format == DIGITS_FORMAT:
        st.html(ink_table(image, f"Ink in each cell, 0 to {DIGITS_FORMAT.max_value}"))
    else:
        source = png_uri(image, max_value=picture_format.max_value)
        st.html(f'<img class="dr-large" src="{source}" alt="{html.escape(name)}">')


def _bars(answers, place):
    """The probabilities as bars, the true class marked."""
    items = []
    shares = answers.probabilities[place].tolist()
    for each, (name, share) in enumerate(zip(answers.class_names, shares, strict=True)):
        first = " dr-bar-first" if each == answers.y_pred[place] else ""
        true = " ✓" if each == answers.y_true[place] else ""
        items.append(
            f'<li class="dr-bar{first}"><span class="dr-bar-digit">'
            f"{html.escape(name)}{true}</span>"
            '<span class="dr-bar-track"><span class="dr-bar-fill" '
            f'style="transform: scaleX({share:.3f})"></span></span>'
            f'<span class="dr-bar-percent">{html.escape(percent(share, digits=0))}</span></li>'
        )
    return (
        f'<ol class="dr-bars dr-read" aria-label="Probability of each class">{"".join(items)}</ol>'
        '<p class="dr-note">✓ what it really is</p>'
    )
