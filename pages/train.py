"""Train a model with sliders."""

import streamlit as st

st.title("Train a model", anchor=False)
