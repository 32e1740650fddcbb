"""How it works: placeholder."""

import streamlit as st

st.title("How it works", anchor=False)
