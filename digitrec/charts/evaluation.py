"""Charts of the Evaluate page: confusion matrices and the reliability diagram."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.accuracy import percent
from digitrec.charts.style import BLUE, GREY, RIGHT_SCALE, TALL_PX, WRONG_SCALE, Scale, figure
from digitrec.evaluation import COUNTS, Reliability

if TYPE_CHECKING:
    from plotly.graph_objects import Figure, Heatmap, Scatter

MATRIX_PX = 520
TARGET_PX = 26  # of what can be clicked in a cell; on a phone a cell is hardly wider
GAP_PX = 2


def confusion_figure(
    matrix: NDArray[np.int64],
    shown: NDArray[np.int64 | np.float64],
    names: list[str],
    *,
    by: str = COUNTS,
    text_colour: str | None = None,
) -> "Figure":
    """Draw a confusion matrix: right predictions in blue, wrong ones in vermilion.

    Parameters
    ----------
    matrix : ndarray of int64, shape (n_classes, n_classes)
    shown : ndarray, shape (n_classes, n_classes)
        The same counts, or their proportions (`digitrec.evaluation.proportions`).
    names : list of str
        Of the classes.
    by : str, default "counts"
        As given to `digitrec.evaluation.proportions`.
    text_colour : str, optional
        Of the numbers.

    Returns
    -------
    plotly.graph_objects.Figure
        Its last trace has a point for each cell, row by row. `cell_of` finds the cell of a click
        there, as Streamlit tells nothing of clicks on a heatmap.
    """
    right = np.eye(len(matrix), dtype=bool)
    texts = np.vectorize(lambda value: _written(value, by))(shown)
    hovers = [
        f"{names[true]} read as {names[predicted]}: {matrix[true, predicted]:,}"
        + ("" if by == COUNTS else f" ({percent(shown[true, predicted]).replace('<', '&lt;')})")
        for true in range(len(matrix))
        for predicted in range(len(matrix))
    ]
    layers = [
        (np.where(right & (matrix > 0), shown, np.nan), RIGHT_SCALE),
        (np.where(~right & (matrix > 0), shown, np.nan), WRONG_SCALE),
    ]
    texts = np.where(matrix > 0, texts, "")
    return _matrix_figure(layers, texts, hovers, names, text_colour=text_colour)


def _written(value: float, by: str) -> str:
    return f"{value:,}" if by == COUNTS else f"{100 * value:.1f}".removesuffix(".0")


def difference_figure(
    difference: NDArray[np.int64],
    names: list[str],
    titles: tuple[str, str],
    *,
    text_colour: str | None = None,
) -> "Figure":
    """Draw the difference of two confusion matrices.

    Parameters
    ----------
    difference : ndarray of int64, shape (n_classes, n_classes)
    names : list of str
        Of the classes.
    titles : tuple of str
        Of the two models. Cells in which the first has more are blue, the others vermilion.
    text_colour : str, optional
        Of the numbers.

    Returns
    -------
    plotly.graph_objects.Figure
    """
    texts = np.vectorize(lambda value: f"{value:+d}".replace("-", "−") if value else "")(difference)
    hovers = [
        f"{names[true]} read as {names[predicted]}: "
        + _surplus(int(difference[true, predicted]), titles).replace("<", "&lt;")
        for true in range(len(names))
        for predicted in range(len(names))
    ]
    layers = [
        (np.where(difference > 0, difference, np.nan), RIGHT_SCALE),
        (np.where(difference < 0, -difference, np.nan), WRONG_SCALE),
    ]
    return _matrix_figure(layers, texts, hovers, names, text_colour=text_colour)


def _surplus(n: int, titles: tuple[str, str]) -> str:
    if n == 0:
        return "equally often by both"
    return f"{abs(n):,} more by {titles[0] if n > 0 else titles[1]}"


def _matrix_figure(
    layers: Sequence[tuple[NDArray[np.float64], Scale]],
    texts: ArrayLike,
    hovers: list[str],
    names: list[str],
    *,
    text_colour: str | None,
) -> "Figure":
    """Layers of shaded cells, and over each cell its text on a transparent mark to click."""
    end = len(names) - 0.5
    axis: dict[str, Any] = {
        "type": "category",
        "ticks": "",
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "categoryorder": "array",
        "categoryarray": names,
    }
    return figure(
        *(_shaded_cells(z, names, scale) for z, scale in layers),
        _targets(texts, hovers, names, text_colour),
        height=MATRIX_PX,
        xaxis=axis
        | {"title": {"text": "read as", "standoff": 18}, "side": "top", "range": [-0.5, end]},
        yaxis=axis | {"title": {"text": "was", "standoff": 8}, "range": [end, -0.5]},
        hoverdistance=40,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )


def _shaded_cells(z: NDArray[np.float64], names: list[str], scale: Scale) -> "Heatmap":
    import plotly.graph_objects as go

    return go.Heatmap(
        z=z,
        x=names,
        y=names,
        zmin=0,
        zmax=float(np.nanmax(z, initial=1e-9)),
        colorscale=scale,
        showscale=False,
        hoverinfo="skip",
        xgap=GAP_PX,
        ygap=GAP_PX,
    )


def _targets(
    texts: ArrayLike, hovers: list[str], names: list[str], text_colour: str | None
) -> "Scatter":
    """A transparent mark on each cell that can be clicked, with the cell's text."""
    import plotly.graph_objects as go

    cells = [(true, predicted) for true in names for predicted in names]
    font = {} if text_colour is None else {"textfont": {"color": text_colour}}
    return go.Scatter(
        x=[predicted for _, predicted in cells],
        y=[true for true, _ in cells],
        mode="markers+text",
        text=np.ravel(texts).tolist(),
        marker={"symbol": "square", "size": TARGET_PX, "color": "rgba(0,0,0,0)"},
        # Without these, a click would make the text of all other cells pale.
        selected={"marker": {"color": "rgba(128,128,128,0.35)", "opacity": 1}} | font,
        unselected={"marker": {"opacity": 0}} | font,
        hovertext=hovers,
        hovertemplate="%{hovertext}<extra></extra>",
        **font,
    )


