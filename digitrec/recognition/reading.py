"""What a model says of a drawing or a picture, with the pictures that it became on the way."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.formats import DIGITS_FORMAT, Format
from digitrec.recognition.prediction import Prediction, refused
from digitrec.recognition.refusals import REFUSAL_SENTENCES


@dataclass(frozen=True)
class Reading:
    """A drawing or a picture, and what a model says of it.

    Attributes
    ----------
    prediction : digitrec.Prediction
    strokes : list of ndarray of float64, each of shape (n, 2), or None
        None for a picture that was set cell by cell.
    picture_format : digitrec.formats.Format
        Of the model.
    steps : dict of str to ndarray
        The pictures of a drawing, as `digitrec.normalization_steps` gives them in the model's
        format; of cells only ``"8x8"`` and the picture in the model's format. Empty for a blank
        canvas.
    image : ndarray of float64, shape (8, 8), or None
        The picture in the digits format, whatever the model reads; None for a blank canvas.
    """

    prediction: Prediction
    strokes: list[NDArray[np.float64]] | None
    picture_format: Format
    steps: dict[str, NDArray[Any]]
    image: NDArray[np.float64] | None

    @property
    def picture(self) -> NDArray[np.float64] | None:
        """The picture that the model read, shape (side, side), or None for a blank canvas."""
        return self.steps.get(self.picture_format.name)


def blank_reading(
    picture_format: Format = DIGITS_FORMAT, reason: str = REFUSAL_SENTENCES["blank"]
) -> Reading:
    """Make the reading of a blank canvas, or image; `picture_format` is the model's."""
    return Reading(refused(reason), [], picture_format, {}, None)
