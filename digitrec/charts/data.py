"""Charts of a data set: a map of its pictures, the difference of two mean pictures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import percent
from digitrec.charts.style import DIGIT_COLOURS, DIGIT_SYMBOLS, DIVERGING, TALL_PX, figure
from digitrec.datasets import N_DIGITS

if TYPE_CHECKING:
    from plotly.graph_objects import Figure, Scatter

MAP_PX = 480
LARGE_MARKER_PX, SMALL_MARKER_PX = 8, 5  # up to 3,000 points, and more
MANY = 3000
MOST_NUMBERED = 8  # cells in a row that leave room for a number in each


def map_figure(
    points: NDArray[np.floating],
    y: NDArray[np.int64],
    *,
    explained_variance_ratio: tuple[float, ...] = (),
    lasso: bool = False,
) -> "Figure":
    """Draw pictures as points, each digit with a colour and a shape of its own.

    Parameters
    ----------
    points : ndarray of float, shape (n, 2)
    y : ndarray of int64, shape (n,)
        The digits 0..9.
    explained_variance_ratio : tuple of float, optional
        The proportion of the variance along each axis, to be named on it.
    lasso : bool, default False
        Whether dragging selects the points inside a loop. Otherwise a click selects one; Streamlit
        takes no clicks where dragging selects.

    Returns
    -------
    plotly.graph_objects.Figure
        With a trace for each digit. `point_places` gives the pictures of its points.
    """
    size = LARGE_MARKER_PX if len(y) <= MANY else SMALL_MARKER_PX
    rounded = np.round(points.astype(np.float64), 2)  # few digits to send to the browser
    titles = [
        f"component {i} ({percent(ratio, 0)} of the variance)"
        for i, ratio in enumerate(explained_variance_ratio, 1)
    ]
    x_title, y_title = titles or ("", "")
    # Enlarged by the buttons above it. A swipe that begins on it scrolls the page.
    axis = {"showticklabels": bool(titles), "zeroline": False, "fixedrange": False}
    return figure(
        *(_marks(rounded[point_places(y, digit)], digit, size) for digit in range(N_DIGITS)),
        height=MAP_PX,
        showlegend=True,
        dragmode="lasso" if lasso else False,
        legend={"orientation": "h", "y": -0.16, "yanchor": "top", "itemsizing": "constant"},
        xaxis=axis | {"title": {"text": x_title}},
        yaxis=axis | {"title": {"text": y_title}},
    )


def _marks(points: NDArray[np.floating], digit: int, size: int) -> "Scatter":
    import plotly.graph_objects as go

    return go.Scatter(
        x=points[:, 0],
        y=points[:, 1],
        mode="markers",
        name=str(digit),
        marker={
            "color": DIGIT_COLOURS[digit],
            "symbol": DIGIT_SYMBOLS[digit],
            "size": size,
            "opacity": 0.8,
        },
        hovertemplate=f"labelled {digit}<extra></extra>",
    )


MAP_COLUMNS = ("Digit", "Pictures", "Middle, across", "Middle, upwards", "Nearest other middle")


def map_rows(
    points: NDArray[np.floating], y: NDArray[np.int64]
) -> list[tuple[int, int, str, str, int | str]]:
    """Say of each digit where its points lie on `map_figure`, for a table of `MAP_COLUMNS`.

    Parameters
    ----------
    points : ndarray of float, shape (n, 2)
    y : ndarray of int64, shape (n,)
        The digits 0..9.

    Returns
    -------
    list of tuple
        A row for each digit that there is: the digit, how many points, the median of their places,
        and the digit whose median is nearest.

    Examples
    --------
    >>> import numpy as np
    >>> points = np.array([[0.0, 0.0], [1.0, 0.0], [9.0, 9.0]])
    >>> map_rows(points, np.array([3, 5, 7]))[0]
    (3, 1, '0.0', '0.0', 5)
    """
    digits = np.unique(y)
    middles = np.array([np.median(points[y == digit], axis=0) for digit in digits])
    rows: list[tuple[int, int, str, str, int | str]] = []
    for i, digit in enumerate(digits):
        distances = np.hypot(*(middles - middles[i]).T)
        distances[i] = np.inf
        across, upwards = (f"{value:.1f}" for value in middles[i])
        nearest = int(digits[distances.argmin()]) if len(digits) > 1 else "none"
        rows.append((int(digit), int((y == digit).sum()), across, upwards, nearest))
    return rows


def point_places(y: NDArray[np.int64], digit: int) -> NDArray[np.int64]:
    """Find the pictures of one trace of `map_figure`.

    Parameters
    ----------
    y : ndarray of int64, shape (n,)
    digit : int
        The number of the trace.

    Returns
    -------
    ndarray of int64
        The place of a picture for each point of the trace.
    """
    return np.flatnonzero(y == digit)


def selected_places(
    points: Iterable[Mapping[str, object]], y: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Find the pictures that were selected on `map_figure`.

    Parameters
    ----------
    points : iterable of dict
        As the browser sent them, with ``curve_number`` and ``point_index``. What is no point of
        the figure is left out.
    y : ndarray of int64, shape (n,)
        The digits 0..9 of the pictures on the map.

    Returns
    -------
    ndarray of int64
        Their places, in order, each once.

    Examples
    --------
    >>> import numpy as np
    >>> y = np.array([3, 1, 3])
    >>> selected_places([{"curve_number": 3, "point_index": 1}], y)
    array([2])
    """
    indices_of: dict[int, list[int]] = defaultdict(list)
    for point in points:
        digit, index = point.get("curve_number"), point.get("point_index")
        if type(digit) is int and type(index) is int:
            indices_of[digit].append(index)
    places = [np.empty(0, np.int64)]
    for digit, indices in indices_of.items():
        members = point_places(y, digit)
        places.append(members[[i for i in indices if 0 <= i < len(members)]])
    return np.unique(np.concatenate(places))


def difference_figure(
    difference: NDArray[np.float64], first: int, second: int, *, max_value: int
) -> "Figure":
    """Draw where one mean picture has more ink than another.

    Parameters
    ----------
    difference : ndarray of float64, shape (side, side)
        The first digit's mean minus the second's.
    first, second : int
        The digits.
    max_value : int
        The value of a cell full of ink, at which the colours end.

    Returns
    -------
    plotly.graph_objects.Figure
        With a number in each cell of an 8x8 picture.
    """
    import plotly.graph_objects as go

    numbered = len(difference) <= MOST_NUMBERED
    heatmap = go.Heatmap(
        z=np.round(difference, 1),
        zmin=-max_value,
        zmax=max_value,
        colorscale=DIVERGING,
        text=[[_signed(value) for value in row] for row in difference] if numbered else None,
        texttemplate="%{text}" if numbered else None,
        hovertemplate="row %{y}, column %{x}: %{z:+.1f}<extra></extra>",
        xgap=1 if numbered else 0,
        ygap=1 if numbered else 0,
        colorbar={
            "tickvals": [-max_value, 0, max_value],
            "ticktext": [f"only the {second}", "equal", f"only the {first}"],
            "thickness": 12,
            "orientation": "h",
            "y": -0.02,
            "yanchor": "top",
            "len": 0.7,
        },
    )
    sides = list(range(1, len(difference) + 1))
    heatmap.update(x=sides, y=sides)
    return figure(
        heatmap,
        height=TALL_PX - 80,
        xaxis={"visible": False, "constrain": "domain"},
        yaxis={"visible": False, "autorange": "reversed", "scaleanchor": "x"},
    )


def _signed(value: float) -> str:
    rounded = round(float(value))
    return f"{rounded:+d}".replace("-", "−") if rounded else ""
