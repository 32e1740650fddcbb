"""An estimator as a skops file: named types only, and nothing of it runs."""

import zipfile
import zlib
from contextlib import contextmanager

from digitrec.errors import ModelFileError
from digitrec.sklearn_internals import TRUSTED_TYPES

MAX_FILE_BYTES = 10_000_000

# What reading a damaged skops file raises.
UNREADABLE = (
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
def advising(advice):
    """Let what is said of a model file end with what to do about it.

    Parameters
    ----------
    advice : str
        A sentence.
    """
    try:
        yield
    except ModelFileError as error:
        raise ModelFileError(f"{error} {advice}") from None


def loads_estimator(data, name):
    """Read an estimator from the bytes of a skops file, trusting only the named types.

    Parameters
    ----------
    data : bytes
    name : str
        What to call the file in a message.

    Returns
    -------
    object

    Raises
    ------
    ModelFileError
        If it is no skops file or holds a type beyond the named ones.
    """
    import skops.io
    from skops.io.exceptions import UntrustedTypesFoundException

    try:
        estimator = skops.io.loads(data, trusted=list(TRUSTED_TYPES))
    except UntrustedTypesFoundException as error:
        what = str(error).partition("\n")[0].rstrip(".")
        raise ModelFileError(
            f"The model file {name} holds something beyond the known types: {what}."
        ) from None
    except UNREADABLE as error:
        raise ModelFileError(f"The model file {name} is no skops file ({error}).") from None
    if not hasattr(estimator, "predict_proba"):
        raise ModelFileError(f"The model file {name} holds no classifier that gives probabilities.")
    return estimator
