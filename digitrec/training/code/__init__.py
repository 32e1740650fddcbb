"""The scikit-learn code of a run, as a program and as a notebook."""

from digitrec.training.code.program import (
    joined,
    notebook,
    python_code,
    steps_of_digits_model,
)
from digitrec.training.code.written import write_counts, write_strokes

__all__ = [
    "joined",
    "notebook",
    "python_code",
    "steps_of_digits_model",
    "write_counts",
    "write_strokes",
]
