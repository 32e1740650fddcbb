"""The scikit-learn code of a shipped model, which needs nothing of this project."""

from digitrec.shipped.build import SEED
from digitrec.shipped.table import SHIPPED
from digitrec.training import ESTIMATORS


def shipped_code(name: str, drawn: str) -> str:
    """Write the program that trains a shipped model anew and reads a drawing with it.

    Parameters
    ----------
    name : str
        A key of `SHIPPED`, of a model that learned from scikit-learn's digits alone.
    drawn : str
        The drawing, as `digitrec.training.code.write_strokes` writes it.

    Returns
    -------
    str
    """
    from digitrec.training.code import joined, steps_of_digits_model

    make = SHIPPED[name].make
    assert make is not None, "a model that learned from inventions has no code of its own"
    return joined(steps_of_digits_model(ESTIMATORS[name], make(SEED), drawn))
