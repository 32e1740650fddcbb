"""The limits by which numbers are read, as JavaScript is sent them (`digitrec/ui/live`)."""

from digitrec.numbers import candidates, reading, row, rows

NAMES = {
    rows: ("SMALL", "OVERLAP", "LEAST", "N_NEIGHBOURS"),
    row: ("READ_PX",),
    candidates: (
        *("LOW", "WIDE", "HIGH", "NEAR", "TOUCHING"),
        *("MAX_APART", "MAX_WIDTH", "SPECK", "N_SAMPLES"),
    ),
    reading: ("SURE_OF_CUTS", "CLOSE", "USUAL_GAP", "BLANK", "UNUSUAL_GAP"),
}


def limits() -> dict[str, float]:
    """Give each limit by its name.

    Examples
    --------
    >>> limits()["SURE_OF_CUTS"]
    0.8
    """
    return {name: getattr(module, name) for module, names in NAMES.items() for name in names}
