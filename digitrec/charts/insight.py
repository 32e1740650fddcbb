"""Charts of what a model looks at: pictures of cells, and a decision tree."""

import numpy as np

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

ONE_PX = 520  # height of a single picture
MOST_TILES = 5  # pictures beside one another
TITLE_CELLS = 1.6  # room above each, in cells of 8
WEAK, STRONG = 1.2, 4  # widths of a tree's branches


def tiles_figure(pictures, *, diverging=False, unit=""):
    """Draw pictures side by side on one scale.

    Parameters
    ----------
    pictures : dict of str to ndarray, each of shape (side, side)
        From title to picture.
    diverging : bool, default False
        Whether below 0 is as much as above 0: vermilion and blue on white. Otherwise from nothing
        to much in blue; what is below 0 is nothing.
    unit : str, optional
        Said behind the number of the cell that is pointed at.

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
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain"}
    # On a phone the pictures need less height than there is: what is left over stays below them.
    return figure(
        heatmap,
        height=ONE_PX if n_columns == 1 else 110 + 190 * n_rows,
        **marks,
        xaxis=hidden,
        yaxis=hidden | {"autorange": "reversed", "scaleanchor": "x", "constraintoward": "top"},
        margin={"l": 0, "r": 0, "t": 60, "b": 10},
    )


def _laid_out(titles, images, n_rows, n_columns):
    """All pictures on one sheet, and what the figure shows of them besides: titles, outlines."""
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
        outlines.append({"type": "rect", "line": {"color": GREY, "width": 1}} | corner | far)
        if titles[i]:
            middle = {"x": left + side / 2 - 0.5, "y": top - 0.5 - above / 2}
            annotations.append(middle | {"text": f"<b>{titles[i]}</b>", "showarrow": False})
    return sheet, {"annotations": annotations, "shapes": outlines}


def tree_figure(plan, way, *, side, names):
    """Draw a decision tree and the way of one picture through it.

    Parameters
    ----------
    plan : digitrec.evaluation.tree.TreeLayout
    way : digitrec.evaluation.tree.Way
    side : int
        Of the picture, so that a cell can be named by row and column.
    names : list of str
        Of the classes.

    Returns
    -------
    plotly.graph_objects.Figure
    """
    return figure(
        _branches(plan, range(1, len(plan.x)), GREY, WEAK),
        _branches(plan, way.nodes[1:], VERMILION, STRONG),
        _questions(plan, side),
        _leaves(plan, names),
        _end(plan, way, names),
        height=TALL_PX,
        xaxis={"visible": False},
        yaxis={
            "title": {"text": "questions asked"},
            "range": [plan.depth.max() + 1.5, -0.5],
            "showgrid": False,
            "zeroline": False,
        },
    )


def _branches(plan, nodes, colour, width):
    """The lines from each node's parent down to it, as one trace."""
    import plotly.graph_objects as go

    nodes = np.array(nodes, dtype=np.intp)
    parents = plan.parent[nodes]
    gap = np.full(len(nodes), np.nan)
    return go.Scatter(
        x=np.column_stack([plan.x[parents], plan.x[nodes], gap]).ravel(),
        y=np.column_stack([plan.depth[parents], plan.depth[nodes], gap]).ravel(),
        mode="lines",
        line={"color": colour, "width": width},
        hoverinfo="skip",
    )


def _questions(plan, side):
    inside = np.flatnonzero(plan.cell >= 0)
    questions = zip(
        plan.cell[inside].tolist(), plan.threshold[inside], plan.n[inside].tolist(), strict=True
    )
    texts = [
        f"row {cell // side + 1}, column {cell % side + 1}: at most {threshold:g}?"
        f"<br>{n:,} pictures came here"
        for cell, threshold, n in questions
    ]
    return _nodes(plan, inside, texts, color=GREY, size=5)


def _leaves(plan, names):
    leaves = np.flatnonzero(plan.cell < 0)
    digits = plan.digit[leaves].tolist()
    texts = [
        f"leaf: {names[digit]}<br>{n:,} pictures came here"
        for digit, n in zip(digits, plan.n[leaves].tolist(), strict=True)
    ]
    return _nodes(
        plan,
        leaves,
        texts,
        color=[DIGIT_COLOURS[digit] for digit in digits],
        symbol=[DIGIT_SYMBOLS[digit] for digit in digits],
        size=8,
    )


def _end(plan, way, names):
    """The leaf in which a way ends, with what is said there."""
    import plotly.graph_objects as go

    return go.Scatter(
        x=plan.x[[way.leaf]],
        y=plan.depth[[way.leaf]],
        mode="markers+text",
        text=[f"<b>{names[way.digit]}</b>"],
        textposition="bottom center",
        textfont={"size": 20},
        marker={"size": 14, "color": VERMILION},
        hoverinfo="skip",
    )


def _nodes(plan, nodes, texts, **marker):
    import plotly.graph_objects as go

    return go.Scatter(
        x=plan.x[nodes],
        y=plan.depth[nodes],
        mode="markers",
        marker=marker,
        text=texts,
        hovertemplate="%{text}<extra></extra>",
    )
