"""What a model says of a drawing or a picture, with the pictures that it became on the way."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitrec.formats import DIGITS_FORMAT, Format
from digitrec.recognition.prediction import Prediction, refused
from digitrec.recognition.refusals import why_no_drawing


@dataclass(frozen=True)
class Reading:
    """A drawing or a picture, and what a model says of it.

    Attributes
    ----------
    prediction : digitrec.Prediction
    strokes : list of ndarray of float64, each of shape (n, 2), or None
        None where the picture was not drawn but set cell by cell.
    picture_format : digitrec.formats.Format
        Of the model.
    steps : dict of str to ndarray
        Of a drawing the pictures of the first view, as `digitrec.normalization_steps` gives them
        in the model's format; of cells only ``"8x8"`` and the picture in the model's format.
        Empty for a blank canvas.
    image : ndarray of float64, shape (8, 8), or None
        The picture in the digits format, whatever the model reads; None for a blank canvas.
    """

    prediction: Prediction
    strokes: list[NDArray[np.float64]] | None
    picture_format: Format
    steps: dict[str, NDArray]
    image: NDArray[np.float64] | None

    @property
    def picture(self) -> NDArray[np.float64] | None:
        """The picture that the model read, shape (side, side), or None for a blank canvas."""
        return self.steps.get(self.picture_format.name)


def blank_reading(picture_format: Format = DIGITS_FORMAT) -> Reading:
    """Make the reading of a blank canvas, for which no model is needed.

    Parameters
    ----------
    picture_format : Format, default: the digits format
        Of the model.

    Returns
    -------
    Reading
    """
    return Reading(refused(why_no_drawing([])), [], picture_format, {}, None)
