"""The smallest Streamlit app that answers a stroke: what the Draw page is compared with."""

import streamlit as st
from streamlit_drawable_canvas import st_canvas


@st.fragment
def draw():
    """Show a canvas and one line of text."""
    drawing = st_canvas(background_color="#ffffff", width=320, height=320, key="canvas")
    n_points = sum(len(path["path"]) for path in drawing.json_data["objects"])
    st.text(f"Drawn so far: {n_points} points")


draw()
