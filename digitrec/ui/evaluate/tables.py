"""What the charts of the Evaluate page show, as tables for whoever does not see them."""

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import percent
from digitrec.evaluation import DecisionPath
from digitrec.ui.shared.figures import Table


def matrix_table(matrix: NDArray[np.int64] | NDArray[np.float64], names: list[str]) -> Table:
    """Give the counts of a confusion matrix or their proportions, or the difference of two."""
    are_counts = matrix.dtype == np.int64
    rows = [
        (name, *(values if are_counts else map(percent, values)))
        for name, values in zip(names, matrix.tolist(), strict=True)
    ]
    return ["It was", *(f"read as {name}" for name in names)], rows


def cells_table(pictures: dict[str, NDArray[np.float64]]) -> Table:
    """Give the numbers of pictures by title, a row of the table for each row of each picture."""
    side = len(next(iter(pictures.values())))
    rows = [
        (f"{title}, row {i}" if title else f"row {i}", *(f"{value:.3g}" for value in values))
        for title, picture in pictures.items()
        for i, values in enumerate(picture.tolist(), 1)
    ]
    return ["Cells", *(f"column {i}" for i in range(1, side + 1))], rows


def path_table(path: DecisionPath, side: int) -> Table:
    """Give the questions that one picture was asked on its way through a tree."""
    rows = []
    for i, question in enumerate(path.questions, 1):
        row, column = divmod(question.cell, side)
        answer = "no more" if question.at_most else "more"
        cell = f"row {row + 1}, column {column + 1}"
        rows.append((i, cell, f"{question.value:g}", f"{question.threshold:g}", answer))
    return ("Question", "Cell", "Ink", "Limit", "Answer"), rows
