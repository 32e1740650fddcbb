"""The pages' parts, and what they share: the only package that imports streamlit."""
