"""The server's log: what visitors were refused, what their browsers could not do, slow pages.

Nothing that a visitor wrote is logged. A sentence on a page may quote it, such as the name of an
uploaded file; the log has the line of code that made the sentence instead.
"""

import linecache
import logging
import os
import time
import traceback
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from digitrec import __version__
from digitrec.ui.shared.state import LOGGED

logger = logging.getLogger(__name__)
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LEVEL = "INFO"
SLOW_SECONDS = 1.0


@st.cache_resource(show_spinner=False)
def configure_log():
    """Write the log of `digitrec` to the error stream, once for the process.

    The environment variable DIGITREC_LOG names the level. Only that is set where handlers have been
    configured already.
    """
    library = logging.getLogger("digitrec")
    if not library.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter(FORMAT))
        library.addHandler(handler)
    library.setLevel(LEVEL)
    wanted = os.environ.get("DIGITREC_LOG") or LEVEL
    levels = logging.getLevelNamesMapping()
    if wanted.upper() in levels:
        library.setLevel(wanted.upper())
    else:
        logger.warning("DIGITREC_LOG is %r; it must be one of %s.", wanted, ", ".join(levels))
    logger.info("digitrec %s", __version__)


def log_refusal(error: Exception) -> str:
    """Log why something was refused, once a visit, and give the sentence for the visitor.

    Parameters
    ----------
    error : Exception
        Its message is the sentence, which is not logged.

    Returns
    -------
    str
    """
    log_once("refused: %s, from %s", type(error).__name__, _origin(error))
    return str(error)


def log_once(message: str, *arguments: object, level: int = logging.INFO) -> None:
    """Log something once a visit, since a page meets it again with every run.

    Parameters
    ----------
    message, *arguments
        As `logging.Logger.info` takes them.
    level : int, default: logging.INFO
    """
    logged = st.session_state.setdefault(LOGGED, set())
    if (message, arguments) not in logged:
        logged.add((message, arguments))
        logger.log(level, message, *arguments)


@contextmanager
def log_if_slow(what: str):
    """Log what is done in this context if it takes longer than a second.

    Parameters
    ----------
    what : str
    """
    begun = time.perf_counter()
    try:
        yield
    finally:
        seconds = time.perf_counter() - begun
        if seconds > SLOW_SECONDS:
            logger.info("%s took %.1f s", what, seconds)


def _origin(error):
    """Where the first cause was raised, and the statement there, which quotes nobody."""
    while error.__context__:
        error = error.__context__
    frame = traceback.extract_tb(error.__traceback__)[-1]
    lines = range(frame.lineno, frame.end_lineno + 1)
    statement = " ".join(linecache.getline(frame.filename, line).strip() for line in lines)
    return f"{Path(frame.filename).name}:{frame.lineno}, {frame.name}: {statement}"
