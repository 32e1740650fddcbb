"""The pictures that the Explore page shows: a data set, or a sample of a large one."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import streamlit as st

from digitrec import datasets
from digitrec.charts import data as charts
from digitrec.datasets import DATASETS, Dataset
from digitrec.errors import DatasetError
from digitrec.ui.shared import cached
from digitrec.ui.shared.figures import in_theme, text_colour
from digitrec.ui.shared.mnist import offer_mnist
from digitrec.ui.shared.state import (
    EXPLORED,
    SAMPLE_SIZE,
)

DIGITS = tuple(range(10))

SEED = 0
SIZES = (1000, 2000, 5000, 10_000)
USUAL_SIZE = 2000
SHOWN_WHOLE = 2000  # a data set of at most so many pictures is shown whole
PCA, T_SNE = "PCA", "t-SNE"


@dataclass(frozen=True)
class Sample:
    """Pictures, and what was computed of them; shared by all visitors.

    Attributes
    ----------
    dataset : digitrec.datasets.Dataset
        Of these pictures alone.
    rows : ndarray of int64, shape (n,)
        Where they lie in the whole data set.
    counts : ndarray of int64, shape (10,)
        How many of each digit there are in the whole data set.
    maps : dict of str to digitrec.datasets.describe.Map
        Those that have been made.
    figures : dict of tuple to plotly.graph_objects.Figure
        Those of the maps that have been drawn, in light and dark.
    """

    dataset: Dataset
    rows: np.ndarray
    counts: np.ndarray
    maps: dict = field(default_factory=dict)
    figures: dict = field(default_factory=dict)

    @property
    def n(self):
        """How many pictures."""
        return len(self.rows)

    @property
    def n_all(self):
        """How many there are in the whole data set."""
        return int(self.counts.sum())

    @property
    def is_whole(self):
        """Whether nothing of the data set is left out."""
        return self.n == self.n_all

    @property
    def key(self):
        """Tells samples apart; letters, digits and dashes."""
        return f"{self.dataset.name}-{self.n}-of-{self.n_all}"

    @cached_property
    def oddness(self):
        """As from `digitrec.datasets.oddness`."""
        return datasets.oddness(self.dataset.X, self.dataset.y)

    @cached_property
    def class_pictures(self):
        """As from `digitrec.datasets.class_pictures`."""
        return datasets.class_pictures(self.dataset.images, self.dataset.y)

    def find_map(self, method):
        """Get a map that takes no time, or has been made.

        Parameters
        ----------
        method : str
            `PCA` or `T_SNE`.

        Returns
        -------
        digitrec.datasets.describe.Map or None
        """
        if method == PCA and PCA not in self.maps:
            self.maps[PCA] = datasets.principal_components(self.dataset.X, random_state=SEED)
        return self.maps.get(method)

    def map_figure(self, method, *, lasso):
        """Draw a map that there is, in this visitor's theme.

        The same figure each time, or a selection on it were lost.

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
            self.figures[key] = in_theme(
                charts.map_figure(
                    found.points,
                    self.dataset.y,
                    explained_variance_ratio=found.explained_variance_ratio,
                    lasso=lasso,
                )
            )
        return self.figures[key]


@st.cache_resource(show_spinner="Getting the pictures ready …", max_entries=12)
def sample_of(_dataset, name, n_all, n):  # noqa: ARG001 - name tells the cache which
    """Take a sample of a data set, once for all visitors.

    Parameters
    ----------
    _dataset : digitrec.datasets.Dataset
    name, n_all : str, int
        Tell data sets apart.
    n : int
        How many pictures to take.

    Returns
    -------
    Sample
    """
    rows = _dataset.sample(n, random_state=SEED)
    images, y = _dataset.images, _dataset.y
    if len(rows) < n_all:
        images, y = images[rows], y[rows]
    part = replace(_dataset, images=images, y=y)
    return Sample(part, rows, datasets.class_counts(_dataset.y))


def choose_sample():
    """Show the choice of a data set and, of a large one, of how many pictures.

    Returns
    -------
    Sample or None
        None where the data set is not at hand; then the page says so, and offers to fetch it.
    """
    with st.container(key="sample", horizontal=True, gap="medium", vertical_alignment="bottom"):
        name = st.segmented_control(
            "Data set",
            list(DATASETS),
            format_func=lambda name: DATASETS[name].title,
            default=next(iter(DATASETS)),
            required=True,
            key=EXPLORED,
            persist_state="session",
            label_visibility="collapsed",
        )
        try:
            dataset = cached.dataset(name)
        except DatasetError as error:
            missing = str(error)
        else:
            n_all = len(dataset.y)
            return sample_of(dataset, name, n_all, _choose_size(n_all))
    offer_mnist(name, missing)
    return None


def _choose_size(n_all):
    if n_all <= SHOWN_WHOLE:
        return n_all
    return st.select_slider(
        f"Pictures shown, by lot out of {n_all:,}",
        [size for size in SIZES if size < n_all] + [n_all] * (n_all <= SIZES[-1]),
        value=USUAL_SIZE,
        format_func="{:,}".format,
        key=SAMPLE_SIZE,
        persist_state="session",
        width=320,
    )
