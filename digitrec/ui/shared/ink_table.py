"""A picture as a table that shows ink and numbers."""

import numpy as np
from numpy.typing import NDArray

from digitrec.formats import DIGITS_FORMAT
from digitrec.html_table import Cell, html_table

DARK = 0.5  # proportion of ink above which the number is white


def ink_table_html(image: NDArray[np.generic], caption: str) -> str:
    """Write a picture in the digits format as an HTML table that shows ink and numbers.

    Parameters
    ----------
    image : ndarray, shape (8, 8)
        Whole numbers 0..16.
    caption : str
    """
    counts = image.astype(int)
    rows = [
        [
            Cell(count, "dr-dark" if ink > DARK else "", f"--ink:{ink}")
            for count, ink in zip(*row, strict=True)
        ]
        for row in zip(counts.tolist(), (counts / DIGITS_FORMAT.max_value).tolist(), strict=True)
    ]
    return html_table(rows, caption=caption, classes="dr-cells dr-ink")
