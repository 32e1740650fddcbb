"""See what a model reads right, and what it confuses."""

import streamlit as st

st.title("Evaluate a model", anchor=False)
