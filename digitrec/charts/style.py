"""Colours, sizes and what every chart has in common.

The colours are those of Okabe and Ito (*Color Universal Design*, 2008), which colour-blind people
can tell apart. Where ten digits need ten marks, each colour has a shape of its own. Text, grid and
background are left to the page's theme, light or dark.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plotly.basedatatypes import BaseTraceType
    from plotly.graph_objects import Figure

Scale = tuple[tuple[float, str], ...]  # colours at places from 0 to 1

BLUE, VERMILION, GREEN, ORANGE = "#0072b2", "#d55e00", "#009e73", "#e69f00"
SKY, PURPLE, GREY = "#56b4e9", "#cc79a7", "#8a8f98"
DIGIT_COLOURS = (
    BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY, "#8c6d1f", "#6a51a3", GREY, "#a6d854",
)  # fmt: skip
DIGIT_SYMBOLS = (
    "circle", "triangle-up", "square", "diamond", "cross", "x", "star", "triangle-down",
    "hexagon", "pentagon",
)  # fmt: skip
# So transparent that text in the theme's colour has a contrast of 4.5:1, light and dark.
RIGHT_SCALE: Scale = ((0.0, "rgba(0,114,178,0.05)"), (1.0, "rgba(0,114,178,0.75)"))
WRONG_SCALE: Scale = ((0.0, "rgba(213,94,0,0.05)"), (1.0, "rgba(213,94,0,0.75)"))
# Of differences; can be read on light and dark pages.
DIVERGING: Scale = ((0.0, VERMILION), (0.5, "#ffffff"), (1.0, BLUE))
# As in .streamlit/config.toml. Plotly's text in Streamlit's theme is paler, below 4.5:1.
TEXT_COLOURS = {"light": "#1b2430", "dark": "#e8edf3"}

HEIGHT_PX = 340
TALL_PX = 480
MARKER_PX = 9
FONT_PX, PROJECTOR_FONT_PX = 14, 20


def figure(
    *traces: "BaseTraceType",
    height: int = HEIGHT_PX,
    x_title: str = "",
    y_title: str = "",
    **layout: Any,
) -> "Figure":
    """Make a figure of traces in the project's style.

    Parameters
    ----------
    *traces : plotly.basedatatypes.BaseTraceType
    height : int, default 340
        Pixels.
    x_title, y_title : str
    **layout
        Other attributes of Plotly's layout.

    Returns
    -------
    plotly.graph_objects.Figure
    """
    import plotly.graph_objects as go

    chart = go.Figure(traces)
    # Without Plotly's own template, 6 KB that the page's theme would override.
    chart.update_layout(
        template="none",
        height=height,
        margin={"l": 10, "r": 10, "t": 30, "b": 10},
        font={"size": FONT_PX},
        showlegend=False,
        dragmode=False,
        xaxis={"title": {"text": x_title}, "automargin": True, "fixedrange": True},
        yaxis={"title": {"text": y_title}, "automargin": True, "fixedrange": True},
    )
    chart.update_layout(**layout)
    return chart
