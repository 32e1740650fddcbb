"""Charts of a data set: a map of its pictures, the difference of two mean pictures."""

import numpy as np

from digitrec.accuracy import percent
from digitrec.charts.style import DIGIT_COLOURS, DIGIT_SYMBOLS, DIVERGING, TALL_PX, figure

MAP_PX = 480
LARGE_MARKER_PX, SMALL_MARKER_PX = 8, 5  # up to 3,000 points, and more
MANY = 3000
MOST_NUMBERED = 8  # cells in a row that leave room for a number in each


def map_figure(points, y, *, shares=(), lasso=False):
    """Draw pictures as points, each digit with a colour and a shape of its own.

    Parameters
    ----------
    points : ndarray, shape (n, 2)
    y : ndarray of int64, shape (n,)
        The digits 0..9.
    shares : tuple of float, optional
        Which share of the variance lies along each axis, to be named on it.
    lasso : bool, default False
        Whether dragging draws a loop that chooses points; or else a click chooses one. Streamlit
        takes no click where dragging chooses.

    Returns
    -------
    plotly.graph_objects.Figure
        Ten traces, one for each digit, empty where there is none; `point_places` finds a picture
        again.
    """
    import plotly.graph_objects as go

    size = LARGE_MARKER_PX if len(y) <= MANY else SMALL_MARKER_PX
    points = np.round(np.asarray(points, dtype=np.float64), 2)  # short in what the browser sends
    traces = []
    for digit in range(10):
        places = point_places(y, digit)
        traces.append(
            go.Scatter(
                x=points[places, 0],
                y=points[places, 1],
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
        )
    titles = [
        f"component {i} ({percent(share, 0)} of the variance)" for i, share in enumerate(shares, 1)
    ]
    x_title, y_title = titles or ("", "")
    return figure(
        *traces,
        height=MAP_PX,
        showlegend=True,
        dragmode="lasso" if lasso else "pan",
        legend={"orientation": "h", "y": -0.16, "yanchor": "top", "itemsizing": "constant"},
        xaxis={"title": {"text": x_title}, "showticklabels": bool(shares), "zeroline": False},
        yaxis={"title": {"text": y_title}, "showticklabels": bool(shares), "zeroline": False},
    )


def point_places(y, digit):
    """Find the pictures behind one trace of `map_figure`.

    Parameters
    ----------
    y : ndarray of int64, shape (n,)
    digit : int
        Also the number of the trace.

    Returns
    -------
    ndarray of int64
        For each of the trace's points the place of its picture.
    """
    return np.flatnonzero(y == digit)


def chosen_places(points, y):
    """Find the pictures that were chosen on `map_figure`; what is no point of it is left out.

    Parameters
    ----------
    points : iterable of dict
        As the browser tells them, with ``curve_number`` and ``point_index``.
    y : ndarray of int64, shape (n,)
        The digits 0..9 of the pictures on the map.

    Returns
    -------
    ndarray of int64
        Their places, in order, each once.
    """
    chosen = {}
    for point in points:
        digit, index = point.get("curve_number"), point.get("point_index")
        if type(digit) is int and type(index) is int:
            chosen.setdefault(digit, []).append(index)
    places = [np.empty(0, np.int64)]
    for digit, indices in chosen.items():
        members = point_places(y, digit)
        places.append(members[[i for i in indices if 0 <= i < len(members)]])
    return np.unique(np.concatenate(places))


def difference_figure(difference, first, second, *, max_value):
    """Draw where one mean picture has more ink than another.

    Parameters
    ----------
    difference : ndarray of float64, shape (side, side)
        The first digit's mean less the second's.
    first, second : int
        The digits.
    max_value : int
        What a cell full of ink holds, at which the colours end.

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


def _signed(value):
    rounded = round(float(value))
    return f"{rounded:+d}".replace("-", "−") if rounded else ""
