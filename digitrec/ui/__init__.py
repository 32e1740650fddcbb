"""The only part of the library that knows Streamlit: what pages share."""
