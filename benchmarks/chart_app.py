"""The smallest Streamlit page that shows a Plotly chart: what the Explore page is compared with."""

import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Bar(y=[178, 182, 177, 183, 181, 182, 181, 179, 174, 180])))
