"""A picture as a table that shows ink and numbers."""

from digitrec.formats import DIGITS_FORMAT
from digitrec.html_table import Cell, html_table

DARK = 0.5  # share of ink above which the number is white


def ink_table(image, caption):
    """Write a picture in the digits format as a table that shows ink and numbers.

    Parameters
    ----------
    image : ndarray, shape (8, 8)
        Whole numbers 0..16.
    caption : str

    Returns
    -------
    str
        HTML.
    """
    shares = image / DIGITS_FORMAT.max_value
    rows = [
        [
            Cell(count, "dr-dark" if share > DARK else "", f"--ink:{share}")
            for count, share in zip(*row, strict=True)
        ]
        for row in zip(image.astype(int).tolist(), shares.tolist(), strict=True)
    ]
    return html_table(rows, caption=caption, classes="dr-cells dr-ink")
