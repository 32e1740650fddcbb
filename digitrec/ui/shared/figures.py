"""Charts that can be read in light and dark, and as tables, and saved as PNG or SVG."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from plotly.graph_objects import Figure

from digitrec.charts.style import PROJECTOR_FONT_PX, TEXT_COLOURS
from digitrec.html_table import html_table
from digitrec.ui.shared.address import is_projector
from digitrec.ui.shared.state import FIGURE_KIND, table_key

Table = tuple[Sequence[object], Sequence[Sequence[object]]]  # titles of the columns, and the rows

SAVED_SCALE = 2  # of a PNG, against the screen


def show_figure(
    chart: Figure, key: str, *, alt: str, table: Table | None = None, **options: Any
) -> None:
    """Show a chart with a button that saves it, and below it a fold with its numbers.

    Parameters
    ----------
    chart : plotly.graph_objects.Figure
        Its text takes the colour of the page's theme, in what is saved as well.
    key : str
        Of the chart on its page; also the name of the saved file.
    alt : str
        For a screen reader.
    table : tuple, optional
        What the chart shows, for whoever does not see it: the titles of the columns, and rows whose
        first cell is the row's title.
    **options
        Anything else of ``st.plotly_chart``.
    """
    apply_theme(chart)
    st.plotly_chart(chart, key=key, config=save_config(key), alt=alt, **options)
    if table:
        show_table(key, table)


@st.fragment
def show_table(key: str, table: Table) -> None:
    """Show a fold with the numbers of a chart. Only this part of the page is run to unfold it.

    Parameters
    ----------
    key : str
        Of the chart.
    table : tuple
        As of `show_figure`.
    """
    head, rows = table
    fold = st.expander("As a table", key=table_key(key), type="compact", on_change="rerun")
    if fold.open:
        region = f"The numbers of the chart: {key}"
        fold.html(
            html_table(rows, head=head, classes="dr-table dr-number", row_heads=True, region=region)
        )


def apply_theme(chart: Figure) -> Figure:
    """Give the text of a chart, in place, the colour of the theme, and its size on a wall."""
    font: dict[str, Any] = {"color": text_colour()}
    if is_projector():
        font["size"] = PROJECTOR_FONT_PX
    chart.update_layout(font=font)
    chart.update_xaxes(tickfont=font, title_font=font)
    chart.update_yaxes(tickfont=font, title_font=font)
    return chart


def text_colour() -> str:
    """Get the colour of text in this visitor's theme."""
    return TEXT_COLOURS["dark" if st.context.theme.type == "dark" else "light"]


def save_config(name: str) -> dict[str, Any]:
    """Make Plotly's ``config``: save as PNG, unless this visitor has chosen otherwise.

    Parameters
    ----------
    name : str
        Of the file, without its ending.
    """
    kind = st.session_state.get(FIGURE_KIND) or "png"
    options = {
        "format": kind,
        "filename": f"digitrec-{name.replace(' ', '-')}",
        "scale": SAVED_SCALE if kind == "png" else 1,
    }
    return {
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": options,
    }
