"""See what a model reads right, and what it confuses."""

import streamlit as st

from digitrec.ui.page import enter

enter(__file__)
st.title("Evaluate a model", anchor=False)
