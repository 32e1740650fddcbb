"""The server's log: refusals, what browsers could not do, slow pages.

Nothing that a visitor wrote is logged. A sentence on a page may quote it, such as the name of an
uploaded file; the log has the line of code that made the sentence instead.
"""

import linecache
import logging
import os
import time
import traceback
from collections.abc import Iterator
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
def configure_log() -> None:
    """Write the log of `digitrec` to the error stream, once for the process.

    The environment variable DIGITREC_LOG names the level. If handlers are configured already, only
    the level is set.
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
    """Log why something was refused, once a visit, and return the sentence for the visitor.

    The sentence is the error's message, which is not logged.
    """
    log_once("refused: %s, from %s", type(error).__name__, _origin(error))
    return str(error)


def log_once(message: str, *arguments: object, level: int = logging.INFO) -> None:
    """Log something once a visit, since a page meets it again with every run.

    `message` and `arguments` are those of `logging.Logger.info`.
    """
    logged = st.session_state.setdefault(LOGGED, set())
    if (message, arguments) not in logged:
        logged.add((message, arguments))
        logger.log(level, message, *arguments)


@contextmanager
def log_if_slow(what: str) -> Iterator[None]:
    """Log what is done in this context if it takes longer than a second."""
    begun = time.perf_counter()
    try:
        yield
    finally:
        seconds = time.perf_counter() - begun
        if seconds > SLOW_SECONDS:
            logger.info("%s took %.1f s", what, seconds)


def _origin(error: BaseException) -> str:
    """Where the first cause was raised, and the statement there, which quotes nobody."""
    while error.__context__:
        error = error.__context__
    frame = traceback.extract_tb(error.__traceback__)[-1]
    first = frame.lineno or 0
    lines = range(first, (frame.end_lineno or first) + 1)
    statement = " ".join(linecache.getline(frame.filename, line).strip() for line in lines)
    return f"{Path(frame.filename).name}:{frame.lineno}, {frame.name}: {statement}"
