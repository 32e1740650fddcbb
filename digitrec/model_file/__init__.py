"""A model as a file that a stranger may have had in hand: nothing in it is trusted unchecked."""

from digitrec.model_file.file import dumps_model, loads_model
from digitrec.model_file.skops_file import MAX_FILE_BYTES, READ_ERRORS, loads_estimator, with_advice

__all__ = [
    "MAX_FILE_BYTES",
    "READ_ERRORS",
    "dumps_model",
    "loads_estimator",
    "loads_model",
    "with_advice",
]
