"""Charts of what a model looks at: pictures of cells, and a decision tree."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from digitrec.charts.style import (
    BLUE,
    DIGIT_COLOURS,
    DIGIT_SYMBOLS,
    DIVERGING,
    GREY,
    TALL_PX,
    VERMILION,
    figure,
)
from digitrec.evaluation import DecisionPath, TreeLayout

if TYPE_CHECKING:
    from plotly.graph_objects import Figure, Scatter

ONE_PX = 520  # height of a single picture
MOST_TILES = 5  # pictures beside one another
TITLE_CELLS = 1.6  # room above each, in cells of 8
WEAK, STRONG = 1.2, 4  # widths of a tree's branches


def tiles_figure(
    pictures: dict[str, NDArray[np.float64]], *, diverging: bool = False, unit: str = ""
) -> "Figure":
    """Draw pictures side by side on one scale.

    Parameters
    ----------
    pictures : dict of str to ndarray of float64, each of shape (side, side)
        By title.
    diverging : bool, default False
        Whether the scale goes from vermilion over white at 0 to blue. Otherwise it goes from white
        at 0 and below to blue.
    unit : str, optional
        Follows the number of the cell that is pointed at.

    Returns
    -------
    plotly.graph_objects.Figure
    """
    import plotly.graph_objects as go

    n_columns = min(MOST_TILES, len(pictures))
    n_rows = -(-len(pictures) // n_columns)
    sheet, marks = _laid_out(list(pictures), list(pictures.values()), n_rows, n_columns)
    largest = float(np.nanmax(np.abs(sheet) if diverging else sheet))
    largest = largest if largest > 0 else 1.0
    heatmap = go.Heatmap(
        z=np.round(sheet, 5),
        zmin=-largest if diverging else 0,
        zmax=largest,
        colorscale=DIVERGING if diverging else ((0, "#ffffff"), (1, BLUE)),
        colorbar={"orientation": "h", "thickness": 12, "y": 1, "yanchor": "bottom", "len": 0.6},
        hoverongaps=False,
        hovertemplate=f"%{{z:.3g}}{unit}<extra></extra>",
    )
    hidden: dict[str, Any] = {"visible": False, "fixedrange": True, "constrain": "domain"}
    # On a phone the pictures need less height than there is. The rest stays empty below them.
    return figure(
        heatmap,
        height=ONE_PX if n_columns == 1 else 110 + 190 * n_rows,
        **marks,
        xaxis=hidden,
        yaxis=hidden | {"autorange": "reversed", "scaleanchor": "x", "constraintoward": "top"},
        margin={"l": 0, "r": 0, "t": 60, "b": 10},
    )


def _laid_out(
    titles: list[str], images: list[NDArray[np.float64]], n_rows: int, n_columns: int
) -> tuple[NDArray[np.float64], dict[str, Any]]:
    """All pictures on one sheet, with their titles and outlines as parts of Plotly's layout."""
    side = len(images[0])
    above = max(1, round(side * TITLE_CELLS / 8)) if any(titles) else 0
    beside = max(1, side // 8)
    sheet = np.full((n_rows * (side + above), n_columns * (side + beside) - beside), np.nan)
    annotations, outlines = [], []
    for i, image in enumerate(images):
        row, column = divmod(i, n_columns)
        top, left = row * (side + above) + above, column * (side + beside)
        sheet[top : top + side, left : left + side] = image
        corner = {"x0": left - 0.5, "y0": top - 0.5}
        far = {"x1": left + side - 0.5, "y1": top + side - 0.5}
        outlines.append({"type": "rect", "line": {"color": GREY, "width": 1}, **corner, **far})
        if titles[i]:
            middle = {"x": left + side / 2 - 0.5, "y": top - 0.5 - above / 2}
            annotations.append(middle | {"text": f"<b>{titles[i]}</b>", "showarrow": False})
    return sheet, {"annotations": annotations, "shapes": outlines}


def tree_figure(layout: TreeLayout, path: DecisionPath, *, side: int, names: list[str]) -> "Figure":
    """Draw a decision tree and the path of one picture through it.

    Parameters
    ----------
    layout : digitrec.evaluation.TreeLayout
    path : digitrec.evaluation.DecisionPath
    side : int
        Of the picture, so that a cell can be named by row and column.
    names : list of str
        Of the classes.

    Returns
    -------
    plotly.graph_objects.Figure
    """
    return figure(
        _branches(layout, range(1, len(layout.x)), GREY, WEAK),
        _branches(layout, path.nodes[1:], VERMILION, STRONG),
        _questions(layout, side),
        _leaves(layout, names),
        _end(layout, path, names),
        height=TALL_PX,
        xaxis={"visible": False},
        yaxis={
            "title": {"text": "questions asked"},
            "range": [layout.depth.max() + 1.5, -0.5],
            "showgrid": False,
            "zeroline": False,
        },
    )


def _branches(layout: TreeLayout, nodes: Iterable[int], colour: str, width: float) -> "Scatter":
    """The lines from nodes up to their parents, as one trace."""
    import plotly.graph_objects as go

    children = np.array(list(nodes), dtype=np.intp)
    parents = layout.parent[children]
    gap = np.full(len(children), np.nan)
    return go.Scatter(
        x=np.column_stack([layout.x[parents], layout.x[children], gap]).ravel(),
        y=np.column_stack([layout.depth[parents], layout.depth[children], gap]).ravel(),
        mode="lines",
        line={"color": colour, "width": width},
        hoverinfo="skip",
    )


def _questions(layout: TreeLayout, side: int) -> "Scatter":
    inside = np.flatnonzero(layout.cell >= 0)
    questions = zip(
        layout.cell[inside].tolist(),
        layout.threshold[inside],
        layout.n[inside].tolist(),
        strict=True,
    )
    texts = [
        f"row {cell // side + 1}, column {cell % side + 1}: at most {threshold:g}?"
        f"<br>{n:,} pictures came here"
        for cell, threshold, n in questions
    ]
    return _nodes(layout, inside, texts, color=GREY, size=5)


def _leaves(layout: TreeLayout, names: list[str]) -> "Scatter":
    leaves = np.flatnonzero(layout.cell < 0)
    digits = layout.digit[leaves].tolist()
    texts = [
        f"leaf: {names[digit]}<br>{n:,} pictures came here"
        for digit, n in zip(digits, layout.n[leaves].tolist(), strict=True)
    ]
    return _nodes(
        layout,
        leaves,
        texts,
        color=[DIGIT_COLOURS[digit] for digit in digits],
        symbol=[DIGIT_SYMBOLS[digit] for digit in digits],
        size=8,
    )


def _end(layout: TreeLayout, path: DecisionPath, names: list[str]) -> "Scatter":
    """The leaf in which a path ends, with the predicted class."""
    import plotly.graph_objects as go

    return go.Scatter(
        x=layout.x[[path.leaf]],
        y=layout.depth[[path.leaf]],
        mode="markers+text",
        text=[f"<b>{names[path.digit]}</b>"],
        textposition="bottom center",
        textfont={"size": 20},
        marker={"size": 14, "color": VERMILION},
        hoverinfo="skip",
    )


def _nodes(
    layout: TreeLayout, nodes: NDArray[np.int64], texts: list[str], **marker: Any
) -> "Scatter":
    import plotly.graph_objects as go

    return go.Scatter(
        x=layout.x[nodes],
        y=layout.depth[nodes],
        mode="markers",
        marker=marker,
        text=texts,
        hovertemplate="%{text}<extra></extra>",
    )
