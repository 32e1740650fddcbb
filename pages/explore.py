"""Look at the data that the models learn from."""

import streamlit as st

st.title("Explore the data", anchor=False)
