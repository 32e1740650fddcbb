"""digitrec: from a drawn digit to the 8x8 picture that a model reads.

``import digitrec`` loads nothing; each name is loaded when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "1.2.0.dev0"

if TYPE_CHECKING:  # what editors and type checkers see
    from digitrec.browser import browser_form as browser_form
    from digitrec.canvas import strokes_from_canvas as strokes_from_canvas
    from digitrec.errors import InvalidDrawingError as InvalidDrawingError
    from digitrec.errors import ModelFileError as ModelFileError
    from digitrec.errors import NoBrowserFormError as NoBrowserFormError
    from digitrec.formats import MNIST_FORMAT as MNIST_FORMAT
    from digitrec.formats import counts_of as counts_of
    from digitrec.formats import greys_of as greys_of
    from digitrec.images import image_to_digits_format as image_to_digits_format
    from digitrec.model import Model as Model
    from digitrec.portable import loads_model as loads_model
    from digitrec.prediction import Prediction as Prediction
    from digitrec.store import load_model as load_model
    from digitrec.store import model_names as model_names
    from digitrec.strokes import normalization_steps as normalization_steps
    from digitrec.strokes import to_digits_format as to_digits_format
    from digitrec.strokes import to_format as to_format

_HOMES = {
    "MNIST_FORMAT": "digitrec.formats",
    "InvalidDrawingError": "digitrec.errors",
    "Model": "digitrec.model",
    "ModelFileError": "digitrec.errors",
    "NoBrowserFormError": "digitrec.errors",
    "Prediction": "digitrec.prediction",
    "browser_form": "digitrec.browser",
    "counts_of": "digitrec.formats",
    "greys_of": "digitrec.formats",
    "image_to_digits_format": "digitrec.images",
    "load_model": "digitrec.store",
    "loads_model": "digitrec.portable",
    "model_names": "digitrec.store",
    "normalization_steps": "digitrec.strokes",
    "strokes_from_canvas": "digitrec.canvas",
    "to_digits_format": "digitrec.strokes",
    "to_format": "digitrec.strokes",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605 - a list of str all the same


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = getattr(import_module(_HOMES[name]), name)
    return globals()[name]


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
