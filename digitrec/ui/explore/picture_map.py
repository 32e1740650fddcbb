"""The map of all pictures in two dimensions, on which pictures can be chosen."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.accuracy import percent
from digitrec.charts.data import MAP_COLUMNS, map_rows, selected_places
from digitrec.datasets import tsne_map_of_sample, tsne_seconds
from digitrec.jobs import Task
from digitrec.ui.explore.closeup import show_closeup
from digitrec.ui.explore.pictures import show_picture_gallery
from digitrec.ui.explore.sample import PCA, SEED, T_SNE, Sample
from digitrec.ui.shared import progress
from digitrec.ui.shared.figures import show_table
from digitrec.ui.shared.gallery import chosen_in
from digitrec.ui.shared.state import MAP_LASSO, MAP_METHOD

METHOD_TITLES = {PCA: "Main directions (PCA)", T_SNE: "Neighbourhoods (t-SNE)"}
SELECTION_TITLES = {False: "One, by a tap", True: "Several, by a loop"}
MAX_SHOWN = 30  # about as high as the map


def show_map(sample: Sample) -> None:
    """Show the choice of a method and the map, with what is chosen on it beside it."""
    with st.container(horizontal=True, gap="medium"):
        method = _choose("How pictures are laid out", METHOD_TITLES, PCA, MAP_METHOD)
        lasso = _choose("How to choose on the map", SELECTION_TITLES, False, MAP_LASSO)
    st.caption(_explain(sample, method))
    found = sample.find_map(method)
    if found is None:
        _offer(sample)
        return
    chart, chosen = st.columns([8, 5], gap="medium")
    with chart:
        event = st.plotly_chart(
            sample.map_figure(method, lasso=lasso),
            key=f"map {method} {lasso} {sample.key}",
            on_select="rerun",
            alt="Each picture as a point, with a colour and a shape for each digit",
        )
        show_table(f"map-{method}", (MAP_COLUMNS, map_rows(found.points, sample.dataset.y)))
    with chosen:
        places = selected_places(event["selection"]["points"], sample.dataset.y)
        _show_chosen(sample, places, method)


def _choose(label, titles, default, key):
    return st.segmented_control(
        label,
        list(titles),
        format_func=titles.get,
        default=default,
        required=True,
        key=key,
        persist_state="session",
    )


def _explain(sample: Sample, method: str) -> str:
    if method == PCA:
        ratio = sample.principal_components.explained_variance_ratio
        return (
            f"Each of the {sample.n:,} points is a picture. To the right and upwards are the two "
            "directions in which the pictures differ most (*principal components*). They show "
            f"**{percent(sum(ratio), digits=0)}** of all differences (*variance*). The rest is "
            "lost on a flat map."
        )
    return (
        f"Each of the {sample.n:,} points is a picture. Pictures that are alike come to lie "
        "together (*t-distributed stochastic neighbour embedding*). You can trust who is whose "
        "neighbour. How far apart two groups lie, and how large they are, means nothing."
    )


def _offer(sample: Sample) -> None:
    name = f"map {sample.key}"
    expected = tsne_seconds(sample.n)
    if not progress.has_job(name):
        st.button(
            f"Make this map (about {progress.seconds_in_words(expected)})",
            icon=":material/scatter_plot:",
            key="make map",
            on_click=_start,
            args=(sample, name, expected),
        )
    progress.show_job(name)


def _start(sample: Sample, name: str, expected: float) -> None:
    task = Task(tsne_map_of_sample, (sample.dataset.name, sample.n, SEED))
    progress.start_job(
        name,
        f"Laying out {sample.n:,} pictures",
        [task],
        lambda results: sample.maps.setdefault(T_SNE, results[0]),
        expected_seconds=expected,
        key=name,
    )


def _show_chosen(sample: Sample, places: NDArray[np.int64], method: str) -> None:
    if not len(places):
        st.caption(
            "Tap a point to see its picture. Or choose *Several, by a loop* and draw a loop around "
            "them (*lasso*). A tap on a digit below the map hides it, a double tap hides all "
            "others."
        )
        return
    if len(places) == 1:
        show_closeup(sample, int(places[0]), key="on-map")
        return
    more = f", the first {MAX_SHOWN} of them here" if len(places) > MAX_SHOWN else ""
    st.markdown(f"**{len(places):,} pictures chosen{more}**")
    chosen = show_picture_gallery(sample, places[:MAX_SHOWN], key=f"map-{method}")
    if chosen is not None:
        with st.container(key=chosen_in(f"map-{method}")):
            show_closeup(sample, chosen, key="on-map")
