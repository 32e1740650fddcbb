"""What a picture is.

The *digits format* is the one of scikit-learn's digits data set: 8x8 whole numbers 0..16, each the
number of ink pixels in a 4x4 block of a 32x32 bitmap. *MNIST's format* is 28x28 greys 0..255, the
ink light.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitrec.formats.digits_recipe import MAX_COUNT, SIDE, steps_from_ink
from digitrec.formats.mnist_recipe import MAX_GREY, MNIST_PX, centring_steps


@dataclass(frozen=True)
class Format:
    """A kind of picture of one digit.

    Attributes
    ----------
    name : str
        Also the name of the last of its steps.
    side : int
        Cells in a row and in a column.
    max_value : int
        What a cell full of ink holds; an empty cell holds 0.
    steps_from_ink : callable
        From ink, an array of bool, to a dict of named pictures in the order in which they are
        made; the last is the picture in this format.
    """

    name: str
    side: int
    max_value: int
    steps_from_ink: Callable[[ArrayLike], dict[str, NDArray[Any]]]

    @property
    def shape(self) -> tuple[int, int]:
        """Shape of one picture."""
        return self.side, self.side

    @property
    def n_features(self) -> int:
        """Numbers in one picture."""
        return self.side * self.side

    def from_ink(self, ink: ArrayLike) -> NDArray[np.float64]:
        """Bring ink into this format.

        Parameters
        ----------
        ink : array_like of bool, shape (height, width)

        Returns
        -------
        ndarray of float64, shape (side, side)

        Raises
        ------
        InvalidDrawingError
            If there is no ink, or the array is not a picture.
        """
        return self.steps_from_ink(ink)[self.name]


DIGITS_FORMAT = Format("8x8", SIDE, MAX_COUNT, steps_from_ink)
MNIST_FORMAT = Format("28x28", MNIST_PX, MAX_GREY, centring_steps)
FORMATS = {kind.name: kind for kind in (DIGITS_FORMAT, MNIST_FORMAT)}
