"""The scikit-learn code of a run, as a program and as a notebook."""

from digitrec.training.code.program import notebook, python_code

__all__ = [
    "notebook",
    "python_code",
]
