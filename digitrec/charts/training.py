"""Charts of the Train page: accuracies with their intervals, curves, grids, a detector."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import Accuracy, interval_in_words, percent
from digitrec.charts.style import (
    BLUE,
    FONT_PX,
    GREY,
    HEIGHT_PX,
    MARKER_PX,
    ORANGE,
    VERMILION,
    figure,
)
from digitrec.evaluation import Detection
from digitrec.training import Score

if TYPE_CHECKING:
    from plotly.graph_objects import Bar, Figure, Scatter

PERCENT = {"ticksuffix": " %"}
# The axis of accuracies is the same in every chart that is compared.
QUARTERS = (0, 0.25, 0.5, 0.75, 1)
ALL = {
    "range": [0, 103],
    "tickvals": [100 * quarter for quarter in QUARTERS],
    # Plotly adds no suffix to given ticks.
    "ticktext": [percent(quarter, digits=0) for quarter in QUARTERS],
}
SPREAD = 20  # percent: the height of a chart of small differences
ROW_PX = 92  # with the name above its bar, since beside it a phone has no room
NEAR_END = 85  # percent, from which on a label has no room on the right


def accuracy_figure(
    names: list[str],
    accuracies: Sequence[Accuracy],
    *,
    intervals: Sequence[tuple[float, float]] | None = None,
    train_accuracies: Sequence[Accuracy] = (),
    claim: float | None = None,
) -> "Figure":
    """Draw accuracies as points within the bars of their 95 % intervals.

    Parameters
    ----------
    names : list of str
    accuracies : sequence of digitrec.accuracy.Accuracy
    intervals : sequence of tuple of float, optional
        Lower and upper ends, 0..1; by default the accuracies' own.
    train_accuracies : sequence of digitrec.accuracy.Accuracy, optional
        Drawn as hollow marks.
    claim : float, optional
        0..1; drawn as a line.

    Returns
    -------
    plotly.graph_objects.Figure
    """
    names = [name.replace("<", "&lt;") for name in names]  # Plotly reads some HTML
    intervals = intervals or [accuracy.interval for accuracy in accuracies]
    chart = figure(
        _interval_bars(names, intervals),
        _test_marks(names, accuracies),
        *([_train_marks(names, train_accuracies)] if train_accuracies else []),
        height=120 + (ROW_PX if len(names) > 1 else 64) * len(names),
        showlegend=True,
        legend={"orientation": "h", "y": 1, "yanchor": "bottom"},
        x_title="Read right",
    )
    if claim is not None:
        chart.add_vline(100 * claim, line={"color": ORANGE, "dash": "dash", "width": 2})
    chart.update_xaxes(**ALL)
    chart.update_yaxes(autorange="reversed", showticklabels=False)
    for name in names if len(names) > 1 else ():
        chart.add_annotation(
            **{"text": name, "x": 0, "xref": "paper", "xanchor": "left", "y": name},
            **{"yshift": 38, "showarrow": False},
        )
    return chart


def _interval_bars(names: list[str], intervals: Sequence[tuple[float, float]]) -> "Bar":
    import plotly.graph_objects as go

    low, high = 100 * np.array(intervals).T
    return go.Bar(
        y=names,
        x=high - low,
        base=low,
        orientation="h",
        width=0.3,
        marker={"color": BLUE, "opacity": 0.35},
        name="95 % interval",
        customdata=[interval_in_words(interval) for interval in intervals],
        hovertemplate="95 % interval: %{customdata}<extra></extra>",
    )


def _test_marks(names: list[str], accuracies: Sequence[Accuracy]) -> "Scatter":
    import plotly.graph_objects as go

    middle = _percents(accuracies)
    return go.Scatter(
        y=names,
        x=middle,
        mode="markers+text",
        marker={"color": BLUE, "size": 1.6 * MARKER_PX, "symbol": "diamond"},
        text=[accuracy.percent.replace("<", "&lt;") for accuracy in accuracies],
        textposition=["top left" if end > NEAR_END else "top center" for end in middle],
        textfont={"size": 1.3 * FONT_PX},
        cliponaxis=False,
        name="Test",
        hovertemplate="test: %{x:.1~f} %<extra></extra>",
    )


def _train_marks(names: list[str], accuracies: Sequence[Accuracy]) -> "Scatter":
    import plotly.graph_objects as go

    return go.Scatter(
        y=names,
        x=_percents(accuracies),
        mode="markers",
        marker={"color": VERMILION, "size": 1.4 * MARKER_PX, "symbol": "circle-open-dot"},
        cliponaxis=False,
        name="Training",
        hovertemplate="training: %{x:.1~f} %<extra></extra>",
    )


def _percents(accuracies: Iterable[Accuracy]) -> NDArray[np.float64]:
    return 100 * np.array([accuracy.proportion for accuracy in accuracies])


def strip_figure(accuracies: Sequence[float], labels: list[str], *, x_title: str) -> "Figure":
    """Draw each of several accuracies as a mark, and their mean as a line.

    The axis is 20 per cent high, unless the marks need more, so that what scatters little looks so.

    Parameters
    ----------
    accuracies : sequence of float
        0..1.
    labels : list of str
        Of the marks, such as seeds or folds.
    x_title : str

    Returns
    -------
    plotly.graph_objects.Figure
    """
    import plotly.graph_objects as go

    percents = 100 * np.asarray(accuracies)
    chart = figure(
        go.Scatter(
            x=labels,
            y=percents,
            mode="markers",
            marker={"color": BLUE, "size": 1.5 * MARKER_PX},
            hovertemplate="%{x}: %{y:.1~f} %<extra></extra>",
        ),
        x_title=x_title,
        y_title="Read right",
    )
    chart.add_hline(float(percents.mean()), line={"color": GREY, "dash": "dot"})
    chart.update_xaxes(type="category")
    chart.update_yaxes(range=_window(percents), **PERCENT)
    return chart


def _window(percents: NDArray[np.float64]) -> list[float]:
    """A range of 20 per cent around some, or a larger one; none of it above 101."""
    height = max(SPREAD, 1.2 * float(np.ptp(percents)))
    top = min(101.0, float(percents.min() + percents.max() + height) / 2)
    return [top - height, top]


def curve_figure(
    values: Sequence[object], scores: Sequence[Score], *, x_title: str, log_x: bool = False
) -> "Figure":
    """Draw the accuracy in test and training over a changing value.

    Parameters
    ----------
    values : sequence of object
        Numbers, or names of values.
    scores : sequence of digitrec.training.Score
        One for each value.
    x_title : str
    log_x : bool, default False
        Whether the axis of the values, which must be numbers then, is logarithmic.

    Returns
    -------
    plotly.graph_objects.Figure
    """
    import plotly.graph_objects as go

    middle = _percents(score.accuracy for score in scores)
    low, high = 100 * np.array([score.accuracy.interval for score in scores]).T
    chart = figure(
        go.Scatter(
            x=values,
            y=middle,
            error_y={"array": high - middle, "arrayminus": middle - low, "color": BLUE},
            mode="lines+markers",
            line={"color": BLUE},
            marker={"size": MARKER_PX, "symbol": "diamond"},
            name="Test, with its 95 % interval",
            hovertemplate="%{x}: test %{y:.1~f} %<extra></extra>",
        ),
        go.Scatter(
            x=values,
            y=_percents(score.train_accuracy for score in scores),
            mode="lines+markers",
            line={"color": VERMILION, "dash": "dash"},
            marker={"size": MARKER_PX, "symbol": "circle-open"},
            name="Training",
            hovertemplate="%{x}: training %{y:.1~f} %<extra></extra>",
        ),
        x_title=x_title,
        y_title="Read right",
        showlegend=True,
        legend={"orientation": "h", "y": 1.15},
        height=HEIGHT_PX + 40,
    )
    chart.update_xaxes(type="log" if log_x else None if _are_numbers(values) else "category")
    if log_x:  # by itself, Plotly labels the 2 to 9 of each power of ten
        chart.update_xaxes(tickvals=values, ticktext=[f"{value:,}" for value in values])
    chart.update_yaxes(**ALL)
    return chart


def _are_numbers(values: Sequence[object]) -> bool:
    return all(isinstance(value, (int, float)) for value in values)


def grid_figure(
    accuracies: NDArray[np.float64],
    rows: list[str],
    columns: list[str],
    *,
    row_title: str,
    column_title: str,
) -> "Figure":
    """Draw the accuracy for every pair of values of two hyperparameters.

    Parameters
    ----------
    accuracies : ndarray of float64, shape (len(rows), len(columns))
        0..1.
    rows, columns : list of str
    row_title, column_title : str

    Returns
    -------
    plotly.graph_objects.Figure
    """
    import plotly.graph_objects as go

    chart = figure(
        go.Heatmap(
            z=100 * accuracies,
            x=columns,
            y=rows,
            texttemplate="%{z:.1~f}",
            colorscale="Cividis",
            colorbar={"ticksuffix": " %"},
            hovertemplate=f"{row_title} %{{y}}, {column_title} %{{x}}: "
            "%{z:.1~f} %<extra></extra>",
        ),
        x_title=column_title,
        y_title=row_title,
        height=140 + 38 * len(rows),
    )
    chart.update_xaxes(type="category")
    chart.update_yaxes(type="category", autorange="reversed")
    return chart


def precision_recall_figure(
    precision: NDArray[np.float64], recall: NDArray[np.float64], detection: Detection
) -> "Figure":
    """Draw precision over recall, and a detector at its threshold.

    Parameters
    ----------
    precision, recall : ndarray of float64, shape (n,)
        0..1.
    detection : digitrec.evaluation.Detection

    Returns
    -------
    plotly.graph_objects.Figure
    """
    import plotly.graph_objects as go

    chart = figure(
        go.Scatter(
            x=100 * recall,
            y=100 * precision,
            mode="lines",
            line={"color": BLUE, "shape": "hv"},
            hovertemplate="recall %{x:.1~f} %, precision %{y:.1~f} %<extra></extra>",
        ),
        go.Scatter(
            x=[100 * detection.recall],
            y=[100 * detection.precision],
            mode="markers",
            marker={"color": VERMILION, "size": 2 * MARKER_PX, "symbol": "star"},
            cliponaxis=False,
            hovertemplate="the threshold now<extra></extra>",
        ),
        x_title="Recall",
        y_title="Precision",
    )
    chart.update_xaxes(range=[0, 102], **PERCENT)
    chart.update_yaxes(range=[0, 102], **PERCENT)
    return chart