def cell_of(point_index: object, n_classes: int) -> tuple[int, int] | None:
    """Find the cell of a confusion matrix that was clicked.

    Parameters
    ----------
    point_index : object
        Of the last trace of `confusion_figure`, as the browser sent it.
    n_classes : int

    Returns
    -------
    tuple of int, or None
        Row and column; None for what is no cell.

    Examples
    --------
    >>> cell_of(38, n_classes=10)
    (3, 8)
    >>> cell_of("38", n_classes=10)  # nothing
    """
    if type(point_index) is not int or not 0 <= point_index < n_classes**2:
        return None
    return divmod(point_index, n_classes)


def reliability_figure(bins: Reliability) -> "Figure":
    """Draw a reliability diagram: the accuracy against the confidence of each bin.

    Parameters
    ----------
    bins : digitrec.evaluation.Reliability

    Returns
    -------
    plotly.graph_objects.Figure
    """
    import plotly.graph_objects as go

    ideal = go.Scatter(
        x=[0, 100], y=[0, 100], mode="lines", line={"color": GREY, "dash": "dot"}, hoverinfo="skip"
    )
    counts = go.Bar(
        x=100 * (bins.edges[:-1] + bins.edges[1:]) / 2,
        y=bins.n,
        marker={"color": GREY},
        yaxis="y2",
        hovertemplate="%{y:,} answers<extra></extra>",
    )
    return figure(
        ideal,
        _measured(bins),
        counts,
        height=TALL_PX,
        xaxis={
            "title": {"text": "how sure it was, %"},
            "range": [0, 102],
            "zeroline": False,
            "anchor": "y2",
        },
        yaxis={
            "title": {"text": "how many were right, %"},
            "range": [-3, 105],
            "domain": [0.3, 1],
            "zeroline": False,
        },
        yaxis2={"title": {"text": "answers"}, "domain": [0, 0.2], "rangemode": "tozero"},
        bargap=0.1,
    )


def _measured(bins: Reliability) -> "Scatter":
    """The accuracy of each bin that is not empty, with its interval."""
    import plotly.graph_objects as go

    filled = bins.filled
    accuracies = [bins.accuracy(i) for i in filled]
    right = 100 * np.array([accuracy.proportion for accuracy in accuracies])
    ends = 100 * np.array([accuracy.interval for accuracy in accuracies])
    return go.Scatter(
        x=100 * bins.confidence[filled],
        y=right,
        mode="lines+markers",
        marker={"color": BLUE, "size": 10},
        line={"color": BLUE, "width": 1.5},
        error_y={"array": ends[:, 1] - right, "arrayminus": right - ends[:, 0], "color": BLUE},
        customdata=bins.n[filled],
        hovertemplate="sure %{x:.0f} %: %{y:.1~f} % of %{customdata:,} right<extra></extra>",
    )
