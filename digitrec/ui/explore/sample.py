"""The pictures that the Explore page shows: a data set, or a sample of a large one."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from plotly.graph_objects import Figure
from streamlit.delta_generator import DeltaGenerator

from digitrec import datasets
from digitrec.charts import data as charts
from digitrec.datasets import DATASETS, OWN_KINDS, ClassPictures, Dataset, Map
from digitrec.errors import DatasetError
from digitrec.ui.shared import visitor_data
from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.figures import apply_theme, text_colour
from digitrec.ui.shared.state import EXPLORED, OWN_SAMPLE, SAMPLE_SIZE

DIGITS = tuple(range(10))
SEED = 0
SIZES = (1000, 2000, 5000, 10_000)
DEFAULT_SIZE = 2000
MAX_WHOLE = 2000  # a larger data set is not shown whole
PCA, T_SNE = "PCA", "t-SNE"
# The digits and own drawings are explored apart.
EXPLORABLE = (
    *DATASETS,
    *(name for name, kind in OWN_KINDS.items() if not kind.begins_with_digits),
)


@dataclass(frozen=True)
class Sample:
    """Pictures, and what is computed of them once for all visitors.

    Attributes
    ----------
    dataset : digitrec.datasets.Dataset
        These pictures alone.
    rows : ndarray of int64, shape (n,)
        Their indices in the whole data set.
    counts : ndarray of int64, shape (10,)
        How many of each digit there are in the whole data set.
    maps : dict of str to digitrec.datasets.Map
        Finished ones, by method, except that of `PCA`.
    figures : dict of tuple to plotly.graph_objects.Figure
        Those of the maps, in light and dark.
    """

    dataset: Dataset
    rows: NDArray[np.int64]
    counts: NDArray[np.int64]
    maps: dict[str, Map] = field(default_factory=dict)
    figures: dict[tuple[str, bool, str], Figure] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """The number of pictures."""
        return len(self.rows)

    @property
    def n_all(self) -> int:
        """The number of pictures in the whole data set."""
        return int(self.counts.sum())

    @property
    def is_whole(self) -> bool:
        """Whether this is the whole data set."""
        return self.n == self.n_all

    @property
    def key(self) -> str:
        """A name for it, of letters, digits and dashes."""
        return f"{self.dataset.name}-{self.n}-of-{self.n_all}"

    @cached_property
    def oddness(self) -> NDArray[np.float64]:
        """See `digitrec.datasets.oddness`."""
        return datasets.oddness(self.dataset.X, self.dataset.y)

    @cached_property
    def class_pictures(self) -> ClassPictures:
        """See `digitrec.datasets.class_pictures`."""
        return datasets.class_pictures(self.dataset.images, self.dataset.y)

    @cached_property
    def principal_components(self) -> Map:
        """See `digitrec.datasets.principal_components`."""
        return datasets.principal_components(self.dataset.X, random_state=SEED)

    def find_map(self, method: str) -> Map | None:
        """Get a map that is quick to make, or has been made already.

        Parameters
        ----------
        method : str
            `PCA` or `T_SNE`.

        Returns
        -------
        digitrec.datasets.Map or None
        """
        return self.principal_components if method == PCA else self.maps.get(method)

    def map_figure(self, method: str, *, lasso: bool) -> Figure:
        """Draw a finished map in this visitor's theme.

        It is the same figure each time; with another, the selection on it would be lost.

        Parameters
        ----------
        method : str
        lasso : bool
            As in `digitrec.charts.data.map_figure`.

        Returns
        -------
        plotly.graph_objects.Figure
        """
        key = method, lasso, text_colour()
        if key not in self.figures:
            found = self.find_map(method)
            if found is None:
                raise ValueError(f"The map {method} has not been made yet.")
            self.figures[key] = apply_theme(
                charts.map_figure(
                    found.points,
                    self.dataset.y,
                    explained_variance_ratio=found.explained_variance_ratio,
                    lasso=lasso,
                )
            )
        return self.figures[key]


@st.cache_resource(show_spinner="Getting the pictures ready …", max_entries=12)
def sample_of(_dataset: Dataset, name: str, n_all: int, n: int) -> Sample:  # noqa: ARG001
    """Take a sample of a data set, once for all visitors.

    Parameters
    ----------
    _dataset : digitrec.datasets.Dataset
        Not part of the cache's key.
    name : str
        The data set's, for the cache.
    n_all : int
        The number of its pictures.
    n : int
        How many to take.
    """
    return _sample(_dataset, n)


def _sample(dataset: Dataset, n: int) -> Sample:
    rows = dataset.sample(n, random_state=SEED)
    images, y = dataset.images, dataset.y
    if len(rows) < len(y):
        images, y = images[rows], y[rows]
    part = replace(dataset, images=images, y=y)
    return Sample(part, rows, datasets.class_counts(dataset.y))


def choose_sample(head: DeltaGenerator) -> Sample | None:
    """Show the choice of a data set and, for a large one, of the number of pictures.

    Parameters
    ----------
    head : DeltaGenerator
        The container of the choice.

    Returns
    -------
    Sample or None
        None if the data set is missing; then the page says so, and offers to fetch it.
    """
    with head:
        name = visitor_data.name_of(_choose_dataset())
        try:
            dataset = visitor_data.dataset(name)
        except DatasetError as error:
            missing = str(error)
        else:
            n_all = len(dataset.y)
            n = _choose_size(n_all)
            if visitor_data.own_dataset(name):
                return _own_sample(dataset, n)
            return sample_of(dataset, name, n_all, n)
    visitor_data.offer_dataset(name, missing)
    return None


def _own_sample(dataset: Dataset, n: int) -> Sample:
    """Take a sample of own drawings, which is kept for this visitor alone."""
    stored = st.session_state.get(OWN_SAMPLE)
    if stored is None or stored[0] != (dataset.name, n):
        stored = (dataset.name, n), _sample(dataset, n)
        st.session_state[OWN_SAMPLE] = stored
    return stored[1]


def _choose_dataset() -> str:
    chosen, there = st.session_state.get(EXPLORED), visitor_data.own_tests()
    offered = [
        name
        for name in visitor_data.offered_datasets()
        if name in EXPLORABLE
        and (name in DATASETS or name == chosen or name.split("-")[0] in there)
    ]
    if chosen not in offered:
        st.session_state[EXPLORED] = offered[0]
    if not is_hidden("data"):
        st.segmented_control(
            "Data set",
            offered,
            format_func=visitor_data.dataset_title,
            required=True,
            key=EXPLORED,
            persist_state="session",
            label_visibility="collapsed",
        )
    return st.session_state[EXPLORED]


def _choose_size(n_all: int) -> int:
    if n_all <= MAX_WHOLE:
        return n_all
    if is_hidden("data"):
        return st.session_state.get(SAMPLE_SIZE, DEFAULT_SIZE)
    return st.select_slider(
        f"Pictures shown, picked at random out of {n_all:,}",
        [size for size in SIZES if size < n_all] + [n_all] * (n_all <= SIZES[-1]),
        value=DEFAULT_SIZE,
        format_func="{:,}".format,
        key=SAMPLE_SIZE,
        persist_state="session",
        width=320,
    )
