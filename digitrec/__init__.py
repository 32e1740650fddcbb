"""digitrec: from a drawn digit to the 8x8 picture that a model reads.

``import digitrec`` loads nothing; each name is loaded when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "1.2.0.dev0"

if TYPE_CHECKING:  # what editors and type checkers see
    from digitrec.browser import browser_form as browser_form
    from digitrec.drawing import strokes_from_canvas as strokes_from_canvas
    from digitrec.errors import InvalidDrawingError as InvalidDrawingError
    from digitrec.errors import ModelFileError as ModelFileError
    from digitrec.errors import NoBrowserFormError as NoBrowserFormError
    from digitrec.formats import MNIST_FORMAT as MNIST_FORMAT
    from digitrec.formats import counts_of as counts_of
    from digitrec.formats import greys_of as greys_of
    from digitrec.formats import image_to_digits_format as image_to_digits_format
    from digitrec.formats import normalization_steps as normalization_steps
    from digitrec.formats import to_digits_format as to_digits_format
    from digitrec.formats import to_format as to_format
    from digitrec.model_file import loads_model as loads_model
    from digitrec.numbers import Number as Number
    from digitrec.read import read_image as read_image
    from digitrec.read import read_number as read_number
    from digitrec.recognition import Model as Model
    from digitrec.recognition import Prediction as Prediction
    from digitrec.shipped import load_model as load_model
    from digitrec.shipped import model_names as model_names

_HOMES = {
    "InvalidDrawingError": "digitrec.errors",
    "MNIST_FORMAT": "digitrec.formats",
    "Model": "digitrec.recognition",
    "ModelFileError": "digitrec.errors",
    "NoBrowserFormError": "digitrec.errors",
    "Number": "digitrec.numbers",
    "Prediction": "digitrec.recognition",
    "browser_form": "digitrec.browser",
    "counts_of": "digitrec.formats",
    "greys_of": "digitrec.formats",
    "image_to_digits_format": "digitrec.formats",
    "load_model": "digitrec.shipped",
    "loads_model": "digitrec.model_file",
    "model_names": "digitrec.shipped",
    "normalization_steps": "digitrec.formats",
    "read_image": "digitrec.read",
    "read_number": "digitrec.read",
    "strokes_from_canvas": "digitrec.drawing",
    "to_digits_format": "digitrec.formats",
    "to_format": "digitrec.formats",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605 - a list of str all the same


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = getattr(import_module(_HOMES[name]), name)
    return globals()[name]


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
