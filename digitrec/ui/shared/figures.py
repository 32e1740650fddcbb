"""Charts that can be read in light and dark, and saved from the page as PNG or SVG."""

import streamlit as st

from digitrec.charts.style import TEXT_COLOURS
from digitrec.ui.shared.state import FIGURE_KIND

SAVED_SCALE = 2  # of a PNG, against the screen


def show_figure(chart, key, *, alt, **options):
    """Show a chart with a button that saves it.

    Parameters
    ----------
    chart : plotly.graph_objects.Figure
        Its text takes the colour of the page's theme, in what is saved as well.
    key : str
        Of the chart on its page; also the name of what is saved.
    alt : str
        What a screen reader says of it.
    **options
        Anything else of ``st.plotly_chart``.
    """
    in_theme(chart)
    st.plotly_chart(chart, key=key, config=saving(key), alt=alt, **options)


def in_theme(chart):
    """Give a chart's text the colour of this visitor's page.

    Parameters
    ----------
    chart : plotly.graph_objects.Figure
        Is changed.

    Returns
    -------
    plotly.graph_objects.Figure
        The same.
    """
    font = {"color": text_colour()}
    chart.update_layout(font=font)
    chart.update_xaxes(tickfont=font, title_font=font)
    chart.update_yaxes(tickfont=font, title_font=font)
    return chart


def text_colour():
    """The colour of text in the theme of this visitor's page."""
    return TEXT_COLOURS["dark" if st.context.theme.type == "dark" else "light"]


def saving(name):
    """Say how a chart is saved: as a PNG, unless this visitor has chosen otherwise.

    Parameters
    ----------
    name : str
        Of the file, without its ending.

    Returns
    -------
    dict
        For Plotly's ``config``.
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
