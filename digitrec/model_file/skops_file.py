"""An estimator as a skops file: only known types are loaded, and nothing of it runs."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from digitrec.errors import ModelFileError
from digitrec.sklearn_internals import TRUSTED_TYPES

MAX_FILE_BYTES = 10_000_000

# What reading a damaged skops file raises.
READ_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


@contextmanager
def with_advice(advice: str) -> Iterator[None]:
    """End the message of a `ModelFileError` with what to do about it.

    Parameters
    ----------
    advice : str
        A sentence.
    """
    try:
        yield
    except ModelFileError as error:
        raise ModelFileError(f"{error} {advice}") from None


def loads_estimator(data: bytes, name: str) -> Any:
    """Read an estimator from the bytes of a skops file, trusting only the known types.

    Parameters
    ----------
    data : bytes
    name : str
        What a message calls the file.

    Returns
    -------
    object

    Raises
    ------
    ModelFileError
        If it is no skops file or holds a type beyond the known ones.
    """
    import skops.io
    from skops.io.exceptions import UntrustedTypesFoundException

    try:
        estimator = skops.io.loads(data, trusted=list(TRUSTED_TYPES))
    except UntrustedTypesFoundException as error:
        types = str(error).partition("\n")[0].rstrip(".")
        raise ModelFileError(
            f"The model file {name} holds something beyond the known types: {types}."
        ) from None
    except READ_ERRORS as error:
        raise ModelFileError(f"The model file {name} is no skops file ({error}).") from None
    if not hasattr(estimator, "predict_proba"):
        raise ModelFileError(f"The model file {name} holds no classifier that gives probabilities.")
    return estimator
