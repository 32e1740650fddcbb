"""digitrec: from a drawn digit to the 8x8 picture that a model reads."""

from digitrec.browser import browser_form
from digitrec.canvas import strokes_from_canvas
from digitrec.errors import InvalidDrawingError, ModelFileError, NoBrowserFormError
from digitrec.images import image_to_digits_format
from digitrec.model import Model, Prediction
from digitrec.store import load_model, model_names
from digitrec.strokes import normalization_steps, to_digits_format

__all__ = [
    "InvalidDrawingError",
    "Model",
    "ModelFileError",
    "NoBrowserFormError",
    "Prediction",
    "browser_form",
    "image_to_digits_format",
    "load_model",
    "model_names",
    "normalization_steps",
    "strokes_from_canvas",
    "to_digits_format",
]
