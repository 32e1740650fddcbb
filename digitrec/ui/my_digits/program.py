"""The browser's program of the page My digits."""

from functools import cache

from digitrec.ui.live import MINE_PROGRAM, bundle
from digitrec.ui.shared.served import ServedFile, serve_text


@cache
def mine_program() -> ServedFile:
    """Serve it."""
    return serve_text("mine.js", bundle(*MINE_PROGRAM))
